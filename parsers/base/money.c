/* Amounts in minor units. Exponents: ISO 4217 list one. Rounding is half away from zero. */
#include <assert.h>

#include "money.h"
#include "span.h"

/* Codes not in the table have 2 decimals. Any-case codes are those people type; the others must be
 * written in capitals, since "all", "top" and "try" are words before they are currencies. */
static const struct {
	char code[4];
	uint8_t exponent;
	bool any_case;
} currencies[] = {
	{ "RON", 2, true },  { "EUR", 2, true },  { "USD", 2, true },  { "GBP", 2, true },
	{ "CHF", 2, true },  { "HUF", 2, true },  { "BGN", 2, true },  { "MDL", 2, true },
	{ "PLN", 2, true },  { "CZK", 2, true },  { "DKK", 2, true },  { "SEK", 2, true },
	{ "NOK", 2, true },  { "ISK", 0, false }, { "RSD", 2, false }, { "UAH", 2, false },
	{ "TRY", 2, false }, { "ALL", 2, false }, { "BAM", 2, false }, { "MKD", 2, false },
	{ "GEL", 2, false }, { "AMD", 2, false }, { "AZN", 2, false }, { "KZT", 2, false },
	{ "ILS", 2, false }, { "AED", 2, false }, { "SAR", 2, false }, { "QAR", 2, false },
	{ "EGP", 2, false }, { "MAD", 2, false }, { "ZAR", 2, false }, { "INR", 2, false },
	{ "CNY", 2, false }, { "HKD", 2, false }, { "SGD", 2, false }, { "THB", 2, false },
	{ "MYR", 2, false }, { "IDR", 2, false }, { "PHP", 2, false }, { "TWD", 2, false },
	{ "AUD", 2, false }, { "NZD", 2, false }, { "CAD", 2, false }, { "MXN", 2, false },
	{ "BRL", 2, false }, { "ARS", 2, false }, { "COP", 2, false }, { "PEN", 2, false },
	{ "JPY", 0, false }, { "KRW", 0, false }, { "VND", 0, false }, { "CLP", 0, false },
	{ "PYG", 0, false }, { "UGX", 0, false }, { "XAF", 0, false }, { "XOF", 0, false },
	{ "XPF", 0, false }, { "BIF", 0, false }, { "DJF", 0, false }, { "GNF", 0, false },
	{ "KMF", 0, false }, { "RWF", 0, false }, { "VUV", 0, false }, { "BHD", 3, false },
	{ "IQD", 3, false }, { "JOD", 3, false }, { "KWD", 3, false }, { "LYD", 3, false },
	{ "OMR", 3, false }, { "TND", 3, false },
};

static const struct {
	const char *word;
	char code[4];
} words[] = {
	{ "lei", "RON" }, { "leu", "RON" },    { "euro", "EUR" },     { "\xe2\x82\xac", "EUR" },
	{ "$", "USD" },   { "dolari", "USD" }, { "\xc2\xa3", "GBP" }, { "lire", "GBP" },
};

static const int64_t pow10_of[] = { 1, 10, 100, 1000, 10000, 100000, 1000000 };

unsigned money_exponent(const char cur[4])
{
	for (size_t i = 0; i < ARRAY_LEN(currencies); i++)
		if (strncmp(currencies[i].code, cur, 4) == 0)
			return currencies[i].exponent;
	return 2;
}

bool money_word_currency(struct span word, char cur[4])
{
	for (size_t i = 0; i < ARRAY_LEN(words); i++) {
		if (span_ieq_str(word, words[i].word)) {
			memcpy(cur, words[i].code, 4);
			return true;
		}
	}
	for (size_t i = 0; i < ARRAY_LEN(currencies); i++) {
		if (currencies[i].any_case ? span_ieq_str(word, currencies[i].code) :
					     span_eq_str(word, currencies[i].code)) {
			memcpy(cur, currencies[i].code, 4);
			return true;
		}
	}
	return false;
}

static bool is_word_byte(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '$' ||
	       (unsigned char)c >= 0x80;
}

static bool is_number_byte(char c)
{
	return c >= '0' && c <= '9';
}

struct reading {
	struct span s;
	char cur[4];
	bool negative, signed_;
};

/* A currency at one end of r->s moves into r->cur. false: it names another one than before. */
static bool take_currency(struct reading *r, struct span word)
{
	char cur[4];

	if (!money_word_currency(word, cur))
		return false;
	if (r->cur[0] && memcmp(r->cur, cur, 4) != 0)
		return false;
	memcpy(r->cur, cur, 4);
	return true;
}

static bool take_sign(struct reading *r, bool minus)
{
	if (r->signed_)
		return false;
	r->signed_ = true;
	r->negative = minus;
	return true;
}

/* One sign or currency off the front; *done when a digit or mark stands there. */
static bool strip_front(struct reading *r, bool *done)
{
	struct span s = r->s;
	size_t n = 0;

	*done = false;
	if (span_starts(s, S("\xe2\x88\x92"))) {
		r->s = span_from(s, 3);
		return take_sign(r, true);
	}
	if (s.ptr[0] == '-' || s.ptr[0] == '+') {
		r->s = span_from(s, 1);
		return take_sign(r, s.ptr[0] == '-');
	}
	while (n < s.len && is_word_byte(s.ptr[n]))
		n++;
	if (n == 0) {
		*done = true;
		return true;
	}
	r->s = span_trim_wide(span_from(s, n));
	return take_currency(r, span_trim_wide(span_sub(s, 0, n)));
}

/* "450,-" and "450.-" say "and no small coins"; "450,00-" is a sign. */
static bool no_coins(struct span s)
{
	return s.len >= 3 && s.ptr[s.len - 1] == '-' &&
	       (s.ptr[s.len - 2] == ',' || s.ptr[s.len - 2] == '.') &&
	       is_number_byte(s.ptr[s.len - 3]);
}

static bool strip_back(struct reading *r, bool *done)
{
	struct span s = r->s;
	size_t n = s.len;

	*done = false;
	if (no_coins(s)) {
		r->s.len -= 2;
		return true;
	}
	if (span_ends(s, S("\xe2\x88\x92"))) {
		r->s = span_trim_wide(span_sub(s, 0, s.len - 3));
		return take_sign(r, true);
	}
	if (s.ptr[s.len - 1] == '-' || s.ptr[s.len - 1] == '+') {
		r->s = span_trim_wide(span_sub(s, 0, s.len - 1));
		return take_sign(r, s.ptr[s.len - 1] == '-');
	}
	while (n > 0 && is_word_byte(s.ptr[n - 1]))
		n--;
	if (n == s.len) {
		*done = true;
		return true;
	}
	r->s = span_trim_wide(span_sub(s, 0, n));
	/* "450 de lei": from 20 on Romanian counts with "de". */
	if (r->s.len > 3 && span_ieq(span_from(r->s, r->s.len - 3), S(" de")))
		r->s = span_trim_wide(span_sub(r->s, 0, r->s.len - 3));
	return take_currency(r, span_trim_wide(span_from(s, n)));
}

static bool strip_all(struct reading *r)
{
	bool done = false;

	if (r->s.len > 2 && r->s.ptr[0] == '(' && r->s.ptr[r->s.len - 1] == ')') {
		r->s = span_trim_wide(span_sub(r->s, 1, r->s.len - 2));
		r->negative = r->signed_ = true;
	}
	while (!done)
		if (r->s.len == 0 || !strip_front(r, &done))
			return false;
	for (done = false; !done;)
		if (r->s.len == 0 || !strip_back(r, &done))
			return false;
	if (r->s.len > 2 && r->s.ptr[0] == '(' &&
	    r->s.ptr[r->s.len - 1] == ')') { /* "EUR (5.00)" */
		r->s = span_trim_wide(span_sub(r->s, 1, r->s.len - 2));
		return take_sign(r, true);
	}
	return true;
}

enum rc money_parse(struct span text, enum decimal_mark mark, const char cur[4], struct money *ret)
{
	struct reading r = { .s = span_trim_wide(text) };
	struct decimal d;
	unsigned exponent;
	int64_t minor;

	if (!strip_all(&r) || r.s.len == 0)
		return RC_BAD_INPUT;
	if (!is_number_byte(r.s.ptr[0]) && r.s.ptr[0] != ',' && r.s.ptr[0] != '.')
		return RC_BAD_INPUT;
	if (!r.cur[0] && cur[0])
		memcpy(r.cur, cur, 4);
	if (!r.cur[0] || decimal_parse(r.s, mark, &d) != RC_OK)
		return RC_BAD_INPUT;
	exponent = money_exponent(r.cur);
	if (d.scale > exponent || __builtin_mul_overflow(d.n, pow10_of[exponent - d.scale], &minor))
		return RC_BAD_INPUT;
	*ret = (struct money){ .minor = r.negative ? -minor : minor };
	memcpy(ret->cur, r.cur, 4);
	return RC_OK;
}

bool money_same_currency(struct money a, struct money b)
{
	return strncmp(a.cur, b.cur, 4) == 0;
}

/* The currency of a sum: a zero without one adds to anything. */
static bool join(struct money a, struct money b, struct money *sum)
{
	if (a.cur[0] == '\0' && a.minor == 0)
		memcpy(sum->cur, b.cur, 4);
	else if (money_same_currency(a, b) || (b.cur[0] == '\0' && b.minor == 0))
		memcpy(sum->cur, a.cur, 4);
	else
		return false;
	return true;
}

enum rc money_add(struct money a, struct money b, struct money *ret)
{
	struct money sum = { 0 };

	if (!join(a, b, &sum) || __builtin_add_overflow(a.minor, b.minor, &sum.minor))
		return RC_BAD_INPUT;
	*ret = sum;
	return RC_OK;
}

enum rc money_sub(struct money a, struct money b, struct money *ret)
{
	struct money sum = { 0 };

	if (!join(a, b, &sum) || __builtin_sub_overflow(a.minor, b.minor, &sum.minor))
		return RC_BAD_INPUT;
	*ret = sum;
	return RC_OK;
}

struct money money_neg(struct money m)
{
	assert(m.minor !=
	       INT64_MIN); /* money_parse and the checked sums cannot be near it by chance */
	m.minor = -m.minor;
	return m;
}

bool money_is_zero(struct money m)
{
	return m.minor == 0;
}

int money_cmp(struct money a, struct money b)
{
	assert(money_same_currency(a, b) || (a.cur[0] == '\0' && a.minor == 0) ||
	       (b.cur[0] == '\0' && b.minor == 0));
	return (a.minor > b.minor) - (a.minor < b.minor);
}

/* n / den, half away from zero; den > 0. */
static bool round_div(__int128 n, __int128 den, int64_t *ret)
{
	__int128 q = n / den, rest = n % den;

	if (rest < 0)
		rest = -rest;
	if (rest >= den - rest)
		q += n < 0 ? -1 : 1;
	if (q > INT64_MAX || q < -INT64_MAX)
		return false;
	*ret = (int64_t)q;
	return true;
}

enum rc money_from_price(struct decimal qty, struct decimal price, const char cur[4],
			 struct money *ret)
{
	struct money m = { 0 };
	__int128 n = (__int128)qty.n * price.n,
		 den = (__int128)pow10_of[qty.scale] * pow10_of[price.scale];

	memcpy(m.cur, cur, 4);
	if (__builtin_mul_overflow(n, (__int128)pow10_of[money_exponent(cur)], &n) ||
	    !round_div(n, den, &m.minor))
		return RC_BAD_INPUT;
	*ret = m;
	return RC_OK;
}

enum rc money_percent(struct money m, struct decimal percent, struct money *ret)
{
	if (!round_div((__int128)m.minor * percent.n, (__int128)100 * pow10_of[percent.scale],
		       &m.minor))
		return RC_BAD_INPUT;
	*ret = m;
	return RC_OK;
}

enum rc money_scale(struct money m, int64_t num, int64_t den, struct money *ret)
{
	if (den <= 0 || !round_div((__int128)m.minor * num, den, &m.minor))
		return RC_BAD_INPUT;
	*ret = m;
	return RC_OK;
}

struct decimal money_decimal(struct money m)
{
	return (struct decimal){ m.minor, (uint8_t)money_exponent(m.cur) };
}

struct span money_print(struct arena *a, struct money m)
{
	return decimal_print(a, money_decimal(m), money_exponent(m.cur));
}
