/* Which document or subscription an editing line means (verb_target.h). */
#include "verb_target.h"

#include "span.h"
#include "verb_revise.h"

static enum rc refuse_no_draft(struct verb_call *c, const struct card *card)
{
	const struct document *issued = card_newest_where(c->s, card, document_is_invoice);
	bool en = lang_is_en(staff_lang(c->s));

	if (issued != NULL) {
		(void)verb_refuse(c, tx(c->s->a, TX("verb.no.change_issued"), "document",
					doc_say(c->s->a, issued), NULL));
		verb_instead(c, "STORNO %.*s", SPAN_ARG(issued->label));
		return RC_OK;
	}
	(void)verb_refuse(
		c, tx(c->s->a, TX("verb.no.draft"), "card", value_int(c->s->a, card->id), NULL));
	verb_instead(c, "%s %s", en ? "INVOICE" : "FACTURA",
		     en ? "2 hours consulting x 150 lei" : "2 ore consultanță x 150 lei");
	return RC_OK;
}

/* The draft that the mail answers, else the card's newest. */
static struct document *draft_of(struct verb_call *c, const struct card *card)
{
	const struct question *q = state_question(c->s, c->s->sender.token_question);
	struct document *doc = q != NULL && q->kind == Q_PREVIEW && q->document != 0 ?
				       state_document(c->s, q->document) :
				       NULL;

	if (doc != NULL && document_is_draft(doc) && doc->card == card->id)
		return doc;
	return card_newest_where(c->s, card, document_is_draft);
}

static void find(struct verb_call *c, struct target *t)
{
	struct card *card;

	t->doc = c->run->began;
	t->sub = c->run->began_sub;
	if (t->doc != NULL || t->sub != NULL)
		return;
	t->doc = verb_revise_meant(c);
	if (t->doc != NULL || verb_refused(c))
		return;
	card = verb_card_at_hand(c, false);
	if (card == NULL)
		return;
	t->doc = draft_of(c, card);
	if (t->doc == NULL)
		t->doc = verb_revise_of_card(c, card);
	if (t->doc == NULL && !verb_refused(c))
		(void)refuse_no_draft(c, card);
}

bool target_find(struct verb_call *c, struct target *t)
{
	*t = (struct target){ 0 };
	find(c, t);
	if (t->doc == NULL && t->sub == NULL)
		return false;
	t->snap = t->doc != NULL ? t->doc->snap : t->sub->template_;
	t->before = t->snap->total;
	return true;
}

enum rc target_changed(struct verb_call *c, struct target *t, struct why *reterr)
{
	struct arena *a = c->s->a;
	enum rc rc;

	if (t->sub != NULL) {
		ROW_TOUCH(t->sub);
		return snapshot_compute(a, t->snap, reterr);
	}
	rc = doc_recompute(c->fl, t->doc, reterr);
	if (rc || t->doc == c->run->began || verb_revises(c, t->doc))
		return rc;
	if (t->before.minor != t->doc->total.minor)
		verb_changed(c, doc_say(a, t->doc), value_money(a, t->before),
			     value_money(a, t->doc->total));
	verb_show_draft(c, t->doc);
	return RC_OK;
}
