/* Money that went back: a returned transfer, a reversed line, a chargeback (payments reference 8.3, 8). Looked
 * for is the payment that it undoes: by what the bank wrote of it, by our document that its text names, by who
 * paid so much. One that fits is taken off what it paid, and the owner hears of it; several or none are a
 * question. It never pays or takes from anything else. */
#include "flow_reverse.h"

#include <inttypes.h>

#include "flow_release.h"
#include "match_return.h"
#include "say.h"
#include "span.h"
#include "telling.h"
#include "utf8.h"

enum { REFUND_DAYS = 30 };

static struct value *facts_of(struct arena *a, const struct payment *r, const struct payment *p)
{
	struct value *facts = value_new_list(a);

	if (p)
		say_fact(a, facts, TX("flow.fact.undone"),
			 value_tx(a, TX("flow.payment.of"),
				  say_day(a,
					  say_money(a, say_int(a, NULL, "n", p->id), "amount",
						    p->amount),
					  "day", p->day)));
	say_fact(a, facts, TX("flow.fact.payment"),
		 value_text(a, arena_fmt(a, "P%" PRId64, r->id)));
	say_fact(a, facts, TX("flow.fact.amount"), value_money(a, r->amount));
	say_fact(a, facts, TX("flow.fact.day"), value_day(a, r->day));
	say_fact_text(a, facts, TX("flow.fact.details"), utf8_cut(r->details, 400));
	say_fact_text(a, facts, TX("flow.fact.bank_ref"), r->bank_ref);
	return facts;
}

/* To the owner and the accountant: what owes again, and what to do about it. */
static enum rc tell(struct flow *fl, const struct payment *r, const struct payment *p,
		    const struct document *doc, const char *by, struct why *reterr)
{
	struct arena *a = fl->s->a;
	const struct client *c = state_client(fl->s, p->client);
	struct value *args = say_money(a, NULL, "amount",
				       r->amount.minor < 0 ? money_neg(r->amount) : r->amount);
	struct value *next = value_new_list(a), *facts = facts_of(a, r, p);

	say_int(a, args, "n", p->id);
	say_text(a, args, "payer", c ? c->party.name : p->payer);
	say_value(a, args, "document", doc ? doc_say(a, doc) : value_str(a, ""));
	if (doc)
		say_money(a, args, "open", doc->open);
	if (by)
		say_fact(a, facts, TX("flow.fact.known_by"), value_tx(a, by, NULL));
	if (doc) {
		say_option(a, next, value_tx(a, TX("flow.next.card"), NULL),
			   arena_fmt(a, "CARD %" PRId64, doc->card));
		say_option(a, next, value_tx(a, TX("flow.option.message"), NULL), S("MESAJ"));
	}
	if (r->amount.minor < 0)
		say_option(a, next,
			   value_tx(a, TX("flow.option.not_return"), say_int(a, NULL, "n", p->id)),
			   arena_fmt(a, "ANULEAZA P%" PRId64, r->id));
	return tell_staff_on(fl, doc ? doc->card : 0, arena_fmt(a, "returned:%" PRId64, r->id),
			     value_tx(a,
				      r->amount.minor > 0 ? TX("flow.returned.home") :
				      doc                 ? TX("flow.returned") :
							    TX("flow.returned.credit"),
				      args),
			     NULL, facts, next, ROLE_OWNER | ROLE_ACCOUNTING, reterr);
}

/* So much off what it stands on, the named document first, beyond what was not allocated anyway. */
static enum rc release(struct flow *fl, const struct payment *r, struct payment *p,
		       struct document **last, struct why *reterr)
{
	struct money due = money_neg(r->amount);
	struct document *doc = return_names(fl->s, p, r);
	enum rc rc = RC_OK;

	*last = NULL;
	while (!rc && p->left.minor < due.minor) {
		struct money more = due;

		more.minor -= p->left.minor;
		if (!doc || payment_on(fl->s, p, doc).minor == 0)
			doc = payment_stands_on(fl->s, p);
		if (!doc)
			break;
		*last = doc;
		rc = payment_release(fl, p, doc, more, "returned", reterr);
	}
	return rc;
}

/* Of what is left; the client has so much less to get. */
static enum rc take(struct flow *fl, struct payment *r, struct payment *p, struct why *reterr)
{
	struct client *c = state_client(fl->s, p->client);
	struct money left, credit = { 0 };

	if (money_add(p->left, r->amount, &left) || (c && money_add(c->credit, r->amount, &credit)))
		return flow_refuse(fl, reterr, TX("flow.no.sums"), "the sums do not fit");
	if (left.minor < 0)
		return flow_refuse(fl, reterr, TX("flow.no.left"),
				   "nothing is left of the payment");
	p->left = left;
	ROW_TOUCH(p);
	if (c) {
		c->credit = credit;
		ROW_TOUCH(c);
	}
	r->kind = PAYMENT_RETURN;
	r->reverses = p->id;
	r->client = p->client;
	r->left.minor = 0;
	ROW_TOUCH(r);
	return RC_OK;
}

static enum rc undo(struct flow *fl, struct payment *r, struct payment *p, const char *by,
		    struct why *reterr)
{
	struct document *doc;
	enum rc rc = release(fl, r, p, &doc, reterr);

	if (!rc)
		rc = take(fl, r, p, reterr);
	if (rc)
		return rc;
	/* what owes again: of an invoiced proforma its invoice, which the release wrote on */
	if (doc && fl->s->allocations.n)
		doc = state_document(fl->s,
				     fl->s->allocations.at[fl->s->allocations.n - 1]->document);
	payment_close_questions(fl, r);
	return tell(fl, r, p, doc, by, reterr);
}

enum rc payment_returned(struct flow *fl, struct payment *r, struct payment *p, struct why *reterr)
{
	if (r->amount.minor >= 0 || r->left.minor == 0 || !return_may_be(fl->s, p, r))
		return flow_refuse(fl, reterr, TX("flow.no.return"),
				   "payment %" PRId64 " cannot undo %" PRId64, r->id, p->id);
	return undo(fl, r, p, NULL, reterr);
}

/* The payment, if there is one, has the sum left again; the client has it to get. */
static enum rc give_again(struct flow *fl, const struct payment *r, struct payment *p,
			  struct client *c, struct why *reterr)
{
	if ((p && money_sub(p->left, r->amount, &p->left)) ||
	    (c && money_sub(*client_credit(c), r->amount, &c->credit)))
		return flow_refuse(fl, reterr, TX("flow.no.sums"), "the sums do not fit");
	if (p)
		ROW_TOUCH(p);
	if (c)
		ROW_TOUCH(c);
	return RC_OK;
}

enum rc payment_refund_undo(struct flow *fl, struct payment *r, struct why *reterr)
{
	enum rc rc = give_again(fl, r, state_payment(fl->s, r->reverses),
				state_client(fl->s, r->client), reterr);

	r->state = rc ? r->state : PAYMENT_REVERSED;
	ROW_TOUCH(r);
	return rc;
}

enum rc payment_return_unlink(struct flow *fl, struct payment *r, struct why *reterr)
{
	struct payment *p = state_payment(fl->s, r->reverses);
	enum rc rc = p ? give_again(fl, r, p, state_client(fl->s, p->client), reterr) :
			 flow_refuse(fl, reterr, TX("flow.no.return"), "it undoes nothing");

	if (rc)
		return rc;
	r->reverses = r->client = 0;
	r->left = r->amount;
	ROW_TOUCH(r);
	return RC_OK;
}

static enum rc ask(struct flow *fl, const struct payment *r, const struct return_candidates *all,
		   struct why *reterr)
{
	struct arena *a = fl->s->a;
	struct question *q;
	struct value *say = value_new_list(a), *options = value_new_list(a);
	struct value *args = say_money(a, NULL, "amount",
				       r->amount.minor < 0 ? money_neg(r->amount) : r->amount);

	if (fl->questions && *fl->questions == 0)
		return RC_OK;
	if (fl->questions)
		--*fl->questions;
	q = state_new_question(fl->s, Q_PAYMENT);
	q->payment = r->id;
	say_text(a, args, "payer", r->payer.len ? r->payer : r->payer_iban);
	value_push(a, say,
		   value_tx(a, all->n ? TX("flow.ask.return.which") : TX("flow.ask.return.unknown"),
			    args));
	for (unsigned i = 0; i < all->n; i++) {
		const struct payment *p = all->at[i].p;
		const struct document *d = payment_stands_on(fl->s, p);
		struct value *o = say_int(a, NULL, "n", p->id);

		say_money(a, o, "amount", p->amount);
		say_day(a, o, "day", p->day);
		say_text(a, o, "payer", p->payer);
		say_value(a, o, "document", d ? doc_say(a, d) : value_str(a, ""));
		say_value(a, o, "why", value_tx(a, return_evidence_key(all->at[i].by), NULL));
		say_option(a, options, value_tx(a, TX("flow.option.returned"), o),
			   arena_fmt(a, "ALOCA P%" PRId64 " P%" PRId64, r->id, p->id));
		if (q->card == 0 && d)
			q->card = d->card;
	}
	say_option(a, options, value_tx(a, TX("flow.option.leave"), NULL), S("NU"));
	return ask_staff(fl, q, say, facts_of(a, r, NULL), options, ROLE_OWNER | ROLE_ACCOUNTING,
			 reterr);
}

/* What we gave back came home: the client has it to get again. */
static enum rc came_back(struct flow *fl, struct payment *in, struct why *reterr)
{
	struct payment *r = NULL;
	struct client *c;

	for (size_t i = 0; i < fl->s->payments.n; i++) {
		struct payment *p = fl->s->payments.at[i];

		if (p->kind == PAYMENT_RETURN && p->state != PAYMENT_REVERSED && p->client &&
		    money_same_currency(p->amount, in->amount) &&
		    p->amount.minor == -in->amount.minor && p->day.n <= in->day.n &&
		    (return_same_ref(fl->s, p, in) || return_same_payer(fl->s, p, in)))
			r = r ? in : p; /* two: neither */
	}
	c = r && r != in ? state_client(fl->s, r->client) : NULL;
	if (!c || money_add(*client_credit(c), in->amount, &c->credit))
		return ask(fl, in, &(struct return_candidates){ 0 }, reterr);
	ROW_TOUCH(c);
	in->client = c->id;
	in->reverses = r->id;
	ROW_TOUCH(in);
	return tell(fl, in, r, NULL, NULL, reterr);
}

/* The refund that staff told of (RAMBURSAT), and that left the bank later than a mail's days. */
static struct payment *told_by_staff(const struct state *s, const struct payment *in)
{
	for (size_t i = 0; i < s->payments.n; i++) {
		struct payment *k = s->payments.at[i];
		int apart = in->day.n - k->day.n;

		if (span_starts(k->identity, S("refund|")) && k->state == PAYMENT_REPORTED &&
		    money_same_currency(k->amount, in->amount) &&
		    k->amount.minor == in->amount.minor && apart >= -REFUND_DAYS &&
		    apart <= REFUND_DAYS)
			return k;
	}
	return NULL;
}

enum rc payment_return(struct flow *fl, const struct payment *in, struct payment **ret,
		       struct why *reterr)
{
	struct payment *r = told_by_staff(fl->s, in);
	const struct return_candidate *one;
	struct return_candidates all;

	if (r) {
		telling_take(fl, r, in);
		if (ret)
			*ret = r;
		return RC_OK;
	}
	r = payment_add(fl, in);
	if (ret)
		*ret = r;
	if (!r)
		return RC_OK;
	if (r->amount.minor > 0)
		return came_back(fl, r, reterr);
	return_find(fl->s, r, &all);
	one = return_certain(&all);
	return one && !fl->doubtful ? undo(fl, r, one->p, return_evidence_key(one->by), reterr) :
				      ask(fl, r, &all, reterr);
}
