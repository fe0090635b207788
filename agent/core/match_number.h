/* Inside the matcher: numbers in a folded text. */
#ifndef PLIC_MATCH_NUMBER_H
#define PLIC_MATCH_NUMBER_H

#include "match.h"

/* A number as it stands: 12, and 1234 when a blank cut it ("FCT 12 34"). */
struct match_number {
	int64_t n, joined; /* joined 0: nothing to join */
	size_t digits;     /* as written, zeros too */
	bool glued;        /* letters follow without a blank */
};

static inline bool match_is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (unsigned char)c >= 0x80;
}
/* Past every byte that is in the set. */
size_t match_skip(struct span s, size_t at, const char *set);
size_t match_digits_end(struct span s, size_t at);
/* Length of a date that stands here ("12.11.2026"), 0 = none. */
size_t match_date_length(struct span s, size_t at);
/* A number that may be a document's: not in a date, not with decimals, not "450 lei". pad: digits of its
 * series, 0 = unknown. *at moves past it. */
bool match_take_number(struct span s, size_t *at, size_t pad, struct match_number *ret);

#endif
