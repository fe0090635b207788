/* Storno: the exact mirror of an invoice, with minus quantities and the original's number and day
 * (Cod fiscal art. 330(1)(b); BT-25, BT-26). What was paid becomes the client's credit. */
#include "doc_type.h"

#include "span.h"

static enum rc may_reverse(struct flow *fl, const struct document *inv, struct why *reterr)
{
	if (inv->kind != DOC_INVOICE || inv->state != DOC_ISSUED || !inv->snap)
		return flow_refuse(fl, reterr, TX("flow.no.not_invoice"),
				   "%.*s is no issued invoice", SPAN_ARG(inv->label));
	for (size_t i = 0; i < fl->s->documents.n; i++) {
		const struct document *d = fl->s->documents.at[i];

		if (d->kind == DOC_STORNO && d->ref == inv->id && d->state == DOC_ISSUED)
			return flow_refuse(fl, reterr, TX("flow.no.reversed"),
					   "%.*s is already reversed by %.*s", SPAN_ARG(inv->label),
					   SPAN_ARG(d->label));
	}
	return RC_OK;
}

enum rc doc_reverse(struct flow *fl, struct document *invoice, struct document **ret,
		    struct why *reterr)
{
	struct snapshot *sn = ARENA_NEW(fl->s->a, struct snapshot);
	struct document *d;
	enum rc rc = may_reverse(fl, invoice, reterr);

	if (!rc)
		rc = snapshot_mirror(fl->s->a, invoice->snap, sn, reterr);
	if (rc)
		return rc;
	sn->issue = fl->s->today;
	sn->due = DAY_NONE;
	sn->template_set = fl->s->firm->template_set;
	d = state_new_document(fl->s, DOC_STORNO);
	d->card = invoice->card;
	d->client = invoice->client;
	d->ref = invoice->id;
	d->subscription = invoice->subscription;
	d->issue = fl->s->today;
	d->snap = sn;
	d->total = sn->total;
	d->open = sn->total;
	d->open.minor = 0;
	*ret = d;
	return RC_OK;
}

static enum rc may_issue(struct flow *fl, struct document *doc, struct why *reterr)
{
	const struct document *inv = state_document(fl->s, doc->ref);

	if (!inv)
		return flow_refuse(fl, reterr, TX("flow.no.not_invoice"),
				   "the invoice to be reversed is not there");
	return may_reverse(fl, inv, reterr);
}

static enum rc issued(struct flow *fl, struct document *doc, struct why *reterr)
{
	struct document *inv = state_document(fl->s, doc->ref);
	struct client *c = state_client(fl->s, inv->client);
	struct money paid;
	enum rc rc = money_sub(inv->total, inv->open, &paid);

	if (!rc)
		rc = money_add(c->credit, paid, &c->credit);
	if (rc)
		return flow_refuse(fl, reterr, TX("flow.no.credit_currency"),
				   "the client's credit is in another currency");
	inv->state = DOC_REVERSED;
	inv->open.minor = 0;
	ROW_TOUCH(inv);
	if (paid.minor != 0)
		ROW_TOUCH(c);
	state_event(fl->s, inv->card, "reversed", inv->id, 0, NULL);
	return RC_OK;
}

const struct doc_type doc_storno = {
	.kind = DOC_STORNO,
	.say = TX("flow.doc.storno"),
	.say_draft = TX("flow.draft.storno"),
	.feminine = true,
	.mail = "storno",
	.mail_rank = 8,
	.may_issue = may_issue,
	.issued = issued,
};
