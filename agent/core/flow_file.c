/* Filings of the documents at hand (flow_file.h). */
#include "flow_file.h"

#include <inttypes.h>

#include "doc_type.h"
#include "invoice_type.h"
#include "say.h"
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

static bool same_content(struct arena *a, const struct snapshot *x, const struct snapshot *y)
{
	struct buf one, two;

	buf_init(&one, a, 4 << 20);
	buf_init(&two, a, 4 << 20);
	value_to_json(snapshot_to_value(a, x), &one);
	value_to_json(snapshot_to_value(a, y), &two);
	return buf_ok(&one) && buf_ok(&two) && span_eq(buf_span(&one), buf_span(&two));
}

static void mail_corrected(struct flow *fl, const struct document *doc, const struct client *c,
			   int revision)
{
	struct arena *a = fl->s->a;
	struct value *say = value_new_list(a);
	struct mail_spec *m;

	if (!client_reachable(c))
		return;
	m = effect_mail_client(fl->s, fl->d, doc_type(doc->kind)->mail, SORT_DOCUMENT,
			       arena_fmt(a, "revision:%" PRId64 ":%d", doc->id, revision), c);
	m->lang = doc->snap->lang;
	m->card = doc->card;
	m->document[m->n_document++] = doc->id;
	m->token_document = doc->id;
	value_push(a, say,
		   value_tx(a, TX("flow.file.corrected"), say_text(a, NULL, "label", doc->label)));
	value_set(a, m->data, "say", say);
}

/* The same number, lines and sums; seller and buyer as they are known now. */
static enum rc revise(struct flow *fl, struct document *doc, const struct client *c,
		      const struct filing *f, bool *revised, struct why *reterr)
{
	struct snapshot *now = ARENA_NEW(fl->s->a, struct snapshot);
	struct document as = *doc;
	enum rc rc;

	*now = *doc->snap;
	doc_renew_parties(fl, now, c);
	*revised = !same_content(fl->s->a, doc->snap, now);
	if (!*revised)
		return RC_OK;
	now->template_set = fl->s->firm->template_set;
	as.snap = now;
	rc = doc_preflight(fl, &as, reterr);
	if (rc)
		return rc;
	doc->snap = now;
	doc->revised = true;
	ROW_TOUCH(doc);
	add_filing(fl->s, doc, f->revision + 1, 0);
	state_event(fl->s, doc->card, "revised", doc->id, 0,
		    say_int(fl->s->a, NULL, "revision", f->revision + 1));
	mail_corrected(fl, doc, c, f->revision + 1);
	return RC_OK;
}

enum rc file_again(struct flow *fl, struct document *doc, struct filing *f, bool *revised,
		   struct why *reterr)
{
	const struct client *c = state_client(fl->s, doc->client);
	enum rc rc = RC_OK;

	*revised = false;
	if (f->state == FILING_REJECTED && c)
		rc = revise(fl, doc, c, f, revised, reterr);
	if (rc || *revised)
		return rc;
	f->touched = true;
	return filing_step(f, FILE_AGAIN, fl->s->now, reterr);
}
