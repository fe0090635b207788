/* ANAF's message list: verdicts of many filings at once, and uploads whose answer was lost. */
#include "filing_in.h"

#include "clock.h"
#include "load_state.h"
#include "log.h"
#include "span.h"

enum {
	PAGES_MAX = 2000,
	MARGIN_S =
		7200, /* the list dates by when it was indexed, by ANAF's clock, which may be wrong */
	SAME_UPLOAD_S = 1800 /* rows that are so much younger than an upload may be its */
};

/* Each message of the list since then, page by page. */
struct walk {
	struct engine *e;
	int64_t from;
	char filter;
	enum rc (*page)(struct walk *w, const struct anaf_messages *v, struct why *reterr);
	void *ctx;
	bool whole; /* all pages were read */
	bool over;  /* the one that was looked for is found */
};

static enum rc walk(struct walk *w, struct why *reterr)
{
	struct engine *e = w->e;
	int64_t to = clock_now();
	bool behind = false;

	w->whole = false;
	for (int page = 1; page <= PAGES_MAX && !w->over && !e->stop; page++) {
		SCOPED_ARENA a = arena_new(16 << 20);
		struct anaf_list_answer ans = { 0 };
		struct why why = { "" };
		enum rc rc;

		if (!filing_may_ask(e))
			return RC_OK;
		anaf_api_list(e->anaf, a, w->from - MARGIN_S, to, page, w->filter, &ans, &why);
		/* An end in the future is refused whole: ANAF's clock is behind ours, or ours is wrong. */
		if (ans.is == ANAF_REFUSED && page == 1 && !behind) {
			behind = true;
			to -= MARGIN_S;
			page = 0;
			continue;
		}
		rc = filing_heard(e, ans.is, why.text, reterr);
		if (!rc && ans.is == ANAF_FINE)
			rc = w->page(w, &ans.messages, reterr);
		if (rc || (ans.is != ANAF_FINE && ans.is != ANAF_NONE))
			return rc;
		w->whole = ans.is == ANAF_NONE || page >= ans.pages;
		if (w->whole)
			break;
	}
	return RC_OK;
}

/* Verdicts on a page: one transaction. */
static enum rc take_page(struct walk *w, const struct anaf_messages *v, struct why *reterr)
{
	SCOPED(tx) tx = { 0 };
	SCOPED_ARENA a = arena_new(8 << 20);
	enum rc rc = tx_begin(w->e->db, &tx, reterr);

	for (size_t i = 0; !rc && i < v->n; i++) {
		const struct anaf_message *m = &v->at[i];
		struct filing *f = NULL;

		if (!m->id.len || (m->kind != ANAF_SENT && m->kind != ANAF_ERRORS))
			continue;
		rc = row_filing_by_upload(&tx, a, m->index, &f, reterr);
		if (rc || !f || !filing_row_of(f->state, FILE_VERDICT) ||
		    f->verdict != VERDICT_NONE)
			continue;
		rc = filing_step(f, FILE_VERDICT, clock_now(), reterr);
		f->verdict = m->kind == ANAF_SENT ? VERDICT_OK : VERDICT_NOK;
		f->download = m->id;
		if (f->verdict == VERDICT_OK)
			f->accepted = clock_now();
		f->touched = true;
		if (!rc)
			rc = row_filing_store(&tx, f, reterr);
	}
	return rc ? rc : tx_commit(&tx, reterr);
}

/* Those that the list does not have yet are looked for later. */
static enum rc put_off(struct engine *e, enum filing_state state, struct why *reterr)
{
	SCOPED(tx) tx = { 0 };
	SCOPED_ARENA a = arena_new(64 << 20);
	struct row_filings rows = { 0 };
	enum rc rc = tx_begin(e->db, &tx, reterr);

	if (!rc)
		rc = row_filing_no_verdict(&tx, a, state, clock_now(), &rows, reterr);
	for (size_t i = 0; !rc && i < rows.n; i++) {
		struct filing *f = rows.at[i];

		f->polls++;
		f->due = clock_now() + filing_poll_pause(f->polls);
		f->touched = true;
		rc = row_filing_store(&tx, f, reterr);
	}
	return rc ? rc : tx_commit(&tx, reterr);
}

static enum rc oldest(struct engine *e, int64_t *ret, struct why *reterr)
{
	SCOPED(tx) tx = { 0 };
	enum rc rc = tx_begin_read(e->db, &tx, reterr);

	return rc ? rc : row_filing_oldest(&tx, ret, reterr);
}

enum rc filing_sweep(struct engine *e, struct why *reterr)
{
	static const char filters[] = { 'T', 'E' };
	struct walk w = { .e = e, .page = take_page };
	enum rc rc = RC_OK;

	for (size_t i = 0; !rc && i < ARRAY_LEN(filters); i++) {
		rc = oldest(e, &w.from, reterr);
		if (rc || !w.from)
			return rc;
		w.filter = filters[i];
		rc = walk(&w, reterr);
		if (!w.whole)
			return rc;
	}
	if (!rc)
		rc = put_off(e, FILING_SENT, reterr);
	return rc ? rc : put_off(e, FILING_PROCESSING, reterr);
}

/* An upload whose answer was lost. */
struct lost {
	struct filing *f;
	struct document *d;
	struct span xml;
	struct span index; /* found */
};

static enum rc is_known(struct engine *e, struct arena *a, struct span index, bool *ret,
			struct why *reterr)
{
	SCOPED(tx) tx = { 0 };
	struct filing *f = NULL;
	enum rc rc = tx_begin_read(e->db, &tx, reterr);

	if (!rc)
		rc = row_filing_by_upload(&tx, a, index, &f, reterr);
	*ret = f != NULL;
	return rc;
}

static bool may_be(const struct lost *l, const struct anaf_message *m)
{
	const struct party *to = &l->d->snap->buyer;

	if (!m->id.len || !m->index.len)
		return false;
	return !m->buyer.len || !to->tax_id.len || span_eq(m->buyer, to->tax_id);
}

/* One of the messages is ours: its archive says so. */
static enum rc compare_page(struct walk *w, const struct anaf_messages *v, struct why *reterr)
{
	struct lost *l = w->ctx;

	for (size_t i = 0; i < v->n && !w->over; i++) {
		SCOPED_ARENA a = arena_new(64 << 20);
		struct anaf_archive_answer zip = { 0 };
		struct span bytes = S("");
		struct why why = { "" };
		bool known = false;
		enum rc rc;

		if (v->at[i].kind != ANAF_SENT || !may_be(l, &v->at[i]))
			continue;
		rc = is_known(w->e, a, v->at[i].index, &known, reterr);
		if (rc)
			return rc;
		if (known)
			continue;
		while (!filing_may_ask(w->e))
			if (w->e->stop || outage_waits(&w->e->anaf_down))
				return RC_OK;
		anaf_api_download(w->e->anaf, a, v->at[i].id, false, &zip, &bytes, &why);
		rc = filing_heard(w->e, zip.is, why.text, reterr);
		if (rc)
			return rc;
		if (zip.is == ANAF_FINE && filing_is_ours(a, l->d, l->xml, zip.xml)) {
			l->index = arena_fmt(w->e->work, "%.*s", SPAN_ARG(v->at[i].index));
			w->over = true;
		}
	}
	return RC_OK;
}

/* A rejection's archive holds no invoice: one of about that time that is nobody's is taken for ours, for the same
 * bytes would be rejected again. */
static enum rc compare_errors(struct walk *w, const struct anaf_messages *v, struct why *reterr)
{
	struct lost *l = w->ctx;

	for (size_t i = 0; i < v->n && !w->over; i++) {
		const struct anaf_message *m = &v->at[i];
		bool known = false;
		enum rc rc;

		if (m->kind != ANAF_ERRORS || !m->index.len ||
		    (m->created && (m->created < l->f->begun - MARGIN_S ||
				    m->created > l->f->begun + SAME_UPLOAD_S)))
			continue;
		rc = is_known(w->e, w->e->work, m->index, &known, reterr);
		if (rc)
			return rc;
		if (!known) {
			l->index = arena_fmt(w->e->work, "%.*s", SPAN_ARG(m->index));
			w->over = true;
		}
	}
	return RC_OK;
}

enum rc filing_search(struct engine *e, struct filing *f, struct why *reterr)
{
	struct lost l = { .f = f, .index = S("") };
	struct walk w = {
		.e = e, .from = f->begun, .filter = 'T', .page = compare_page, .ctx = &l
	};
	struct filing_news n = { .ev = FILE_EVENTS };
	struct filing again = *f;
	bool absent = false;
	enum rc rc = filing_content(e, f, &l.d, &l.xml, reterr);

	if (!rc)
		rc = walk(&w, reterr);
	if (rc || (!w.whole && !w.over))
		return rc;
	if (!w.over) {
		rc = filing_not_found(&again, clock_now(), &absent, reterr);
		if (rc)
			return rc;
		if (absent) {
			w.filter = 'E';
			w.page = compare_errors;
			rc = walk(&w, reterr);
			if (rc || (!w.whole && !w.over))
				return rc;
		}
	}
	n.index = l.index;
	if (w.over)
		n.ev = FILE_FOUND;
	else if (absent)
		n.ev = FILE_ABSENT;
	else
		n.due = again.due;
	f->searches = again.searches;
	return filing_settle(e, f, &n, reterr);
}
