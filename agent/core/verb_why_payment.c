/* DE CE P12: who told of a payment, what it says, where it was put and by which rule, on what evidence. */
#include <inttypes.h>

#include "flow_release.h"
#include "run_commands.h"
#include "span.h"

static const struct {
	const char *rule, *key;
} rules[] = {
	{ "reference+amount", TX("verb.why.rule.match") },
	{ "reference+tolerance", TX("verb.why.rule.tolerance") },
	{ "reference+fee", TX("verb.why.rule.fee") },
	{ "reference+part", TX("verb.why.rule.part") },
	{ "reference+over", TX("verb.why.rule.over") },
	{ "number+payer+amount", TX("verb.why.rule.number") },
	{ "payer+amount", TX("verb.why.rule.payer") },
	{ "card-link", TX("verb.why.rule.card") },
	{ "staff", TX("verb.why.rule.staff") },
	{ "cash", TX("verb.why.rule.cash") },
	{ "returned", TX("verb.why.rule.returned") },
	{ "revised", TX("verb.why.rule.revised") },
	{ "batch", TX("verb.why.rule.batch") },
	{ "bank-confirms", TX("verb.why.rule.confirms") },
};

struct value *verb_rule_say(struct arena *a, struct span rule)
{
	for (size_t i = 0; i < ARRAY_LEN(rules); i++)
		if (span_eq_str(rule, rules[i].rule))
			return value_tx(a, rules[i].key, NULL);
	return value_tx(a, TX("verb.why.rule.books"), NULL);
}

/* What the match rested on, as it was then: [{sign, what}]. */
static struct value *evidence_say(struct arena *a, const struct value *evidence)
{
	static const struct {
		const char *sign, *key;
	} signs[] = {
		{ "reference", TX("verb.why.sign.reference") },
		{ "tax_id", TX("verb.why.sign.tax_id") },
		{ "iban", TX("verb.why.sign.iban") },
		{ "name", TX("verb.why.sign.name") },
		{ "amount", TX("verb.why.sign.amount") },
		{ "settles", TX("verb.why.sign.settles") },
		{ "rate", TX("verb.why.sign.rate") },
		{ "difference", TX("verb.why.sign.difference") },
	};
	struct value *list = value_new_list(a);

	for (size_t i = 0; evidence && evidence->kind == VALUE_LIST && i < evidence->u.list.n;
	     i++) {
		const struct value *e = evidence->u.list.at[i], *what = value_get(e, "what");

		for (size_t k = 0; k < ARRAY_LEN(signs); k++)
			if (what && span_eq_str(value_get_text(e, "sign"), signs[k].sign))
				value_push(a, list,
					   value_set(a, value_new_map(a), "sign",
						     tx(a, signs[k].key, "what",
							value_copy(a, what), NULL)));
	}
	return list;
}

struct value *verb_why_put(struct verb_call *c, const struct value *hit)
{
	struct arena *a = c->s->a;
	const struct value *data = value_get(hit, "data"), *amount = value_get(data, "amount");
	bool back = span_eq_str(value_get_text(hit, "kind"), "payment-back");
	struct value *args = value_new_map(a);

	value_set(a, args, "label", value_text(a, value_get_text(hit, "label")));
	value_set(a, args, "amount", amount ? value_copy(a, amount) : value_str(a, ""));
	value_set(a, args, "rule", verb_rule_say(a, value_get_text(data, "rule")));
	value_set(a, args, "evidence", evidence_say(a, value_get(data, "evidence")));
	return value_tx(a, back ? TX("verb.why.payment_back") : TX("verb.why.payment"), args);
}

/* "bank:bt", "statement:mt940", "staff:ana@...", "cash", "card:stripe". */
static struct value *source_say(struct arena *a, struct span source)
{
	static const struct {
		const char *kind, *key;
	} kinds[] = {
		{ "bank", TX("verb.told.bank") },   { "statement", TX("verb.told.statement") },
		{ "staff", TX("verb.told.staff") }, { "cash", TX("verb.told.cash") },
		{ "card", TX("verb.told.card") },   { "import", TX("verb.told.import") },
	};
	struct span rest = source, kind;

	(void)span_next_part(&rest, ':', &kind);
	for (size_t i = 0; i < ARRAY_LEN(kinds); i++)
		if (span_eq_str(kind, kinds[i].kind))
			return tx(a, kinds[i].key, "name", value_text(a, rest), NULL);
	return value_text(a, source);
}

static struct value *state_say(struct arena *a, const struct payment *p)
{
	switch (p->state) {
	case PAYMENT_REPORTED:
		return value_tx(a, TX("verb.payment.reported"), NULL);
	case PAYMENT_CONFIRMED:
		return tx(a, TX("verb.payment.confirmed"), "day",
			  day_is_set(p->confirmed) ? value_day(a, p->confirmed) : value_str(a, ""),
			  "by", value_text(a, p->confirmed_by), NULL);
	case PAYMENT_REVERSED:
		break;
	}
	return value_tx(a, TX("verb.payment.cancelled"), NULL);
}

static void show_text(struct verb_call *c, const char *label, struct span text)
{
	if (text.len > 0)
		verb_show(c, value_tx(c->s->a, label, NULL), tx_span(c, text));
}

static void show_facts(struct verb_call *c, const struct payment *p)
{
	struct arena *a = c->s->a;

	/* tellings hold the first one too, once they are loaded */
	if (p->told.n == 0)
		verb_show(c, value_tx(a, TX("verb.label.told"), NULL), source_say(a, p->source));
	for (size_t i = 0; i < p->told.n; i++)
		verb_show(c, value_tx(a, TX("verb.label.told"), NULL),
			  source_say(a, p->told.at[i].source));
	verb_show(c, value_tx(a, TX("verb.label.state"), NULL), state_say(a, p));
	show_text(c, TX("flow.fact.payer"), p->payer);
	show_text(c, TX("flow.fact.payer_iban"), p->payer_iban);
	show_text(c, TX("flow.fact.payer_tax_id"), p->payer_tax_id);
	show_text(c, TX("flow.fact.details"), p->details);
	show_text(c, TX("flow.fact.bank_ref"), p->bank_ref);
	if (p->fee.minor > 0)
		verb_show(c, value_tx(a, TX("verb.label.fee"), NULL), value_money(a, p->fee));
	if (p->original.cur[0])
		verb_show(c, value_tx(a, TX("verb.label.original"), NULL),
			  value_money(a, p->original));
}

/* What undid it, and what it undoes. */
static void show_undone(struct verb_call *c, const struct payment *p)
{
	struct arena *a = c->s->a;

	if (p->reverses != 0)
		verb_show(c, value_tx(a, TX("verb.label.undoes"), NULL),
			  tx(a, TX("verb.payment"), "n", value_int(a, p->reverses), NULL));
	for (size_t i = 0; i < c->s->payments.n; i++) {
		const struct payment *r = c->s->payments.at[i];

		if (r->reverses == p->id && r->state != PAYMENT_REVERSED)
			verb_show(c, value_tx(a, TX("verb.label.undone"), NULL),
				  tx(a, TX("verb.payment.undone"), "n", value_int(a, r->id),
				     "amount", value_money(a, money_neg(r->amount)), "day",
				     value_day(a, r->day), NULL));
	}
}

static void show_next(struct verb_call *c, const struct payment *p)
{
	struct arena *a = c->s->a;
	bool en = lang_is_en(staff_lang(c->s));
	const struct document *doc = payment_stands_on(c->s, p);

	if (p->left.minor > 0 && p->state != PAYMENT_REVERSED) {
		verb_show(c, value_tx(a, TX("verb.label.left"), NULL), value_money(a, p->left));
		verb_next(c, tx(a, TX("verb.next.allocate_one"), "n", value_int(a, p->id), NULL),
			  "%s P%" PRId64 " ", en ? "ALLOCATE" : "ALOCA", p->id);
	}
	if (doc == NULL)
		return;
	verb_next(c, value_tx(a, TX("verb.next.card"), NULL), "CARD %" PRId64, doc->card);
	verb_next(c, tx(a, TX("verb.next.take_off"), "n", value_int(a, p->id), NULL),
		  "%s P%" PRId64, en ? "CANCEL" : "ANULEAZA", p->id);
}

enum rc verb_why_payment(struct verb_call *c, int64_t id)
{
	struct arena *a = c->s->a;
	const struct payment *p = state_payment(c->s, id);
	const struct client *cl = p ? state_client(c->s, p->client) : NULL;

	if (p == NULL)
		return verb_refuse(c, tx(a, TX("verb.no.payment"), "n", value_int(a, id), NULL));
	c->out->headline = tx(a, TX("verb.head.payment"), "n", value_int(a, id), "amount",
			      value_money(a, p->amount), "day",
			      day_is_set(p->day) ? value_day(a, p->day) : value_str(a, ""),
			      "client", tx_span(c, cl ? cl->party.name : S("")), NULL);
	show_facts(c, p);
	for (size_t i = 0; i < c->s->hits.n; i++)
		if (span_eq_str(c->s->hits.at[i].kind, "event"))
			verb_show_step(c, NULL, c->s->hits.at[i].data);
		else if (span_eq_str(c->s->hits.at[i].kind, "payout"))
			verb_show(c, value_tx(a, TX("verb.label.payout"), NULL),
				  value_tx(a, TX("verb.payout"), c->s->hits.at[i].data));
	show_undone(c, p);
	show_next(c, p);
	return RC_OK;
}
