/* Exact decimals: reading what people and banks print, and printing plainly.
 *
 * Marks, by the payments practice of our region: with both marks the last is decimal; a lone mark
 * followed by exactly three digits groups thousands if what stands before can be a first group (1-3
 * digits, no leading zero, no other grouping seen), else it is decimal. A group mark that does not
 * stand every three digits is refused: "12 11 2026" is a date and "1,23,456" is unclear. */
#include "decimal.h"
#include "span.h"

#define SCALE_MOST 6u
#define MARKS_MOST 16u

static const int64_t pow10_of[] = { 1, 10, 100, 1000, 10000, 100000, 1000000 };

/* Marks as kinds: ',' and '.', ' ' any blank, '\'' either apostrophe. */
struct marks {
	int64_t n;       /* all digits as one number */
	unsigned digits; /* how many */
	bool zero_first;
	unsigned count;
	char kind[MARKS_MOST];
	unsigned at[MARKS_MOST]; /* digits before the mark */
};

/* A blank or an apostrophe that may group; its length in bytes, 0 when none. */
static size_t group_mark(struct span s, char *kind)
{
	static const struct {
		struct span bytes;
		char kind;
	} table[] = {
		{ { " ", 1 }, ' ' },
		{ { "'", 1 }, '\'' },
		{ { "\xc2\xa0", 2 }, ' ' },
		{ { "\xe2\x80\xaf", 3 }, ' ' }, /* NBSP, U+202F */
		{ { "\xe2\x80\x89", 3 }, ' ' },
		{ { "\xe2\x80\x87", 3 }, ' ' }, /* U+2009, U+2007 */
		{ { "\xe2\x80\x99", 3 }, '\'' },
	};

	for (size_t i = 0; i < ARRAY_LEN(table); i++) {
		if (span_starts(s, table[i].bytes)) {
			*kind = table[i].kind;
			return table[i].bytes.len;
		}
	}
	return 0;
}

static bool scan(struct span s, bool negative, struct marks *m)
{
	*m = (struct marks){ 0 };
	while (s.len > 0) {
		char c = s.ptr[0], kind = 0;
		size_t step = 1;

		if (c >= '0' && c <= '9') {
			int d = negative ? '0' - c : c - '0';

			if (m->digits == 0)
				m->zero_first = c == '0';
			if (__builtin_mul_overflow(m->n, 10, &m->n) ||
			    __builtin_add_overflow(m->n, d, &m->n))
				return false;
			m->digits++;
		} else {
			if (c == ',' || c == '.')
				kind = c;
			else
				step = group_mark(s, &kind);
			if (step == 0 || m->count == MARKS_MOST)
				return false;
			m->kind[m->count] = kind;
			m->at[m->count++] = m->digits;
		}
		s = span_from(s, step);
	}
	return m->digits > 0;
}

/* All marks but the last `decimal` ones must be one kind, every three digits. end: digits before the
 * decimal mark. */
static bool groups_fit(const struct marks *m, unsigned groups, unsigned end)
{
	for (unsigned i = 0; i < groups; i++) {
		unsigned next = i + 1 < groups ? m->at[i + 1] : end;

		if (m->kind[i] != m->kind[0] || next - m->at[i] != 3)
			return false;
	}
	return groups == 0 || (m->at[0] >= 1 && m->at[0] <= 3);
}

/* Is the last mark the decimal one? Only asked when it is ',' or '.'. */
static bool last_is_decimal(const struct marks *m, enum decimal_mark mark)
{
	unsigned last = m->count - 1;
	char kind = m->kind[last];

	if (mark != MARK_GUESS)
		return kind == (mark == MARK_COMMA ? ',' : '.');
	if (last > 0)
		return m->kind[last - 1] != kind; /* "1.234.567" groups, "1.234,567" does not */
	return m->digits - m->at[0] != 3 || m->at[0] == 0 || m->at[0] > 3 || m->zero_first;
}

enum rc decimal_parse(struct span text, enum decimal_mark mark, struct decimal *ret)
{
	struct marks m;
	struct span s = span_trim_wide(text);
	bool negative = false;
	unsigned groups, scale = 0;

	if (span_starts(s, S("-")) || span_starts(s, S("\xe2\x88\x92"))) {
		negative = true;
		s = span_from(s, s.ptr[0] == '-' ? 1 : 3);
	} else if (span_starts(s, S("+"))) {
		s = span_from(s, 1);
	}
	if (!scan(s, negative, &m))
		return RC_BAD_INPUT;
	groups = m.count;
	if (m.count > 0 && (m.kind[m.count - 1] == ',' || m.kind[m.count - 1] == '.') &&
	    last_is_decimal(&m, mark)) {
		groups--;
		scale = m.digits - m.at[groups];
	}
	for (unsigned i = 0; i < groups; i++) /* a known locale's decimal mark never groups */
		if ((mark == MARK_COMMA && m.kind[i] == ',') ||
		    (mark == MARK_DOT && m.kind[i] == '.'))
			return RC_BAD_INPUT;
	if (scale > SCALE_MOST || !groups_fit(&m, groups, m.digits - scale))
		return RC_BAD_INPUT;
	*ret = (struct decimal){ m.n, (uint8_t)scale };
	return RC_OK;
}

struct decimal decimal_norm(struct decimal d)
{
	while (d.scale > 0 && d.n % 10 == 0) {
		d.n /= 10;
		d.scale--;
	}
	return d;
}

struct span decimal_print(struct arena *a, struct decimal d, unsigned min_scale)
{
	uint64_t mag, one;
	unsigned pad = 0;
	struct decimal v = decimal_norm(d);
	const char *sign = v.n < 0 ? "-" : "";

	mag = v.n < 0 ? (uint64_t)0 - (uint64_t)v.n : (uint64_t)v.n;
	one = (uint64_t)pow10_of[v.scale];
	if (min_scale > v.scale)
		pad = min_scale - v.scale;
	if (v.scale == 0 && pad == 0)
		return arena_fmt(a, "%s%llu", sign, (unsigned long long)mag);
	if (v.scale == 0)
		return arena_fmt(a, "%s%llu.%0*d", sign, (unsigned long long)mag, (int)pad, 0);
	if (pad == 0)
		return arena_fmt(a, "%s%llu.%0*llu", sign, (unsigned long long)(mag / one),
				 (int)v.scale, (unsigned long long)(mag % one));
	return arena_fmt(a, "%s%llu.%0*llu%0*d", sign, (unsigned long long)(mag / one),
			 (int)v.scale, (unsigned long long)(mag % one), (int)pad, 0);
}

int decimal_cmp(struct decimal a, struct decimal b)
{
	__int128 x = (__int128)a.n * pow10_of[b.scale], y = (__int128)b.n * pow10_of[a.scale];

	return (x > y) - (x < y);
}

bool decimal_eq(struct decimal a, struct decimal b)
{
	return decimal_cmp(a, b) == 0;
}

struct decimal decimal_neg(struct decimal d)
{
	/* INT64_MIN has no opposite: the nearest value stands in, and overflow checks meet it later. */
	d.n = d.n == INT64_MIN ? INT64_MAX : -d.n;
	return d;
}
