/* REDESCHIDE: a card that was closed goes back to the stage it stood at before. What was withdrawn or
 * issued meanwhile stays as it is. */
#include "run_commands.h"
#include "span.h"

/* The stage from which the card came to where it stands, by its story; else its pipeline's first. */
static struct span stage_before(const struct state *s, const struct card *card)
{
	const struct pipeline *p = pipeline_find(&s->firm->pipelines, card->pipeline);

	for (size_t i = s->hits.n; i > 0; i--) {
		const struct value *data = s->hits.at[i - 1].data, *event = value_get(data, "data");
		struct span from = value_get_text(event, "from");
		const struct stage *st;

		if (!span_eq_str(value_get_text(data, "kind"), "stage") ||
		    !span_eq(value_get_text(event, "to"), card->stage) || p == NULL)
			continue;
		st = pipeline_stage(p, from);
		if (st != NULL && !st->final)
			return from;
	}
	return p == NULL ? S("") : p->start;
}

static enum rc reopen(struct verb_call *c, struct why *reterr)
{
	struct arena *a = c->s->a;
	struct card *card = verb_card_at_hand(c, false);
	struct value *data = value_new_map(a), *before;
	struct span stage;

	(void)reterr;
	if (card == NULL || verb_leftover(c))
		return RC_OK;
	stage = stage_before(c->s, card);
	if (!card->closed || stage.len == 0) {
		(void)verb_refuse(c, tx(a, TX("verb.no.reopen"), "card", value_int(a, card->id),
					"stage", tx_span(c, stage_title(c->s, card)), NULL));
		verb_instead(c, "CARD %lld", (long long)card->id);
		return RC_OK;
	}
	before = tx_span(c, stage_title(c->s, card));
	value_set(a, data, "from", value_text(a, card->stage));
	value_set(a, data, "to", value_text(a, stage));
	value_set(a, data, "event", value_str(a, "reopened"));
	card->stage = stage;
	card->closed = false;
	ROW_TOUCH(card);
	state_event(c->s, card->id, "stage", 0, 0, data);
	verb_changed(c, card_name(a, card), before, tx_span(c, stage_title(c->s, card)));
	verb_next(c, value_tx(a, TX("verb.next.offer"), NULL), "%s ",
		  lang_is_en(staff_lang(c->s)) ? "OFFER" : "OFERTA");
	return RC_OK;
}

const struct verb verb_reopen = {
	.ro = "REDESCHIDE",
	.en = "REOPEN",
	.help = TX("help.redeschide"),
	.example = { TX("help.redeschide.1") },
	.roles = ROLE_OWNER | ROLE_SALES,
	.decide = reopen,
};
