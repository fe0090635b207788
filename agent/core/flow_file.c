/* Filings of the documents at hand (flow_file.h). */
#include "flow_file.h"

#include "invoice_type.h"
#include "span.h"

struct filing *state_filing(const struct state *s, int64_t document)
{
	struct filing *best = NULL;

	for (size_t i = 0; i < s->filings.n; i++)
		if (s->filings.at[i]->document == document &&
		    (!best || s->filings.at[i]->revision > best->revision))
			best = s->filings.at[i];
	return best;
}

static void add_filing(struct state *s, const struct document *doc, int revision, int64_t hold_min)
{
	struct filing *f = ARENA_NEW(s->a, struct filing);

	*f = (struct filing){ .is_new = true,
			      .document = doc->id,
			      .revision = revision,
			      .channel = filing_channel_of(doc->snap),
			      .foreign = filing_is_foreign(doc->snap),
			      .self_billed = invoice_is(doc->snap, INVOICE_SELF_BILLED),
			      .created = s->now };
	f->deadline = filing_deadline(&s->firm->filing.rules, doc->issue, doc->snap->tax_point);
	f->due = filing_leaves(f->deadline, s->now, hold_min);
	*ARENA_PUSH(s->a, &s->filings) = f;
}

void file_issued(struct state *s, const struct document *doc)
{
	if (!s->firm->filing.on || (doc->kind != DOC_INVOICE && doc->kind != DOC_STORNO) ||
	    (filing_is_foreign(doc->snap) && !s->firm->filing.foreign))
		return;
	add_filing(s, doc, 1, s->firm->filing.hold_min);
}

void file_revision(struct state *s, const struct document *doc, int revision)
{
	add_filing(s, doc, revision, 0);
}

enum rc file_again(struct flow *fl, struct document *doc, struct filing *f, struct revision *ret,
		   struct why *reterr)
{
	enum rc rc = RC_OK;

	revise_begin(fl->s, doc, ret);
	if (f->state == FILING_REJECTED)
		rc = revise_finish(fl, ret, reterr);
	if (rc || ret->differs)
		return rc;
	f->touched = true;
	return filing_step(f, FILE_AGAIN, fl->s->now, reterr);
}
