/* Civil days (proleptic Gregorian), reading and printing dates. Day numbers by the era method: 400
 * years are 146097 days, years begin in March so that the leap day comes last. */
#include "day.h"
#include "span.h"

#define YEAR_FIRST 1900
#define YEAR_LAST  2200

bool day_is_set(struct day d)
{
	return d.n != INT32_MIN;
}

bool day_eq(struct day a, struct day b)
{
	return a.n == b.n;
}

int day_cmp(struct day a, struct day b)
{
	return (a.n > b.n) - (a.n < b.n);
}

static bool is_leap(int year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int month_len(int year, int month)
{
	static const int len[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

	return month == 2 && is_leap(year) ? 29 : len[month - 1];
}

static struct day from_valid(int year, int month, int day)
{
	int64_t y = month <= 2 ? year - 1 : year;
	int64_t era = (y >= 0 ? y : y - 399) / 400, of_era = y - era * 400;
	int64_t of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;

	return (struct day){ (int32_t)(era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 +
				       of_year - 719468) };
}

enum rc day_from_civil(struct civil c, struct day *ret)
{
	if (c.year < YEAR_FIRST || c.year > YEAR_LAST || c.month < 1 || c.month > 12 || c.day < 1 ||
	    c.day > month_len(c.year, c.month))
		return RC_BAD_INPUT;
	*ret = from_valid(c.year, c.month, c.day);
	return RC_OK;
}

struct civil day_civil(struct day d)
{
	int64_t z = (int64_t)d.n + 719468;
	int64_t era = (z >= 0 ? z : z - 146096) / 146097, doe = z - era * 146097;
	int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100), mp = (5 * doy + 2) / 153;
	int64_t month = mp < 10 ? mp + 3 : mp - 9;

	return (struct civil){ (int)(yoe + era * 400 + (month <= 2)), (int)month,
			       (int)(doy - (153 * mp + 2) / 5 + 1) };
}

struct day day_add(struct day d, int days)
{
	int64_t n = (int64_t)d.n + days;

	if (!day_is_set(d))
		return d;
	if (n > INT32_MAX)
		n = INT32_MAX;
	if (n <= INT32_MIN)
		n = INT32_MIN + 1;
	return (struct day){ (int32_t)n };
}

struct day day_add_months(struct day anchor, int n)
{
	struct civil c;
	int64_t months;
	int year, month, last;

	if (!day_is_set(anchor))
		return anchor;
	c = day_civil(anchor);
	months = (int64_t)c.year * 12 + (c.month - 1) + n;
	year = (int)(months >= 0 ? months / 12 : (months - 11) / 12);
	month = (int)(months - (int64_t)year * 12) + 1;
	last = month_len(year, month);
	return from_valid(year, month, c.day < last ? c.day : last);
}

int day_weekday(struct day d)
{
	int32_t w = (int32_t)(((int64_t)d.n + 3) % 7); /* 1970-01-01 was a Thursday */

	return (w < 0 ? w + 7 : w) + 1;
}

struct day day_last_of_month(struct day d)
{
	struct civil c = day_civil(d);

	return from_valid(c.year, c.month, month_len(c.year, c.month));
}

/* A month's name in Romanian or English, whole or cut after at least three letters, "nov." too. */
static int month_of_name(struct span s)
{
	static const char *const names[12][2] = {
		{ "ianuarie", "january" },
		{ "februarie", "february" },
		{ "martie", "march" },
		{ "aprilie", "april" },
		{ "mai", "may" },
		{ "iunie", "june" },
		{ "iulie", "july" },
		{ "august", "august" },
		{ "septembrie", "september" },
		{ "octombrie", "october" },
		{ "noiembrie", "november" },
		{ "decembrie", "december" },
	};

	if (span_ends(s, S(".")))
		s.len--;
	if (s.len < 3)
		return 0;
	for (int m = 0; m < 12; m++)
		for (int lang = 0; lang < 2; lang++)
			if (span_istarts(span_of(names[m][lang]), s))
				return m + 1;
	return 0;
}

/* A number of min..max digits at the head of *s. */
static bool take_number(struct span *s, size_t min, size_t max, int *ret)
{
	int64_t v = 0;
	size_t n = 0;

	while (n < s->len && s->ptr[n] >= '0' && s->ptr[n] <= '9')
		n++;
	if (n < min || n > max || !span_to_i64(span_sub(*s, 0, n), &v))
		return false;
	*ret = (int)v;
	*s = span_from(*s, n);
	return true;
}

static bool take_year(struct span s, int *ret)
{
	if (s.len == 2 && take_number(&s, 2, 2, ret)) {
		*ret += 2000;
		return true;
	}
	return take_number(&s, 4, 4, ret) && s.len == 0;
}

static bool read_iso(struct span s, struct civil *c)
{
	return take_number(&s, 4, 4, &c->year) && span_take_char(&s, '-') &&
	       take_number(&s, 2, 2, &c->month) && span_take_char(&s, '-') &&
	       take_number(&s, 2, 2, &c->day) && s.len == 0;
}

static bool read_numbers(struct span s, struct civil *c)
{
	char sep;

	if (!take_number(&s, 1, 2, &c->day) || s.len == 0)
		return false;
	sep = s.ptr[0];
	return (sep == '.' || sep == '/' || sep == '-') && span_take_char(&s, sep) &&
	       take_number(&s, 1, 2, &c->month) && span_take_char(&s, sep) &&
	       take_year(s, &c->year);
}

/* "12 noiembrie 2026", "12-nov-2026". */
static bool read_words(struct span s, struct civil *c)
{
	struct span name, year;
	size_t n = 0;
	bool dashes;

	if (!take_number(&s, 1, 2, &c->day) || s.len == 0)
		return false;
	dashes = s.ptr[0] == '-';
	if (dashes)
		s = span_from(s, 1);
	else if (span_trim(s).len == s.len)
		return false;
	else
		s = span_trim(s);
	while (n < s.len && s.ptr[n] != '-' && s.ptr[n] != ' ' && s.ptr[n] != '\t')
		n++;
	name = span_sub(s, 0, n);
	year = dashes ? span_from(s, n + 1) : span_trim(span_from(s, n));
	c->month = month_of_name(name);
	return c->month > 0 && (!dashes || (n < s.len && s.ptr[n] == '-')) &&
	       take_year(year, &c->year);
}

enum rc day_parse(struct span text, struct day *ret)
{
	struct span s = span_trim(text);
	struct civil c = { 0 };

	if (!read_iso(s, &c) && !read_numbers(s, &c) && !read_words(s, &c))
		return RC_BAD_INPUT;
	return day_from_civil(c, ret);
}

struct span day_iso(struct arena *a, struct day d)
{
	struct civil c;

	if (!day_is_set(d))
		return S("");
	c = day_civil(d);
	return arena_fmt(a, "%04d-%02d-%02d", c.year, c.month, c.day);
}
