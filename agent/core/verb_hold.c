/* STAI holds what is to leave to a card's client, REIA lets it go. STAI TOT holds everything outgoing but the
 * answers to staff's commands, without which nobody could let it go again; PORNESTE does. AMANA keeps
 * reminders away from a client's documents until a day. */
#include "run_commands.h"
#include "span.h"

#define ALL_WORDS "tot|totul|toate|all|everything|off"

static enum rc hold_all(struct verb_call *c)
{
	struct arena *a = c->s->a;

	if (!c->s->hold_all) {
		verb_changed(c, value_tx(a, TX("verb.label.outgoing"), NULL),
			     value_tx(a, TX("verb.outgoing.on"), NULL),
			     value_tx(a, TX("verb.outgoing.held"), NULL));
		c->s->hold_all = true;
		c->s->hold_changed = true;
	} else {
		verb_show(c, value_tx(a, TX("verb.label.outgoing"), NULL),
			  value_tx(a, TX("verb.outgoing.held"), NULL));
	}
	verb_show(c, value_tx(a, TX("verb.label.waits"), NULL),
		  value_tx(a, TX("verb.hold.waits"), NULL));
	verb_show(c, value_tx(a, TX("verb.label.leaves"), NULL),
		  value_tx(a, TX("verb.hold.leaves"), NULL));
	c->out->headline = value_tx(a, TX("verb.head.held"), NULL);
	verb_next(c, value_tx(a, TX("verb.next.resume"), NULL), "%s",
		  lang_is_en(staff_lang(c->s)) ? "RESUME" : "PORNESTE");
	return RC_OK;
}

/* STAI, REIA: the mails to the card's client wait, or leave. */
static enum rc hold_card(struct verb_call *c, struct card *card, bool held)
{
	struct arena *a = c->s->a;
	struct value *what =
		tx(a, TX("verb.label.card_mails"), "card", value_int(a, card->id), NULL);
	struct value *said[2] = { value_tx(a, TX("verb.outgoing.on"), NULL),
				  value_tx(a, TX("verb.outgoing.held"), NULL) };

	if (card->held == held) {
		verb_show(c, what, said[held]);
	} else {
		verb_changed(c, what, said[!held], said[held]);
		card->held = held;
		card->held_changed = true;
		ROW_TOUCH(card);
	}
	if (held) {
		verb_show(c, value_tx(a, TX("verb.label.leaves"), NULL),
			  value_tx(a, TX("verb.hold.card_leaves"), NULL));
		verb_next(c, value_tx(a, TX("verb.next.unhold"), NULL), "%s card %lld",
			  lang_is_en(staff_lang(c->s)) ? "UNHOLD" : "REIA", (long long)card->id);
	}
	return RC_OK;
}

static enum rc hold(struct verb_call *c, struct why *reterr)
{
	struct card *card;
	bool en = lang_is_en(staff_lang(c->s));

	(void)reterr;
	if (args_has_subscription(&c->args))
		return verb_rest(c, true);
	if (args_take_word(&c->args, ALL_WORDS))
		return verb_leftover(c) ? RC_OK : hold_all(c);
	card = verb_card_at_hand(c, true);
	if (verb_leftover(c))
		return RC_OK;
	if (card != NULL)
		return hold_card(c, card, true);
	(void)verb_refuse(c, value_tx(c->s->a, TX("verb.no.hold_what"), NULL));
	verb_instead(c, "%s card 1042", en ? "HOLD" : "STAI");
	verb_instead(c, "%s", en ? "HOLD ALL" : "STAI TOT");
	return RC_OK;
}

static enum rc unhold(struct verb_call *c, struct why *reterr)
{
	struct card *card;

	(void)reterr;
	if (args_has_subscription(&c->args))
		return verb_rest(c, false);
	card = verb_card_at_hand(c, false);
	return card == NULL || verb_leftover(c) ? RC_OK : hold_card(c, card, false);
}

static enum rc resume(struct verb_call *c, struct why *reterr)
{
	struct arena *a = c->s->a;

	(void)reterr;
	(void)args_take_word(&c->args, "tot|totul|toate|all|everything");
	if (verb_leftover(c))
		return RC_OK;
	if (c->s->hold_all) {
		verb_changed(c, value_tx(a, TX("verb.label.outgoing"), NULL),
			     value_tx(a, TX("verb.outgoing.held"), NULL),
			     value_tx(a, TX("verb.outgoing.on"), NULL));
		c->s->hold_all = false;
		c->s->hold_changed = true;
	} else {
		verb_show(c, value_tx(a, TX("verb.label.outgoing"), NULL),
			  value_tx(a, TX("verb.outgoing.on"), NULL));
	}
	c->out->headline = value_tx(a, TX("verb.head.resumed"), NULL);
	return RC_OK;
}

static bool take_until(struct verb_call *c, struct day *ret)
{
	struct token t;
	int days;

	if (args_take_kind(&c->args, TOK_DATE, &t)) {
		*ret = t.day;
	} else if (args_take_days(&c->args, &days)) {
		*ret = day_add(c->s->today, days);
	} else {
		(void)verb_refuse(c, value_tx(c->s->a, TX("verb.no.day"), NULL));
		verb_instead(c, lang_is_en(staff_lang(c->s)) ? "SNOOZE 7 days" : "AMANA 7 zile");
		verb_instead(c, lang_is_en(staff_lang(c->s)) ? "SNOOZE until 30.11.2026" :
							       "AMANA pana 30.11.2026");
		return false;
	}
	(void)args_take_word(&c->args, "pana|until|till");
	if (day_cmp(*ret, c->s->today) > 0)
		return true;
	(void)verb_refuse(
		c, tx(c->s->a, TX("verb.no.past_day"), "day", value_day(c->s->a, *ret), NULL));
	return false;
}

static void snooze_one(struct verb_call *c, struct document *doc, struct day until)
{
	struct arena *a = c->s->a;

	verb_changed(c, doc_say(a, doc),
		     day_is_set(doc->snoozed) ?
			     tx(a, TX("verb.snoozed"), "day", value_day(a, doc->snoozed), NULL) :
			     NULL,
		     tx(a, TX("verb.snoozed"), "day", value_day(a, until), NULL));
	doc->snoozed = until;
	ROW_TOUCH(doc);
}

static enum rc snooze(struct verb_call *c, struct why *reterr)
{
	struct document *doc;
	struct card *card;
	struct day until;
	unsigned n = 0;
	bool named;

	(void)reterr;
	doc = verb_take_document(c, &named);
	if (verb_refused(c))
		return RC_OK;
	if (named)
		c->card = state_card(c->s, doc->card);
	card = verb_card_at_hand(c, false);
	if (card == NULL || !take_until(c, &until) || verb_leftover(c))
		return RC_OK;
	for (size_t i = 0; i < c->s->documents.n; i++) {
		struct document *d = c->s->documents.at[i];

		if (d->card != card->id || !document_owes(d) || (named && d != doc))
			continue;
		snooze_one(c, d, until);
		n++;
	}
	if (n == 0)
		(void)verb_refuse(c, tx(c->s->a, TX("verb.no.owing"), "card",
					value_int(c->s->a, card->id), NULL));
	return RC_OK;
}

/* "Stai liniștit", "Stai tot timpul acolo?" */
static bool is_said_to_a_person(struct args *rest)
{
	int64_t n;

	(void)args_take_card(rest, &n);
	(void)args_take_subscription(rest, &n);
	(void)args_take_word(rest, ALL_WORDS);
	return !args_done(rest);
}

const struct verb verb_hold = {
	.ro = "STAI",
	.en = "HOLD",
	.help = TX("help.stai"),
	.example = { TX("help.stai.1"), TX("help.stai.2"), TX("help.stai.3") },
	.roles = ROLE_ALL & ~ROLE_VIEWER,
	.spoken = is_said_to_a_person,
	.decide = hold,
};
const struct verb verb_unhold = {
	.ro = "REIA",
	.en = "UNHOLD",
	.help = TX("help.reia"),
	.example = { TX("help.reia.1"), TX("help.reia.2") },
	.roles = ROLE_ALL & ~ROLE_VIEWER,
	.moves = true,
	.decide = unhold,
};
const struct verb verb_resume = {
	.ro = "PORNESTE",
	.en = "RESUME",
	.help = TX("help.porneste"),
	.example = { TX("help.porneste.1") },
	.roles = ROLE_OWNER,
	.moves = true,
	.decide = resume,
};
const struct verb verb_snooze = {
	.ro = "AMANA",
	.en = "SNOOZE",
	.help = TX("help.amana"),
	.example = { TX("help.amana.1"), TX("help.amana.2") },
	.roles = ROLE_OWNER | ROLE_SALES | ROLE_ACCOUNTING,
	.decide = snooze,
};
