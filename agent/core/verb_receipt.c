/* CHITANTA: cash was taken for a document: the receipt is issued, the money booked and put on the
 * document, the client gets the receipt by mail. Refused above the legal limits (cash.h): the law
 * forbids cutting a sum into pieces as well, so no part of it is taken by itself. */
#include "run_commands.h"
#include "span.h"

static bool not_too_much(struct verb_call *c, const struct document *doc, struct money amount)
{
	struct arena *a = c->s->a;

	if (!money_same_currency(amount, doc->open) || amount.minor <= doc->open.minor)
		return true; /* another currency: verb_cash_allowed says it */
	(void)verb_refuse(c, tx(a, TX("verb.no.receipt_more"), "document", doc_say(a, doc), "open",
				value_money(a, doc->open), NULL));
	return false;
}

static enum rc issue(struct verb_call *c, struct card *card, struct document *doc,
		     struct money amount, struct document **ret, struct why *reterr)
{
	struct document *d;
	enum rc rc = doc_draft(c->fl, DOC_RECEIPT, card, NULL, doc, &d, reterr);

	if (rc)
		return rc;
	d->snap->total = d->snap->net = amount;
	/* the cashier signs */
	if (c->s->sender.staff != NULL && c->s->sender.staff->name.len > 0)
		d->snap->seller.contact = c->s->sender.staff->name;
	*ret = d;
	return doc_issue(c->fl, d, reterr);
}

static enum rc receipt(struct verb_call *c, struct why *reterr)
{
	struct state *s = c->s;
	struct payment like = { .state = PAYMENT_CONFIRMED, .source = S("cash") }, *p;
	struct document *doc, *paper = NULL;
	struct money amount;
	struct client *cl;
	struct card *card;
	bool has;
	enum rc rc;

	(void)args_take_word(&c->args, "numerar|cash");
	if (args_has_card(&c->args) && verb_card_at_hand(c, false) == NULL)
		return RC_OK;
	if (!verb_take_amount(c, &amount, &has))
		return RC_OK;
	doc = verb_find_owing(c, has ? &amount : NULL);
	if (doc == NULL || verb_leftover(c))
		return RC_OK;
	amount = has ? amount : doc->open;
	card = state_card(s, doc->card);
	cl = state_client(s, doc->client);
	if (card == NULL || cl == NULL)
		return verb_refuse(c, value_tx(s->a, TX("flow.no.client"), NULL));
	c->card = card;
	c->client = cl;
	if (!verb_cash_allowed(c, cl, doc, amount, s->today, "") || !not_too_much(c, doc, amount))
		return RC_OK;
	rc = issue(c, card, doc, amount, &paper, reterr);
	if (rc)
		return rc;
	like.amount = like.left = amount;
	like.day = s->today;
	like.client = cl->id;
	like.payer = cl->party.name;
	like.details = doc->label;
	like.bank_ref = paper->label;
	like.identity = arena_fmt(s->a, "cash|%.*s", SPAN_ARG(paper->label));
	p = payment_add(c->fl, &like);
	if (p == NULL)
		return why_fail(reterr, RC_BAD_INPUT, "%.*s is booked already",
				SPAN_ARG(paper->label));
	rc = payment_allocate(c->fl, p, doc, amount, "cash", reterr);
	return rc ? rc : flow_mail_issued(c->fl, card, reterr);
}

const struct verb verb_receipt = {
	.ro = "CHITANTA",
	.en = "RECEIPT",
	.help = TX("help.chitanta"),
	.example = { TX("help.chitanta.1"), TX("help.chitanta.2") },
	.roles = ROLE_OWNER | ROLE_ACCOUNTING,
	.guarded = true,
	.moves = true,
	.decide = receipt,
};
