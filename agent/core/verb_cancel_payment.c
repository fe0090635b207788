/* ANULEAZA P12 and ANULEAZA CHT 3. A payment that stands somewhere is taken off first: the money is there,
 * it was only put in the wrong place. One that stands nowhere never was. Cash goes with its receipt. */
#include <inttypes.h>

#include "cash.h"
#include "flow_release.h"
#include "flow_reverse.h"
#include "run_commands.h"
#include "span.h"

static struct value *name_of(struct verb_call *c, const struct payment *p)
{
	return tx(c->s->a, TX("verb.payment"), "n", value_int(c->s->a, p->id), NULL);
}

static enum rc take_off(struct verb_call *c, struct payment *p, struct why *reterr)
{
	struct arena *a = c->s->a;
	bool en = lang_is_en(staff_lang(c->s));
	enum rc rc = payment_release_all(c->fl, p, "staff", reterr);

	if (rc)
		return rc;
	verb_show(c, name_of(c, p),
		  tx(a, TX("verb.payment.left"), "left", value_money(a, p->left), NULL));
	verb_next(c, tx(a, TX("verb.next.allocate_one"), "n", value_int(a, p->id), NULL),
		  "%s P%" PRId64 " ", en ? "ALLOCATE" : "ALOCA", p->id);
	verb_next(c, tx(a, TX("verb.next.never_was"), "n", value_int(a, p->id), NULL),
		  "%s P%" PRId64, en ? "CANCEL" : "ANULEAZA", p->id);
	return RC_OK;
}

/* A refund that staff told and no bank confirmed never was; what a bank took back undoes another payment, or
 * none that we know. */
static enum rc cancel_out(struct verb_call *c, struct payment *p, struct why *reterr)
{
	struct arena *a = c->s->a;
	bool ours = span_starts(p->identity, S("refund|")), en = lang_is_en(staff_lang(c->s));
	bool told = ours && (p->state == PAYMENT_REPORTED || payment_is_cash(p));
	enum rc rc = RC_OK;

	if (p->state == PAYMENT_REVERSED || (ours && !told) || (!ours && p->reverses == 0))
		return verb_refuse(
			c, tx(a, TX("verb.no.cancel_payment"), "n", value_int(a, p->id), NULL));
	if (ours) {
		rc = payment_refund_undo(c->fl, p, reterr);
		if (!rc)
			verb_changed(c, name_of(c, p), value_money(a, p->amount),
				     value_tx(a, TX("verb.payment.cancelled"), NULL));
		return rc;
	}
	verb_changed(
		c, tx(a, TX("verb.payment"), "n", value_int(a, p->reverses), NULL),
		value_tx(a, TX("verb.payment.given_back"), NULL),
		tx(a, TX("verb.payment.left"), "left", value_money(a, money_neg(p->amount)), NULL));
	verb_next(c, tx(a, TX("verb.next.allocate_one"), "n", value_int(a, p->reverses), NULL),
		  "%s P%" PRId64 " ", en ? "ALLOCATE" : "ALOCA", p->reverses);
	verb_next(c, tx(a, TX("verb.next.allocate_one"), "n", value_int(a, p->id), NULL),
		  "%s P%" PRId64 " P", en ? "ALLOCATE" : "ALOCA", p->id);
	return payment_return_unlink(c->fl, p, reterr);
}

enum rc verb_cancel_payment(struct verb_call *c, int64_t id, struct why *reterr)
{
	struct arena *a = c->s->a;
	struct payment *p = state_payment(c->s, id);
	const struct document *doc = p ? payment_stands_on(c->s, p) : NULL;
	enum rc rc;

	if (p == NULL)
		return verb_refuse(c, tx(a, TX("verb.no.payment"), "n", value_int(a, id), NULL));
	if (p->amount.minor < 0)
		return cancel_out(c, p, reterr);
	if (doc != NULL) {
		c->card = state_card(c->s, doc->card);
		c->client = state_client(c->s, doc->client);
	}
	if (span_starts(p->identity, S("cash|")) && p->state != PAYMENT_REVERSED) {
		(void)verb_refuse(c, tx(a, TX("verb.no.cancel_cash"), "n", value_int(a, id),
					"label", tx_span(c, p->bank_ref), NULL));
		verb_instead(c, "%s %.*s", lang_is_en(staff_lang(c->s)) ? "CANCEL" : "ANULEAZA",
			     SPAN_ARG(p->bank_ref));
		return RC_OK;
	}
	if (doc != NULL)
		return take_off(c, p, reterr);
	if (p->state == PAYMENT_REVERSED || p->left.minor != p->amount.minor)
		return verb_refuse(
			c, tx(a, TX("verb.no.cancel_payment"), "n", value_int(a, id), NULL));
	rc = payment_withdraw(c->fl, p, "staff", reterr);
	if (!rc)
		verb_changed(c, name_of(c, p), value_money(a, p->amount),
			     value_tx(a, TX("verb.payment.cancelled"), NULL));
	return rc;
}

/* It keeps its number and is not given back out; the client's copy is to be asked for. */
enum rc verb_cancel_receipt(struct verb_call *c, struct document *doc, struct why *reterr)
{
	struct arena *a = c->s->a;
	struct payment *p = NULL;
	bool en = lang_is_en(staff_lang(c->s));
	enum rc rc = RC_OK;

	for (size_t i = 0; i < c->s->payments.n; i++)
		if (payment_is_cash(c->s->payments.at[i]) &&
		    span_eq(c->s->payments.at[i]->bank_ref, doc->label))
			p = c->s->payments.at[i];
	verb_changed(c, doc_say(a, doc),
		     document_state_name(a, doc->state, doc->kind, doc->total, doc->open),
		     value_tx(a, TX("verb.state.cancelled"), NULL));
	doc->state = DOC_CANCELLED;
	ROW_TOUCH(doc);
	state_event(c->s, doc->card, "cancelled", doc->id, 0, NULL);
	if (p != NULL && p->state != PAYMENT_REVERSED) {
		rc = payment_withdraw(c->fl, p, "staff", reterr);
		verb_changed(c, name_of(c, p), value_money(a, p->amount),
			     value_tx(a, TX("verb.payment.cancelled"), NULL));
	}
	verb_show(c, value_tx(a, TX("verb.label.client"), NULL),
		  value_tx(a, TX("verb.cancel.untold"), NULL));
	verb_next(c, value_tx(a, TX("verb.next.tell"), NULL), "%s %s", en ? "MESSAGE" : "MESAJ",
		  en ? "The receipt was withdrawn; please disregard it." :
		       "Chitanța a fost anulată; vă rugăm să nu o mai folosiți.");
	return rc;
}
