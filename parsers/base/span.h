/* Searching and cutting borrowed text. Nothing here allocates. ASCII rules only: Unicode folding is
 * in utf8.h. */
#ifndef PLIC_SPAN_H
#define PLIC_SPAN_H

#include "base.h"

struct span span_of(const char *nul_terminated);
bool span_eq(struct span a, struct span b);
bool span_eq_str(struct span a, const char *b);
/* ASCII case ignored. */
bool span_ieq(struct span a, struct span b);
bool span_ieq_str(struct span a, const char *b);
bool span_starts(struct span s, struct span prefix);
bool span_istarts(struct span s, struct span prefix);
bool span_ends(struct span s, struct span suffix);
/* memcmp order, shorter first. */
int span_cmp(struct span a, struct span b);

/* Position of the first match from `from`, or SIZE_MAX. Linear time. */
size_t span_find(struct span s, struct span needle, size_t from);
size_t span_ifind(struct span s, struct span needle, size_t from);
size_t span_find_char(struct span s, char c, size_t from);
bool span_has(struct span s, struct span needle);

/* Without leading and trailing blank bytes (space, tab, CR, LF, FF, VT). */
struct span span_trim(struct span s);
/* The same, and NBSP, U+2007, U+2009, U+202F too: what separates a number from its unit. */
struct span span_trim_wide(struct span s);
/* From `from` (cut at the end), at most len bytes. */
struct span span_sub(struct span s, size_t from, size_t len);
struct span span_from(struct span s, size_t from);

/* Take the next line: *rest moves past it; the line has no CR LF. false when nothing is left. */
bool span_next_line(struct span *rest, struct span *line);
/* Take the next piece up to sep: "a,b" gives "a", "b". false when nothing is left; so a separator at
 * the very end opens no last, empty piece. */
bool span_next_part(struct span *rest, char sep, struct span *part);
/* Take the next run of non-blank bytes. */
bool span_next_word(struct span *rest, struct span *word);
size_t span_word_count(struct span s);

/* Take the byte c where it stands at the head. */
bool span_take_char(struct span *s, char c);

/* Digits only, no sign, fits: true. */
bool span_to_i64(struct span s, int64_t *ret);
bool span_all_digits(struct span s);
bool span_has_digit(struct span s);
static inline bool char_is_digit(char c)
{
	return c >= '0' && c <= '9';
}
/* false past the end. */
static inline bool span_digit_at(struct span s, size_t i)
{
	return i < s.len && char_is_digit(s.ptr[i]);
}

#endif
