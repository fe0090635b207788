/* INCASAT: money that staff say has come, put on a document. ALOCA: money that is booked already. */
#include <inttypes.h>
#include <string.h>

#include "flow_release.h"
#include "flow_reverse.h"
#include "run_commands.h"
#include "span.h"
#include "verb_payment_worth.h"

bool verb_take_day(struct verb_call *c, struct day *ret)
{
	struct token t;

	*ret = c->s->today;
	if (!args_take_kind(&c->args, TOK_DATE, &t))
		return true;
	*ret = t.day;
	if (day_cmp(t.day, c->s->today) <= 0)
		return true;
	(void)verb_refuse(
		c, tx(c->s->a, TX("verb.no.future_day"), "day", value_day(c->s->a, t.day), NULL));
	return false;
}

static bool currency_fits(struct verb_call *c, const struct document *doc, struct money m)
{
	if (money_same_currency(doc->open, m))
		return true;
	(void)verb_refuse(c, tx(c->s->a, TX("verb.no.currency"), "one",
				value_str(c->s->a, doc->open.cur), "two", value_str(c->s->a, m.cur),
				NULL));
	return false;
}

static void show_left(struct verb_call *c, const struct payment *p)
{
	bool en = lang_is_en(staff_lang(c->s));

	if (p->left.minor <= 0)
		return;
	verb_show(
		c, tx(c->s->a, TX("verb.payment"), "n", value_int(c->s->a, p->id), NULL),
		tx(c->s->a, TX("verb.payment.left"), "left", value_money(c->s->a, p->left), NULL));
	verb_next(c, value_tx(c->s->a, TX("verb.next.allocate"), NULL), "%s P%" PRId64 " ",
		  en ? "ALLOCATE" : "ALOCA", p->id);
}

static enum rc received(struct verb_call *c, struct why *reterr)
{
	struct state *s = c->s;
	struct token op = { 0 };
	struct payment like = { .state = PAYMENT_REPORTED }, *p;
	struct document *doc;
	struct client *cl;
	struct card *card;
	struct money amount;
	bool has, cash, numbered;
	enum rc rc;

	numbered =
		args_take_after(&c->args, "op|ordin|nr|no|order|chitanta|receipt", TOK_NUMBER, &op);
	(void)args_take_word(&c->args, "op|ordin|banca|bank|transfer");
	cash = args_take_word(&c->args, "cash|numerar");
	if (!verb_take_day(c, &like.day))
		return RC_OK;
	/* the card's number before the amount's: both are numbers */
	if (args_has_card(&c->args) && verb_card_at_hand(c, false) == NULL)
		return RC_OK;
	if (!verb_take_amount(c, &amount, &has))
		return RC_OK;
	doc = verb_find_owing(c, has ? &amount : NULL);
	if (doc == NULL || verb_leftover(c))
		return RC_OK;
	if (!has)
		amount = doc->open;
	if (!currency_fits(c, doc, amount))
		return RC_OK;
	card = state_card(s, doc->card);
	if (card != NULL) {
		c->card = card;
		c->client = state_client(s, card->client);
	}
	cl = state_client(s, doc->client);
	if (cash && cl != NULL &&
	    !verb_cash_allowed(c, cl, doc, amount, like.day,
			       lang_is_en(staff_lang(s)) ? " cash" : " numerar"))
		return RC_OK;
	like.source =
		cash ? S("cash") : arena_fmt(s->a, "staff:%.*s", SPAN_ARG(s->sender.staff->addr));
	like.amount = like.left = amount;
	like.client = doc->client;
	like.payer = c->client != NULL ? c->client->party.name : S("");
	like.details = doc->label;
	like.bank_ref = numbered ? op.text : S("");
	/* without an order number only the mail itself tells two payments apart */
	like.identity = numbered ? arena_fmt(s->a, "staff|%.*s|%" PRId64 "%s|%d|%" PRId64,
					     SPAN_ARG(op.text), amount.minor, amount.cur,
					     like.day.n, doc->client) :
				   arena_fmt(s->a, "staff|message %" PRId64 "|line %u", c->m->id,
					     c->line->line_no);
	p = payment_add(c->fl, &like);
	if (p == NULL)
		return verb_refuse(c,
				   tx(s->a, TX("verb.no.payment_twice"), "op", tx_span(c, op.text),
				      "amount", value_money(s->a, amount), NULL));
	rc = payment_allocate(c->fl, p, doc, amount, "staff", reterr);
	if (rc)
		return rc;
	show_left(c, p);
	return RC_OK;
}

/* The payment meant: named, of the question that is answered, or the only one with money left. */
static struct payment *find_payment(struct verb_call *c)
{
	const struct question *q = state_question(c->s, c->s->sender.token_question);
	struct payment *p = NULL;
	int64_t id = 0;
	unsigned n = 0;

	if (args_take_payment(&c->args, &id)) {
		p = state_payment(c->s, id);
		if (p == NULL)
			(void)verb_refuse(c, tx(c->s->a, TX("verb.no.payment"), "n",
						value_int(c->s->a, id), NULL));
		return p;
	}
	if (q != NULL && q->kind == Q_PAYMENT)
		return state_payment(c->s, q->payment);
	for (size_t i = 0; i < c->s->payments.n; i++) {
		if (c->s->payments.at[i]->left.minor <= 0)
			continue;
		p = c->s->payments.at[i];
		n++;
	}
	if (n == 1)
		return p;
	(void)verb_refuse(c, value_tx(c->s->a, TX("verb.no.which_payment"), NULL));
	for (size_t i = 0; i < c->s->payments.n; i++)
		if (c->s->payments.at[i]->left.minor > 0)
			verb_instead(c, "%s P%" PRId64 " %.*s",
				     lang_is_en(staff_lang(c->s)) ? "ALLOCATE" : "ALOCA",
				     c->s->payments.at[i]->id,
				     SPAN_ARG(args_text(&c->args, 0, c->args.n)));
	return NULL;
}

static enum rc allocate_to(struct verb_call *c, struct payment *p, struct document *doc,
			   struct money most, const struct worth *w, struct why *reterr)
{
	struct card *card = state_card(c->s, doc->card);

	if (!document_owes(doc))
		return verb_refuse(c, tx(c->s->a, TX("verb.no.not_owing"), "document",
					 doc_say(c->s->a, doc), "state",
					 document_state_name(c->s->a, doc->state, doc->kind,
							     doc->total, doc->open),
					 NULL));
	if (p->left.minor <= 0 || p->state == PAYMENT_REVERSED)
		return verb_refuse(
			c, tx(c->s->a, TX("verb.no.left"), "n", value_int(c->s->a, p->id), NULL));
	if (card != NULL) {
		c->card = card;
		c->client = state_client(c->s, card->client);
	}
	if (!money_same_currency(doc->open, p->left))
		return verb_settle_worth(c, w, p, doc, most, reterr);
	if (w->told)
		return verb_refuse(c, value_tx(c->s->a, TX("verb.no.worth_same"), NULL));
	return payment_allocate(c->fl, p, doc, most, "staff", reterr);
}

/* Money that went back: which payment it undoes. */
static enum rc allocate_return(struct verb_call *c, struct payment *r, struct why *reterr)
{
	struct payment *p = NULL;
	const struct document *doc;
	int64_t id = 0;

	if (args_take_payment(&c->args, &id))
		p = state_payment(c->s, id);
	if (p == NULL)
		return verb_refuse(c, tx(c->s->a, TX("verb.no.returned_which"), "n",
					 value_int(c->s->a, r->id), NULL));
	if (verb_leftover(c))
		return RC_OK;
	doc = payment_stands_on(c->s, p);
	if (doc != NULL) {
		c->card = state_card(c->s, doc->card);
		c->client = state_client(c->s, doc->client);
	}
	return payment_returned(c->fl, r, p, reterr);
}

static enum rc allocate(struct verb_call *c, struct why *reterr)
{
	struct document *docs[12];
	struct payment *p;
	struct worth worth;
	struct money most;
	unsigned n = 0;
	bool has, named = true;
	enum rc rc;

	if (verb_question_taken(c, Q_PAYMENT))
		return RC_OK;
	p = find_payment(c);
	if (p == NULL)
		return verb_refused(c) ?
			       RC_OK :
			       verb_refuse(c, value_tx(c->s->a, TX("verb.no.which_payment"), NULL));
	if (p->amount.minor < 0)
		return allocate_return(c, p, reterr);
	while (n < ARRAY_LEN(docs)) {
		docs[n] = verb_take_document(c, &named);
		if (verb_refused(c))
			return RC_OK;
		if (!named)
			break;
		n++;
	}
	if (args_has_card(&c->args) && verb_card_at_hand(c, false) == NULL)
		return RC_OK;
	if (!verb_take_worth(c, &worth) || !verb_take_amount(c, &most, &has))
		return RC_OK;
	if (n == 0) {
		docs[0] = verb_find_owing(c, &p->left);
		n = docs[0] != NULL;
	}
	if (verb_refused(c) || verb_leftover(c))
		return RC_OK;
	if ((has || worth.told) && n > 1)
		return verb_refuse(c, value_tx(c->s->a, TX("verb.no.amount_for_one"), NULL));
	if (has && !money_same_currency(most, p->left))
		return verb_refuse(c, tx(c->s->a, TX("verb.no.currency"), "one",
					 value_str(c->s->a, p->left.cur), "two",
					 value_str(c->s->a, most.cur), NULL));
	for (unsigned i = 0; i < n; i++) {
		rc = allocate_to(c, p, docs[i], has ? most : p->left, &worth, reterr);
		if (rc || verb_refused(c))
			return rc;
	}
	verb_question_answered(c, Q_PAYMENT);
	show_left(c, p);
	return RC_OK;
}

const struct verb verb_received = {
	.ro = "INCASAT",
	.en = "RECEIVED",
	.synonyms = "PLATIT|PAID",
	.help = TX("help.incasat"),
	.example = { TX("help.incasat.1"), TX("help.incasat.2") },
	.roles = ROLE_OWNER | ROLE_ACCOUNTING,
	.guarded = true,
	.moves = true,
	.decide = received,
};
const struct verb verb_allocate = {
	.ro = "ALOCA",
	.en = "ALLOCATE",
	.help = TX("help.aloca"),
	.example = { TX("help.aloca.1"), TX("help.aloca.2"), TX("help.aloca.3"),
		     TX("help.aloca.4") },
	.roles = ROLE_OWNER | ROLE_ACCOUNTING,
	.guarded = true,
	.moves = true,
	.decide = allocate,
};
