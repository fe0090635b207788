/* Periods in words: a month, a quarter, a year, two days. */
#include "period.h"

#include "span.h"
#include "utf8.h"

enum { WORDS = 8, WIDE_DAYS = 92 };

struct words {
	struct span at[WORDS];
	size_t n;
};

static bool is(struct span w, const char *alternatives)
{
	struct span rest = span_of(alternatives), one = S("");

	while (span_next_part(&rest, '|', &one))
		if (span_eq(one, w))
			return true;
	return false;
}

/* What says nothing is left out; a dash between two days too. */
static bool split(struct arena *a, struct span text, struct words *ret)
{
	struct span rest = utf8_fold(a, text), w;

	*ret = (struct words){ 0 };
	while (span_next_word(&rest, &w)) {
		if (is(w, "pe|din|de|la|pentru|pana|in|the|for|from|to|until|of|-|si|and|data"))
			continue;
		if (ret->n == WORDS)
			return false;
		ret->at[ret->n++] = w;
	}
	return ret->n > 0;
}

static int month_of(struct span w)
{
	static const char *const names[] = { "ianuarie|ian|january|jan",
					     "februarie|feb|february",
					     "martie|mar|march",
					     "aprilie|apr|april",
					     "mai|may",
					     "iunie|iun|june|jun",
					     "iulie|iul|july|jul",
					     "august|aug",
					     "septembrie|sep|sept|september",
					     "octombrie|oct|october",
					     "noiembrie|noi|nov|november",
					     "decembrie|dec|december" };

	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		if (is(w, names[i]))
			return (int)i + 1;
	return 0;
}

static bool year_of(struct span w, int *ret)
{
	int64_t n;

	if (w.len != 4 || !span_to_i64(w, &n) || n < 1990 || n > 2199)
		return false;
	*ret = (int)n;
	return true;
}

/* n months from the first of that month. */
static bool months(int year, int month, int n, struct period *ret)
{
	if (month < 1 || month > 12 || day_from_civil((struct civil){ year, month, 1 }, &ret->from))
		return false;
	ret->to = day_add(day_add_months(ret->from, n), -1);
	return true;
}

/* "2026-10", "10.2026", "10/2026". */
static bool figures(struct span w, struct period *ret)
{
	size_t cut = w.len == 7 && w.ptr[4] == '-' ? 4 : w.len >= 6 ? w.len - 5 : 0;
	struct span left = span_sub(w, 0, cut), right = span_from(w, cut + 1);
	int64_t month;
	int year;

	if (!cut || !memchr("-./", w.ptr[cut], 3))
		return false;
	if (year_of(left, &year))
		return span_to_i64(right, &month) && months(year, (int)month, 1, ret);
	return year_of(right, &year) && left.len <= 2 && span_to_i64(left, &month) &&
	       months(year, (int)month, 1, ret);
}

/* "t3", "q3", "trim3". */
static bool quarter_word(struct span w, int *ret)
{
	if (w.len < 2 || w.ptr[w.len - 1] < '1' || w.ptr[w.len - 1] > '4' ||
	    !is(span_sub(w, 0, w.len - 1), "t|q|trim"))
		return false;
	*ret = w.ptr[w.len - 1] - '0';
	return true;
}

static bool quarter(const struct words *w, struct day today, struct period *ret)
{
	int n = 0, year = day_civil(today).year;
	size_t next = 1;
	int64_t number;

	if (!quarter_word(w->at[0], &n)) {
		if (!is(w->at[0], "trimestrul|trimestru|trim|quarter") || w->n < 2 ||
		    !span_to_i64(w->at[1], &number) || number < 1 || number > 4)
			return false;
		n = (int)number;
		next = 2;
	}
	if (w->n > next + 1 || (w->n == next + 1 && !year_of(w->at[next], &year)))
		return false;
	return months(year, 3 * n - 2, 3, ret);
}

/* "luna trecuta", "this year", "anul 2025". */
static bool relative(const struct words *w, struct day today, struct period *ret)
{
	const struct civil c = day_civil(today);
	bool month, last, this_one;
	struct span noun = w->at[0], which = w->n > 1 ? w->at[1] : S("");
	int year;

	if (is(which, "month|year")) {
		noun = w->at[1];
		which = w->at[0];
	}
	month = is(noun, "luna|month");
	last = is(which, "trecuta|trecut|anterioara|precedenta|anterior|last|previous");
	this_one = is(which, "asta|aceasta|curenta|acesta|curent|this|current");
	if (w->n > 2 || !(month || is(noun, "anul|an|year")))
		return false;
	if (!month && year_of(which, &year))
		return months(year, 1, 12, ret);
	if (!last && !this_one)
		return false;
	if (!month)
		return months(c.year - last, 1, 12, ret);
	return c.month == 1 && last ? months(c.year - 1, 12, 1, ret) :
				      months(c.year, c.month - last, 1, ret);
}

/* "octombrie 2026", "luna octombrie": without a year the last one that has begun. */
static bool named(const struct words *w, struct day today, struct period *ret)
{
	const struct civil c = day_civil(today);
	size_t at = is(w->at[0], "luna|month") && w->n > 1;
	int month = month_of(w->at[at]), year = month > c.month ? c.year - 1 : c.year;

	if (!month || w->n > at + 2 || (w->n == at + 2 && !year_of(w->at[at + 1], &year)))
		return false;
	return months(year, month, 1, ret);
}

static bool days(const struct words *w, struct period *ret)
{
	if (w->n > 2 || day_parse(w->at[0], &ret->from))
		return false;
	ret->to = ret->from;
	return w->n == 1 || day_parse(w->at[1], &ret->to) == RC_OK;
}

static bool two_days(struct span w, struct period *ret)
{
	size_t dots = span_find(w, S(".."), 0);

	return dots != SIZE_MAX && day_parse(span_sub(w, 0, dots), &ret->from) == RC_OK &&
	       day_parse(span_from(w, dots + 2), &ret->to) == RC_OK;
}

enum rc period_read(struct arena *a, struct span text, struct day today, struct period *ret)
{
	struct words w;
	int year;

	*ret = (struct period){ DAY_NONE, DAY_NONE };
	if (!split(a, text, &w))
		return RC_BAD_INPUT;
	if (w.n == 1 && is(w.at[0], "tot|totul|toate|all|everything"))
		return RC_OK;
	if (!(w.n == 1 && figures(w.at[0], ret)) && !(w.n == 1 && two_days(w.at[0], ret)) &&
	    !(w.n == 1 && year_of(w.at[0], &year) && months(year, 1, 12, ret)) &&
	    !relative(&w, today, ret) && !named(&w, today, ret) && !quarter(&w, today, ret) &&
	    !days(&w, ret))
		return RC_BAD_INPUT;
	return day_cmp(ret->from, ret->to) > 0 || day_cmp(ret->from, today) > 0 ? RC_BAD_INPUT :
										  RC_OK;
}

bool period_is_wide(struct period p)
{
	return !day_is_set(p.from) || p.to.n - p.from.n >= WIDE_DAYS;
}

struct span period_name(struct arena *a, struct period p)
{
	struct span from, to;

	if (!day_is_set(p.from))
		return S("tot");
	from = day_iso(a, p.from);
	to = day_iso(a, p.to);
	if (day_civil(p.from).day != 1 || !day_eq(p.to, day_last_of_month(p.to)))
		return day_eq(p.from, p.to) ?
			       from :
			       arena_fmt(a, "%.*s_%.*s", SPAN_ARG(from), SPAN_ARG(to));
	if (day_eq(p.to, day_last_of_month(p.from)))
		return span_sub(from, 0, 7);
	if (day_eq(p.to, day_add(day_add_months(p.from, 12), -1)) && day_civil(p.from).month == 1)
		return span_sub(from, 0, 4);
	return arena_fmt(a, "%.*s_%.*s", 7, from.ptr, 7, to.ptr);
}
