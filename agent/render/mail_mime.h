/* The bytes of a mail: every header value goes through one of these encoders, so no CR, LF or NUL of
 * a name or subject can end a header (RFC 5322, 2045-2047, 2231). Lines end with CRLF; all is 7-bit. */
#ifndef PLIC_MAIL_MIME_H
#define PLIC_MAIL_MIME_H

#include "arena.h"
#include "base.h"
#include "buf.h"

/* "Subject: ...": ASCII as it is, folded; else encoded words of at most 75 characters that split no
 * code point. RC_BAD_INPUT: control bytes, no UTF-8. */
enum rc mime_text(struct buf *out, const char *field, struct span text,
		  struct why *reterr) MUST_CHECK;
/* "To: Display Name <addr>"; name "" = the bare address. RC_BAD_INPUT: not an addr-spec, control
 * bytes in the name. */
enum rc mime_mailbox(struct buf *out, const char *field, struct span name, struct span addr,
		     struct why *reterr) MUST_CHECK;
/* "In-Reply-To: <a@b> <c@d>", folded. RC_BAD_INPUT: blanks, brackets or control bytes inside. */
enum rc mime_ids(struct buf *out, const char *field, const struct span *ids, size_t n,
		 struct why *reterr) MUST_CHECK;
bool mime_id_ok(struct span id);
/* "Date: Thu, 12 Nov 2026 10:15:00 +0200", Bucharest time. */
void mime_date(struct buf *out, int64_t instant);

/* UTF-8 without control bytes. */
bool mime_is_clean(struct span s);
/* ASCII that needs no encoding: nothing like an encoded word, no word too long to fold. */
bool mime_is_plain(struct span s);

/* A part: its headers, the empty line, the body. text: UTF-8, any line ends. */
void mime_part_text(struct buf *out, const char *type, struct span text);
/* A picture that the HTML part shows by cid:CID (RFC 2392). type: "image/png". */
void mime_part_image(struct buf *out, const char *type, struct span cid, struct span bytes);
/* RC_BAD_INPUT: control bytes in the name. A type that is none becomes application/octet-stream. */
enum rc mime_part_file(struct buf *out, struct span name, struct span type, struct span bytes,
		       struct why *reterr) MUST_CHECK;

#endif
