/* ANULEAZA: undo, as far as the stage allows: a draft is dropped, an offer or proforma that waits is
 * withdrawn (it stays visible, its number is spent), a payment is taken off what it was put on, a receipt
 * withdrawn with its cash. What is fiscal or answered is not undone here: the answer says what is done
 * instead. */
#include <inttypes.h>

#include "run_commands.h"
#include "span.h"

static bool is_dropable(const struct document *doc)
{
	return doc->state == DOC_DRAFT || document_is_waiting(doc);
}

static bool is_last(const struct document *doc)
{
	return doc->state != DOC_CANCELLED && doc->state != DOC_REVERSED;
}

static enum rc cancel_document(struct verb_call *c, struct document *doc)
{
	struct arena *a = c->s->a;
	bool draft = doc->state == DOC_DRAFT;
	bool en = lang_is_en(staff_lang(c->s));

	verb_changed(c, doc_say(a, doc),
		     document_state_name(a, doc->state, doc->kind, doc->total, doc->open),
		     draft ? value_tx(a, TX("verb.draft.dropped"), NULL) :
			     value_tx(a, TX("verb.state.cancelled"), NULL));
	doc->state = DOC_CANCELLED;
	doc->open.minor = 0;
	ROW_TOUCH(doc);
	state_event(c->s, doc->card, "cancelled", doc->id, 0, NULL);
	if (draft)
		return RC_OK;
	verb_show(c, value_tx(a, TX("verb.label.client"), NULL),
		  value_tx(a, TX("verb.cancel.untold"), NULL));
	verb_next(c, value_tx(a, TX("verb.next.tell"), NULL), "%s %s", en ? "MESSAGE" : "MESAJ",
		  en ? "The document was withdrawn." :
		       "Documentul trimis anterior nu mai este valabil.");
	verb_next(c, value_tx(a, TX("verb.next.lost"), NULL), "%s", en ? "LOST" : "PIERDUT");
	return RC_OK;
}

/* Why it stays, and what is done instead. */
static enum rc refuse_document(struct verb_call *c, const struct document *doc)
{
	struct arena *a = c->s->a;
	struct value *args = value_new_map(a);
	bool en = lang_is_en(staff_lang(c->s));

	value_set(a, args, "document", doc_say(a, doc));
	value_set(a, args, "state",
		  document_state_name(a, doc->state, doc->kind, doc->total, doc->open));
	if (doc->kind == DOC_INVOICE && doc->state == DOC_ISSUED) {
		(void)verb_refuse(c, value_tx(a, TX("verb.no.cancel_invoice"), args));
		verb_instead(c, "STORNO %.*s", SPAN_ARG(doc->label));
		return RC_OK;
	}
	(void)verb_refuse(c, value_tx(a, TX("verb.no.cancel"), args));
	if (doc->kind == DOC_CONTRACT || doc->kind == DOC_PV || doc->state == DOC_ACCEPTED)
		verb_instead(c, "%s ...", en ? "MESSAGE" : "MESAJ");
	verb_instead(c, "CARD %" PRId64, doc->card);
	return RC_OK;
}

/* A reply to a preview: what was asked is not done. */
static bool decline_preview(struct verb_call *c)
{
	struct question *q = state_question(c->s, c->s->sender.token_question);

	if (q == NULL || q->kind != Q_PREVIEW || q->state != Q_OPEN ||
	    value_get_bool(q->data, "draft"))
		return false;
	q->state = Q_DECLINED;
	q->answered_by = c->s->sender.addr;
	ROW_TOUCH(q);
	verb_changed(c, value_tx(c->s->a, TX("verb.label.preview"), NULL), NULL,
		     value_tx(c->s->a, TX("verb.preview.declined"), NULL));
	return true;
}

static enum rc cancel(struct verb_call *c, struct why *reterr)
{
	struct document *doc;
	struct card *card;
	int64_t id;
	bool named;

	if (args_take_payment(&c->args, &id))
		return verb_leftover(c) ? RC_OK : verb_cancel_payment(c, id, reterr);
	if (args_done(&c->args) && decline_preview(c))
		return RC_OK;
	(void)args_take_word(&c->args, "ciorna|draft|chitanta|receipt");
	doc = verb_take_document(c, &named);
	if (verb_refused(c))
		return RC_OK;
	if (named)
		c->card = state_card(c->s, doc->card);
	card = verb_card_at_hand(c, false);
	if (card == NULL || verb_leftover(c))
		return RC_OK;
	if (!named)
		doc = card_newest_where(c->s, card, is_dropable);
	if (doc == NULL)
		doc = card_newest_where(c->s, card, is_last);
	if (doc == NULL) {
		(void)verb_refuse(c, tx(c->s->a, TX("verb.no.nothing_to_cancel"), "card",
					value_int(c->s->a, card->id), NULL));
		verb_instead(c, "%s", lang_is_en(staff_lang(c->s)) ? "LOST" : "PIERDUT");
		return RC_OK;
	}
	if (doc->kind == DOC_RECEIPT && doc->state == DOC_ISSUED)
		return verb_cancel_receipt(c, doc, reterr);
	return is_dropable(doc) ? cancel_document(c, doc) : refuse_document(c, doc);
}

const struct verb verb_cancel = {
	.ro = "ANULEAZA",
	.en = "CANCEL",
	.synonyms = "UNDO|RENUNTA",
	.help = TX("help.anuleaza"),
	.example = { TX("help.anuleaza.1"), TX("help.anuleaza.2"), TX("help.anuleaza.3") },
	.roles = ROLE_OWNER | ROLE_SALES | ROLE_ACCOUNTING,
	.guarded = true,
	.moves = true,
	.decide = cancel,
};
