/* Unicode text: validity, folding for comparison, normal form, edit distance. By utf8proc. */
#ifndef PLIC_UTF8_H
#define PLIC_UTF8_H

#include "arena.h"
#include "base.h"

bool utf8_valid(struct span s);
/* s if valid, else a copy with each bad byte replaced by U+FFFD. NULs become U+FFFD too. */
struct span utf8_clean(struct arena *a, struct span s);
/* Next code point; false at the end. s must be valid UTF-8. */
bool utf8_next(struct span *rest, uint32_t *rune);
size_t utf8_count(struct span s);
/* At most n code points, never split inside one. */
struct span utf8_cut(struct span s, size_t n);
/* The form in which people's words are compared: NFKD, marks dropped (so s-cedilla, s-comma, s are
 * one), lower case, zero-width marks dropped, every run of blanks (NBSP too) one space, trimmed,
 * typographic dashes "-" and quotes '"'. */
struct span utf8_fold(struct arena *a, struct span s);
/* NFC, with cedilla s and t turned into the comma-below letters that Romanian asks for. */
struct span utf8_nfc_ro(struct arena *a, struct span s);
/* A text of such code points alone is in that form already; others may be, beside one another. */
bool utf8_is_nfc_ro(uint32_t rune);
/* Characters that say the same as rune where it cannot be shown (NFKD: a letter and its marks apart,
 * "1" for "①"); gives how many. 0: there are none, or they would read differently (10⁵ is not 105,
 * 2⅓ is not 21/3). */
#define UTF8_PLAINER_MAX 32
size_t utf8_plainer(uint32_t rune, uint32_t ret[UTF8_PLAINER_MAX]);
/* A mark that stands on or under the letter before it. */
bool utf8_is_mark(uint32_t rune);
/* Damerau-Levenshtein distance in code points of two folded words, cut off at max + 1. Words over
 * 64 code points count as different. */
unsigned utf8_distance(struct span a, struct span b, unsigned max);

#endif
