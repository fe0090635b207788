/* A mail's bytes as a tree of parts with their header fields (RFC 5322, RFC 2045-2047).
 *
 * Total and linear: any bytes give a tree or RC_BAD_INPUT with the limit that was passed. Nothing
 * recurses, and nothing is copied: bodies and fields are slices of the mail, which must outlive the
 * tree. */
#ifndef PLIC_MAIL_H
#define PLIC_MAIL_H

#include "arena.h"
#include "base.h"

#define MAIL_MAX_BYTES        ((size_t)35 << 20)
#define MAIL_MAX_HEADER       ((size_t)256 << 10) /* one header block */
#define MAIL_MAX_FIELD        ((size_t)64 << 10)  /* one field with its continuation lines */
#define MAIL_MAX_FIELDS       500
#define MAIL_MAX_DEPTH        20
#define MAIL_MAX_PARTS        200
#define MAIL_MAX_BOUNDARY     200 /* of characters that RFC 2046 knows; it allows 70 */
#define MAIL_MAX_ODD_BOUNDARY 70  /* with other signs in it */

struct mail_field {
	struct span name;
	struct span value; /* raw: folded, undecoded, without the last line end */
};
struct mail_fields {
	struct mail_field *at;
	size_t n, cap;
};

struct mail_part {
	struct mail_part *parent, *child, *last_child, *next;
	struct mail_fields fields;
	struct span
		body; /* undecoded; of a multipart: everything between its headers and its end */
	struct span type;     /* "text/plain", lower case; the default when absent or unreadable */
	struct span boundary; /* of a multipart, else "" */
	unsigned depth;       /* 0 = the mail itself */
	bool broken;          /* a header line without a name, or NUL or bare CR in the header */
	bool typed;           /* had a Content-Type of its own */
	bool closed;          /* the closing delimiter was there */
};

/* Read the mail. RC_BAD_INPUT: empty, or a limit above was passed. */
enum rc mail_parse(struct arena *a, struct span raw, struct mail_part **ret,
		   struct why *reterr) MUST_CHECK;

/* The n-th field of that name (0 = topmost), or NULL. */
const struct mail_field *mail_field_at(const struct mail_part *p, const char *name, size_t n);
size_t mail_field_count(const struct mail_part *p, const char *name);
/* Raw value of the topmost one, "" when absent. */
struct span mail_field_raw(const struct mail_part *p, const char *name);

/* The next part in document order, NULL after the last. Use: for (p = root; p; p = mail_next(p)). */
struct mail_part *mail_next(struct mail_part *p);
/* The same without entering p's children. */
struct mail_part *mail_next_sibling(struct mail_part *p);
bool mail_is_multipart(const struct mail_part *p);

/* The body with its transfer encoding undone (base64, quoted-printable, uuencode); what is no such
 * encoding is skipped, base64 ends at its padding. */
struct span mail_body(struct arena *a, const struct mail_part *p);
/* How many bytes that is. */
uint64_t mail_body_size(struct arena *a, const struct mail_part *p);
struct span mail_decode_base64(struct arena *a, struct span s);

#endif
