/* Invoices that are not ordinary ones, as staff ask for them (invoice_type.h):
 *   FACTURA CORECTEAZA FCT 12                  the lines of a reversed invoice once more, to be put right (384)
 *   FACTURA BON 45 DIN 12.11.2026, 2 ore ...   for what a fiscal receipt was given for (751)
 *   FACTURA AUTOFACTURA ...                    to the firm itself (389) */
#include "verb_invoice_type.h"

#include "invoice_type.h"
#include "span.h"

static bool english(const struct verb_call *c)
{
	return lang_is_en(staff_lang(c->s));
}

static bool no(struct verb_call *c, struct value *why)
{
	(void)verb_refuse(c, why);
	return false;
}

static bool take_corrected(struct verb_call *c, struct invoice_wish *ret)
{
	bool named;

	(void)args_take_front(&c->args, "factura|facturii|invoice");
	ret->of = verb_take_document(c, &named);
	if (verb_refused(c))
		return false;
	if (!named) {
		(void)no(c, value_tx(c->s->a, TX("verb.no.correct_which"), NULL));
		verb_instead(c, "%s",
			     english(c) ? "INVOICE corrects FCT 12" : "FACTURA corecteaza FCT 12");
		return false;
	}
	if (ret->of->kind == DOC_INVOICE && ret->of->state == DOC_REVERSED && ret->of->snap)
		return true;
	(void)no(c,
		 tx(c->s->a, TX("verb.no.correct"), "document", doc_say(c->s->a, ret->of), NULL));
	verb_instead(c, "STORNO %.*s", SPAN_ARG(ret->of->label));
	return false;
}

/* "bon 45", "bonul fiscal nr. 0045 din 12.11.2026,". */
static bool take_receipt(struct verb_call *c, struct invoice_wish *ret)
{
	struct args *g = &c->args;
	struct token t;

	(void)args_take_front(g, "fiscal");
	(void)args_take_front(g, "nr|nr.|no|no.|numarul|number");
	if (g->n == 0 || g->at[0].kind != TOK_NUMBER) {
		(void)no(c, value_tx(c->s->a, TX("verb.no.receipt_number"), NULL));
		verb_instead(c, "%s",
			     english(c) ? "INVOICE receipt 45 of 12.11.2026" :
					  "FACTURA bon 45 din 12.11.2026");
		return false;
	}
	ret->receipt = g->at[0].text;
	args_remove(g, 0, 1);
	ret->day = c->s->today;
	(void)args_take_front(g, "din|of|from|la|on");
	if (g->n > 0 && g->at[0].kind == TOK_DATE && args_take_kind(g, TOK_DATE, &t))
		ret->day = t.day;
	while (g->n > 0 && g->at[0].kind == TOK_COMMA)
		args_remove(g, 0, 1);
	if (day_cmp(ret->day, c->s->today) <= 0)
		return true;
	return no(c,
		  tx(c->s->a, TX("verb.no.delivery"), "day", value_day(c->s->a, ret->day), NULL));
}

bool verb_take_invoice_type(struct verb_call *c, struct invoice_wish *ret)
{
	*ret = (struct invoice_wish){ .code = "", .day = DAY_NONE };
	if (args_take_front(&c->args, "corecteaza|corectare|corectata|corectie|corrects|"
				      "corrected|correcting")) {
		ret->code = INVOICE_CORRECTED;
		return take_corrected(c, ret);
	}
	if (args_take_front(&c->args, "bon|bonul|receipt")) {
		ret->code = INVOICE_OF_RECEIPT;
		return take_receipt(c, ret);
	}
	if (args_take_front(&c->args, "autofactura|self-billed"))
		ret->code = INVOICE_SELF_BILLED;
	return true;
}

enum rc verb_correct_draft(struct verb_call *c, const struct invoice_wish *w, struct card *card,
			   struct document **ret, struct why *reterr)
{
	const struct snapshot *was = w->of->snap;
	struct snapshot *now;
	enum rc rc;

	*ret = NULL;
	if (verb_leftover(c))
		return RC_OK;
	rc = doc_draft(c->fl, DOC_INVOICE, card, &was->lines, NULL, ret, reterr);
	if (rc)
		return rc;
	now = (*ret)->snap;
	now->type_code = S(INVOICE_CORRECTED);
	now->preceding = w->of->label;
	now->preceding_day = w->of->issue;
	now->order_ref = was->order_ref;
	now->contract_ref = was->contract_ref;
	now->period_from = was->period_from;
	now->period_to = was->period_to;
	now->adjusts = was->adjusts;
	/* The day that decided about the VAT is that of the work, not of the correction (Cod fiscal art. 291 (6)). */
	now->delivery = day_is_set(was->delivery) ? was->delivery : was->tax_point;
	return doc_recompute(c->fl, *ret, reterr);
}

static enum rc refuse_other(struct verb_call *c, struct value *why, const char *fmt,
			    struct span what)
{
	(void)verb_refuse(c, why);
	verb_instead(c, "%s%.*s", fmt, SPAN_ARG(what));
	return RC_OK;
}

static enum rc self_billed(struct verb_call *c, struct document *doc, struct why *reterr)
{
	if (!invoice_is_to_itself(doc->snap))
		return refuse_other(c, value_tx(c->s->a, TX("verb.no.self_billed"), NULL),
				    english(c) ? "INVOICE self-billed for RO" :
						 "FACTURA autofactura pentru RO",
				    c->s->firm->self.tax_id);
	doc->snap->type_code = S(INVOICE_SELF_BILLED);
	return doc_recompute(c->fl, doc, reterr);
}

static enum rc of_receipt(struct verb_call *c, const struct invoice_wish *w, struct document *doc,
			  struct why *reterr)
{
	const struct document *from = state_document(c->s, doc->ref);
	struct snapshot *sn = doc->snap;

	if (from && from->kind == DOC_PROFORMA)
		return refuse_other(c,
				    tx(c->s->a, TX("verb.no.receipt_proforma"), "document",
				       doc_say(c->s->a, from), NULL),
				    english(c) ? "CASH " : "CHITANTA ", from->label);
	sn->type_code = S(INVOICE_OF_RECEIPT);
	sn->preceding = w->receipt;
	sn->preceding_day = w->day;
	if (!day_eq(w->day, sn->issue))
		sn->delivery = w->day;
	return doc_recompute(c->fl, doc, reterr);
}

enum rc verb_set_invoice_type(struct verb_call *c, const struct invoice_wish *w,
			      struct document *doc, struct why *reterr)
{
	if (!strcmp(w->code, INVOICE_SELF_BILLED))
		return self_billed(c, doc, reterr);
	return strcmp(w->code, INVOICE_OF_RECEIPT) ? RC_OK : of_receipt(c, w, doc, reterr);
}

enum rc verb_invoice_moves(struct verb_call *c, struct card *card, const struct document *doc,
			   enum event ev, struct why *reterr)
{
	enum rc rc;

	/* an advance moves nothing: the work is still to be done, or invoiced */
	if (doc->snap->advance)
		return RC_OK;
	rc = verb_move(c, card, ev, &doc->snap->lines, reterr);
	if (rc || !invoice_type_of(doc->snap->type_code)->settled ||
	    !card_knows(c->s, card, EV_PAID))
		return rc;
	return verb_move(c, card, EV_PAID, &doc->snap->lines, reterr);
}
