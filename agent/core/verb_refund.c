/* RAMBURSAT: money given back to a client, out of what he has to get: what is left of a payment, or what a
 * storno freed. What pays a document is not given back: it is freed first (STORNO, ANULEAZA P12). The bank's
 * line confirms it, like INCASAT. */
#include <inttypes.h>

#include "flow_release.h"
#include "run_commands.h"
#include "span.h"

static bool en(const struct verb_call *c)
{
	return lang_is_en(staff_lang(c->s));
}

static bool has_left(const struct payment *p, const struct client *cl)
{
	return p->client == cl->id && p->left.minor > 0 && p->state != PAYMENT_REVERSED;
}

/* Of the client's credit, what no payment has left. */
static int64_t freed(const struct state *s, const struct client *cl)
{
	int64_t sum = cl->credit.minor;

	for (size_t i = 0; i < s->payments.n; i++)
		if (has_left(s->payments.at[i], cl))
			sum -= s->payments.at[i]->left.minor;
	return sum;
}

static void suggest(struct verb_call *c, const struct client *cl)
{
	for (size_t i = 0; i < c->s->payments.n; i++) {
		const struct payment *p = c->s->payments.at[i];

		if (has_left(p, cl))
			verb_instead(c, "%s %.*s %s P%" PRId64, en(c) ? "REFUNDED" : "RAMBURSAT",
				     SPAN_ARG(money_print(c->s->a, p->left)), p->left.cur, p->id);
	}
}

/* Out of a payment that was named. */
static bool from_payment(struct verb_call *c, struct payment *p, struct money *amount, bool has)
{
	struct arena *a = c->s->a;
	const struct document *doc = payment_stands_on(c->s, p);

	if (!has)
		*amount = p->left;
	if (p->state != PAYMENT_REVERSED && p->left.minor > 0 &&
	    money_same_currency(p->left, *amount) && amount->minor <= p->left.minor)
		return true;
	(void)verb_refuse(c, tx(a, doc ? TX("verb.no.refund_stands") : TX("verb.no.refund_left"),
				"n", value_int(a, p->id), "left", value_money(a, p->left),
				"document", doc ? doc_say(a, doc) : value_str(a, ""), NULL));
	if (doc && doc->kind == DOC_INVOICE)
		verb_instead(c, "STORNO %.*s", SPAN_ARG(doc->label));
	if (doc)
		verb_instead(c, "%s P%" PRId64, en(c) ? "CANCEL" : "ANULEAZA", p->id);
	return false;
}

/* Out of what the client has to get: the payment with exactly so much left, what stornos freed, else the only
 * payment with enough left. *p NULL: of what stornos freed. false: refused. */
static bool from_client(struct verb_call *c, const struct client *cl, struct money *amount,
			bool has, struct payment **p)
{
	struct arena *a = c->s->a;
	struct payment *enough = NULL;
	int64_t loose = freed(c->s, cl);
	unsigned n = 0;

	*p = NULL;
	if (!has)
		*amount = cl->credit;
	if (cl->credit.minor <= 0 || !money_same_currency(*amount, cl->credit) ||
	    amount->minor > cl->credit.minor) {
		(void)verb_refuse(c, tx(a,
					cl->credit.minor > 0 ? TX("verb.no.refund_more") :
							       TX("verb.no.refund"),
					"client", tx_span(c, cl->party.name), "credit",
					value_money(a, cl->credit), NULL));
		suggest(c, cl);
		return false;
	}
	for (size_t i = 0; i < c->s->payments.n; i++) {
		struct payment *k = c->s->payments.at[i];

		if (!has_left(k, cl) || k->left.minor < amount->minor)
			continue;
		enough = k;
		n++;
		if (k->left.minor == amount->minor)
			*p = k;
	}
	if (*p || amount->minor <= loose)
		return true;
	*p = n == 1 ? enough : NULL;
	if (*p)
		return true;
	(void)verb_refuse(c, value_tx(a, TX("verb.no.refund_which"), NULL));
	suggest(c, cl);
	return false;
}

static enum rc book(struct verb_call *c, struct payment *like, struct payment *p,
		    struct why *reterr)
{
	struct arena *a = c->s->a;
	struct client *cl = state_client(c->s, like->client);
	struct payment *row;

	if (p && money_add(p->left, like->amount, &p->left))
		return why_fail(reterr, RC_BAD_INPUT, "the sums do not fit");
	row = payment_add(c->fl, like); /* the client's credit falls by it */
	if (row == NULL)
		return verb_refuse(c, tx(a, TX("verb.no.payment_twice"), "op",
					 tx_span(c, like->bank_ref), "amount",
					 value_money(a, money_neg(like->amount)), NULL));
	row->left.minor = 0;
	if (p)
		ROW_TOUCH(p);
	verb_changed(c, tx(a, TX("verb.payment"), "n", value_int(a, row->id), NULL), NULL,
		     tx(a, TX("verb.refund.booked"), "amount",
			value_money(a, money_neg(like->amount)), "client",
			tx_span(c, cl ? cl->party.name : like->payer), NULL));
	if (cl)
		verb_show(c, value_tx(a, TX("verb.label.credit"), NULL),
			  value_money(a, cl->credit));
	if (c->card)
		verb_next(c, value_tx(a, TX("verb.next.tell"), NULL), "%s %s",
			  en(c) ? "MESSAGE" : "MESAJ",
			  en(c) ? "We have given back" : "V-am returnat");
	verb_next(c, tx(a, TX("verb.next.why_payment"), "n", value_int(a, row->id), NULL),
		  "%s P%" PRId64, en(c) ? "WHY" : "DE CE", row->id);
	return RC_OK;
}

static enum rc refunded(struct verb_call *c, struct why *reterr)
{
	struct state *s = c->s;
	struct arena *a = s->a;
	struct token op = { 0 };
	struct payment like = { .kind = PAYMENT_RETURN,
				.value_day = DAY_NONE,
				.confirmed = DAY_NONE },
		       *p = NULL;
	struct client *cl;
	struct money amount = { 0 };
	bool has, cash, numbered;
	int64_t id = 0;

	numbered = args_take_after(&c->args, "op|ordin|nr|no|order", TOK_NUMBER, &op);
	(void)args_take_word(&c->args, "op|ordin|banca|bank|transfer");
	cash = args_take_word(&c->args, "cash|numerar");
	if (!verb_take_day(c, &like.day))
		return RC_OK;
	if (args_take_payment(&c->args, &id)) {
		p = state_payment(s, id);
		if (p == NULL || p->amount.minor < 0)
			return verb_refuse(
				c, tx(a, TX("verb.no.payment"), "n", value_int(a, id), NULL));
		c->client = state_client(s, p->client);
	} else if (verb_card_at_hand(c, false) == NULL) {
		return RC_OK;
	}
	if (!verb_take_amount(c, &amount, &has) || verb_leftover(c))
		return RC_OK;
	cl = c->client;
	if (p ? !from_payment(c, p, &amount, has) : !cl || !from_client(c, cl, &amount, has, &p))
		return RC_OK;
	like.state = cash ? PAYMENT_CONFIRMED : PAYMENT_REPORTED;
	like.source =
		cash ? S("cash") : arena_fmt(a, "staff:%.*s", SPAN_ARG(s->sender.staff->addr));
	like.amount = like.left = money_neg(amount);
	like.client = cl ? cl->id : 0;
	like.payer = cl ? cl->party.name : p->payer;
	like.payer_iban = p ? p->payer_iban : S("");
	like.bank_ref = numbered ? op.text : S("");
	like.reverses = p ? p->id : 0;
	like.identity =
		numbered ? arena_fmt(a, "refund|%.*s|%" PRId64 "%s|%d|%" PRId64, SPAN_ARG(op.text),
				     amount.minor, amount.cur, like.day.n, like.client) :
			   arena_fmt(a, "refund|message %" PRId64 "|line %u", c->m->id,
				     c->line->line_no);
	return book(c, &like, p, reterr);
}

const struct verb verb_refunded = {
	.ro = "RAMBURSAT",
	.en = "REFUNDED",
	.synonyms = "RESTITUIT|REFUND",
	.help = TX("help.rambursat"),
	.example = { TX("help.rambursat.1"), TX("help.rambursat.2") },
	.roles = ROLE_OWNER | ROLE_ACCOUNTING,
	.guarded = true,
	.moves = true,
	.decide = refunded,
};
