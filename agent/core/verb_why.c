/* DE CE: how a card came to be where it is. Each step with the fact and the rule of its pipeline that led
 * to it, from the card's story (needs.h). Of a payment: verb_why_payment.c. */
#include "run_commands.h"
#include "span.h"

static const struct {
	const char *event, *key;
} causes[] = {
	{ "request", TX("verb.why.request") },     { "unclear", TX("verb.why.unclear") },
	{ "offered", TX("verb.why.offered") },     { "proforma", TX("verb.why.proforma") },
	{ "accepted", TX("verb.why.accepted") },   { "refused", TX("verb.why.refused") },
	{ "paid", TX("verb.why.paid") },           { "delivered", TX("verb.why.delivered") },
	{ "pv_signed", TX("verb.why.pv_signed") }, { "released", TX("verb.why.released") },
	{ "invoiced", TX("verb.why.invoiced") },   { "stopped", TX("verb.why.stopped") },
	{ "lost", TX("verb.why.lost") },           { "returned", TX("verb.why.returned") },
};

static struct value *cause_of(struct arena *a, struct span event)
{
	for (size_t i = 0; i < ARRAY_LEN(causes); i++)
		if (span_eq_str(event, causes[i].event))
			return value_tx(a, causes[i].key, NULL);
	return value_text(a, event);
}

static struct value *stage_named(struct verb_call *c, const struct card *card, struct span name)
{
	struct card at = { .pipeline = card->pipeline, .stage = name };

	return value_text(c->s->a, stage_title(c->s, &at));
}

/* What happened, in one line. */
static struct value *step_of(struct verb_call *c, const struct card *card, const struct value *hit)
{
	struct arena *a = c->s->a;
	const struct value *data = value_get(hit, "data");
	struct span kind = value_get_text(hit, "kind");

	if (span_eq_str(kind, "stage"))
		return tx(a, TX("verb.why.stage"), "from",
			  stage_named(c, card, value_get_text(data, "from")), "to",
			  stage_named(c, card, value_get_text(data, "to")), "cause",
			  cause_of(a, value_get_text(data, "event")), "pipeline",
			  tx_span(c, card->pipeline), NULL);
	if (span_eq_str(kind, "payment") || span_eq_str(kind, "payment-back"))
		return verb_why_put(c, hit);
	return tx(a, TX("verb.why.other"), "kind", verb_event_name(a, kind), "label",
		  verb_member(c, hit, "label"), "by", verb_member(c, data, "by"), "subject",
		  verb_member(c, data, "subject"), "address", verb_member(c, data, "address"),
		  "text", verb_member(c, hit, "text"), NULL);
}

void verb_show_step(struct verb_call *c, const struct card *card, const struct value *hit)
{
	verb_show(c, verb_member(c, hit, "day"), step_of(c, card, hit));
}

static enum rc why(struct verb_call *c, struct why *reterr)
{
	struct arena *a = c->s->a;
	struct card *card;
	int64_t payment;

	(void)reterr;
	if (args_take_payment(&c->args, &payment))
		return verb_leftover(c) ? RC_OK : verb_why_payment(c, payment);
	card = verb_card_at_hand(c, false);
	if (card == NULL || verb_leftover(c))
		return RC_OK;
	c->out->headline =
		tx(a, TX("verb.head.card"), "client", tx_span(c, c->client->party.name), "card",
		   value_int(a, card->id), "stage", tx_span(c, stage_title(c->s, card)), NULL);
	for (size_t i = 0; i < c->s->hits.n; i++) {
		const struct hit *h = &c->s->hits.at[i];

		if (span_eq_str(h->kind, "event"))
			verb_show_step(c, card, h->data);
	}
	verb_next(c, value_tx(a, TX("verb.next.card"), NULL), "CARD %lld", (long long)card->id);
	return RC_OK;
}

static bool is_asked_by_a_person(struct args *rest)
{
	return rest->at[0].kind == TOK_WORD && !word_in(rest->at[0].fold, "card|cardul");
}

const struct verb verb_why = {
	.ro = "DE CE",
	.en = "WHY",
	.help = TX("help.dece"),
	.example = { TX("help.dece.1"), TX("help.dece.2") },
	.roles = ROLE_ALL,
	.spoken = is_asked_by_a_person,
	.decide = why,
};
