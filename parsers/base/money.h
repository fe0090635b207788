/* Amounts: int64 minor units of a currency. Arithmetic is checked and refuses mixed currencies:
 * those are RC_BAD_INPUT, never a wrong sum. Rounding is half away from zero (EN 16931 practice in
 * Romania) and named at the call. */
#ifndef PLIC_MONEY_H
#define PLIC_MONEY_H

#include "arena.h"
#include "base.h"
#include "decimal.h"

struct money {
	int64_t minor;
	char cur[4]; /* ISO 4217 alphabetic, NUL-ended; "" = none yet (a zero that adds to anything) */
};

#define MONEY_RON(minor_) ((struct money){ (minor_), "RON" })

/* Digits after the mark for a currency (ISO 4217): RON 2, JPY 0. Unknown code: 2. */
unsigned money_exponent(const char cur[4]);

/* Read an amount as printed by a bank or a person: "1.234,56", "450 lei", "EUR 12.30", "-5,00 RON".
 *   text   borrowed, any bytes        cur   used when the text names none ("" = must be named)
 * "lei", "leu", "ron" = RON; "euro", the sign = EUR; sign may lead or trail; parentheses negate.
 * RC_BAD_INPUT: not a number, marks out of order, more decimals than the currency has, overflow. */
enum rc money_parse(struct span text, enum decimal_mark mark, const char cur[4],
		    struct money *ret) MUST_CHECK;
/* The currency that a word names ("lei", "RON", "euro"), or false. */
bool money_word_currency(struct span word, char cur[4]);

bool money_same_currency(struct money a, struct money b);
enum rc money_add(struct money a, struct money b, struct money *ret) MUST_CHECK;
enum rc money_sub(struct money a, struct money b, struct money *ret) MUST_CHECK;
struct money money_neg(struct money m);
bool money_is_zero(struct money m);
/* <0, 0, >0; currencies must be equal (assert). */
int money_cmp(struct money a, struct money b);

/* quantity * unit price, rounded to the currency's minor unit. */
enum rc money_from_price(struct decimal qty, struct decimal price, const char cur[4],
			 struct money *ret) MUST_CHECK;
/* m * percent / 100, rounded to the minor unit. */
enum rc money_percent(struct money m, struct decimal percent, struct money *ret) MUST_CHECK;
/* m * num / den rounded; den > 0. */
enum rc money_scale(struct money m, int64_t num, int64_t den, struct money *ret) MUST_CHECK;

/* "1234.50": machine form, always with the currency's decimals. */
struct span money_print(struct arena *a, struct money m);
/* The same as an exact decimal. */
struct decimal money_decimal(struct money m);

#endif
