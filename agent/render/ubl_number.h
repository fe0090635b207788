/* Numbers as the rules of EN 16931 compute with them: exact decimals, of 36 digits before and behind the
 * point, because the official rules know no limit and strangers' files none either. */
#ifndef PLIC_UBL_NUMBER_H
#define PLIC_UBL_NUMBER_H

#include "ubl_tree.h"

/* whole + part x 10^-36; part is never negative: -0.25 is -1 and 0.75. */
struct ubl_number {
	__int128 whole;
	unsigned __int128 part;
};
/* One value at a path: absent, a number, or something that makes the rule itself fail (no number, more
 * than one element), which counts as found. */
enum ubl_got { UBL_ABSENT, UBL_NUMBER, UBL_WRONG };

/* xs:decimal: sign, digits, point; no exponent. false: no number, or beyond 10^36. Decimals after the
 * 36th are dropped. */
bool ubl_number_parse(struct span text, struct ubl_number *ret);
enum ubl_got ubl_number_at(const struct ubl_doc *d, const struct ubl_node *n, const char *path,
			   struct ubl_number *ret);
bool ubl_number_is_zero(struct ubl_number a);
struct ubl_number ubl_number_add(struct ubl_number a, struct ubl_number b);
struct ubl_number ubl_number_sub(struct ubl_number a, struct ubl_number b);
struct ubl_number ubl_number_abs(struct ubl_number a);
/* a * percent / 100 by twelve decimals of each, a not negative; beyond what fits: 10^36. */
struct ubl_number ubl_number_percent(struct ubl_number a, struct ubl_number percent);
/* XPath's round, half upwards, to so many decimals (0 or 2). */
struct ubl_number ubl_number_round(struct ubl_number a, unsigned decimals);
int ubl_number_cmp(struct ubl_number a, struct ubl_number b);
/* As XPath compares a text with a number: xs:double, so "1e2", "INF", "NaN" too. */
enum ubl_sign { UBL_NEGATIVE, UBL_ZERO, UBL_POSITIVE, UBL_NAN, UBL_NO_NUMBER };
enum ubl_sign ubl_number_sign(struct span text);
/* sum - 1 < text < sum + 1 where the text is first taken for an xs:double, binary as those are: BR-S-08. */
bool ubl_number_near_real(struct span text, struct ubl_number sum);
/* |a - b| < 1: the tolerance of BR-CO-17 and BR-S-08. */
bool ubl_number_near(struct ubl_number a, struct ubl_number b);

#endif
