/* Periods as people name them in EXPORT. */
#include "period.h"
#include "unit.h"

static struct day on(int year, int month, int day)
{
	struct day d = DAY_NONE;

	CHECK_RC(day_from_civil((struct civil){ year, month, day }, &d), RC_OK);
	return d;
}

/* A year is wide; a quarter, the longest VAT period, is not. */
TEST(period_words)
{
	static const struct {
		const char *words, *from, *to, *name;
	} row[] = {
		{ "2026-10", "2026-10-01", "2026-10-31", "2026-10" },
		{ "10.2026", "2026-10-01", "2026-10-31", "2026-10" },
		{ "9/2026", "2026-09-01", "2026-09-30", "2026-09" },
		{ "octombrie 2026", "2026-10-01", "2026-10-31", "2026-10" },
		{ "pe luna Octombrie", "2026-10-01", "2026-10-31", "2026-10" },
		{ "noiembrie", "2026-11-01", "2026-11-30", "2026-11" },
		{ "decembrie", "2025-12-01", "2025-12-31", "2025-12" },
		{ "feb 2024", "2024-02-01", "2024-02-29", "2024-02" },
		{ "luna trecută", "2026-10-01", "2026-10-31", "2026-10" },
		{ "luna asta", "2026-11-01", "2026-11-30", "2026-11" },
		{ "last month", "2026-10-01", "2026-10-31", "2026-10" },
		{ "October 2026", "2026-10-01", "2026-10-31", "2026-10" },
		{ "T3 2026", "2026-07-01", "2026-09-30", "2026-07_2026-09" },
		{ "trimestrul 1", "2026-01-01", "2026-03-31", "2026-01_2026-03" },
		{ "anul trecut", "2025-01-01", "2025-12-31", "2025" },
		{ "anul 2026", "2026-01-01", "2026-12-31", "2026" },
		{ "2026", "2026-01-01", "2026-12-31", "2026" },
		{ "01.10.2026 - 15.10.2026", "2026-10-01", "2026-10-15", "2026-10-01_2026-10-15" },
		{ "2026-10-01..2026-10-15", "2026-10-01", "2026-10-15", "2026-10-01_2026-10-15" },
		{ "de la 1.10.2026 până la 31.10.2026", "2026-10-01", "2026-10-31", "2026-10" },
		{ "12.11.2026", "2026-11-12", "2026-11-12", "2026-11-12" },
	};
	struct arena *a = unit_arena();

	for (size_t i = 0; i < ARRAY_LEN(row); i++) {
		struct period p;

		UNIT_CASE("%s", row[i].words);
		if (!CHECK_RC(period_read(a, span_of(row[i].words), on(2026, 11, 12), &p), RC_OK))
			continue;
		CHECK_SPAN(day_iso(a, p.from), row[i].from);
		CHECK_SPAN(day_iso(a, p.to), row[i].to);
		CHECK_SPAN(period_name(a, p), row[i].name);
		CHECK_INT(period_is_wide(p), span_all_digits(span_of(row[i].name)));
	}
}

TEST(period_of_january)
{
	struct period p;

	CHECK_RC(period_read(unit_arena(), S("luna trecuta"), on(2027, 1, 5), &p), RC_OK);
	CHECK_SPAN(period_name(unit_arena(), p), "2026-12");
}

TEST(period_that_is_wide)
{
	struct period p;

	CHECK_RC(period_read(unit_arena(), S("tot"), on(2026, 11, 12), &p), RC_OK);
	CHECK(period_is_wide(p));
	CHECK_SPAN(period_name(unit_arena(), p), "tot");
	CHECK_RC(period_read(unit_arena(), S("1.1.2024 - 1.1.2026"), on(2026, 11, 12), &p), RC_OK);
	CHECK(period_is_wide(p));
}

TEST(period_refused)
{
	static const char *const words[] = { "",
					     "brumar",
					     "2026-13",
					     "2027",
					     "decembrie 2026",
					     "luna",
					     "2026-10 curs",
					     "tot 2026",
					     "31.10.2026 - 1.10.2026",
					     "octombrie mai",
					     "13.2026",
					     "T5 2026" };

	for (size_t i = 0; i < ARRAY_LEN(words); i++) {
		struct period p;

		UNIT_CASE("%s", words[i]);
		CHECK_RC(period_read(unit_arena(), span_of(words[i]), on(2026, 11, 12), &p),
			 RC_BAD_INPUT);
	}
}
