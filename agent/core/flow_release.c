/* Money taken off a document again: because the bank took it back, or because a person says it stood in
 * the wrong place. Rows are never deleted: a row with minus undoes an earlier one. The document owes again,
 * and its card goes to where its pipeline says (EV_RETURNED). */
#include "flow_release.h"

#include "doc_type.h"
#include "say.h"
#include "span.h"

/* An invoiced proforma owes nothing: its debt is its invoice's, the one not reversed if there is one. */
static struct document *debt_of(const struct state *s, struct document *d)
{
	struct document *inv = doc_invoiced_by(s, d);

	for (size_t i = 0; !inv && d->kind == DOC_PROFORMA && i < s->documents.n; i++)
		if (s->documents.at[i]->kind == DOC_INVOICE && s->documents.at[i]->ref == d->id &&
		    s->documents.at[i]->state == DOC_REVERSED)
			inv = s->documents.at[i];
	return inv ? inv : d;
}

static const struct allocation *row_at(const struct state *s, size_t i)
{
	return i < s->allocated.n ? s->allocated.at[i] : s->allocations.at[i - s->allocated.n];
}

static size_t rows(const struct state *s)
{
	return s->allocated.n + s->allocations.n;
}

struct money payment_on(const struct state *s, const struct payment *p, const struct document *doc)
{
	struct money sum = p->amount;

	sum.minor = 0;
	for (size_t i = 0; i < rows(s); i++) {
		const struct allocation *al = row_at(s, i);
		struct document *d = state_document(s, al->document);

		if (al->payment == p->id && d && (d->id == doc->id || debt_of(s, d) == doc))
			sum.minor += al->amount.minor; /* verified rows: within the payment's sum */
	}
	return sum;
}

/* What a payment takes off a document beside its sum: a fee, a rest forgiven, another currency. */
static struct money settled_on(const struct state *s, const struct payment *p,
			       const struct document *doc)
{
	struct money sum = doc->open;

	sum.minor = 0;
	for (size_t i = 0; i < rows(s); i++) {
		const struct allocation *al = row_at(s, i);
		struct document *d = state_document(s, al->document);

		if (al->payment == p->id && d && (d->id == doc->id || debt_of(s, d) == doc))
			sum.minor += allocation_settles(al).minor;
	}
	return sum;
}

struct document *payment_stands_on(const struct state *s, const struct payment *p)
{
	for (size_t i = rows(s); i-- > 0;) {
		const struct allocation *al = row_at(s, i);
		struct document *d = al->payment == p->id ? state_document(s, al->document) : NULL;

		d = d ? debt_of(s, d) : NULL;
		if (d && payment_on(s, p, d).minor > 0)
			return d;
	}
	return NULL;
}

/* To pay, less what was allocated and what stornos took back; a storno beyond that is credit. */
static enum rc open_of(const struct state *s, const struct document *doc, struct money *ret)
{
	struct money open = doc->snap->payable;
	enum rc rc = RC_OK;

	for (size_t i = 0; !rc && i < rows(s); i++)
		if (row_at(s, i)->document == doc->id)
			rc = money_sub(open, allocation_settles(row_at(s, i)), &open);
	for (size_t i = 0; !rc && i < s->documents.n; i++)
		if (s->documents.at[i]->kind == DOC_STORNO && s->documents.at[i]->ref == doc->id &&
		    s->documents.at[i]->state == DOC_ISSUED)
			rc = money_add(open, s->documents.at[i]->total, &open);
	if (open.minor < 0 || doc->state != DOC_ISSUED)
		open.minor = 0;
	*ret = open;
	return rc;
}

static struct value *state_said(struct arena *a, struct money open)
{
	return open.minor == 0 ?
		       value_tx(a, TX("flow.paid"), NULL) :
		       value_tx(a, TX("flow.still_open"), say_money(a, NULL, "open", open));
}

enum rc document_owes_again(struct flow *fl, const struct document *doc, struct why *reterr)
{
	struct card *card = state_card(fl->s, doc->card);
	const struct pipeline *p =
		card ? pipeline_find(&fl->s->firm->pipelines, card->pipeline) : NULL;

	return p && pipeline_next(p, card->stage, EV_RETURNED) ?
		       card_run(fl, card, EV_RETURNED, NULL, reterr) :
		       RC_OK;
}

enum rc payment_release(struct flow *fl, struct payment *p, struct document *doc,
			struct money amount, const char *rule, struct why *reterr)
{
	struct state *s = fl->s;
	struct arena *a = s->a;
	struct document *debt = debt_of(s, doc);
	struct money on = payment_on(s, p, debt), before = debt->open, more, back;
	struct client *c = state_client(s, p->client);
	struct allocation *al;
	enum rc rc;

	if (amount.minor > on.minor)
		amount = on;
	if (amount.minor <= 0 || !debt->snap)
		return flow_refuse(fl, reterr, TX("flow.no.not_on"), "nothing of it stands on %.*s",
				   SPAN_ARG(doc->label));
	if (money_scale(settled_on(s, p, debt), amount.minor, on.minor, &back))
		return flow_refuse(fl, reterr, TX("flow.no.sums"), "the sums do not fit");
	al = ARENA_NEW(a, struct allocation);
	*al = (struct allocation){ .payment = p->id,
				   .document = debt->id,
				   .amount = money_neg(amount),
				   .settles = money_neg(back),
				   .rule = span_of(rule) };
	*ARENA_PUSH(a, &s->allocations) = al;
	rc = open_of(s, debt, &debt->open);
	if (!rc)
		rc = money_add(p->left, amount, &p->left);
	/* what no debt takes back was the client's already, by a storno */
	if (!rc)
		rc = money_sub(debt->open, before, &more);
	if (!rc && c)
		rc = money_add(*client_credit(c), more.minor == back.minor ? amount : more,
			       &c->credit);
	if (rc)
		return flow_refuse(fl, reterr, TX("flow.no.sums"), "the sums do not fit");
	ROW_TOUCH(p);
	ROW_TOUCH(debt);
	if (c)
		ROW_TOUCH(c);
	state_event(s, debt->card, "payment-back", debt->id, p->id,
		    say_text(a, say_money(a, NULL, "amount", amount), "rule", span_of(rule)));
	flow_changed(fl, doc_say(a, debt), state_said(a, before), state_said(a, debt->open));
	return before.minor == 0 && debt->open.minor > 0 ? document_owes_again(fl, debt, reterr) :
							   RC_OK;
}

enum rc payment_release_all(struct flow *fl, struct payment *p, const char *rule,
			    struct why *reterr)
{
	struct document *doc;
	enum rc rc = RC_OK;

	while (!rc && (doc = payment_stands_on(fl->s, p)) != NULL)
		rc = payment_release(fl, p, doc, p->amount, rule, reterr);
	return rc;
}

enum rc payment_withdraw(struct flow *fl, struct payment *p, const char *rule, struct why *reterr)
{
	struct client *c;
	enum rc rc = payment_release_all(fl, p, rule, reterr);

	if (rc)
		return rc;
	c = state_client(fl->s, p->client);
	if (c && money_sub(c->credit, p->left, &c->credit))
		return flow_refuse(fl, reterr, TX("flow.no.sums"), "the sums do not fit");
	if (c)
		ROW_TOUCH(c);
	p->state = PAYMENT_REVERSED;
	p->left.minor = 0;
	ROW_TOUCH(p);
	return RC_OK;
}
