/* Filings for the working copy (load_filings.h). */
#include "load_filings.h"

#include "decide_filing.h"
#include "load_allocated.h"
#include "row_filing.h"
#include "row_pay_link.h"
#include "row_revision.h"

enum { SHOWN = 20 };

/* What a correction of it touches: what was paid on it, its payment link, and what the accountant has. */
static enum rc of_rejected(struct loader *l, const struct document *d, struct why *reterr)
{
	bool exported = false;
	struct pay_link *link = NULL;
	enum rc rc = load_paid_on(l, d->id, reterr);

	if (!rc)
		rc = row_pay_link_of(l->tx, l->a, d->id, &link, reterr);
	if (link)
		*ARENA_PUSH(l->a, &l->s->pay_links) = link;
	if (!rc)
		rc = row_revision_exported(l->tx, day_instant(d->issue, 0, 0), &exported, reterr);
	if (!rc && exported)
		value_set(l->a, load_add_hit(l, "exported"), "document", value_int(l->a, d->id));
	return rc;
}

static bool is_known(const struct state *s, int64_t document)
{
	for (size_t i = 0; i < s->filings.n; i++)
		if (s->filings.at[i]->document == document)
			return true;
	return false;
}

enum rc load_filings_of_documents(struct loader *l, struct why *reterr)
{
	enum rc rc = RC_OK;

	for (size_t i = 0; !rc && i < l->s->documents.n; i++) {
		const struct document *d = l->s->documents.at[i];
		struct filing *f = NULL;

		if ((d->kind != DOC_INVOICE && d->kind != DOC_STORNO) || d->number == 0 ||
		    is_known(l->s, d->id))
			continue;
		rc = row_filing_of_document(l->tx, l->a, d->id, &f, reterr);
		if (rc || !f)
			continue;
		*ARENA_PUSH(l->a, &l->s->filings) = f;
		if (f->state == FILING_REJECTED)
			rc = of_rejected(l, d, reterr);
	}
	return rc;
}

enum rc load_filings(struct loader *l, struct why *reterr)
{
	struct filings_shown open = { 0 };
	enum rc rc = row_filing_open(l->tx, l->a, SHOWN, &open, reterr);

	for (size_t i = 0; !rc && i < open.n; i++) {
		struct value *v = load_add_hit(l, "filing");

		value_set(l->a, v, "label", value_text(l->a, open.at[i].label));
		value_set(l->a, v, "client", value_text(l->a, open.at[i].client));
		value_set(l->a, v, "state", filing_say(l->a, &open.at[i].f));
		if (day_is_set(open.at[i].f.deadline))
			value_set(l->a, v, "deadline", value_day(l->a, open.at[i].f.deadline));
	}
	return rc;
}
