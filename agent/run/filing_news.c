/* What ANAF said, into the books: one transaction a piece of news, with what staff are told. */
#include "filing_in.h"

#include "clock.h"
#include "decide_filing.h"
#include "filing_fault.h"
#include "load_state.h"
#include "log.h"
#include "row_document.h"
#include "row_document_file.h"
#include "span.h"
#include "store_files.h"
#include "store_state.h"
#include "trouble.h"
#include "ubl_tree.h"

enum { OUTAGE_TOLD_S = 3600, DOWN_FIRST_MS = 30000, TWICE_PAUSE_S = 1200 };

static void take(struct filing *f, const struct filing_news *n)
{
	if (n->index.len)
		f->index = n->index;
	if (n->reason.len)
		f->reason = n->reason;
	if (n->ev == FILE_VERDICT) {
		f->verdict = n->verdict;
		f->download = n->download;
		if (n->verdict == VERDICT_OK)
			f->accepted = clock_now();
	}
}

static enum rc tell(struct engine *e, struct tx *tx, const struct filing *f,
		    const struct filing_news *n, struct why *reterr)
{
	struct state s;
	struct decision d = { 0 };
	struct loader l = { .tx = tx, .s = &s, .a = e->work };
	struct preflight_faults faults = { 0 };
	struct document *doc;
	enum rc rc = load_base(tx, e->work, &e->firm, clock_now(), &s, reterr);

	if (!rc)
		rc = load_document(&l, f->document, reterr);
	doc = rc ? NULL : state_document(&s, f->document);
	if (!rc && doc && !doc->snap)
		rc = row_document_snapshot(tx, e->work, doc, reterr);
	if (rc || !doc)
		return rc;
	if (n->faults)
		filing_faults(e->work, doc->snap, n->faults, &faults);
	if (f->state == FILING_REJECTED)
		rc = decide_rejected(&s, doc, f, &faults, &d, reterr);
	else if (!n->zip.len)
		rc = decide_no_answer(&s, doc, f, &d, reterr);
	if (!rc && seal_is_bad(n->seal.is))
		rc = decide_seal(&s, doc, f, &n->seal, &d, reterr);
	return rc ? rc : store_decision(tx, e->work, &s, &d, 0, reterr);
}

static void say(const struct filing *f, const struct filing_news *n)
{
	log_say(f->state == FILING_REJECTED ? LE_FILING_REJECTED :
		f->state == FILING_UNKNOWN  ? LE_FILING_DOUBT :
					      LE_FILING,
		"id=%lld document=%lld state=%s index=%s why=%s", (long long)f->id,
		(long long)f->document, filing_state_name(f->state), log_quote(f->index),
		log_quote(n->reason));
}

static enum rc taken(struct tx *tx, struct arena *a, const struct filing *f, struct span index,
		     bool *ret, struct why *reterr)
{
	struct filing *other = NULL;
	enum rc rc = row_filing_by_upload(tx, a, index, &other, reterr);

	*ret = other && other->id != f->id;
	return rc;
}

enum rc filing_settle(struct engine *e, const struct filing *was, const struct filing_news *n,
		      struct why *reterr)
{
	SCOPED(tx) tx = { 0 };
	struct filing *f = NULL;
	struct filing_news in_doubt = { .ev = n->ev == FILE_INDEX ? FILE_LOST : FILE_EVENTS,
					.due = clock_now() + TWICE_PAUSE_S };
	bool twice = false;
	enum rc rc = tx_begin(e->db, &tx, reterr);

	if (!rc)
		rc = row_filing_load(&tx, e->work, was->id, &f, reterr);
	if (rc || !f || f->state != was->state)
		return rc;
	if (n->index.len) {
		rc = taken(&tx, e->work, f, n->index, &twice, reterr);
		if (rc)
			return rc;
	}
	f->downloads = was->downloads;
	f->polls = was->polls;
	f->searches = was->searches;
	/* The index of another filing of ours: which one is this upload's, the list knows. */
	if (twice)
		n = &in_doubt;
	take(f, n);
	if (n->ev != FILE_EVENTS)
		rc = filing_step(f, n->ev, clock_now(), reterr);
	else
		f->due = n->due;
	f->touched = true;
	if (!rc)
		rc = row_filing_store(&tx, f, reterr);
	if (!rc && n->zip.len)
		rc = row_filing_answer_put(&tx, f, n->zip, clock_now(), reterr);
	if (!rc && ((f->state == FILING_REJECTED && was->state != FILING_REJECTED) ||
		    (f->state == FILING_OK && !n->zip.len) || seal_is_bad(n->seal.is)))
		rc = tell(e, &tx, f, n, reterr);
	if (!rc)
		rc = tx_commit(&tx, reterr);
	if (!rc && f->state != was->state)
		say(f, n);
	return rc;
}

static enum rc note_outage(struct engine *e, bool down, const char *why, struct why *reterr)
{
	SCOPED(tx) tx = { 0 };
	enum rc rc = tx_begin(e->db, &tx, reterr);

	if (!rc)
		rc = down ? row_outage_hit(&tx, "anaf", clock_now(), why, reterr) :
			    row_outage_over(&tx, "anaf", clock_now(), reterr);
	return rc ? rc : tx_commit(&tx, reterr);
}

static enum rc up(struct engine *e, struct why *reterr)
{
	enum rc rc = RC_OK;

	if (outage_over(&e->anaf_down) || !e->anaf_seen) {
		rc = note_outage(e, false, "", reterr);
		if (!rc && e->anaf_seen)
			log_say(LE_ANAF_UP, "-");
	}
	e->anaf_seen = true;
	if (!rc)
		rc = trouble_ends(e, TROUBLE_ANAF, reterr);
	return rc ? rc : trouble_ends(e, TROUBLE_ANAF_SIGNIN, reterr);
}

enum rc filing_heard(struct engine *e, enum anaf_class is, const char *why, struct why *reterr)
{
	enum rc rc = RC_OK;

	switch (is) {
	case ANAF_FINE:
	case ANAF_NONE:
	case ANAF_REFUSED:
	case ANAF_GONE:
		return up(e, reterr);
	case ANAF_QUOTA:
		log_say(LE_ANAF_DOWN, "what=quota why=%s", log_quote_str(why));
		return RC_OK;
	case ANAF_TOKEN:
	case ANAF_NO_RIGHT:
		if (outage_hit(&e->anaf_down, DOWN_FIRST_MS))
			log_say(LE_ANAF_DOWN, "what=signin why=%s", log_quote_str(why));
		return trouble_lasts(e, TROUBLE_ANAF_SIGNIN, 0, why, reterr);
	case ANAF_DOWN:
		break;
	}
	if (outage_hit(&e->anaf_down, DOWN_FIRST_MS))
		log_say(LE_ANAF_DOWN, "what=service why=%s", log_quote_str(why));
	rc = note_outage(e, true, why, reterr);
	return rc ? rc : trouble_lasts(e, TROUBLE_ANAF, OUTAGE_TOLD_S, why, reterr);
}

enum rc filing_content(struct engine *e, const struct filing *f, struct document **ret,
		       struct span *xml, struct why *reterr)
{
	SCOPED(tx) tx = { 0 };
	struct doc_files files = { 0 };
	struct sha256 hash;
	bool found = false;
	enum rc rc = tx_begin(e->db, &tx, reterr);

	*ret = NULL;
	if (!rc)
		rc = row_document_load(&tx, e->work, f->document, ret, reterr);
	if (rc)
		return rc;
	if (!*ret || !(*ret)->snap)
		return why_fail(reterr, RC_BAD_INPUT, "filing %lld has no document",
				(long long)f->id);
	rc = row_document_file_get(&tx, e->work, f->document, FILE_XML, xml, &hash, &found, reterr);
	if (rc || found)
		return rc;
	*xml = S("");
	rc = row_document_file_get(&tx, e->work, f->document, FILE_PDF, &files.pdf, &hash, &found,
				   reterr);
	if (rc || found)
		return rc;
	rc = doc_files_make(e->look, e->work, (*ret)->snap, FACE_ISSUED, &files, reterr);
	if (!rc)
		rc = store_files(&tx, f->document, &files, clock_now(), reterr);
	if (!rc)
		rc = tx_commit(&tx, reterr);
	*xml = files.xml;
	return rc;
}

static bool same(const struct ubl_doc *a, const struct ubl_doc *b, const char *path)
{
	struct span x, y;

	if (!ubl_text(a, a->root, path, &x) || !ubl_text(b, b->root, path, &y))
		return false;
	return span_eq(span_trim(x), span_trim(y));
}

bool filing_is_ours(struct arena *a, const struct document *d, struct span xml, struct span theirs)
{
	struct ubl_doc *ours, *other;

	(void)d;
	if (span_eq(span_trim(xml), span_trim(theirs)))
		return true;
	if (ubl_parse(a, xml, &ours, NULL) || ubl_parse(a, theirs, &other, NULL))
		return false;
	return ours->credit_note == other->credit_note && same(ours, other, "cbc:ID") &&
	       same(ours, other, "cbc:IssueDate") &&
	       same(ours, other,
		    "cac:AccountingSupplierParty/cac:Party/cac:PartyLegalEntity/cbc:CompanyID") &&
	       same(ours, other, "cac:LegalMonetaryTotal/cbc:TaxInclusiveAmount") &&
	       same(ours, other, "cac:LegalMonetaryTotal/cbc:PayableAmount");
}
