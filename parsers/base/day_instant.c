/* Instants and Bucharest's clock: UTC+2, in summer UTC+3, changing at 01:00 UTC on the last Sundays of
 * March and October (Directive 2000/84/EC). The rule is applied to every year: instants here are of
 * our own time. */
#include "day.h"
#include "span.h"

#define HOUR_S 3600
#define DAY_S  86400

static int64_t floor_div(int64_t n, int64_t by)
{
	return n / by - (n % by < 0 ? 1 : 0);
}

/* 01:00 UTC on the last Sunday of a month of 31 days. */
static int64_t change_at(int year, int month)
{
	struct day d = DAY_NONE;

	if (day_from_civil((struct civil){ year, month, 31 }, &d) != RC_OK)
		return INT64_MAX;
	return (int64_t)(d.n - day_weekday(d) % 7) * DAY_S + HOUR_S;
}

/* Outside the years that dates may have: clamped, so the arithmetic cannot overflow. */
static struct day utc_day(int64_t utc)
{
	int64_t n = floor_div(utc, DAY_S);

	return (struct day){ n > INT32_MAX  ? INT32_MAX :
			     n <= INT32_MIN ? INT32_MIN + 1 :
					      (int32_t)n };
}

int bucharest_offset_s(int64_t utc)
{
	int year = day_civil(utc_day(utc)).year;
	bool summer = utc >= change_at(year, 3) && utc < change_at(year, 10);

	return summer ? 3 * HOUR_S : 2 * HOUR_S;
}

struct day day_of_instant(int64_t utc)
{
	int64_t local;

	if (__builtin_add_overflow(utc, bucharest_offset_s(utc), &local))
		local = utc;
	return utc_day(local);
}

/* In the hour that is skipped in March, winter time is meant (the clock shows one hour more); in the
 * hour that comes twice in October, the first. */
int64_t day_instant(struct day d, int hour, int minute)
{
	int64_t local = (int64_t)d.n * DAY_S + (int64_t)hour * HOUR_S + (int64_t)minute * 60;
	int64_t summer = local - 3 * HOUR_S;

	return bucharest_offset_s(summer) == 3 * HOUR_S ? summer : local - 2 * HOUR_S;
}

struct span instant_iso(struct arena *a, int64_t utc)
{
	struct day d = utc_day(utc);
	struct civil c = day_civil(d);
	int64_t s = utc - floor_div(utc, DAY_S) * DAY_S;

	return arena_fmt(a, "%04d-%02d-%02dT%02d:%02d:%02dZ", c.year, c.month, c.day,
			 (int)(s / HOUR_S), (int)(s / 60 % 60), (int)(s % 60));
}

static bool take_two(struct span *s, int most, int *ret)
{
	int64_t v = 0;

	if (!span_to_i64(span_sub(*s, 0, 2), &v) || s->len < 2 || v > most)
		return false;
	*ret = (int)v;
	*s = span_from(*s, 2);
	return true;
}

/* "Z" or "+02:00" after a time; *has tells whether one stood there. */
static bool take_zone(struct span s, bool *has, int *offset_s)
{
	int hour = 0, minute = 0, sign;

	*has = s.len > 0;
	*offset_s = 0;
	if (s.len == 0 || span_eq(s, S("Z")))
		return true;
	sign = s.ptr[0] == '-' ? -1 : 1;
	if (!span_take_char(&s, '+') && !span_take_char(&s, '-'))
		return false;
	if (!take_two(&s, 14, &hour) || !span_take_char(&s, ':') || !take_two(&s, 59, &minute) ||
	    s.len > 0)
		return false;
	*offset_s = sign * (hour * HOUR_S + minute * 60);
	return true;
}

enum rc instant_parse(struct span text, int64_t *ret)
{
	struct span s = span_trim(text);
	int hour = 0, minute = 0, second = 0, offset_s;
	bool zoned;
	struct day d;

	if (s.len < 10 || s.ptr[4] != '-' || day_parse(span_sub(s, 0, 10), &d) != RC_OK)
		return RC_BAD_INPUT;
	s = span_from(s, 10);
	if (s.len == 0) {
		*ret = day_instant(d, 0, 0);
		return RC_OK;
	}
	if (!span_take_char(&s, 'T') && !span_take_char(&s, ' '))
		return RC_BAD_INPUT;
	if (!take_two(&s, 23, &hour) || !span_take_char(&s, ':') || !take_two(&s, 59, &minute))
		return RC_BAD_INPUT;
	if (span_take_char(&s, ':') && !take_two(&s, 59, &second))
		return RC_BAD_INPUT;
	if (!take_zone(s, &zoned, &offset_s))
		return RC_BAD_INPUT;
	if (zoned)
		*ret = (int64_t)d.n * DAY_S + hour * HOUR_S + minute * 60 + second - offset_s;
	else
		*ret = day_instant(d, hour, minute) + second;
	return RC_OK;
}
