/* Steps that issue or draft a document, and the one that starts a subscription. */
#include "step.h"

#include <string.h>

#include "doc_type.h"
#include "preview.h"
#include "say.h"
#include "span.h"

static struct product *card_product(const struct state *s, const struct card *c)
{
	for (size_t i = 0; c->product && i < s->products.n; i++)
		if (s->products.at[i]->id == c->product)
			return s->products.at[i];
	return NULL;
}

bool step_lines(const struct run *r, enum doc_kind kind, struct lines *lines,
		const struct document **from)
{
	struct product *p = card_product(r->fl->s, r->card);

	*lines = (struct lines){ 0 };
	*from = card_source(r->fl->s, r->card, kind);
	if (r->lines && r->lines->n > 0) {
		*lines = *r->lines;
		*from = NULL;
		return true;
	}
	if (*from)
		return true;
	if (!p)
		return false;
	*ARENA_PUSH(r->fl->s->a, lines) = product_line(r->fl->s, p);
	return true;
}

static enum rc issue(const struct run *r, enum doc_kind kind, struct why *reterr)
{
	const struct document *from;
	struct document *doc;
	struct lines lines;
	enum rc rc;

	if (!step_lines(r, kind, &lines, &from))
		return flow_refuse(r->fl, reterr, TX("flow.no.content"),
				   "nothing to put on the document");
	rc = doc_draft(r->fl, kind, r->card, lines.n ? &lines : NULL, from, &doc, reterr);
	return rc ? rc : doc_issue(r->fl, doc, reterr);
}

enum rc step_proforma(const struct run *r, struct why *reterr)
{
	return issue(r, DOC_PROFORMA, reterr);
}

/* One contract a card. */
enum rc step_contract(const struct run *r, struct why *reterr)
{
	if (card_newest(r->fl->s, r->card, DOC_CONTRACT, DOC_ISSUED) ||
	    card_newest(r->fl->s, r->card, DOC_CONTRACT, DOC_ACCEPTED))
		return RC_OK;
	return issue(r, DOC_CONTRACT, reterr);
}

enum rc step_pv(const struct run *r, struct why *reterr)
{
	return issue(r, DOC_PV, reterr);
}

bool step_invoice_ready(const struct run *r)
{
	const struct document *from;
	struct lines lines;

	return card_newest(r->fl->s, r->card, DOC_INVOICE, DOC_DRAFT) ||
	       card_newest(r->fl->s, r->card, DOC_INVOICE, DOC_ISSUED) ||
	       step_lines(r, DOC_INVOICE, &lines, &from);
}

/* A draft that waits is what staff want issued; else a new invoice, unless all is invoiced. */
enum rc step_invoice(const struct run *r, struct why *reterr)
{
	struct document *draft = card_newest(r->fl->s, r->card, DOC_INVOICE, DOC_DRAFT);

	if (draft)
		return doc_issue(r->fl, draft, reterr);
	if (!r->lines && !card_source(r->fl->s, r->card, DOC_INVOICE) &&
	    card_newest(r->fl->s, r->card, DOC_INVOICE, DOC_ISSUED))
		return RC_OK;
	return issue(r, DOC_INVOICE, reterr);
}

/* "LINIE 1: 2 buc": to be changed before it is sent; sent as it is, it changes nothing. */
static struct span line_as_it_is(struct arena *a, const struct document *doc)
{
	const struct line *l = &doc->snap->lines.at[0];

	return arena_fmt(a, "LINIE 1: %.*s %.*s", SPAN_ARG(decimal_print(a, l->qty, 0)),
			 SPAN_ARG(l->unit));
}

enum rc step_draft_invoice(const struct run *r, struct why *reterr)
{
	struct flow *fl = r->fl;
	struct arena *a = fl->s->a;
	const struct document *from;
	struct document *doc;
	struct lines lines;
	struct value *facts = value_new_list(a), *next = value_new_list(a);
	const struct client *c = state_client(fl->s, r->card->client);
	struct question *q;
	enum rc rc;

	if (!step_lines(r, DOC_INVOICE, &lines, &from))
		return flow_refuse(r->fl, reterr, TX("flow.no.content"),
				   "nothing to put on the invoice");
	rc = doc_draft(fl, DOC_INVOICE, r->card, lines.n ? &lines : NULL, from, &doc, reterr);
	if (rc)
		return rc;
	flow_changed(fl, doc_say(a, doc), value_str(a, ""),
		     value_tx(a, TX("flow.drafted"), say_money(a, NULL, "total", doc->total)));
	q = preview_ask_draft(fl->s, doc, S(""));
	say_fact_text(a, facts, TX("flow.fact.client"), c ? c->party.name : S(""));
	say_fact(a, facts, TX("flow.fact.total"), value_money(a, doc->total));
	if (from)
		say_fact(a, facts, TX("flow.fact.from"), doc_say(a, from));
	say_option(a, next, value_tx(a, TX("flow.next.release"), NULL), S("TRIMITE"));
	say_option(a, next, value_tx(a, TX("flow.next.change_line"), NULL), line_as_it_is(a, doc));
	return tell_staff_of_draft(fl, doc, q ? q->id : 0,
				   value_tx(a, TX("flow.draft_ready"),
					    say_text(a, say_int(a, NULL, "card", r->card->id),
						     "client", c ? c->party.name : S(""))),
				   facts, next, reterr);
}

enum rc step_subscription(const struct run *r, struct why *reterr)
{
	struct state *s = r->fl->s;
	const struct document *from;
	struct subscription *sub;
	struct lines lines;

	for (size_t i = 0; i < s->subscriptions.n; i++)
		if (s->subscriptions.at[i]->card == r->card->id && !s->subscriptions.at[i]->stopped)
			return RC_OK;
	if (!step_lines(r, DOC_CONTRACT, &lines, &from))
		return flow_refuse(r->fl, reterr, TX("flow.no.content"),
				   "nothing to bill each month");
	sub = state_new_subscription(s);
	sub->card = r->card->id;
	sub->client = r->card->client;
	sub->anchor = s->today;
	sub->template_ = ARENA_NEW(s->a, struct snapshot);
	snapshot_begin(sub->template_, DOC_INVOICE);
	if (from)
		*sub->template_ = *from->snap;
	sub->template_->kind = DOC_INVOICE;
	if (!from) {
		sub->template_->lines = lines;
		memcpy(sub->template_->currency, lines.at[0].net.cur, 4);
	}
	flow_changed(r->fl, value_tx(s->a, TX("flow.subscription"), NULL), value_str(s->a, ""),
		     value_tx(s->a, TX("flow.subscription.monthly"),
			      say_day(s->a, NULL, "day", sub->anchor)));
	return RC_OK;
}
