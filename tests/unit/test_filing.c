/* A filing's life as a table, its deadlines, its pauses and the budget of calls. */
#include "call_budget.h"
#include "filing.h"
#include "unit.h"

enum { HOUR = 3600 };
static const int64_t T0 = INT64_C(1793600000);

static struct day day(const char *iso)
{
	struct day d = DAY_NONE;

	CHECK_RC(day_parse((struct span){ iso, strlen(iso) }, &d), RC_OK);
	return d;
}

static struct filing_rules shipped(void)
{
	static struct filing_rule rows[3];

	rows[0] = (struct filing_rule){ day("2024-07-01"), 5, false, 0, false };
	rows[1] = (struct filing_rule){ day("2026-01-01"), 5, true, 15, false };
	return (struct filing_rules){ rows, 2, 3 };
}

TEST(filing_a_clean_life)
{
	struct filing f = { .id = 1 };

	CHECK_INT(filing_next(&f), ACT_UPLOAD);
	CHECK_RC(filing_step(&f, FILE_BEGIN, T0, NULL), RC_OK);
	CHECK_INT(f.state, FILING_UPLOADING);
	CHECK_INT(f.begun, T0);
	CHECK_RC(filing_step(&f, FILE_INDEX, T0 + 2, NULL), RC_OK);
	CHECK_INT(f.state, FILING_SENT);
	CHECK_INT(f.due, T0 + 2 + 15);
	CHECK_INT(filing_next(&f), ACT_POLL);
	CHECK_RC(filing_step(&f, FILE_WORKING, T0 + 17, NULL), RC_OK);
	CHECK_INT(f.state, FILING_PROCESSING);
	CHECK_INT(f.due, T0 + 17 + 60);
	CHECK_RC(filing_step(&f, FILE_VERDICT, T0 + 77, NULL), RC_OK);
	f.verdict = VERDICT_OK;
	CHECK_INT(filing_next(&f), ACT_DOWNLOAD);
	CHECK_RC(filing_step(&f, FILE_ACCEPTED, T0 + 78, NULL), RC_OK);
	CHECK_INT(f.state, FILING_OK);
	CHECK_INT(filing_next(&f), ACT_NONE);
	CHECK_INT(f.due, 0);
}

TEST(filing_a_lost_answer_is_never_a_second_upload_before_the_list_was_asked)
{
	struct filing f = { .id = 1 };
	bool again = false;

	CHECK_RC(filing_step(&f, FILE_BEGIN, T0, NULL), RC_OK);
	CHECK_RC(filing_step(&f, FILE_LOST, T0 + 60, NULL), RC_OK);
	CHECK_INT(f.state, FILING_UNKNOWN);
	CHECK_INT(filing_next(&f), ACT_SEARCH);
	CHECK_RC(filing_step(&f, FILE_BEGIN, T0 + 61, NULL), RC_REFUSED);
	/* Two looks, or three too early, are not enough. */
	CHECK_RC(filing_not_found(&f, T0 + 2 * HOUR, &again, NULL), RC_OK);
	CHECK_RC(filing_not_found(&f, T0 + 2 * HOUR + 1, &again, NULL), RC_OK);
	CHECK(!again);
	f.searches = 0;
	for (int i = 1; i <= 3; i++)
		CHECK_RC(filing_not_found(&f, T0 + i * 60, &again, NULL), RC_OK);
	CHECK(!again);
	CHECK_INT(f.state, FILING_UNKNOWN);
	CHECK_RC(filing_not_found(&f, T0 + 79 * 60, &again, NULL), RC_OK);
	CHECK(!again);
	CHECK_RC(filing_not_found(&f, T0 + 80 * 60, &again, NULL), RC_OK);
	CHECK(again);
	CHECK_INT(f.state, FILING_READY);
}

TEST(filing_every_state_says_what_comes_next_and_every_row_can_be_reached)
{
	bool reached[FILING_STATES] = { [FILING_READY] = true };

	for (size_t round = 0; round < FILING_STATES; round++)
		for (size_t i = 0; i < filing_rows_n; i++)
			reached[filing_rows[i].to] |= reached[filing_rows[i].from];
	for (int s = 0; s < FILING_STATES; s++) {
		struct filing f = { .state = (enum filing_state)s };
		bool ends = s == FILING_OK || s == FILING_REJECTED;

		CHECK(reached[s]);
		CHECK_INT(filing_next(&f) == ACT_NONE, ends);
	}
	/* An upload begins in one place only. */
	for (size_t i = 0; i < filing_rows_n; i++)
		CHECK_INT(filing_rows[i].to == FILING_UPLOADING,
			  filing_rows[i].from == FILING_READY &&
				  filing_rows[i].event == FILE_BEGIN);
	/* What is accepted is over. */
	for (int e = 0; e < FILE_EVENTS; e++)
		CHECK(!filing_row_of(FILING_OK, (enum filing_event)e));
}

TEST(filing_deadline_counts_working_days_by_regulation_1182_71)
{
	static const struct {
		const char *issue, *want;
	} rows[] = {
		{ "2026-11-02", "2026-11-09" }, /* the reference's example: Monday to Monday */
		{ "2026-11-06", "2026-11-13" }, /* Friday */
		{ "2026-11-07", "2026-11-13" }, /* Saturday */
		{ "2026-11-25", "2026-12-04" }, /* 30 November, 1 December */
		{ "2026-04-08", "2026-04-17" }, /* Good Friday 10 April, Easter Monday 13 April */
		{ "2026-12-24", "2027-01-04" }, /* 25 and 26 December, 1 and 2 January */
		{ "2025-12-12", "2025-12-17" }, /* before 2026: calendar days */
		{ "2025-12-20", "2025-12-29" }, /* the 25th is none: the next working day */
	};
	struct filing_rules rules = shipped();
	struct arena *a = unit_arena();

	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		CHECK_SPAN(day_iso(a, filing_deadline(&rules, day(rows[i].issue), DAY_NONE)),
			   rows[i].want);
	CHECK(!day_is_set(filing_deadline(&rules, day("2024-06-30"), DAY_NONE)));
	/* Issued late: five working days after the 15th of the month after the tax event. */
	CHECK_SPAN(day_iso(a, filing_deadline(&rules, day("2026-11-18"), day("2026-10-03"))),
		   "2026-11-20");
	CHECK_SPAN(day_iso(a, filing_deadline(&rules, day("2026-11-02"), day("2026-10-31"))),
		   "2026-11-09");
}

TEST(filing_an_outage_moves_our_target_only_where_the_dated_rule_says_so)
{
	struct filing_rules rules = shipped();
	struct arena *a = unit_arena();
	struct day due = day("2026-11-13");

	CHECK_SPAN(day_iso(a, filing_deadline_after(&rules, day("2026-11-06"), due, 3)),
		   "2026-11-13");
	rules.at[rules.n++] = (struct filing_rule){ day("2026-11-01"), 5, true, 15, true };
	CHECK_SPAN(day_iso(a, filing_deadline_after(&rules, day("2026-11-06"), due, 3)),
		   "2026-11-18");
	CHECK_SPAN(day_iso(a, filing_deadline_after(&rules, day("2026-10-30"), due, 3)),
		   "2026-11-13");
}

TEST(filing_holds_but_never_past_the_deadline)
{
	struct day due = day("2026-11-13");
	int64_t now = day_instant(day("2026-11-06"), 10, 0);

	CHECK_INT(filing_leaves(due, now, 0), now);
	CHECK_INT(filing_leaves(due, now, 90), now + 90 * 60);
	CHECK_INT(filing_leaves(due, now, 100 * 24 * 60), day_instant(day("2026-11-12"), 9, 0));
	now = day_instant(due, 8, 0);
	CHECK_INT(filing_leaves(due, now, 60), now);
}

TEST(filing_is_urgent_two_working_days_ahead)
{
	struct filing f = { .deadline = day("2026-12-04") };

	CHECK(!filing_is_urgent(&f, day("2026-12-01"))); /* a holiday: two days are the 2nd, 3rd */
	CHECK(filing_is_urgent(&f, day("2026-12-02")));
	CHECK(!filing_is_late(&f, day("2026-12-04")));
	CHECK(filing_is_late(&f, day("2026-12-05")));
	f.accepted = T0;
	CHECK(!filing_is_urgent(&f, day("2026-12-04")));
	CHECK(!filing_is_late(&f, day("2026-12-05")));
}

TEST(filing_polls_with_growing_pauses_below_the_daily_quota)
{
	int seconds = 0, polls = 0;

	for (int n = 1; n < 20; n++)
		CHECK(filing_poll_pause(n) >= filing_poll_pause(n - 1));
	while (seconds < 24 * HOUR)
		seconds += filing_poll_pause(polls++);
	CHECK(polls < 100); /* stareMesaj: 100 a message and day */
}

TEST(call_budget_no_minute_holds_more_than_its_share)
{
	enum { LIMIT = 1000, PACE = 970, MINUTES = 20 };
	struct call_budget b = { 0 };
	int64_t now = 5000000, begin = now, *made, first = 0;
	int n = 0;

	made = calloc(LIMIT * (MINUTES + 2), sizeof(*made));
	CHECK(made != NULL);
	if (!made)
		return;
	while (now < begin + MINUTES * 60000) {
		int64_t wait = call_budget_wait(&b, now);

		if (n == 3000) /* nobody asks for ten minutes */
			now += 600000, wait = 0;
		now += wait;
		call_budget_take(&b, POOL_ANAF, now, PACE);
		made[n++] = now;
		while (made[first] <= now - 60000)
			first++;
		CHECK(n - first <= LIMIT);
	}
	CHECK(n > PACE * (MINUTES - 11)); /* and the pace is kept */
	call_budget_rest(&b, now, 60000);
	CHECK(call_budget_wait(&b, now) == 60000);
	free(made);
}
