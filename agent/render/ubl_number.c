/* Exact decimals for the pre-flight of invoices: XML Schema part 2, 3.2.3; XPath 2.0 fn:round. */
#include "ubl_number.h"

#include <stdlib.h>

#include "span.h"

typedef unsigned __int128 parts;
#define E12 INT64_C(1000000000000)

enum { DIGITS = 36 }; /* before the point, and behind it */
static const parts one = (parts)E12 * E12 * E12, cent = (parts)E12 * E12 * (E12 / 100);

static struct ubl_number negative(struct ubl_number a)
{
	if (a.part == 0)
		return (struct ubl_number){ -a.whole, 0 };
	return (struct ubl_number){ -a.whole - 1, one - a.part };
}

bool ubl_number_parse(struct span text, struct ubl_number *ret)
{
	struct ubl_number v = { 0, 0 };
	size_t i = 0, digits = 0, wholes = 0, behind = 0;
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
		digits++;
		if (point) {
			if (behind < DIGITS && ++behind)
				v.part = v.part * 10 + (parts)(c - '0');
			continue;
		}
		wholes += v.whole != 0 || c != '0';
		if (wholes > DIGITS)
			return false;
		v.whole = v.whole * 10 + (c - '0');
	}
	for (; behind + 10 <= DIGITS; behind += 10)
		v.part *= 10000000000;
	for (; behind < DIGITS; behind++)
		v.part *= 10;
	*ret = minus ? negative(v) : v;
	return digits > 0;
}

enum ubl_got ubl_number_at(const struct ubl_doc *d, const struct ubl_node *n, const char *path,
			   struct ubl_number *ret)
{
	struct span text;
	size_t count = ubl_text(d, n, path, &text);

	*ret = (struct ubl_number){ 0, 0 };
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

/* Too small for a double: 1e-400. */
static bool vanishes(struct span s)
{
	char digits[512] = "";

	if (s.len >= sizeof(digits) || (s.len < 300 && span_find_char(s, 'e', 0) == SIZE_MAX &&
					span_find_char(s, 'E', 0) == SIZE_MAX))
		return false;
	memcpy(digits, s.ptr, s.len);
	return strtod(digits, NULL) == 0;
}

enum ubl_sign ubl_number_sign(struct span text)
{
	struct span s = span_trim(text);
	bool some = false;

	if (span_eq_str(s, "NaN"))
		return UBL_NAN;
	if (span_eq_str(s, "INF") || span_eq_str(s, "+INF"))
		return UBL_POSITIVE;
	if (span_eq_str(s, "-INF"))
		return UBL_NEGATIVE;
	if (!is_real(s))
		return UBL_NO_NUMBER;
	for (size_t i = 0; i < s.len && s.ptr[i] != 'e' && s.ptr[i] != 'E'; i++)
		some |= s.ptr[i] >= '1' && s.ptr[i] <= '9';
	if (some && !vanishes(s))
		return s.ptr[0] == '-' ? UBL_NEGATIVE : UBL_POSITIVE;
	/* the official validator's doubles know a -0 before 0, where the text is no whole number */
	return s.ptr[0] == '-' && !span_all_digits(span_from(s, 1)) ? UBL_NEGATIVE : UBL_ZERO;
}

/* x is an exact binary fraction: compared with the decimal without rounding, digit by digit. */
static int cmp_real(double x, struct ubl_number n)
{
	enum {
		SHIFT_MAX = 120,
		LARGE = -60
	}; /* of what is left of a sum with 1: 2^-106 at least, or 0 */
	uint64_t bits;
	parts m, rest = 0, unit = one, part = n.part;
	__int128 whole;
	int shift;

	memcpy(&bits, &x, sizeof(bits)); /* IEEE 754: sign, 11 bits of exponent, 52 of fraction */
	shift = 1075 - (int)(bits >> 52 & 0x7ff);
	m = (bits & 0xfffffffffffff) | (shift < 1075 ? 1ULL << 52 : 0);
	if (shift < LARGE)
		return bits >> 63 ? -1 : 1;
	if (shift >= SHIFT_MAX)
		m = 0;
	shift = m ? shift : 0;
	whole = shift > 0 ? (__int128)(m >> shift) : (__int128)(m << -shift);
	if (shift > 0)
		rest = m & (((parts)1 << shift) - 1);
	if (bits >> 63) {
		whole = rest ? -whole - 1 : -whole;
		rest = rest ? ((parts)1 << shift) - rest : 0;
	}
	if (whole != n.whole)
		return whole < n.whole ? -1 : 1;
	for (int i = 0; i < DIGITS; i++) {
		unsigned ours, theirs;

		unit /= 10;
		rest *= 10;
		ours = shift > 0 ? (unsigned)(rest >> shift) : 0;
		theirs = (unsigned)(part / unit);
		if (ours != theirs)
			return ours < theirs ? -1 : 1;
		rest &= shift > 0 ? ((parts)1 << shift) - 1 : 0;
		part %= unit;
	}
	return rest > 0;
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

bool ubl_number_is_zero(struct ubl_number a)
{
	return a.whole == 0 && a.part == 0;
}

static struct ubl_number carried(__int128 whole, parts part)
{
	return (struct ubl_number){ whole + (part >= one), part >= one ? part - one : part };
}

struct ubl_number ubl_number_add(struct ubl_number a, struct ubl_number b)
{
	return carried(a.whole + b.whole, a.part + b.part);
}

struct ubl_number ubl_number_sub(struct ubl_number a, struct ubl_number b)
{
	return ubl_number_add(a, negative(b));
}

struct ubl_number ubl_number_abs(struct ubl_number a)
{
	return a.whole < 0 ? negative(a) : a;
}

static __int128 down(__int128 n, int64_t by)
{
	return n / by - (n % by < 0);
}

/* Whole units and twelve decimals of each, so that each of the four products fits. */
struct ubl_number ubl_number_percent(struct ubl_number a, struct ubl_number percent)
{
	__int128 rate_part = (__int128)(percent.part / E12 / E12),
		 part = (__int128)(a.part / E12 / E12);
	__int128 whole, little = a.whole % E12 * rate_part, units;

	if (__builtin_mul_overflow(a.whole, percent.whole, &whole) ||
	    __builtin_add_overflow(whole, a.whole / E12 * rate_part + little / E12, &whole))
		return (struct ubl_number){ (__int128)one, 0 };
	units = little % E12 + part * percent.whole + part * rate_part / E12;
	whole += down(units, E12);
	units += (whole - down(whole, 100) * 100 - down(units, E12)) * E12;
	return (struct ubl_number){ down(whole, 100), (parts)units * (E12 / 100) * E12 };
}

/* Half goes up, also below zero: what lies between two units is counted from the lower one. */
struct ubl_number ubl_number_round(struct ubl_number a, unsigned decimals)
{
	parts unit = decimals == 2 ? cent : one;

	return carried(a.whole, (a.part + unit / 2) / unit * unit);
}

int ubl_number_cmp(struct ubl_number a, struct ubl_number b)
{
	if (a.whole != b.whole)
		return a.whole < b.whole ? -1 : 1;
	return a.part < b.part ? -1 : a.part > b.part;
}

bool ubl_number_near(struct ubl_number a, struct ubl_number b)
{
	return ubl_number_abs(ubl_number_sub(a, b)).whole < 1;
}
