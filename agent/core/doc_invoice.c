/* Fiscal invoice (Cod fiscal art. 319). One that is made from a proforma takes over what was paid on
 * it (BT-113) and leaves nothing to pay there; one proforma has one living invoice. */
#include "doc_type.h"

#include "span.h"

static struct day pay_until(const struct firm *f, struct day issue)
{
	return day_add(issue, f->payment_days);
}

/* The invoice that was made from d and reversed since: what was paid went back to the client's credit
 * and may be taken from there again. */
static const struct document *reversed_invoice(const struct state *s, const struct document *d)
{
	const struct document *best = NULL;

	for (size_t i = 0; i < s->documents.n; i++) {
		const struct document *inv = s->documents.at[i];

		if (inv->kind == DOC_INVOICE && inv->ref == d->id && inv->state == DOC_REVERSED &&
		    inv->snap && (!best || inv->id > best->id))
			best = inv;
	}
	return best;
}

struct money doc_paid(const struct state *s, const struct document *d)
{
	const struct document *inv = reversed_invoice(s, d);
	const struct client *c = state_client(s, d->client);
	struct money paid = { 0 };

	if (d->kind != DOC_PROFORMA || !d->snap)
		return paid;
	if (!inv) {
		if (money_sub(d->snap->payable, d->open, &paid))
			return (struct money){ 0 };
		return paid;
	}
	paid = inv->snap->prepaid;
	if (!c || !money_same_currency(paid, c->credit) || c->credit.minor < paid.minor)
		return (struct money){ 0 };
	return paid;
}

/* The contract it is made under (BT-12); the newest. */
static struct span contract_of(const struct state *s, int64_t card)
{
	const struct document *best = NULL;

	for (size_t i = 0; i < s->documents.n; i++) {
		const struct document *d = s->documents.at[i];

		if (d->card == card && d->kind == DOC_CONTRACT && doc_is_live(d) &&
		    (!best || d->id > best->id))
			best = d;
	}
	return best ? best->label : (struct span){ 0 };
}

static void fill(struct flow *fl, struct document *doc, const struct document *from)
{
	doc->snap->contract_ref = contract_of(fl->s, doc->card);
	if (!doc->snap->advance)
		doc_take_off_advances(fl, doc->snap, doc->card);
	if (!from)
		return;
	if (from->kind == DOC_PROFORMA) {
		doc->snap->preceding = from->label;
		doc->snap->preceding_day = from->issue;
		doc->snap->order_ref = from->snap ? from->snap->order_ref : (struct span){ 0 };
		doc->snap->prepaid = doc_paid(fl->s, from);
	} else {
		doc->snap->order_ref = from->label;
	}
}

static enum rc may_issue(struct flow *fl, struct document *doc, struct why *reterr)
{
	struct document *proforma = state_document(fl->s, doc->ref), *other;

	if (doc->snap->total.minor < 0)
		return flow_refuse(fl, reterr, TX("flow.no.negative"),
				   "the advances are more than the invoice");
	if (!proforma || proforma->kind != DOC_PROFORMA)
		return RC_OK;
	other = doc_invoiced_by(fl->s, proforma);
	if (other && other != doc)
		return flow_refuse(fl, reterr, TX("flow.no.invoiced"),
				   "%.*s is already invoiced by %.*s", SPAN_ARG(proforma->label),
				   SPAN_ARG(other->label));
	/* A payment may have come since the draft was made. */
	doc->snap->prepaid = doc_paid(fl->s, proforma);
	return RC_OK;
}

enum rc doc_settle_excess(struct document *doc, struct client *c, struct why *reterr)
{
	struct snapshot *sn = doc->snap;
	struct money over = money_neg(sn->payable);
	enum rc rc;

	if (sn->payable.minor >= 0)
		return RC_OK;
	rc = money_add(*client_credit(c), over, &c->credit);
	if (!rc)
		rc = money_sub(sn->prepaid, over, &sn->prepaid);
	if (rc)
		return why_prefix(reterr, rc, "credit");
	sn->payable.minor = 0;
	doc->open = sn->payable;
	return RC_OK;
}

static enum rc issued(struct flow *fl, struct document *doc, struct why *reterr)
{
	struct document *proforma = state_document(fl->s, doc->ref);
	struct client *c = state_client(fl->s, doc->client);
	enum rc rc;

	if (!proforma || proforma->kind != DOC_PROFORMA)
		return RC_OK;
	if (reversed_invoice(fl->s, proforma) && doc->snap->prepaid.minor > 0) {
		rc = money_sub(c->credit, doc->snap->prepaid, &c->credit);
		if (rc)
			return why_prefix(reterr, rc, "credit");
	}
	proforma->open.minor = 0;
	ROW_TOUCH(proforma);
	ROW_TOUCH(c);
	return doc_settle_excess(doc, c, reterr);
}

const struct doc_type doc_invoice = {
	.kind = DOC_INVOICE,
	.say = TX("flow.doc.invoice"),
	.say_draft = TX("flow.draft.invoice"),
	.feminine = true,
	.mail = "invoice",
	.mail_rank = 7,
	.payable = true,
	.due = pay_until,
	.fill = fill,
	.may_issue = may_issue,
	.issued = issued,
};
