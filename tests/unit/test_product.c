/* Products as people name them, and the days on which periods begin. */
#include "calendar.h"
#include "state_builder.h"
#include "unit.h"

TEST(product_match_reads_romanian)
{
	static const struct {
		const char *text, *want;
		bool tie;
	} rows[] = {
		{ "aș dori să mă înscriu la cursul de Excel avansat", "Curs Excel avansat", false },
		{ "CURS EXCEL AVANSAT", "Curs Excel avansat", false },
		{ "cursurile Excel avansat", "Curs Excel avansat", false },
		{ "Excel avansat", "", false },
		{ "vreau consultanta", "Consultanță", false },
		{ "curs word si curs excel avansat", "", true },
		{ "mentenanța lunară", "Mentenanță", false },
		{ "recursul Word", "", false },
		{ "bună ziua", "", false },
		{ "", "", false },
	};
	struct world *w = world_new();

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		bool tie;
		struct product *p = product_match(&w->s, span_of(rows[i].text), &tie);

		UNIT_CASE("%s", rows[i].text);
		CHECK_SPAN(p ? p->name : S(""), rows[i].want);
		CHECK_INT(tie, rows[i].tie);
	}
	world_product(w, "Curs Excel avansat")->synonyms = S("Excel avansat; curs Excel 2");
	CHECK(product_match(&w->s, S("despre Excel avansat"), &(bool){ false }) != NULL);
	world_product(w, "Curs Excel avansat")->active = false;
	CHECK(product_match(&w->s, S("despre Excel avansat"), &(bool){ false }) == NULL);
}

TEST(periods_keep_the_wished_day)
{
	static const struct {
		enum cycle_unit unit;
		int every, n;
		const char *anchor, *from, *to;
	} rows[] = {
		{ CYCLE_MONTH, 1, 1, "2026-01-31", "2026-02-28", "2026-03-30" },
		{ CYCLE_MONTH, 1, 2, "2026-01-31", "2026-03-31", "2026-04-29" },
		{ CYCLE_MONTH, 1, 1, "2028-01-31", "2028-02-29", "2028-03-30" },
		{ CYCLE_WEEK, 2, 3, "2026-11-02", "2026-12-14", "2026-12-27" },
		{ CYCLE_DAY, 10, 1, "2026-12-25", "2027-01-04", "2027-01-13" },
		{ CYCLE_QUARTER, 1, 4, "2026-11-30", "2027-11-30", "2028-02-28" },
		{ CYCLE_HALF, 1, 1, "2026-08-31", "2027-02-28", "2027-08-30" },
		{ CYCLE_YEAR, 1, 1, "2028-02-29", "2029-02-28", "2030-02-27" },
	};
	struct arena *a = unit_arena();

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct subscription sub = { .unit = rows[i].unit,
					    .every = rows[i].every,
					    .until = DAY_NONE };

		UNIT_CASE("%s +%d", rows[i].anchor, rows[i].n);
		CHECK_RC(day_parse(span_of(rows[i].anchor), &sub.anchor), RC_OK);
		CHECK_SPAN(day_iso(a, period_from(&sub, rows[i].n)), rows[i].from);
		CHECK_SPAN(day_iso(a, period_to(&sub, rows[i].n)), rows[i].to);
	}
}
