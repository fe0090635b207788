/* Storno: the exact mirror of an invoice, or of quantities of its lines, with minus quantities and the
 * original's number and day (Cod fiscal art. 330(1)(b); BT-25, BT-26). What was paid becomes the
 * client's credit. */
#include "doc_type.h"

#include "invoice_type.h"
#include "span.h"
#include "storno.h"

static void stornos_of(const struct flow *fl, const struct document *inv, struct stornos *ret)
{
	for (size_t i = 0; i < fl->s->documents.n; i++) {
		const struct document *d = fl->s->documents.at[i];

		if (d->kind == DOC_STORNO && d->ref == inv->id && d->state == DOC_ISSUED && d->snap)
			*ARENA_PUSH(fl->s->a, ret) = d->snap;
	}
}

static enum rc may_reverse(struct flow *fl, const struct document *inv, struct why *reterr)
{
	struct stornos earlier = { 0 };

	if (inv->kind != DOC_INVOICE || inv->state != DOC_ISSUED || !inv->snap)
		return flow_refuse(fl, reterr, TX("flow.no.not_invoice"),
				   "%.*s is no issued invoice", SPAN_ARG(inv->label));
	if (doc_final_of(fl->s, inv))
		return flow_refuse(fl, reterr, TX("flow.no.advance_used"),
				   "%.*s is taken off by a final invoice", SPAN_ARG(inv->label));
	stornos_of(fl, inv, &earlier);
	if (!storno_any_left(inv->snap, &earlier))
		return flow_refuse(fl, reterr, TX("flow.no.reversed"), "%.*s is already reversed",
				   SPAN_ARG(inv->label));
	return RC_OK;
}

struct decimal *doc_storno_left(struct flow *fl, const struct document *invoice)
{
	size_t n = invoice->snap->lines.n;
	struct decimal *left = ARENA_ARRAY(fl->s->a, n + 1, struct decimal);
	struct stornos earlier = { 0 };

	stornos_of(fl, invoice, &earlier);
	for (size_t i = 0; i < n; i++)
		left[i] = storno_left(invoice->snap, &earlier, i);
	return left;
}

/* Nothing was taken back yet and all shall be: the mirror; else what the parts make of it. */
static enum rc make(struct flow *fl, const struct document *inv, const struct decimal *qty,
		    struct snapshot *sn, struct why *reterr)
{
	struct stornos earlier = { 0 };

	stornos_of(fl, inv, &earlier);
	if (!qty && earlier.n == 0)
		return snapshot_mirror(fl->s->a, inv->snap, sn, reterr);
	if (!qty)
		qty = doc_storno_left(fl, inv);
	return storno_make(fl->s->a, inv->snap, &earlier, qty, sn, reterr);
}

enum rc doc_reverse(struct flow *fl, struct document *invoice, const struct decimal *qty,
		    struct document **ret, struct why *reterr)
{
	struct snapshot *sn = ARENA_NEW(fl->s->a, struct snapshot);
	struct document *d;
	enum rc rc = may_reverse(fl, invoice, reterr);

	if (!rc)
		rc = make(fl, invoice, qty, sn, reterr);
	if (rc)
		return rc;
	sn->type_code = invoice_type_of_storno(invoice->snap, fl->s->firm->filing.credit_note);
	sn->issue = fl->s->today;
	sn->due = sn->tax_point = DAY_NONE;
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

/* Of what is taken back, what was still to be paid; the rest was paid and is the client's. */
static struct money still_open(struct money open, struct money back)
{
	if ((open.minor < 0) != (back.minor < 0) || open.minor == 0)
		open.minor = 0;
	else if (open.minor < 0 ? open.minor < back.minor : open.minor > back.minor)
		open.minor = back.minor;
	return open;
}

static enum rc issued(struct flow *fl, struct document *doc, struct why *reterr)
{
	struct document *inv = state_document(fl->s, doc->ref);
	struct client *c = state_client(fl->s, inv->client);
	struct money back = money_neg(doc->snap->total), open = still_open(inv->open, back), paid;
	struct stornos all = { 0 };
	bool left;
	enum rc rc = money_sub(back, open, &paid);

	if (invoice_type_of(doc->snap->type_code)->owed_by_nobody)
		paid.minor = 0;
	if (!rc)
		rc = money_add(*client_credit(c), paid, &c->credit);
	if (!rc)
		rc = money_sub(inv->open, open, &inv->open);
	if (rc)
		return flow_refuse(fl, reterr, TX("flow.no.credit_currency"),
				   "the client's credit is in another currency");
	stornos_of(fl, inv, &all); /* this one too: it is issued by now */
	left = storno_any_left(inv->snap, &all);
	if (!left) {
		inv->state = DOC_REVERSED;
		inv->open.minor = 0;
	}
	ROW_TOUCH(inv);
	if (paid.minor != 0)
		ROW_TOUCH(c);
	state_event(fl->s, inv->card, left ? "reversed-part" : "reversed", inv->id, 0, NULL);
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
