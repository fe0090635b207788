/* agent/core/series: numbers without gap or double, running on or beginning again each year; what verify
 * finds when a book of such numbers was tampered with. */
#include "row_document.h"
#include "row_series.h"
#include "series.h"
#include "state_builder.h"
#include "store_kit.h"
#include "unit.h"
#include "verify.h"

static void set_day(struct state *s, const char *iso)
{
	CHECK_RC(day_parse(span_of(iso), &s->today), RC_OK);
}

/* A firm whose invoices begin again each year. */
static struct state *yearly_state(struct arena *a, int64_t start, unsigned pad)
{
	struct firm *f = ARENA_NEW(a, struct firm);
	struct state *s = ARENA_NEW(a, struct state);

	*ARENA_PUSH(a, &f->series) = (struct series_rule){
		.kind = DOC_INVOICE, .prefix = S("FCT"), .start = start, .pad = pad, .yearly = true
	};
	s->a = a;
	s->firm = f;
	set_day(s, "2026-11-12");
	return s;
}

static struct span take(struct state *s)
{
	struct series_number n = { 0 };
	struct why why = { "" };

	if (!CHECK_RC(series_take(s, DOC_INVOICE, &n, &why), RC_OK))
		FAIL("%s", why.text);
	CHECK_SPANS(n.printed, arena_fmt(s->a, "%lld", (long long)n.number));
	return n.printed;
}

TEST(series_of_a_year_begins_again_at_new_year)
{
	struct state *s = yearly_state(unit_arena(), 58, 4);

	CHECK_SPAN(series_next(s, DOC_INVOICE, s->today), "20260058");
	CHECK_SPAN(take(s), "20260058"); /* the old program ended with 57 */
	CHECK_SPAN(take(s), "20260059");
	set_day(s, "2026-12-31");
	CHECK_SPAN(take(s), "20260060");
	set_day(s, "2027-01-01");
	CHECK_SPAN(series_next(s, DOC_INVOICE, s->today), "20270001");
	CHECK_SPAN(take(s), "20270001");
	CHECK_SPAN(take(s), "20270002");
	/* a year without documents */
	set_day(s, "2029-06-30");
	CHECK_SPAN(take(s), "20290001");
	CHECK(s->series.at[0]->yearly);
}

TEST(series_of_a_year_never_runs_into_the_next)
{
	struct state *s = yearly_state(unit_arena(), 98, 2);
	struct series_number n;
	struct why why = { "" };

	CHECK_SPAN(take(s), "202698");
	CHECK_SPAN(take(s), "202699");
	CHECK_RC(series_take(s, DOC_INVOICE, &n, &why), RC_REFUSED);
	CHECK_HAS(span_of(why.text), "no number left");
	set_day(s, "2027-01-01");
	CHECK_SPAN(take(s), "202701");
	/* a clock that went back does not take last year's numbers again */
	set_day(s, "2026-12-31");
	CHECK_RC(series_take(s, DOC_INVOICE, &n, &why), RC_REFUSED);
	CHECK_HAS(span_of(why.text), "later year");
}

TEST(series_may_become_yearly)
{
	struct state *s = yearly_state(unit_arena(), 1, 4);
	struct series *se = ARENA_NEW(s->a, struct series);

	*se = (struct series){ .kind = DOC_INVOICE, .prefix = S("fct"), .next = 312, .pad = 4 };
	*ARENA_PUSH(s->a, &s->series) = se;
	CHECK_SPAN(take(s), "20260001");
	CHECK_SPANS(se->prefix, S("fct"));
	CHECK_INT(se->next, 20260002);
}

TEST(series_numbers_are_not_taken_by_drafts_or_refused_documents)
{
	struct world *w = world_new();
	struct client *c = world_client(w, "Ion", "ion@example.org");
	struct card *card = world_card(w, c, "servicii", "asked", "C");
	struct flow fl = { .s = &w->s, .d = &w->d };
	struct document *d;

	CHECK_RC(doc_draft(&fl, DOC_INVOICE, card, world_line(w, "C", 1, 10), NULL, &d, NULL),
		 RC_OK);
	CHECK_INT(w->s.series.n, 0);
	CHECK_INT(d->number, 0);
	CHECK_SPAN(d->label, "");
	c->party.name = S(" ");
	d->snap->buyer.name = S("");
	CHECK_RC(doc_issue(&fl, d, NULL), RC_REFUSED);
	CHECK_INT(w->s.series.n, 0);
	d->snap->buyer.name = S("Ion");
	CHECK_RC(doc_issue(&fl, d, NULL), RC_OK);
	CHECK_INT(d->number, 1);
}

/* Two invoices of 2026, two of 2027, the third withdrawn: its number stays. */
static bool open_years(struct store_kit *k)
{
	static const int64_t numbers[] = { 20260007, 20260008, 20270001, 20270002 };
	struct series s = { .dirty = true,
			    .kind = DOC_OFFER,
			    .prefix = S("OFR"),
			    .next = 20270003,
			    .pad = 4,
			    .yearly = true };

	if (!store_kit_open_card(k))
		return false;
	CHECK_RC(row_series_store(&k->tx, k->a, &s, &k->why), RC_OK);
	for (size_t i = 0; i < ARRAY_LEN(numbers); i++) {
		struct document *d =
			store_kit_document(k, (int64_t)i + 1, DOC_OFFER, "OFR", numbers[i], 10000);

		d->issue = d->snap->issue = store_kit_day(i < 2 ? 2026 : 2027, i < 2 ? 12 : 1, 1);
		d->state = i == 2 ? DOC_CANCELLED : DOC_ISSUED;
		store_kit_add(k, d);
	}
	return store_kit_commit(k);
}

TEST(series_verify_follows_years)
{
	struct findings f = { 0 };
	SCOPED(store_kit) k = { 0 };

	if (!open_years(&k))
		return;
	CHECK_RC(verify_all(k.db, k.a, NULL, NULL, &f, &k.why), RC_OK);
	CHECK_INT(f.n, 0);
	if (f.n)
		FAIL("%.*s", SPAN_ARG(f.at[0].text));
}

TEST(series_verify_finds_gaps_and_doubles_within_a_year)
{
	static const struct {
		const char *sql, *rule;
	} rows[] = {
		{ "DROP TRIGGER document_kept; DELETE FROM document WHERE id = 1", "series-gap" },
		{ "DROP TRIGGER document_kept; DELETE FROM document WHERE id = 3", "series-gap" },
		{ "DROP TRIGGER document_kept; DELETE FROM document WHERE id = 4", "series-next" },
		{ "DROP INDEX document_number; DROP TRIGGER document_frozen; "
		  "UPDATE document SET number = 20270001 WHERE id = 4",
		  "series-double" },
		{ "DROP TRIGGER document_frozen; UPDATE document SET issue = '2027-01-01' "
		  "WHERE id = 2",
		  "series-year" },
		/* the leap of the new year is one only where the series is yearly */
		{ "UPDATE series SET yearly = 0", "series-gap" },
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct findings f = { 0 };
		SCOPED(store_kit) k = { 0 };
		bool found = false;

		UNIT_CASE("%s", rows[i].sql);
		if (!open_years(&k))
			return;
		CHECK(store_kit_tamper(&k, rows[i].sql));
		CHECK_RC(verify_all(k.db, k.a, NULL, NULL, &f, &k.why), RC_OK);
		for (size_t j = 0; j < f.n; j++)
			found = found || span_eq_str(f.at[j].rule, rows[i].rule);
		if (!CHECK(found) && f.n)
			FAIL("%.*s: %.*s", SPAN_ARG(f.at[0].rule), SPAN_ARG(f.at[0].text));
	}
}

/* A commit that would leave a hole in a year is refused, the first of a year is not. */
TEST(series_commit_refuses_a_hole)
{
	SCOPED(store_kit) k = { 0 };

	if (!open_years(&k) || !store_kit_begin(&k))
		return;
	store_kit_add(&k, store_kit_document(&k, 9, DOC_OFFER, "OFR", 20270005, 10000));
	CHECK_RC(tx_commit(&k.tx, &k.why), RC_BAD_INPUT);
	CHECK_HAS(span_of(k.why.text), "series-gap");
}
