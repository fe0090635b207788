/* Filings for the working copy (load_filings.h). */
#include "load_filings.h"

#include "decide_filing.h"
#include "row_filing.h"

enum { SHOWN = 20 };

static enum rc of_documents(struct loader *l, struct why *reterr)
{
	enum rc rc = RC_OK;

	for (size_t i = 0; !rc && i < l->s->documents.n; i++) {
		const struct document *d = l->s->documents.at[i];
		struct filing *f = NULL;

		if (d->kind != DOC_INVOICE && d->kind != DOC_STORNO)
			continue;
		rc = row_filing_of_document(l->tx, l->a, d->id, &f, reterr);
		for (size_t k = 0; f && k < l->s->filings.n; k++)
			if (l->s->filings.at[k]->id == f->id)
				f = NULL;
		if (!rc && f)
			*ARENA_PUSH(l->a, &l->s->filings) = f;
	}
	return rc;
}

enum rc load_filings(struct loader *l, struct why *reterr)
{
	struct filings_shown open = { 0 };
	enum rc rc = of_documents(l, reterr);

	if (!rc)
		rc = row_filing_open(l->tx, l->a, SHOWN, &open, reterr);
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
