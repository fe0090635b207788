/* Exact decimals for the pre-flight of invoices: XML Schema part 2, 3.2.3; XPath 2.0 fn:round. */
#include "ubl_number.h"

#include <stdlib.h>

#include "span.h"

enum { SCALE = 12, WHOLE_MAX = 20 };
static const int64_t one = 1000000000000;

bool ubl_number_parse(struct span text, struct ubl_number *ret)
{
	__int128 n = 0;
	size_t i = 0, whole = 0, decimals = 0;
	bool minus = false, point = false;

	text = span_trim(text);
	if (text.len && (text.ptr[0] == '-' || text.ptr[0] == '+'))
		minus = text.ptr[i++] == '-';
	for (; i < text.len; i++) {
		char c = text.ptr[i];

		if (c == '.' && !point) {
			point = true;
			continue;
		}
		if (c < '0' || c > '9')
			return false;
		if (point && ++decimals > SCALE)
			continue;
		whole += !point && (n != 0 || c != '0');
		if (whole > WHOLE_MAX)
			return false;
		n = n * 10 + (c - '0');
	}
	if (span_trim(text).len - (size_t)point -
		    (size_t)(minus || (text.len && text.ptr[0] == '+')) ==
	    0)
		return false; /* no digit at all */
	for (; decimals < SCALE; decimals++)
		n *= 10;
	ret->n = minus ? -n : n;
	return true;
}

enum ubl_got ubl_number_at(const struct ubl_doc *d, const struct ubl_node *n, const char *path,
			   struct ubl_number *ret)
{
	struct span text;
	size_t count = ubl_text(d, n, path, &text);

	ret->n = 0;
	if (count == 0)
		return UBL_ABSENT;
	return count == 1 && ubl_number_parse(text, ret) ? UBL_NUMBER : UBL_WRONG;
}

/* xs:double: a decimal, perhaps with an exponent. */
static bool is_real(struct span s)
{
	size_t i = 0, digits = 0, exponent = 0;

	if (i < s.len && (s.ptr[i] == '-' || s.ptr[i] == '+'))
		i++;
	for (; span_digit_at(s, i); i++)
		digits++;
	if (i < s.len && s.ptr[i] == '.')
		for (i++; span_digit_at(s, i); i++)
			digits++;
	if (digits == 0)
		return false;
	if (i == s.len)
		return true;
	if (s.ptr[i] != 'e' && s.ptr[i] != 'E')
		return false;
	i++;
	if (i < s.len && (s.ptr[i] == '-' || s.ptr[i] == '+'))
		i++;
	for (; span_digit_at(s, i); i++)
		exponent++;
	return exponent > 0 && i == s.len;
}

enum ubl_sign ubl_number_sign(struct span text)
{
	struct span s = span_trim(text);

	if (span_eq_str(s, "NaN"))
		return UBL_NAN;
	if (span_eq_str(s, "INF") || span_eq_str(s, "+INF"))
		return UBL_POSITIVE;
	if (span_eq_str(s, "-INF"))
		return UBL_NEGATIVE;
	if (!is_real(s))
		return UBL_NO_NUMBER;
	for (size_t i = 0; i < s.len && s.ptr[i] != 'e' && s.ptr[i] != 'E'; i++)
		if (s.ptr[i] >= '1' && s.ptr[i] <= '9')
			return s.ptr[0] == '-' ? UBL_NEGATIVE : UBL_POSITIVE;
	/* the official validator's doubles know a -0 before 0, where the text is no whole number */
	return s.ptr[0] == '-' && !span_all_digits(span_from(s, 1)) ? UBL_NEGATIVE : UBL_ZERO;
}

/* x is an exact binary fraction: compared with the decimal without rounding. */
static int cmp_real(double x, struct ubl_number n)
{
	uint64_t bits;
	__int128 m, floor;
	int exponent;

	memcpy(&bits, &x, sizeof(bits)); /* IEEE 754: sign, 11 bits of exponent, 52 of fraction */
	exponent = (int)(bits >> 52 & 0x7ff) - 1075;
	m = (__int128)((bits & 0xfffffffffffff) | (exponent > -1075 ? 1ULL << 52 : 0));
	if (bits >> 63)
		m = -m;
	if (exponent >= 0)
		return exponent > 20 ?
			       (x < 0 ? -1 : 1) :
			       ubl_number_cmp(
				       (struct ubl_number){ m * ((__int128)1 << exponent) * one },
				       n);
	m *= one; /* below 2^93 */
	if (exponent < -90)
		return n.n == 0 ? (m < 0 ? -1 : m > 0) :
				  ubl_number_cmp((struct ubl_number){ 0 }, n);
	floor = m >> -exponent;
	if (floor != n.n)
		return floor < n.n ? -1 : 1;
	return m != floor * ((__int128)1 << -exponent);
}

bool ubl_number_near_real(struct span text, struct ubl_number sum)
{
	char digits[64] = "";
	struct span s = span_trim(text);
	double x;

	if (!is_real(s) || s.len >= sizeof(digits))
		return false;
	memcpy(digits, s.ptr, s.len);
	x = strtod(digits, NULL);
	return cmp_real(x - 1, sum) < 0 && cmp_real(x + 1, sum) > 0;
}

struct ubl_number ubl_number_int(int v)
{
	return (struct ubl_number){ (__int128)v * one };
}

struct ubl_number ubl_number_add(struct ubl_number a, struct ubl_number b)
{
	return (struct ubl_number){ a.n + b.n };
}

struct ubl_number ubl_number_sub(struct ubl_number a, struct ubl_number b)
{
	return (struct ubl_number){ a.n - b.n };
}

struct ubl_number ubl_number_abs(struct ubl_number a)
{
	return (struct ubl_number){ a.n < 0 ? -a.n : a.n };
}

/* Whole units apart from the rest, so that the product of an amount of 20 digits and a rate fits. */
struct ubl_number ubl_number_percent(struct ubl_number a, struct ubl_number percent)
{
	__int128 whole, rest;

	if (__builtin_mul_overflow(a.n / one, percent.n, &whole) ||
	    __builtin_mul_overflow(a.n % one, percent.n, &rest))
		return (struct ubl_number){ INT64_MAX };
	return (struct ubl_number){ (whole + rest / one) / 100 };
}

struct ubl_number ubl_number_round(struct ubl_number a, unsigned decimals)
{
	__int128 unit = decimals == 2 ? one / 100 : one, shifted = a.n + unit / 2,
		 whole = shifted / unit;

	if (shifted < 0 && shifted % unit != 0)
		whole--; /* towards minus infinity: half goes up, also below zero */
	return (struct ubl_number){ whole * unit };
}

int ubl_number_cmp(struct ubl_number a, struct ubl_number b)
{
	return a.n < b.n ? -1 : a.n > b.n;
}

bool ubl_number_near(struct ubl_number a, struct ubl_number b)
{
	return ubl_number_abs(ubl_number_sub(a, b)).n < one;
}
