/* Payments: booked once, allocated to documents, or asked about. What is left of a payment whose
 * client is known is that client's credit (product.md 9; never spread silently). */
#include <inttypes.h>

#include "doc_type.h"
#include "match.h"
#include "say.h"
#include "span.h"

struct money *client_credit(struct client *c)
{
	if (c->credit.minor == 0)
		memset(c->credit.cur, 0, sizeof(c->credit.cur));
	return &c->credit;
}

bool payment_is_told(const struct payment *p, struct span identity)
{
	bool told = span_eq(p->identity, identity);

	for (size_t i = 0; !told && i < p->told.n; i++)
		told = span_eq(p->told.at[i].identity, identity);
	return told && identity.len;
}

struct payment *payment_add(struct flow *fl, const struct payment *p)
{
	struct payment *row;
	int64_t id;

	for (size_t i = 0; i < fl->s->payments.n; i++)
		if (payment_is_told(fl->s->payments.at[i], p->identity))
			return NULL;
	row = state_new_payment(fl->s);
	id = row->id;
	*row = *p;
	row->mark = ROW_NEW;
	row->id = id;
	row->left = row->amount;
	row->told = (struct tellings){ 0 };
	if (row->identity.len)
		*ARENA_PUSH(fl->s->a, &row->told) =
			(struct telling){ row->identity, row->source, false };
	if (row->client) {
		struct client *c = state_client(fl->s, row->client);

		if (!c || money_add(*client_credit(c), row->left, &c->credit) != RC_OK)
			row->client = 0;
		else
			ROW_TOUCH(c);
	}
	return row;
}

/* The payment is this client's: what is left of it is owed to him. */
static enum rc take_client(struct flow *fl, struct payment *p, struct client *c, struct why *reterr)
{
	if (p->client)
		return RC_OK;
	if (money_add(*client_credit(c), p->left, &c->credit))
		return flow_refuse(fl, reterr, TX("flow.no.credit_currency"),
				   "the client's credit is in another currency");
	p->client = c->id;
	ROW_TOUCH(c);
	(void)fl;
	return RC_OK;
}

void payment_close_questions(struct flow *fl, const struct payment *p)
{
	for (size_t i = 0; p->left.minor == 0 && i < fl->s->questions.n; i++) {
		struct question *q = fl->s->questions.at[i];

		if (q->payment == p->id && q->kind == Q_PAYMENT && q->state == Q_OPEN) {
			q->state = Q_DONE;
			q->answered_by = fl->s->sender.addr;
			ROW_TOUCH(q);
		}
	}
}

/* Paid in full but the card's pipeline waits for something else: a person decides. */
static enum rc tell_not_moved(struct flow *fl, const struct card *card, const struct document *doc,
			      struct why *reterr)
{
	struct arena *a = fl->s->a;
	struct value *args = say_int(a, NULL, "card", card->id), *next = value_new_list(a);

	say_value(a, args, "document", doc_say(a, doc));
	say_money(a, args, "total", doc->total);
	if (doc->kind == DOC_PROFORMA)
		say_option(a, next, value_tx(a, TX("flow.next.invoice"), NULL), S("FACTURA"));
	say_option(a, next, value_tx(a, TX("flow.next.card"), NULL),
		   arena_fmt(a, "CARD %" PRId64, card->id));
	return tell_staff_on(fl, card->id, arena_fmt(a, "paid:%" PRId64, doc->id),
			     value_tx(a, TX("flow.paid_not_moved"), args), NULL, NULL, next,
			     ROLE_OWNER | ROLE_ACCOUNTING, reterr);
}

enum rc document_paid(struct flow *fl, const struct payment *p, struct document *doc,
		      struct why *reterr)
{
	struct card *card = state_card(fl->s, doc->card);
	enum rc rc;

	if (!card)
		return RC_OK;
	state_event(fl->s, card->id, "paid", doc->id, 0, NULL);
	if (card->closed)
		return RC_OK;
	/* an advance is not the price: the card waits, and one announced wants its invoice */
	if (doc->snap && doc->snap->advance)
		return doc->kind == DOC_PROFORMA ? tell_not_moved(fl, card, doc, reterr) : RC_OK;
	rc = card_run(fl, card, EV_PAID, NULL, reterr);
	if (rc == RC_REFUSED)
		return tell_not_moved(fl, card, doc, reterr);
	if (rc)
		return rc;
	fl->paid_by = p;
	rc = flow_mail_issued(fl, card, reterr);
	fl->paid_by = NULL;
	return rc;
}

static void tell_allocated(struct flow *fl, const struct document *doc, struct money before)
{
	struct arena *a = fl->s->a;
	struct value *after;

	after = doc->open.minor == 0 ?
			value_tx(a, TX("flow.paid"), NULL) :
			value_tx(a, TX("flow.still_open"), say_money(a, NULL, "open", doc->open));
	flow_changed(fl, doc_say(a, doc),
		     value_tx(a, TX("flow.still_open"), say_money(a, NULL, "open", before)), after);
}

/* Move the sums between the rows: left and credit in the money's currency, open in the document's. */
static enum rc allocate(struct flow *fl, struct payment *p, struct document *doc,
			struct money amount, struct money settles, const char *rule,
			struct why *reterr)
{
	struct client *c = state_client(fl->s, p->client);
	struct allocation *al;
	struct money left, open, credit = { 0 };

	if (money_sub(p->left, amount, &left) || money_sub(doc->open, settles, &open) ||
	    left.minor < 0 || open.minor < 0 || (c && money_sub(c->credit, amount, &credit)))
		return flow_refuse(fl, reterr, TX("flow.no.sums"), "the sums do not fit");
	p->left = left;
	doc->open = open;
	ROW_TOUCH(p);
	ROW_TOUCH(doc);
	if (c) {
		c->credit = credit;
		ROW_TOUCH(c);
	}
	al = ARENA_NEW(fl->s->a, struct allocation);
	*al = (struct allocation){ .payment = p->id,
				   .document = doc->id,
				   .amount = amount,
				   .settles = settles,
				   .rule = span_of(rule) };
	*ARENA_PUSH(fl->s->a, &fl->s->allocations) = al;
	return RC_OK;
}

static struct value *story(struct arena *a, const struct allocation *al, struct value *evidence)
{
	struct value *data = say_money(a, NULL, "amount", al->amount);

	if (!money_same_currency(al->amount, al->settles) || al->amount.minor != al->settles.minor)
		say_money(a, data, "settles", al->settles);
	if (evidence)
		say_value(a, data, "evidence", evidence);
	return say_text(a, data, "rule", al->rule);
}

enum rc payment_settle(struct flow *fl, struct payment *p, struct document *doc,
		       struct money amount, struct money settles, const char *rule,
		       struct value *evidence, struct why *reterr)
{
	struct client *c = state_client(fl->s, doc->client);
	struct money before = doc->open;
	enum rc rc;

	if (doc->state != DOC_ISSUED || doc->open.minor <= 0 || !c)
		return flow_refuse(fl, reterr, TX("flow.no.open"), "nothing is open on %.*s",
				   SPAN_ARG(doc->label));
	if (!money_same_currency(p->left, amount) || !money_same_currency(settles, doc->open))
		return flow_refuse(fl, reterr, TX("flow.no.currency"),
				   "%.*s is in another currency", SPAN_ARG(doc->label));
	if (amount.minor <= 0 || settles.minor <= 0)
		return flow_refuse(fl, reterr, TX("flow.no.left"),
				   "nothing is left of the payment");
	rc = take_client(fl, p, c, reterr);
	if (!rc)
		rc = allocate(fl, p, doc, amount, settles, rule, reterr);
	if (rc)
		return rc;
	state_event(fl->s, doc->card, "payment", doc->id, p->id,
		    story(fl->s->a, fl->s->allocations.at[fl->s->allocations.n - 1], evidence));
	tell_allocated(fl, doc, before);
	payment_close_questions(fl, p);
	return doc->open.minor == 0 ? document_paid(fl, p, doc, reterr) : RC_OK;
}

enum rc payment_allocate(struct flow *fl, struct payment *p, struct document *doc,
			 struct money amount, const char *rule, struct why *reterr)
{
	if (amount.minor > p->left.minor)
		amount = p->left;
	if (amount.minor > doc->open.minor && money_same_currency(amount, doc->open))
		amount = doc->open;
	return payment_settle(fl, p, doc, amount, amount, rule, NULL, reterr);
}
