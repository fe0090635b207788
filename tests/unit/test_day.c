/* Days, working days, instants. Expected values: the published calendars. */
#include "day.h"
#include "unit.h"

static struct day at(int year, int month, int day)
{
	struct day d = DAY_NONE;

	CHECK_RC(day_from_civil((struct civil){ year, month, day }, &d), RC_OK);
	return d;
}

static struct span iso(struct day d)
{
	return day_iso(unit_arena(), d);
}

TEST(day_counts_every_day_of_three_centuries)
{
	struct day d = at(1900, 1, 1);
	int weekday = 1; /* a Monday */

	CHECK_INT(at(1970, 1, 1).n, 0);
	CHECK_INT(at(2000, 3, 1).n, 11017);
	for (int year = 1900; year <= 2200; year++) {
		for (int month = 1; month <= 12; month++) {
			for (int day = 1; day <= 31; day++) {
				struct day got;
				struct civil c;

				if (day_from_civil((struct civil){ year, month, day }, &got) !=
				    RC_OK)
					continue;
				UNIT_CASE("%d-%d-%d", year, month, day);
				CHECK_INT(got.n, d.n);
				CHECK_INT(day_weekday(got), weekday);
				c = day_civil(got);
				CHECK(c.year == year && c.month == month && c.day == day);
				d = day_add(d, 1);
				weekday = weekday % 7 + 1;
			}
		}
	}
	CHECK_INT(d.n - at(1900, 1, 1).n,
		  301 * 365 + 73); /* leap years: 1904..2196 but 2100, 2200 */
}

TEST(day_refuses_impossible_dates)
{
	static const struct civil rows[] = {
		{ 2026, 2, 29 }, { 2100, 2, 29 }, { 2026, 4, 31 },  { 2026, 13, 1 }, { 2026, 0, 1 },
		{ 2026, 1, 0 },  { 2026, 1, 32 }, { 1899, 12, 31 }, { 2201, 1, 1 },
	};
	struct day d = { 5 };

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		UNIT_CASE("row %zu", i);
		CHECK_RC(day_from_civil(rows[i], &d), RC_BAD_INPUT);
	}
	CHECK_INT(d.n, 5);
}

TEST(day_adds_months_to_the_wished_day)
{
	struct day jan31 = at(2026, 1, 31);

	CHECK_SPAN(iso(day_add_months(jan31, 1)), "2026-02-28");
	CHECK_SPAN(iso(day_add_months(jan31, 2)), "2026-03-31");
	CHECK_SPAN(iso(day_add_months(jan31, 25)), "2028-02-29");
	CHECK_SPAN(iso(day_add_months(jan31, -2)), "2025-11-30");
	CHECK_SPAN(iso(day_add_months(jan31, -12)), "2025-01-31");
	CHECK_SPAN(iso(day_add_months(at(2024, 2, 29), 12)), "2025-02-28");
	CHECK_SPAN(iso(day_add_months(at(2026, 12, 15), 1)), "2027-01-15");
	CHECK_SPAN(iso(day_last_of_month(at(2028, 2, 3))), "2028-02-29");
	CHECK_SPAN(iso(DAY_NONE), "");
	CHECK(!day_is_set(day_add_months(DAY_NONE, 3)));
	CHECK(!day_is_set(day_add(DAY_NONE, 3)));
	CHECK(day_is_set(day_add(at(1970, 1, 1), INT32_MIN)));
}

TEST(day_reads_dates_day_first)
{
	static const struct {
		const char *in, *want; /* NULL: refused */
	} rows[] = {
		{ "12.11.2026", "2026-11-12" },
		{ "12/11/2026", "2026-11-12" },
		{ "12-11-2026", "2026-11-12" },
		{ "2026-11-12", "2026-11-12" },
		{ "1.2.2026", "2026-02-01" },
		{ "01.02.26", "2026-02-01" },
		{ "12 nov 2026", "2026-11-12" },
		{ "12 nov. 2026", "2026-11-12" },
		{ "12 noiembrie 2026", "2026-11-12" },
		{ "12 November 2026", "2026-11-12" },
		{ "12 NOIEMBRIE 26", "2026-11-12" },
		{ "12-nov-2026", "2026-11-12" },
		{ "3 mai 2026", "2026-05-03" },
		{ "3 May 2026", "2026-05-03" },
		{ "31 ian 2026", "2026-01-31" },
		{ "1  iun  2026", "2026-06-01" },
		{ "1 iul 2026", "2026-07-01" },
		{ "1 sept 2026", "2026-09-01" },
		{ " 12.11.2026 ", "2026-11-12" },
		{ "29.02.2028", "2028-02-29" },
		{ "13.13.2026", NULL },
		{ "11/13/2026", NULL }, /* month first */
		{ "November 12, 2026", NULL },
		{ "29.02.2026", NULL },
		{ "12.11/2026", NULL },
		{ "12.11", NULL },
		{ "12.11.2026.", NULL },
		{ "12.11.202", NULL },
		{ "2026.11.12", NULL },
		{ "26-11-12", "2012-11-26" },
		{ "2026-1-2", NULL },
		{ "12 no 2026", NULL },
		{ "12 xyz 2026", NULL },
		{ "12nov2026", NULL },
		{ "12-nov 2026", NULL },
		{ "", NULL },
		{ "12 noiembriee 2026", NULL },
		{ "00.01.2026", NULL },
		{ "12.11.1026", NULL },
		{ "12 . 11 . 2026", NULL },
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct day d = { 5 };
		enum rc rc = day_parse(span_of(rows[i].in), &d);

		UNIT_CASE("\"%s\"", rows[i].in);
		if (!rows[i].want) {
			CHECK_RC(rc, RC_BAD_INPUT);
			CHECK_INT(d.n, 5);
		} else if (CHECK_RC(rc, RC_OK)) {
			CHECK_SPAN(iso(d), rows[i].want);
		}
	}
}

TEST(day_iso_round_trips)
{
	struct arena *a = arena_new(1u << 16);

	for (int round = 0; round < 20000; round++) {
		struct day d = { (int32_t)unit_random_in(-25567, 84000) }, back = DAY_NONE;

		CHECK_RC(day_parse(day_iso(a, d), &back), RC_OK);
		CHECK_INT(back.n, d.n);
		arena_clear(a);
	}
	arena_free(a);
}

TEST(day_knows_orthodox_easter)
{
	static const char *const rows[] = {
		"1990-04-15", "2000-04-30", "2008-04-27", "2010-04-04", "2013-05-05", "2016-05-01",
		"2017-04-16", "2019-04-28", "2020-04-19", "2021-05-02", "2022-04-24", "2023-04-16",
		"2024-05-05", "2025-04-20", "2026-04-12", "2027-05-02", "2028-04-16", "2029-04-08",
		"2030-04-28", "2031-04-13", "2032-05-02", "2033-04-24", "2038-04-25", "2050-04-17",
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		int64_t year = 0;

		CHECK(span_to_i64(span_sub(span_of(rows[i]), 0, 4), &year));
		CHECK_SPAN(iso(day_orthodox_easter((int)year)), rows[i]);
	}
	for (int year = 1900; year <= 2200; year++)
		CHECK_INT(day_weekday(day_orthodox_easter(year)), 7);
}

TEST(day_knows_working_days)
{
	static const struct {
		int year, month, day;
		bool working;
	} rows[] = {
		{ 2026, 1, 1, false },   { 2026, 1, 2, false },
		{ 2026, 1, 5, true },    { 2026, 1, 6, false },
		{ 2026, 1, 7, false },   { 2026, 1, 8, true },
		{ 2025, 1, 24, false },  { 2026, 4, 10, false },
		{ 2026, 4, 13, false },  { 2026, 4, 14, true },
		{ 2026, 5, 1, false },   { 2026, 6, 1, false },
		{ 2026, 8, 15, false },  { 2026, 11, 30, false },
		{ 2026, 12, 1, false },  { 2026, 12, 25, false },
		{ 2026, 12, 24, true },  { 2027, 6, 21, false }, /* Pentecost Monday */
		{ 2026, 11, 14, false }, { 2026, 11, 15, false },
		{ 2026, 11, 16, true },  { 2023, 1, 6, true }, /* a holiday since 2024 */
		{ 2017, 4, 14, true },                         /* Good Friday, since 2018 */
		{ 2018, 4, 6, false },
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		UNIT_CASE("%d-%d-%d", rows[i].year, rows[i].month, rows[i].day);
		CHECK_INT(day_is_working(at(rows[i].year, rows[i].month, rows[i].day)),
			  rows[i].working);
	}
	CHECK_SPAN(iso(day_add_working(at(2026, 11, 27), 1)),
		   "2026-12-02"); /* Fri; Mon, Tue holidays */
	CHECK_SPAN(iso(day_add_working(at(2026, 11, 16), 5)), "2026-11-23");
	CHECK_SPAN(iso(day_add_working(at(2026, 11, 14), 0)), "2026-11-14");
	CHECK_SPAN(iso(day_add_working(at(2026, 12, 2), -1)), "2026-11-27");
	CHECK(!day_is_set(day_add_working(DAY_NONE, 2)));
}

static int64_t instant(const char *text)
{
	int64_t utc = 0;

	CHECK_RC(instant_parse(span_of(text), &utc), RC_OK);
	return utc;
}

TEST(instants_follow_summer_time)
{
	/* 2026: summer time from 29 March 01:00 UTC to 25 October 01:00 UTC */
	CHECK_INT(bucharest_offset_s(instant("2026-03-29T00:59:59Z")), 7200);
	CHECK_INT(bucharest_offset_s(instant("2026-03-29T01:00:00Z")), 10800);
	CHECK_INT(bucharest_offset_s(instant("2026-10-25T00:59:59Z")), 10800);
	CHECK_INT(bucharest_offset_s(instant("2026-10-25T01:00:00Z")), 7200);
	CHECK_INT(bucharest_offset_s(instant("2024-03-31T01:00:00Z")), 10800);
	CHECK_INT(bucharest_offset_s(instant("2024-10-27T00:59:59Z")), 10800);
	CHECK_SPAN(iso(day_of_instant(instant("2026-11-12T21:59:59Z"))), "2026-11-12");
	CHECK_SPAN(iso(day_of_instant(instant("2026-11-12T22:00:00Z"))), "2026-11-13");
	CHECK_SPAN(iso(day_of_instant(instant("2026-07-12T21:00:00Z"))), "2026-07-13");
	CHECK_SPAN(iso(day_of_instant(instant("2026-12-31T22:00:00Z"))), "2027-01-01");
	CHECK_SPAN(iso(day_of_instant(-1)), "1970-01-01");
	CHECK(day_is_set(day_of_instant(INT64_MAX)));
	CHECK(day_is_set(day_of_instant(INT64_MIN)));
}

TEST(instants_read_and_print)
{
	struct arena *a = unit_arena();
	static const struct {
		const char *in, *want;
	} rows[] = {
		{ "2026-11-12T08:15:00Z", "2026-11-12T08:15:00Z" },
		{ "2026-11-12 08:15", "2026-11-12T06:15:00Z" },
		{ "2026-07-12 08:15", "2026-07-12T05:15:00Z" },
		{ "2026-11-12", "2026-11-11T22:00:00Z" },
		{ "2026-07-12", "2026-07-11T21:00:00Z" },
		{ "2026-11-12T08:15:07+01:00", "2026-11-12T07:15:07Z" },
		{ "2026-11-12T08:15:07-05:30", "2026-11-12T13:45:07Z" },
		{ "2026-03-29 03:30", "2026-03-29T01:30:00Z" }, /* skipped: read as winter time */
		{ "2026-10-25 03:30", "2026-10-25T00:30:00Z" }, /* twice: the first */
		{ "1969-12-31T23:59:59Z", "1969-12-31T23:59:59Z" },
	};
	static const char *const bad[] = {
		"",
		"2026-11-12T",
		"2026-11-12T25:00Z",
		"2026-11-12T08:60Z",
		"2026-11-12T08:15:00z",
		"2026-11-12T8:15",
		"12.11.2026 08:15",
		"2026-11-12T08:15:00Zx",
		"2026-13-12",
		"2026-11-12x",
		"2026-11-12T08:15+2:00",
	};
	int64_t utc = 5;

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		UNIT_CASE("%s", rows[i].in);
		CHECK_SPAN(instant_iso(a, instant(rows[i].in)), rows[i].want);
	}
	for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
		UNIT_CASE("%s", bad[i]);
		CHECK_RC(instant_parse(span_of(bad[i]), &utc), RC_BAD_INPUT);
	}
	CHECK_INT(utc, 5);
}

/* A local time that exists comes back from its instant: the day and the hour agree. */
TEST(instants_round_trip_through_bucharest)
{
	for (int round = 0; round < 50000; round++) {
		int64_t utc = unit_random_in(0, INT64_C(4102444800)) / 60 * 60;
		int64_t local = utc + bucharest_offset_s(utc), again;
		struct day d = day_of_instant(utc);

		UNIT_CASE("%lld", (long long)utc);
		CHECK_INT(d.n, local / 86400);
		again = day_instant(d, (int)(local % 86400 / 3600), (int)(local % 3600 / 60));
		CHECK(again == utc || again == utc - 3600); /* the second of two equal hours */
		if (again != utc)
			CHECK_INT(bucharest_offset_s(utc) - bucharest_offset_s(again), -3600);
	}
}
