/* What stands in header fields: unfolded and decoded text (RFC 2047), parameters (RFC 2045, 2231),
 * addresses, ids, dates (RFC 5322). Results are UTF-8 in the arena; every function takes any bytes,
 * in linear time. */
#ifndef PLIC_MAIL_HEADER_H
#define PLIC_MAIL_HEADER_H

#include "arena.h"
#include "base.h"
#include "fact.h"

/* Folding undone, encoded words decoded (neighbours of one charset joined before decoding), raw
 * 8-bit guessed, control characters and runs of blanks one space, trimmed, comma-below letters. */
struct span mail_decode_text(struct arena *a, struct span raw);

/* Text for people: NFC with comma-below letters; zero-width and bidi marks dropped, other control
 * characters and NBSP a space, line ends "\n". lines = false: runs of blanks and line ends are one
 * space, and the ends are trimmed. s: any bytes. */
struct span mail_tidy(struct arena *a, struct span s, bool lines);

/* "text/plain" of a Content-Type value, lower case; "" when it is no type. */
struct span mail_media_type(struct arena *a, struct span value);
/* The first word of a value such as Content-Disposition's or Content-Transfer-Encoding's, lower
 * case, comments skipped. */
struct span mail_first_token(struct arena *a, struct span value);
/* A parameter by name (ASCII case ignored), RFC 2231 continuations joined and decoded, encoded words
 * decoded too; "" when absent. Sections stop at a gap and at 100. */
struct span mail_param(struct arena *a, struct span value, const char *name);
/* The same, undecoded (for boundaries). */
struct span mail_param_raw(struct arena *a, struct span value, const char *name);
/* A file name that cannot climb or deceive: what follows the last / or \, no controls, no bidi
 * marks, no leading dots, at most 120 bytes with its extension kept; "" when nothing is left. */
struct span mail_safe_name(struct arena *a, struct span name);

/* Mailboxes of an address list, appended to v. Split before names are decoded, so that an encoded
 * comma or "<" in a name cannot make a mailbox. Groups are opened. Pieces without an address are
 * dropped ("undisclosed-recipients:;"), a bare name before a comma joins the next one. */
void mail_addrs_parse(struct arena *a, struct span raw, struct mail_addrs *v);
/* Does the value use group syntax? (not allowed in From) */
bool mail_addrs_has_group(struct span raw);

/* Ids between < and >, in the order they stand, appended to v up to max. */
void mail_ids_parse(struct arena *a, struct span raw, struct spans *v, size_t max);

/* RFC 5322 date, obsolete zones and two-digit years too: UTC seconds, 0 when impossible. */
int64_t mail_date(struct span raw);

/* 0 .. 15, -1 when it is none. */
int mail_hex_digit(char c);
/* The byte that two such digits behind s[i] ("=", "%") stand for; false when they do not. */
bool mail_hex_byte(struct span s, size_t i, char *ret);

#endif
