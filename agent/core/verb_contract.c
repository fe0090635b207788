/* CONTRACT, PREDAT, PV SEMNAT: the papers between offer and invoice. */
#include "run_commands.h"
#include "span.h"

static bool is_contract(const struct document *doc)
{
	return doc->kind == DOC_CONTRACT &&
	       (doc->state == DOC_ISSUED || doc->state == DOC_ACCEPTED);
}

static enum rc contract(struct verb_call *c, struct why *reterr)
{
	struct document *doc = NULL;
	struct token until = { .day = DAY_NONE };
	struct card *card;
	bool again;
	enum rc rc;

	again = args_take_word(&c->args, "nou|noua|new|again");
	card = verb_card(c, EV_ACCEPTED);
	if (card == NULL)
		return RC_OK;
	if (args_take_after(&c->args, "pana|until|to", TOK_DATE, &until) &&
	    day_cmp(until.day, c->s->today) < 0)
		return verb_refuse(c, tx(c->s->a, TX("verb.no.past_day"), "day",
					 value_day(c->s->a, until.day), NULL));
	doc = card_newest_where(c->s, card, is_contract);
	if (doc != NULL && !again) {
		(void)verb_refuse(c, tx(c->s->a, TX("verb.no.second_contract"), "document",
					doc_say(c->s->a, doc), NULL));
		verb_instead(c, "%s %.*s", lang_is_en(staff_lang(c->s)) ? "SEND" : "TRIMITE",
			     SPAN_ARG(doc->label));
		verb_instead(c, "CONTRACT %s", lang_is_en(staff_lang(c->s)) ? "new" : "nou");
		return RC_OK;
	}
	rc = verb_document_draft(c, DOC_CONTRACT, card, &doc, reterr);
	if (rc || verb_refused(c))
		return rc;
	if (day_is_set(until.day)) {
		doc->snap->due = until.day;
		verb_changed(c, value_tx(c->s->a, TX("verb.label.contract_until"), NULL), NULL,
			     value_day(c->s->a, until.day));
	}
	return doc_issue(c->fl, doc, reterr);
}

/* An event that only staff can tell: refused where the pipeline does not wait for it. */
static enum rc tell_event(struct verb_call *c, enum event ev, const char *refusal,
			  struct why *reterr)
{
	struct card *card = verb_card_at_hand(c, false);

	if (card == NULL || verb_leftover(c))
		return RC_OK;
	if (card_knows(c->s, card, ev))
		return card_run(c->fl, card, ev, NULL, reterr);
	(void)verb_refuse(c, tx(c->s->a, refusal, "card", value_int(c->s->a, card->id), "stage",
				tx_span(c, stage_title(c->s, card)), NULL));
	verb_instead(c, "CARD %lld", (long long)card->id);
	return RC_OK;
}

static enum rc delivered(struct verb_call *c, struct why *reterr)
{
	return tell_event(c, EV_DELIVERED, TX("verb.no.deliver"), reterr);
}

static enum rc pv_signed(struct verb_call *c, struct why *reterr)
{
	return tell_event(c, EV_PV_SIGNED, TX("verb.no.pv"), reterr);
}

const struct verb verb_contract = {
	.ro = "CONTRACT",
	.en = "CONTRACT",
	.help = TX("help.contract"),
	.example = { TX("help.contract.1") },
	.roles = ROLE_OWNER | ROLE_SALES | ROLE_ACCOUNTING,
	.moves = true,
	.decide = contract,
};
const struct verb verb_delivered = {
	.ro = "PREDAT",
	.en = "DELIVERED",
	.help = TX("help.predat"),
	.example = { TX("help.predat.1") },
	.roles = ROLE_OWNER | ROLE_SALES | ROLE_DELIVERY,
	.moves = true,
	.decide = delivered,
};
const struct verb verb_pv_signed = {
	.ro = "PV SEMNAT",
	.en = "PV SIGNED",
	.help = TX("help.pv"),
	.example = { TX("help.pv.1") },
	.roles = ROLE_OWNER | ROLE_SALES | ROLE_DELIVERY,
	.moves = true,
	.decide = pv_signed,
};
