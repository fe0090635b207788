/* FACTURA makes a draft that staff see, or issues at once after a preview; TRIMITE releases the draft
 * (only as it was shown), or sends an issued document once more. */
#include "company.h"
#include "flow_hold.h"
#include "run_commands.h"
#include "span.h"
#include "verb_invoice_type.h"

static void draft_buttons(struct verb_call *c)
{
	bool en = lang_is_en(staff_lang(c->s));

	verb_next(c, value_tx(c->s->a, TX("verb.next.release"), NULL), "%s",
		  en ? "SEND" : "TRIMITE");
	verb_next(c, value_tx(c->s->a, TX("verb.next.line"), NULL), en ? "LINE " : "LINIE ");
	verb_next(c, value_tx(c->s->a, TX("verb.next.drop"), NULL), "%s",
		  en ? "CANCEL" : "ANULEAZA");
}

void verb_show_lines(struct verb_call *c, const struct document *doc)
{
	struct arena *a = c->s->a;

	for (size_t i = 0; i < doc->snap->lines.n; i++)
		verb_show(c, tx(a, TX("verb.line.no"), "n", value_int(a, (int64_t)i + 1), NULL),
			  lines_summary(c, &doc->snap->lines.at[i], doc->snap->currency));
	if (day_is_set(doc->snap->due))
		verb_show(c, value_tx(a, TX("verb.label.due"), NULL), value_day(a, doc->snap->due));
	verb_show(c, value_tx(a, TX("verb.label.total"), NULL), value_money(a, doc->total));
}

void verb_show_draft(struct verb_call *c, struct document *draft)
{
	c->out->shown = value_new_list(c->s->a);
	verb_show_lines(c, draft);
	c->run->draft = draft;
	draft_buttons(c);
}

enum rc verb_redraft(struct verb_call *c, const struct client *cl, struct why *reterr)
{
	for (size_t i = 0; i < c->s->documents.n; i++) {
		struct document *doc = c->s->documents.at[i];
		bool moved;
		enum rc rc;

		if (doc->client != cl->id || doc->state != DOC_DRAFT || doc->snap == NULL)
			continue;
		rc = doc_refresh(c->fl, doc, &moved, reterr);
		if (rc)
			return rc;
		if (moved)
			verb_show_draft(c, doc);
	}
	return RC_OK;
}

static enum rc refuse_second(struct verb_call *c, struct document *draft)
{
	bool en = lang_is_en(staff_lang(c->s));

	(void)verb_refuse(c, tx(c->s->a, TX("verb.no.second_draft"), "total",
				value_money(c->s->a, draft->total), NULL));
	verb_instead(c, en ? "LINE 2 hours consulting x 150 lei" :
			     "LINIE 2 ore consultanță x 150 lei");
	verb_instead(c, "%s", en ? "SEND" : "TRIMITE");
	verb_instead(c, "%s", en ? "CANCEL" : "ANULEAZA");
	return RC_OK;
}

static enum rc draft(struct verb_call *c, struct card **card, struct document **ret,
		     struct why *reterr)
{
	struct invoice_wish wish;
	struct document *open;
	enum rc rc;

	*ret = NULL;
	if (!verb_take_invoice_type(c, &wish))
		return RC_OK;
	if (wish.of)
		c->card = state_card(c->s, wish.of->card);
	*card = verb_card(c, EV_INVOICED);
	if (*card == NULL)
		return RC_OK;
	open = card_newest_where(c->s, *card, document_is_draft);
	if (open != NULL)
		return refuse_second(c, open);
	if (wish.of)
		return verb_correct_draft(c, &wish, *card, ret, reterr);
	rc = verb_document_draft(c, DOC_INVOICE, *card, ret, reterr);
	return rc || verb_refused(c) ? rc : verb_set_invoice_type(c, &wish, *ret, reterr);
}

/* The answer asks what keeps it, as the other staff are asked. */
static enum rc say_held(struct verb_call *c, const struct document *draft, enum event ev,
			struct why *reterr)
{
	struct arena *a = c->s->a;
	const struct client *cl = state_client(c->s, draft->client);
	struct question *q = NULL;
	bool en = lang_is_en(staff_lang(c->s));
	enum rc rc = hold_draft(c->fl, draft, ev, &q, reterr);

	if (rc)
		return rc;
	c->run->told = q;
	c->out->headline = value_tx(a, TX("company.held.head"), NULL);
	verb_changed(c, doc_say(a, draft), NULL, value_tx(a, TX("company.held.state"), NULL));
	company_say(c->s, cl, c->out->shown);
	verb_next(c, value_tx(a, company_stays(q) ? TX("company.issue") : TX("company.yes"), NULL),
		  "%s", en ? "YES" : "DA");
	verb_next(c, value_tx(a, company_stays(q) ? TX("company.stop") : TX("company.no"), NULL),
		  "%s", en ? "NO" : "NU");
	return RC_OK;
}

static enum rc issue_or_hold(struct verb_call *c, struct card *card, struct document *draft,
			     enum event ev, struct why *reterr)
{
	const struct hold *before = hold_begin(c->fl);
	enum rc rc = doc_issue(c->fl, draft, reterr);

	if (rc == RC_REFUSED && c->fl->faults.n == 1 && company_holds(c->fl)) {
		hold_undo(before, c->fl);
		c->fl->faults = (struct preflight_faults){ 0 };
		return say_held(c, draft, ev, reterr);
	}
	return rc ? rc : verb_invoice_moves(c, card, draft, ev, reterr);
}

static enum rc invoice(struct verb_call *c, struct why *reterr)
{
	struct arena *a = c->s->a;
	struct document *doc;
	struct card *card = NULL;
	bool now;
	enum rc rc;

	now = args_take_word(&c->args, "emite|acum|emisa|issue|now|final");
	(void)args_take_word(&c->args, "noua|new|ciorna|draft");
	rc = draft(c, &card, &doc, reterr);
	if (rc || verb_refused(c) || doc == NULL)
		return rc;
	if (!now) {
		verb_changed(c, doc_say(a, doc), NULL, value_money(a, doc->total));
		verb_show_draft(c, doc);
		return RC_OK;
	}
	if (!c->confirmed)
		c->run->costly = true;
	verb_show_lines(c, doc);
	return issue_or_hold(c, card, doc, EV_INVOICED, reterr);
}

/* The preview that this mail answers, when it showed a draft. */
static struct question *draft_question(const struct verb_call *c)
{
	struct question *q = c->run->preview;

	if (q == NULL)
		q = state_question(c->s, c->s->sender.token_question);
	return q != NULL && q->kind == Q_PREVIEW && value_get_bool(q->data, "draft") ? q : NULL;
}

static enum rc refuse_gone(struct verb_call *c, const struct document *doc)
{
	return verb_refuse(c, doc == NULL || doc->state == DOC_CANCELLED ?
				      value_tx(c->s->a, TX("verb.no.draft_dropped"), NULL) :
				      tx(c->s->a, TX("verb.no.draft_sent"), "document",
					 doc_say(c->s->a, doc), NULL));
}

/* Does this mail answer one that showed the draft as it is now? What an earlier line of the mail changed, or
 * what nobody was shown, is shown first; what has moved since is refused and shown anew. */
static enum rc check_shown(struct verb_call *c, struct document *draft, const struct question *q,
			   struct why *reterr)
{
	bool own = draft->mark != ROW_CLEAN;
	enum rc rc = doc_refresh(c->fl, draft, NULL, reterr);

	if (rc)
		return rc;
	if (q == NULL || own || (q->expires != 0 && c->s->now > q->expires)) {
		if (!c->confirmed) {
			c->run->costly = true;
			verb_show_lines(c, draft);
		}
		return RC_OK;
	}
	if (span_eq(q->shown, preview_hash_draft(c->s->a, draft)))
		return RC_OK;
	c->run->draft_anyway = true;
	verb_show_draft(c, draft);
	return verb_refuse(c, value_tx(c->s->a, TX("verb.no.draft_changed"), NULL));
}

static enum rc release(struct verb_call *c, struct document *draft, struct question *q,
		       struct why *reterr)
{
	struct state *s = c->s;
	struct card *card = state_card(s, draft->card);
	enum event ev;
	enum rc rc;

	if (card == NULL)
		return refuse_gone(c, NULL);
	rc = check_shown(c, draft, q, reterr);
	if (rc || verb_refused(c))
		return rc;
	if (q != NULL && q->state == Q_OPEN) {
		q->state = Q_DONE;
		q->answered_by = s->sender.addr;
		ROW_TOUCH(q);
	}
	c->card = card;
	c->client = state_client(s, card->client);
	ev = card_knows(s, card, EV_RELEASED) ? EV_RELEASED : EV_INVOICED;
	return issue_or_hold(c, card, draft, ev, reterr);
}

/* TRIMITE FCT 12: the stored bytes once more. */
static enum rc send_again(struct verb_call *c, struct document *doc)
{
	struct state *s = c->s;
	struct client *cl = state_client(s, doc->client);
	const char *template_ = doc_type(doc->kind)->mail;
	struct mail_spec *m;

	if (doc->number == 0 || template_ == NULL || doc->state == DOC_CANCELLED)
		return verb_refuse(
			c, tx(s->a, TX("verb.no.send"), "document", doc_say(s->a, doc), NULL));
	if (cl == NULL || !client_reachable(cl)) {
		(void)verb_refuse(c, value_tx(s->a, TX("verb.no.address"), NULL));
		verb_instead(c, "CLIENT email nume@exemplu.ro");
		return RC_OK;
	}
	m = effect_mail_client(
		s, c->d, template_, SORT_DOCUMENT,
		arena_fmt(s->a, "again:%lld:%lld", (long long)c->m->id, (long long)doc->id), cl);
	m->card = doc->card;
	m->document[m->n_document++] = doc->id;
	m->token_document = doc->id;
	verb_changed(c, doc_say(s->a, doc), NULL,
		     tx(s->a, TX("verb.sent_again"), "to", tx_span(c, cl->party.email), NULL));
	return RC_OK;
}

static enum rc send(struct verb_call *c, struct why *reterr)
{
	struct question *q;
	struct document *doc;
	struct card *card;
	bool named;

	doc = verb_take_document(c, &named);
	if (verb_refused(c))
		return RC_OK;
	if (named && doc->state != DOC_DRAFT)
		return verb_leftover(c) ? RC_OK : send_again(c, doc);
	q = draft_question(c);
	if (q != NULL) {
		doc = state_document(c->s, q->document);
		if (doc == NULL || doc->state != DOC_DRAFT)
			return refuse_gone(c, doc);
		return verb_leftover(c) ? RC_OK : release(c, doc, q, reterr);
	}
	card = verb_card_at_hand(c, false);
	if (card == NULL || verb_leftover(c))
		return RC_OK;
	doc = card_newest_where(c->s, card, document_is_draft);
	if (doc != NULL)
		return release(c, doc, NULL, reterr);
	(void)verb_refuse(
		c, tx(c->s->a, TX("verb.no.draft"), "card", value_int(c->s->a, card->id), NULL));
	verb_instead(c, "%s", lang_is_en(staff_lang(c->s)) ? "INVOICE" : "FACTURA");
	return RC_OK;
}

const struct verb verb_invoice = {
	.ro = "FACTURA",
	.en = "INVOICE",
	.help = TX("help.factura"),
	.example = { TX("help.factura.1"), TX("help.factura.2"), TX("help.factura.3"),
		     TX("help.factura.4"), TX("help.factura.5"), TX("help.factura.6") },
	.roles = ROLE_OWNER | ROLE_ACCOUNTING,
	.moves = true,
	.decide = invoice,
};
const struct verb verb_send = {
	.ro = "TRIMITE",
	.en = "SEND",
	.synonyms = "RELEASE",
	.help = TX("help.trimite"),
	.example = { TX("help.trimite.1"), TX("help.trimite.2") },
	.roles = ROLE_OWNER | ROLE_ACCOUNTING | ROLE_SALES,
	.moves = true,
	.decide = send,
};
