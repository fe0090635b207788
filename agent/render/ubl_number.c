/* Exact decimals for the pre-flight of invoices: XML Schema part 2, 3.2.3; XPath 2.0 fn:round. */
#include "ubl_number.h"

#include "span.h"

enum { SCALE = 8, WHOLE_MAX = 14 };
static const int64_t one = 100000000;

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
		if (point && ++decimals > SCALE) {
			if (c != '0')
				return false;
			continue;
		}
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

/* Both below 10^22 units: the product stays below 10^38 only because a rate is small. */
struct ubl_number ubl_number_percent(struct ubl_number a, struct ubl_number percent)
{
	__int128 p;

	if (__builtin_mul_overflow(a.n, percent.n, &p))
		return (struct ubl_number){ INT64_MAX };
	return (struct ubl_number){ p / one / 100 };
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
