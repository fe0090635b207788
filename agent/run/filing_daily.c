/* The calendar's part of filing: deadlines that come near, and what ANAF's outages do to them. */
#include "filing_in.h"

#include "clock.h"
#include "decide_filing.h"
#include "row_document.h"
#include "span.h"
#include "turn.h"

enum { MOST = 500, OUTAGES = 100, URGENT_DAYS = 2, LOOK_BACK_S = 60 * 86400 };

/* Working days since the issue day on which ANAF was out for a whole hour at least. */
static int days_lost(const struct outage_rows *rows, struct day issue, struct day deadline,
		     int64_t now)
{
	enum { HOUR_S = 3600 };
	int n = 0;

	for (struct day d = day_add_working(issue, 1); day_cmp(d, deadline) <= 0;
	     d = day_add_working(d, 1)) {
		int64_t from = day_instant(d, 0, 0), to = day_instant(day_add(d, 1), 0, 0);
		bool lost = false;

		for (size_t i = 0; i < rows->n; i++) {
			const struct outage_row *o = &rows->at[i];
			int64_t end = o->ended ? o->ended : now;
			int64_t a = o->began > from ? o->began : from, b = end < to ? end : to;

			lost |= b - a >= HOUR_S;
		}
		n += lost;
	}
	return n;
}

/* Our own target, counted from the law's deadline anew each day. */
static void move_deadline(const struct firm *firm, const struct outage_rows *rows,
			  const struct document *doc, struct filing *f, int64_t now)
{
	struct day law = filing_deadline(&firm->filing.rules, doc->issue, doc->snap->tax_point);
	struct day to;

	if (!day_is_set(law))
		return;
	to = filing_deadline_after(&firm->filing.rules, doc->issue, law,
				   days_lost(rows, doc->issue, law, now));
	if (day_eq(to, f->deadline))
		return;
	f->deadline = to;
	f->touched = true;
}

static enum rc one(struct engine *e, int64_t id, const struct outage_rows *rows, bool *told,
		   struct why *reterr)
{
	SCOPED(turn) t = { 0 };
	struct document *doc = NULL;
	struct filing *f = NULL;
	enum rc rc = turn_begin(e, &t, reterr);

	if (!rc)
		rc = row_filing_load(&t.tx, e->work, id, &f, reterr);
	if (!rc && f)
		rc = load_document(&t.l, f->document, reterr);
	doc = rc || !f ? NULL : state_document(&t.s, f->document);
	if (!rc && doc && !doc->snap)
		rc = row_document_snapshot(&t.tx, e->work, doc, reterr);
	if (rc || !doc || !doc->snap)
		return rc;
	move_deadline(&e->firm, rows, doc, f, t.s.now);
	rc = row_filing_store(&t.tx, f, reterr);
	if (!rc && filing_is_urgent(f, t.s.today))
		rc = decide_file_late(&t.s, doc, f, &t.d, reterr);
	*told = t.d.effects.n > 0;
	return rc ? rc : turn_end(&t, reterr);
}

enum rc filing_daily(struct engine *e, int *ret_n, struct why *reterr)
{
	SCOPED_ARENA a = arena_new(16 << 20);
	struct filings_shown rows = { 0 };
	struct outage_rows outages = { 0 };
	enum rc rc = RC_OK;

	*ret_n = 0;
	{
		SCOPED(tx) tx = { 0 };

		rc = tx_begin_read(e->db, &tx, reterr);
		if (!rc)
			rc = row_outage_list(&tx, a, "anaf", clock_now() - LOOK_BACK_S, OUTAGES,
					     &outages, reterr);
		if (!rc)
			rc = row_filing_late(&tx, a, day_add_working(clock_today(), URGENT_DAYS),
					     MOST, &rows, reterr);
	}
	for (size_t i = 0; !rc && i < rows.n; i++) {
		bool told = false;

		if (rows.at[i].f.accepted)
			continue;
		rc = one(e, rows.at[i].f.id, &outages, &told, reterr);
		arena_clear(e->work);
		*ret_n += told;
	}
	return rc;
}
