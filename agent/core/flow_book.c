/* Booking what a bank says: matched with certainty, or put to staff with the candidates as one-tap
 * answers, each with its evidence. */
#include <inttypes.h>

#include "doc_type.h"
#include "match.h"
#include "say.h"
#include "span.h"
#include "utf8.h"

static struct value *payment_facts(struct arena *a, const struct payment *p)
{
	struct value *facts = value_new_list(a);

	say_fact(a, facts, TX("flow.fact.payment"),
		 value_text(a, arena_fmt(a, "P%" PRId64, p->id)));
	say_fact(a, facts, TX("flow.fact.amount"), value_money(a, p->amount));
	if (day_is_set(p->day))
		say_fact(a, facts, TX("flow.fact.day"), value_day(a, p->day));
	say_fact_text(a, facts, TX("flow.fact.payer"), p->payer);
	say_fact_text(a, facts, TX("flow.fact.payer_iban"), p->payer_iban);
	say_fact_text(a, facts, TX("flow.fact.payer_tax_id"), p->payer_tax_id);
	say_fact_text(a, facts, TX("flow.fact.details"), utf8_cut(p->details, 400));
	say_fact_text(a, facts, TX("flow.fact.bank_ref"), p->bank_ref);
	return facts;
}

static const char *reason_key(const struct match_candidate *c)
{
	switch (c->reason) {
	case MATCH_REFERENCE:
		return TX("flow.why.reference");
	case MATCH_TAX_ID:
		return TX("flow.why.tax_id");
	case MATCH_IBAN:
		return TX("flow.why.iban");
	case MATCH_NAME:
		return TX("flow.why.name");
	case MATCH_AMOUNT:
	case MATCH_REASONS:
		break;
	}
	return TX("flow.why.amount");
}

static struct value *payment_options(const struct state *s, const struct payment *p,
				     const struct match *m)
{
	struct arena *a = s->a;
	struct value *options = value_new_list(a);

	for (unsigned i = 0; i < m->n_candidate; i++) {
		const struct document *d = m->candidate[i].doc;
		const struct client *c = state_client(s, d->client);
		struct value *args = say_value(a, NULL, "document", doc_say(a, d));

		say_text(a, args, "client", c ? c->party.name : S(""));
		say_money(a, args, "open", d->open);
		say_value(a, args, "why", value_tx(a, reason_key(&m->candidate[i]), NULL));
		say_option(a, options, value_tx(a, TX("flow.option.allocate"), args),
			   arena_fmt(a, "ALOCA P%" PRId64 " %.*s %" PRId64, p->id,
				     SPAN_ARG(d->series), d->number));
	}
	say_option(a, options, value_tx(a, TX("flow.option.leave"), NULL), S("NU"));
	return options;
}

/* What is wrong with it, in one sentence: the first that holds. */
static struct value *doubt(const struct state *s, const struct payment *p, const struct match *m,
			   const struct payment *twin)
{
	struct arena *a = s->a;
	struct value *args = say_money(a, NULL, "amount", p->amount);

	say_text(a, args, "payer", p->payer.len ? p->payer : p->payer_iban);
	if (twin) {
		say_int(a, args, "twin", twin->id);
		return value_tx(a, TX("flow.ask.payment.twin"), args);
	}
	if (m->reversal)
		return value_tx(a, TX("flow.ask.payment.reversal"), args);
	if (m->n_candidate && m->candidate[0].reason == MATCH_REFERENCE) {
		say_value(a, args, "document", doc_say(a, m->candidate[0].doc));
		say_money(a, args, "open", m->candidate[0].doc->open);
		return value_tx(a, TX("flow.ask.payment.differs"), args);
	}
	if (m->settled) {
		say_value(a, args, "document", doc_say(a, m->settled));
		return value_tx(a, TX("flow.ask.payment.settled"), args);
	}
	return m->n_candidate ? value_tx(a, TX("flow.ask.payment.unclear"), args) :
				value_tx(a, TX("flow.ask.payment.unknown"), args);
}

static enum rc ask_payment(struct flow *fl, const struct payment *p, const struct match *m,
			   const struct payment *twin, struct why *reterr)
{
	struct arena *a = fl->s->a;
	struct question *q = state_new_question(fl->s, Q_PAYMENT);
	struct value *say = value_new_list(a), *options = payment_options(fl->s, p, m);

	q->payment = p->id;
	q->card = m->n_candidate ? m->candidate[0].doc->card : m->settled ? m->settled->card : 0;
	value_push(a, say, doubt(fl->s, p, m, twin));
	if (m->n_candidate)
		value_push(a, say, value_tx(a, TX("flow.ask.payment.choose"), NULL));
	else
		value_push(a, say,
			   value_tx(a, TX("flow.ask.payment.type"),
				    say_int(a, NULL, "payment", p->id)));
	return ask_staff(fl, q, say, payment_facts(a, p), options, ROLE_OWNER | ROLE_ACCOUNTING,
			 reterr);
}

/* Another telling of the same movement that carries no bank reference: equal but for the ordinal. */
static const struct payment *twin_of(const struct state *s, const struct payment *p)
{
	struct span base = p->identity;

	while (base.len && base.ptr[base.len - 1] != '|')
		base.len--;
	for (size_t i = 0; base.len && i < s->payments.n; i++)
		if (s->payments.at[i] != p && span_starts(s->payments.at[i]->identity, base))
			return s->payments.at[i];
	return NULL;
}

enum rc payment_book(struct flow *fl, const struct payment *in, struct payment **ret,
		     struct why *reterr)
{
	struct payment *p = payment_add(fl, in);
	const struct payment *twin;
	struct match m;

	if (ret)
		*ret = p;
	if (!p)
		return RC_OK;
	match_payment(fl->s, p, &m);
	twin = twin_of(fl->s, p);
	if (!m.exact || twin || !fl->s->firm->notice_is_enough)
		return ask_payment(fl, p, &m, twin, reterr);
	for (unsigned i = 0; i < m.n_pay; i++) {
		enum rc rc = payment_allocate(fl, p, m.pay[i], m.pay[i]->open, "reference+amount",
					      reterr);

		if (rc)
			return rc;
	}
	return RC_OK;
}
