/* One question each: upload, state, answer. */
#include "filing_in.h"

#include "clock.h"
#include "invoice_type.h"
#include "log.h"
#include "row_document.h"
#include "span.h"

enum {
	HOUR_S = 3600,
	FETCH_FIRST_S = 60,
	FETCH_MOST_S = 6 * HOUR_S, /* ANAF gives an answer ten times a day */
	NOT_OURS_TRIES = 8,
	SEAL_TRIES = 3
};

/* All faults as one line, for the row and the log. */
static struct span joined(struct arena *a, const struct anaf_faults *v)
{
	struct buf b;

	buf_init(&b, a, 4000);
	for (size_t i = 0; i < v->n && i < 20; i++)
		buf_add_fmt(&b, "%s%.*s%s%.*s", i ? "; " : "", SPAN_ARG(v->at[i].rule),
			    v->at[i].rule.len ? ": " : "", SPAN_ARG(v->at[i].text));
	return buf_ok(&b) ? buf_span(&b) : v->n ? v->at[0].text : S("");
}

/* ANAF says that this very file came before: that upload's index. */
static struct span twin_of(const struct anaf_faults *v)
{
	for (size_t i = 0; i < v->n; i++)
		if (v->at[i].twin.len)
			return v->at[i].twin;
	return S("");
}

static enum rc begin(struct engine *e, struct filing *f, struct why *reterr)
{
	struct filing_news n = { .ev = FILE_BEGIN };
	SCOPED(tx) tx = { 0 };
	struct filing *now = NULL;
	enum rc rc = filing_settle(e, f, &n, reterr);

	if (!rc)
		rc = db_sync(e->db, reterr);
	if (!rc)
		rc = tx_begin_read(e->db, &tx, reterr);
	if (!rc)
		rc = row_filing_load(&tx, e->work, f->id, &now, reterr);
	if (!rc && (!now || now->state != FILING_UPLOADING))
		return why_fail(reterr, RC_REFUSED, "filing %lld was moved", (long long)f->id);
	if (!rc)
		*f = *now;
	return rc;
}

static void uploaded(struct arena *a, const struct anaf_upload_answer *ans, struct filing_news *n)
{
	switch (ans->is) {
	case ANAF_FINE:
		n->ev = FILE_INDEX;
		n->index = ans->index;
		break;
	case ANAF_REFUSED:
		n->ev = FILE_REFUSED;
		n->faults = &ans->faults;
		n->reason = joined(a, &ans->faults);
		if (twin_of(&ans->faults).len) /* a copy is there: which one, the list says */
			n->ev = FILE_LOST;
		break;
	case ANAF_DOWN:
		n->ev = ans->in_doubt ? FILE_LOST : FILE_NOT_TAKEN;
		break;
	case ANAF_NONE:
	case ANAF_GONE:
		n->ev = FILE_LOST;
		break;
	case ANAF_TOKEN:
	case ANAF_NO_RIGHT:
	case ANAF_QUOTA:
		n->ev = FILE_NOT_TAKEN;
		n->reason = joined(a, &ans->faults);
		break;
	}
}

enum rc filing_upload(struct engine *e, struct filing *f, struct why *reterr)
{
	struct anaf_upload q = { .b2c = f->channel == FILING_B2C,
				 .foreign = f->foreign,
				 .self_billed = f->self_billed };
	struct anaf_upload_answer ans = { 0 };
	struct filing_news n = { .ev = FILE_LOST };
	struct document *d = NULL;
	struct why why = { "" };
	enum rc rc = filing_content(e, f, &d, &q.xml, reterr);

	if (!rc)
		rc = begin(e, f, reterr);
	if (rc == RC_REFUSED)
		return RC_OK;
	if (rc)
		return rc;
	if (q.xml.len == 0) {
		n = (struct filing_news){ .ev = FILE_REFUSED, .reason = S("XML") };
		return filing_settle(e, f, &n, reterr);
	}
	q.standard = invoice_is(d->snap, INVOICE_CREDIT_NOTE) ? ANAF_CN : ANAF_UBL;
	anaf_api_upload(e->anaf, e->work, &q, &ans, &why);
	uploaded(e->work, &ans, &n);
	if (!n.reason.len && why.text[0])
		n.reason = arena_fmt(e->work, "%s", why.text);
	rc = filing_settle(e, f, &n, reterr);
	return rc ? rc : filing_heard(e, ans.is, why.text, reterr);
}

enum rc filing_poll(struct engine *e, struct filing *f, struct why *reterr)
{
	struct anaf_state_answer ans = { 0 };
	struct filing_news n = { .ev = FILE_EVENTS };
	struct why why = { "" };
	enum rc rc;

	f->polls++;
	n.due = clock_now() + filing_poll_pause(f->polls);
	anaf_api_status(e->anaf, e->work, f->index, &ans, &why);
	if (ans.is == ANAF_QUOTA)
		n.due = clock_now() + HOUR_S;
	if (ans.is == ANAF_FINE)
		switch (ans.state) {
		case ANAF_STATE_WORKING:
			f->polls--; /* the step counts it */
			n.ev = FILE_WORKING;
			break;
		case ANAF_STATE_OK:
		case ANAF_STATE_NOK:
			n.ev = FILE_VERDICT;
			n.verdict = ans.state == ANAF_STATE_OK ? VERDICT_OK : VERDICT_NOK;
			n.download = ans.download_id;
			break;
		case ANAF_STATE_NOT_TAKEN:
			n.ev = FILE_REFUSED;
			n.faults = &ans.faults;
			n.reason = joined(e->work, &ans.faults);
			break;
		}
	rc = filing_settle(e, f, &n, reterr);
	return rc ? rc : filing_heard(e, ans.is, why.text, reterr);
}

static int fetch_pause(int tries)
{
	int s = FETCH_FIRST_S;

	for (int i = 1; i < tries && s < FETCH_MOST_S; i++)
		s *= 3;
	return s < FETCH_MOST_S ? s : FETCH_MOST_S;
}

/* The verdict stands without its answer: it cannot be had any more. */
static void gone(const struct filing *f, struct span why, struct filing_news *n)
{
	n->ev = f->verdict == VERDICT_OK ? FILE_ACCEPTED : FILE_NOK;
	n->reason = why.len ? why : S("-");
}

/* An upload before this one, of the same content, counts in its place. */
static enum rc adopt(struct engine *e, struct filing *f, struct span index, struct filing_news *n,
		     struct why *reterr)
{
	struct anaf_state_answer st = { 0 };
	struct anaf_archive_answer zip = { 0 };
	struct span xml, bytes = S("");
	struct document *d = NULL;
	struct why why = { "" };
	enum rc rc = filing_content(e, f, &d, &xml, reterr);

	if (rc)
		return rc;
	anaf_api_status(e->anaf, e->work, index, &st, &why);
	if (st.is == ANAF_FINE && st.state == ANAF_STATE_OK) {
		anaf_api_download(e->anaf, e->work, st.download_id, false, &zip, &bytes, &why);
	} else {
		zip.is = st.is == ANAF_FINE ? ANAF_NONE : st.is;
	}
	if (zip.is == ANAF_FINE && filing_is_ours(e->work, d, xml, zip.xml))
		*n = (struct filing_news){ .ev = FILE_TWICE, .index = index };
	else if (zip.is != ANAF_FINE && zip.is != ANAF_GONE) /* ask both again */
		*n = (struct filing_news){ .ev = FILE_EVENTS, .due = n->due };
	return filing_heard(e, zip.is, why.text, reterr);
}

static enum rc read_answer(struct engine *e, struct filing *f,
			   const struct anaf_archive_answer *ans, struct span bytes,
			   struct filing_news *n, struct why *reterr)
{
	struct document *d = NULL;
	struct span xml, twin;
	enum rc rc;

	if (ans->index.len && !span_eq(ans->index, f->index)) {
		log_say(LE_FILING_DOUBT, "id=%lld why=\"the answer is of index %s\"",
			(long long)f->id, log_quote(ans->index));
		return RC_OK;
	}
	if (ans->root == ANAF_ROOT_ERRORS) {
		twin = twin_of(&ans->faults);
		n->ev = FILE_NOK;
		n->zip = bytes;
		n->faults = &ans->faults;
		n->reason = joined(e->work, &ans->faults);
		return twin.len && !span_eq(twin, f->index) ? adopt(e, f, twin, n, reterr) : RC_OK;
	}
	rc = filing_content(e, f, &d, &xml, reterr);
	if (!rc && filing_is_ours(e->work, d, xml, ans->xml)) {
		n->ev = FILE_ACCEPTED;
		n->zip = bytes;
	} else if (!rc) {
		log_say(LE_FILING_DOUBT, "id=%lld why=\"the answer holds another invoice\"",
			(long long)f->id);
	}
	return rc;
}

/* The answer is ours; is its seal? One that is not is asked for again, then kept as it came. */
static void look_at_seal(struct engine *e, const struct filing *f,
			 const struct anaf_archive_answer *ans, struct filing_news *n)
{
	anaf_api_seal(
		e->anaf, e->work, ans,
		arena_fmt(e->work, "filing=%lld index=%s", (long long)f->id, log_quote(f->index)),
		&n->seal);
	if (seal_is_wrong(n->seal.is) && f->downloads < SEAL_TRIES)
		*n = (struct filing_news){ .ev = FILE_EVENTS, .due = n->due };
}

enum rc filing_fetch(struct engine *e, struct filing *f, struct why *reterr)
{
	struct anaf_archive_answer ans = { 0 };
	struct filing_news n = { .ev = FILE_EVENTS };
	struct span bytes = S("");
	struct why why = { "" };
	enum rc rc = RC_OK;

	f->downloads++;
	n.due = clock_now() + fetch_pause(f->downloads);
	anaf_api_download(e->anaf, e->work, f->download, false, &ans, &bytes, &why);
	if (ans.is == ANAF_FINE)
		rc = read_answer(e, f, &ans, bytes, &n, reterr);
	else if (ans.is == ANAF_GONE)
		gone(f, joined(e->work, &ans.faults), &n);
	else if (ans.is == ANAF_QUOTA || ans.is == ANAF_REFUSED)
		n.due = clock_now() + FETCH_MOST_S;
	if (!rc && ans.is == ANAF_FINE && n.ev == FILE_EVENTS && f->downloads >= NOT_OURS_TRIES)
		gone(f, S("ANAF gives another answer than ours"), &n);
	if (!rc && n.zip.len)
		look_at_seal(e, f, &ans, &n);
	if (!rc)
		rc = filing_settle(e, f, &n, reterr);
	return rc ? rc : filing_heard(e, ans.is, why.text, reterr);
}
