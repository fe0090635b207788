/* Numbers as the rules of EN 16931 compute with them: exact decimals. Kept as 10^-12 units in 128 bits,
 * because base/decimal's 64 bits do not hold a product of an amount and a rate. */
#ifndef PLIC_UBL_NUMBER_H
#define PLIC_UBL_NUMBER_H

#include "ubl_tree.h"

struct ubl_number {
	__int128 n;
};
/* One value at a path: absent, a number, or something that makes the rule itself fail (no number, more
 * than one element), which counts as found. */
enum ubl_got { UBL_ABSENT, UBL_NUMBER, UBL_WRONG };

/* xs:decimal: sign, digits, point; no exponent. false: no number, or beyond 10^20. Decimals after the
 * twelfth are dropped. */
bool ubl_number_parse(struct span text, struct ubl_number *ret);
enum ubl_got ubl_number_at(const struct ubl_doc *d, const struct ubl_node *n, const char *path,
			   struct ubl_number *ret);
struct ubl_number ubl_number_int(int v);
struct ubl_number ubl_number_add(struct ubl_number a, struct ubl_number b);
struct ubl_number ubl_number_sub(struct ubl_number a, struct ubl_number b);
struct ubl_number ubl_number_abs(struct ubl_number a);
/* a * percent / 100, exact to 10^-12. */
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
