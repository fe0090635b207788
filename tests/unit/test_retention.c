/* How long things are kept: dated rows by kind, years from 1 July of the year after. */
#include "retention.h"
#include "unit.h"

static struct day on(int year, int month, int day)
{
	struct day d = DAY_NONE;

	CHECK_RC(day_from_civil((struct civil){ year, month, day }, &d), RC_OK);
	return d;
}

TEST(retention_counts_from_july_of_the_next_year)
{
	struct retention_rule rows[] = {
		{ DOC_INVOICE, 10, on(1990, 1, 1) },
		{ DOC_INVOICE, 5, on(2027, 1, 1) },
		{ RETAIN_MAIL, 3, on(2020, 1, 1) },
	};
	struct retention r = { rows, ARRAY_LEN(rows), ARRAY_LEN(rows) };
	struct arena *a = unit_arena();

	CHECK_SPAN(day_iso(a, retention_until(&r, DOC_INVOICE, on(2026, 1, 1))), "2037-06-30");
	CHECK_SPAN(day_iso(a, retention_until(&r, DOC_INVOICE, on(2026, 12, 31))), "2037-06-30");
	CHECK_SPAN(day_iso(a, retention_until(&r, DOC_INVOICE, on(2027, 1, 1))), "2033-06-30");
	CHECK_SPAN(day_iso(a, retention_until(&r, RETAIN_MAIL, on(2024, 5, 5))), "2028-06-30");
	/* No row says: for ever. */
	CHECK(!day_is_set(retention_until(&r, DOC_OFFER, on(2026, 1, 1))));
	CHECK(!day_is_set(retention_until(&r, RETAIN_MAIL, on(2019, 12, 31))));
	CHECK(!day_is_set(retention_until(&r, DOC_INVOICE, DAY_NONE)));
}
