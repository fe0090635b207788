/* Exact decimals for quantities, unit prices and rates: n / 10^scale, scale 0..6. */
#ifndef PLIC_DECIMAL_H
#define PLIC_DECIMAL_H

#include "arena.h"
#include "base.h"

struct decimal {
	int64_t n;
	uint8_t scale;
};

#define DECIMAL_INT(v) ((struct decimal){ (v), 0 })

/* Which mark separates decimals: known from the source's locale, or guessed from the number by the
 * rules of the payments reference: both marks present, the last is decimal; a lone mark followed by
 * exactly three digits groups thousands ("0,125" and "1 234,500" excepted: no group begins with 0, and
 * blanks group there already), by one or two (or four and more) is decimal. */
enum decimal_mark { MARK_GUESS, MARK_COMMA, MARK_DOT };

/* "1.234,5", "-2", "1 234.50", "1'234.5". Blanks (NBSP, U+202F) and apostrophe group thousands.
 * RC_BAD_INPUT: no number, marks out of order, more than 6 decimals, overflow. */
enum rc decimal_parse(struct span text, enum decimal_mark mark, struct decimal *ret) MUST_CHECK;
/* Plain form: "1234.5", trailing zeros dropped down to min_scale decimals. */
struct span decimal_print(struct arena *a, struct decimal d, unsigned min_scale);
int decimal_cmp(struct decimal a, struct decimal b);
bool decimal_eq(struct decimal a, struct decimal b);
struct decimal decimal_neg(struct decimal d);
/* Same value, smallest scale. */
struct decimal decimal_norm(struct decimal d);

#endif
