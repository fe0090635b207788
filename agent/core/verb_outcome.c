/* ACCEPTAT, REFUZAT: the client's answer as staff heard it, kept as evidence with who wrote it down.
 * PIERDUT closes the card. NOTA keeps a sentence. */
#include "run_commands.h"
#include "span.h"

static bool offer_waits(const struct document *doc)
{
	return doc->kind == DOC_OFFER && doc->state == DOC_ISSUED;
}

static bool is_open_draft(const struct document *doc)
{
	return doc->state == DOC_DRAFT;
}

static void keep_evidence(struct verb_call *c, const struct document *doc, bool accepted)
{
	struct state *s = c->s;
	struct acceptance *e = ARENA_NEW(s->a, struct acceptance);

	*e = (struct acceptance){ .document = doc->id,
				  .card = doc->card,
				  .message = c->m->id,
				  .accepted = accepted,
				  .by = s->sender.staff->addr,
				  .line = c->line->text,
				  .auth_by = c->f->auth.by,
				  .auth_domain = c->f->auth.domain,
				  .at = s->now,
				  .raw = c->m->raw };
	*ARENA_PUSH(s->a, &s->acceptances) = e;
}

static void keep_note(struct verb_call *c, const struct card *card, struct span text)
{
	struct arena *a = c->s->a;
	struct value *data = value_new_map(a);

	value_set(a, data, "text", value_text(a, text));
	value_set(a, data, "by", value_text(a, c->s->sender.staff->addr));
	state_event(c->s, card->id, "note", 0, 0, data);
}

static struct document *take_offer(struct verb_call *c, struct card **card)
{
	struct document *doc;
	bool named;

	doc = verb_take_document(c, &named);
	if (verb_refused(c))
		return NULL;
	if (named)
		c->card = state_card(c->s, doc->card);
	*card = verb_card_at_hand(c, false);
	if (*card == NULL)
		return NULL;
	if (!named)
		doc = card_newest_where(c->s, *card, offer_waits);
	if (doc != NULL && offer_waits(doc))
		return doc;
	(void)verb_refuse(c, tx(c->s->a, TX("verb.no.open_offer"), "card",
				value_int(c->s->a, (*card)->id), NULL));
	verb_instead(c, "CARD %lld", (long long)(*card)->id);
	return NULL;
}

static enum rc answer_offer(struct verb_call *c, bool accepted, struct why *reterr)
{
	struct arena *a = c->s->a;
	struct document *doc;
	struct card *card;
	struct span note;

	doc = take_offer(c, &card);
	if (doc == NULL)
		return RC_OK;
	note = args_take_rest(&c->args);
	if (accepted && day_is_set(doc->due) && day_cmp(doc->due, c->s->today) < 0)
		verb_show(c, doc_say(a, doc),
			  tx(a, TX("verb.offer.late"), "day", value_day(a, doc->due), NULL));
	verb_changed(
		c, doc_say(a, doc),
		document_state_name(a, doc->state, doc->kind, doc->total, doc->open),
		value_tx(a, accepted ? TX("verb.state.accepted") : TX("verb.state.refused"), NULL));
	doc->state = accepted ? DOC_ACCEPTED : DOC_REFUSED;
	ROW_TOUCH(doc);
	keep_evidence(c, doc, accepted);
	state_event(c->s, card->id, accepted ? "accepted" : "refused", doc->id, 0, NULL);
	if (note.len > 0)
		keep_note(c, card, note);
	return verb_move(c, card, accepted ? EV_ACCEPTED : EV_REFUSED, NULL, reterr);
}

static enum rc accepted(struct verb_call *c, struct why *reterr)
{
	return answer_offer(c, true, reterr);
}

static enum rc refused(struct verb_call *c, struct why *reterr)
{
	return answer_offer(c, false, reterr);
}

static enum rc refuse_paid(struct verb_call *c, const struct document *doc)
{
	(void)verb_refuse(
		c, tx(c->s->a, TX("verb.no.lost_paid"), "document", doc_say(c->s->a, doc), NULL));
	verb_instead(c, "CARD %lld", (long long)doc->card);
	return RC_OK;
}

static enum rc lost(struct verb_call *c, struct why *reterr)
{
	struct arena *a = c->s->a;
	struct card *card = verb_card_at_hand(c, false);
	struct span note;

	if (card == NULL)
		return RC_OK;
	note = args_take_rest(&c->args);
	if (!card_knows(c->s, card, EV_LOST)) {
		(void)verb_refuse(c, tx(a, TX("verb.no.lost"), "card", value_int(a, card->id),
					"stage", tx_span(c, stage_title(c->s, card)), NULL));
		return RC_OK;
	}
	for (size_t i = 0; i < c->s->documents.n; i++) {
		struct document *doc = c->s->documents.at[i];

		if (doc->card != card->id || doc->kind == DOC_CONTRACT || doc->kind == DOC_PV)
			continue;
		if (document_owes(doc) && !document_is_waiting(doc))
			return refuse_paid(c, doc);
		if (!is_open_draft(doc) && !document_is_waiting(doc))
			continue;
		verb_changed(c, doc_say(a, doc),
			     document_state_name(a, doc->state, doc->kind, doc->total, doc->open),
			     value_tx(a, TX("verb.state.cancelled"), NULL));
		doc->state = DOC_CANCELLED;
		doc->open.minor = 0;
		ROW_TOUCH(doc);
	}
	if (note.len > 0)
		keep_note(c, card, note);
	return card_run(c->fl, card, EV_LOST, NULL, reterr);
}

static enum rc note(struct verb_call *c, struct why *reterr)
{
	struct card *card = verb_card_at_hand(c, false);
	struct span text;

	(void)reterr;
	if (card == NULL)
		return RC_OK;
	text = args_take_rest(&c->args);
	if (text.len == 0 && !c->run->after_used) {
		text = span_trim(c->run->after);
		c->run->after_used = true;
	}
	if (text.len == 0) {
		(void)verb_refuse(c, value_tx(c->s->a, TX("verb.no.note"), NULL));
		return RC_OK;
	}
	keep_note(c, card, text);
	verb_changed(c, value_tx(c->s->a, TX("verb.label.note"), NULL), NULL, tx_span(c, text));
	return RC_OK;
}

/* "Nota de plată a plecat": what is noted may be any words, so it begins with a colon or the card. */
static bool is_about_a_note(struct args *rest)
{
	const char *first = rest->at[0].text.ptr;
	int64_t card;

	for (const char *c = rest->line.ptr; c < first; c++)
		if (*c == ':')
			return false;
	return !args_take_card(rest, &card) || (rest->n > 0 && rest->at[0].text.ptr == first);
}

#define SELLERS (ROLE_OWNER | ROLE_SALES)

const struct verb verb_accepted = {
	.ro = "ACCEPTAT",
	.en = "ACCEPTED",
	.help = TX("help.acceptat"),
	.example = { TX("help.acceptat.1") },
	.roles = SELLERS,
	.moves = true,
	.decide = accepted,
};
const struct verb verb_refused_offer = {
	.ro = "REFUZAT",
	.en = "REFUSED",
	.help = TX("help.refuzat"),
	.example = { TX("help.refuzat.1") },
	.roles = SELLERS,
	.moves = true,
	.decide = refused,
};
const struct verb verb_lost = {
	.ro = "PIERDUT",
	.en = "LOST",
	.help = TX("help.pierdut"),
	.example = { TX("help.pierdut.1") },
	.roles = SELLERS,
	.moves = true,
	.decide = lost,
};
const struct verb verb_note = {
	.ro = "NOTA",
	.en = "NOTE",
	.help = TX("help.nota"),
	.example = { TX("help.nota.1") },
	.roles = ROLE_ALL & ~ROLE_VIEWER,
	.spoken = is_about_a_note,
	.decide = note,
};
