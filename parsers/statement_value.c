/* Small values of statements: amounts, days, identifiers in running text. */
#include "statement_in.h"

#include "ident.h"
#include "span.h"

#include <ctype.h>

/* Where the decimals begin: the last comma or dot, unless a lone mark repeats. SIZE_MAX: nowhere. */
static size_t decimal_mark_at(struct span t)
{
	size_t last = SIZE_MAX, same = 0;

	for (size_t i = 0; i < t.len; i++)
		if (t.ptr[i] == ',' || t.ptr[i] == '.')
			last = i;
	for (size_t i = 0; last != SIZE_MAX && i < t.len; i++)
		same += t.ptr[i] == t.ptr[last];
	return same > 1 ? SIZE_MAX : last;
}

enum rc statement_amount(struct span text, const char cur[4], int64_t *ret, bool *exact)
{
	struct span t = span_trim(text);
	size_t mark = decimal_mark_at(t), digits = 0;
	unsigned places = 0, want = money_exponent(cur);
	int64_t n = 0;
	int next = 0;

	*exact = true;
	for (size_t i = 0; i < t.len; i++) {
		char c = t.ptr[i];

		if (c == ',' || c == '.')
			continue;
		if (c < '0' || c > '9')
			return RC_BAD_INPUT;
		digits++;
		if (mark != SIZE_MAX && i > mark && places == want) {
			next = next ? next : c - '0' + 10;
			*exact &= c == '0';
			continue;
		}
		places += mark != SIZE_MAX && i > mark;
		if (__builtin_mul_overflow(n, 10, &n) || __builtin_add_overflow(n, c - '0', &n))
			return RC_BAD_INPUT;
	}
	if (!digits)
		return RC_BAD_INPUT;
	for (; places < want; places++)
		if (__builtin_mul_overflow(n, 10, &n))
			return RC_BAD_INPUT;
	if (next >= 15 && __builtin_add_overflow(n, 1, &n))
		return RC_BAD_INPUT;
	*ret = n;
	return RC_OK;
}

enum rc statement_day(int year, int month, int day, struct day *ret, bool *clamped)
{
	struct civil c = { year, month, 1 };
	struct day last;

	*clamped = false;
	*ret = DAY_NONE;
	if (day < 1 || day > 31 || day_from_civil(c, &last))
		return RC_BAD_INPUT;
	last = day_last_of_month(last);
	*clamped = day > day_civil(last).day;
	c.day = *clamped ? day_civil(last).day : day;
	return day_from_civil(c, ret);
}

bool statement_currency(struct span s, char cur[4])
{
	if (s.len < 3)
		return false;
	for (size_t i = 0; i < 3; i++)
		if (s.ptr[i] < 'A' || s.ptr[i] > 'Z')
			return false;
	memcpy(cur, s.ptr, 3);
	cur[3] = '\0';
	return true;
}

bool statement_says_nothing(struct span s)
{
	static const char *const words[] = {
		"", ".", "-", "NONREF", "NONREF.", "NOTPROVIDED", "NOT PROVIDED", "/"
	};

	s = span_trim(s);
	for (size_t i = 0; i < ARRAY_LEN(words); i++)
		if (span_ieq_str(s, words[i]))
			return true;
	return false;
}

static bool is_iban_char(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
}

/* An IBAN begins a word, or stands behind a lower case word that lost its blank at a line's end; what
 * follows may be glued to it too, so every length of its country is tried by the check digits. */
struct span statement_find_iban(struct span text, struct span own)
{
	for (size_t i = 0; i + 15 <= text.len; i++) {
		size_t n = 4;

		if (!isupper((unsigned char)text.ptr[i]) ||
		    !isupper((unsigned char)text.ptr[i + 1]) ||
		    !isdigit((unsigned char)text.ptr[i + 2]) ||
		    !isdigit((unsigned char)text.ptr[i + 3]) ||
		    (i && is_iban_char(text.ptr[i - 1])))
			continue;
		while (n < 34 && i + n < text.len && is_iban_char(text.ptr[i + n]))
			n++;
		if (n > 24 && span_starts(span_from(text, i), S("RO")))
			n = 24;
		for (; n >= 15; n--) {
			struct span s = span_sub(text, i, n);

			if (ident_iban_valid(s)) {
				if (!span_eq(s, own))
					return s;
				break;
			}
		}
	}
	return S("");
}

struct span statement_tax_id(struct arena *a, struct span s)
{
	static const char *const labels[] = { "CUI/CNP", "C.I.F.", "C.U.I.", "CIF", "CUI", "CNP" };
	bool ro = false;

	s = span_trim(s);
	for (size_t i = 0; i < ARRAY_LEN(labels); i++)
		if (span_istarts(s, span_of(labels[i]))) {
			s = span_trim(span_from(s, strlen(labels[i])));
			s = span_trim(span_from(s, span_starts(s, S(":"))));
			break;
		}
	if (s.len == 13 && ident_cnp_valid(s))
		return arena_span(a, s);
	return ident_cui_digits(a, s, &ro);
}
