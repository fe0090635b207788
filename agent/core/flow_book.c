/* Booking what a bank says: matched with certainty, or put to staff with the candidates as one-tap
 * answers, each with its evidence. */
#include <inttypes.h>

#include "doc_type.h"
#include "flow_reverse.h"
#include "match.h"
#include "payout.h"
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

static const char *reason_key(enum match_reason reason)
{
	static const char *const keys[MATCH_REASONS] = {
		[MATCH_REFERENCE] = TX("flow.why.reference"),
		[MATCH_TAX_ID] = TX("flow.why.tax_id"),
		[MATCH_IBAN] = TX("flow.why.iban"),
		[MATCH_NAME] = TX("flow.why.name"),
		[MATCH_AMOUNT] = TX("flow.why.amount"),
	};

	return keys[reason < MATCH_REASONS ? reason : MATCH_AMOUNT];
}

/* All that speaks for a candidate, strongest first: "why", "and", "also". */
static void say_signs(struct arena *a, struct value *args, const struct match_candidate *c)
{
	static const char *const places[] = { "why", "and", "also" };
	size_t n = 0;

	for (unsigned i = 0; i < MATCH_REASONS && n < ARRAY_LEN(places); i++)
		if (c->signs & 1u << i)
			say_value(a, args, places[n++],
				  value_tx(a, reason_key((enum match_reason)i), NULL));
	while (n < ARRAY_LEN(places))
		say_text(a, args, places[n++], S(""));
}

static struct span client_name(const struct state *s, const struct document *d)
{
	const struct client *c = state_client(s, d->client);

	return c ? c->party.name : S("");
}

/* The payer's only documents that add up to the sum, as one answer. */
static void set_option(const struct state *s, const struct payment *p, const struct match *m,
		       struct value *options)
{
	struct span labels = { 0 }, command = arena_fmt(s->a, "ALOCA P%" PRId64, p->id);
	struct match_payers who;
	struct value *args;

	if (m->n_set < 2)
		return;
	for (unsigned i = 0; i < m->n_set; i++) {
		const struct document *d = m->set[i];

		labels = arena_fmt(s->a, "%.*s%s%.*s", SPAN_ARG(labels), i ? ", " : "",
				   SPAN_ARG(d->label));
		command = arena_fmt(s->a, "%.*s %.*s %" PRId64, SPAN_ARG(command),
				    SPAN_ARG(d->series), d->number);
	}
	match_payers(s, p, &who);
	args = say_text(s->a, NULL, "documents", labels);
	say_text(s->a, args, "client", client_name(s, m->set[0]));
	say_money(s->a, args, "open", p->left);
	say_value(s->a, args, "why", value_tx(s->a, reason_key(who.reason), NULL));
	say_option(s->a, options, value_tx(s->a, TX("flow.option.allocate_set"), args), command);
}

static struct value *payment_options(const struct state *s, const struct payment *p,
				     const struct match *m)
{
	struct arena *a = s->a;
	struct value *options = value_new_list(a);

	set_option(s, p, m, options);
	for (unsigned i = 0; i < m->n_candidate; i++) {
		const struct document *d = m->candidate[i].doc;
		struct value *args = say_value(a, NULL, "document", doc_say(a, d));

		say_text(a, args, "client", client_name(s, d));
		say_money(a, args, "open", d->open);
		say_signs(a, args, &m->candidate[i]);
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
	static const char *const of_document[] = {
		[MATCH_DIFFERS] = TX("flow.ask.payment.differs"),
		[MATCH_OTHER_PAYER] = TX("flow.ask.payment.other_payer"),
		[MATCH_BEFORE_ISSUE] = TX("flow.ask.payment.before_issue"),
		[MATCH_TWO_MEANINGS] = TX("flow.ask.payment.two"),
		[MATCH_CURRENCY] = TX("flow.ask.payment.currency"),
	};
	struct arena *a = s->a;
	struct value *args = say_money(a, NULL, "amount", p->amount);

	say_text(a, args, "payer", p->payer.len ? p->payer : p->payer_iban);
	if (twin) {
		say_int(a, args, "twin", twin->id);
		return value_tx(a, TX("flow.ask.payment.twin"), args);
	}
	if (m->doubt == MATCH_RETURN)
		return value_tx(a, TX("flow.ask.payment.reversal"), args);
	if (m->n_candidate && m->doubt < ARRAY_LEN(of_document) && of_document[m->doubt]) {
		say_value(a, args, "document", doc_say(a, m->candidate[0].doc));
		say_money(a, args, "open", m->candidate[0].doc->open);
		return value_tx(a, of_document[m->doubt], args);
	}
	if (m->settled) {
		say_value(a, args, "document", doc_say(a, m->settled));
		return value_tx(a, TX("flow.ask.payment.settled"), args);
	}
	return m->n_candidate ? value_tx(a, TX("flow.ask.payment.unclear"), args) :
				value_tx(a, TX("flow.ask.payment.unknown"), args);
}

/* What the match rests on, for the card's story (DE CE): [{sign, what}]. */
static struct value *evidence_of(const struct state *s, const struct payment *p,
				 const struct match *m, const struct document *d)
{
	static const char *const signs[MATCH_REASONS] = { "reference", "tax_id", "iban", "name",
							  "amount" };
	const struct span what[MATCH_REASONS] = { p->reference.len ? p->reference : p->details,
						  p->payer_tax_id, p->payer_iban, p->payer,
						  money_print(s->a, p->amount) };
	struct value *list = value_new_list(s->a);

	for (unsigned i = 0; i < m->n_candidate; i++)
		for (unsigned k = 0; m->candidate[i].doc == d && k < MATCH_REASONS; k++)
			if (m->candidate[i].signs & 1u << k)
				value_push(s->a, list,
					   say_text(s->a,
						    say_text(s->a, NULL, "sign", span_of(signs[k])),
						    "what", utf8_cut(what[k], 140)));
	return list;
}

static bool is_asked_about(const struct state *s, const struct payment *p)
{
	for (size_t i = 0; i < s->questions.n; i++)
		if (s->questions.at[i]->payment == p->id && s->questions.at[i]->kind == Q_PAYMENT &&
		    s->questions.at[i]->state == Q_OPEN)
			return true;
	return false;
}

static enum rc ask_payment(struct flow *fl, const struct payment *p, const struct match *m,
			   const struct payment *twin, struct why *reterr)
{
	struct arena *a = fl->s->a;
	struct value *say = value_new_list(a), *options = payment_options(fl->s, p, m);
	struct question *q;

	if (is_asked_about(fl->s, p) || (fl->questions && *fl->questions == 0))
		return RC_OK;
	if (fl->questions)
		--*fl->questions;
	q = state_new_question(fl->s, Q_PAYMENT);
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

/* Only what was loaded whole can be paid: its card may move. */
static bool is_whole(const struct match *m)
{
	for (unsigned i = 0; i < m->n_pay; i++)
		if (!m->pay[i].doc->snap)
			return false;
	return true;
}

/* A mail may tell what a mail told; lines of a statement are movements each. */
static bool is_told_by_mail(const struct payment *p)
{
	return !span_starts(p->source, S("statement:"));
}

/* May it pay by itself? */
static bool is_certain(const struct flow *fl, const struct payment *p, const struct match *m)
{
	return m->rule != MATCH_ASK && is_whole(m) && !fl->doubtful &&
	       (p->state == PAYMENT_CONFIRMED || fl->s->firm->notice_is_enough);
}

enum rc payment_place(struct flow *fl, struct payment *p, struct why *reterr)
{
	const struct payment *twin = is_told_by_mail(p) ? twin_of(fl->s, p) : NULL;
	struct match m;
	enum rc rc = RC_OK;

	if (payout_takes(fl, p))
		return RC_OK;
	match_payment(fl->s, p, &m);
	if (!is_certain(fl, p, &m) || twin)
		return ask_payment(fl, p, &m, twin, reterr);
	for (unsigned i = 0; !rc && i < m.n_pay; i++)
		rc = payment_settle(fl, p, m.pay[i].doc, m.pay[i].amount, m.pay[i].settles,
				    match_rule_name(m.rule),
				    evidence_of(fl->s, p, &m, m.pay[i].doc), reterr);
	return rc;
}

enum rc payment_book(struct flow *fl, const struct payment *in, struct payment **ret,
		     struct why *reterr)
{
	struct payment *p;

	if (in->kind == PAYMENT_RETURN)
		return payment_return(fl, in, ret, reterr);
	p = payment_add(fl, in);
	if (ret)
		*ret = p;
	return p ? payment_place(fl, p, reterr) : RC_OK;
}
