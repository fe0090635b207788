/* Which card and client a command line means, and where the card may go. */
#include "run_commands.h"
#include "span.h"

bool document_is_draft(const struct document *doc)
{
	return doc->state == DOC_DRAFT && doc->kind == DOC_INVOICE;
}

bool document_is_invoice(const struct document *doc)
{
	return doc->kind == DOC_INVOICE && doc->state == DOC_ISSUED;
}

bool document_is_waiting(const struct document *doc)
{
	if (doc->state != DOC_ISSUED)
		return false;
	return doc->kind == DOC_OFFER ||
	       (doc->kind == DOC_PROFORMA && doc->open.minor == doc->total.minor &&
		doc->total.minor != 0);
}

bool document_owes(const struct document *doc)
{
	return (doc->kind == DOC_PROFORMA || doc->kind == DOC_INVOICE) &&
	       doc->state == DOC_ISSUED && doc->open.minor > 0;
}

struct document *card_newest_where(const struct state *s, const struct card *card,
				   bool (*ok)(const struct document *))
{
	struct document *best = NULL;

	for (size_t i = 0; i < s->documents.n; i++) {
		struct document *doc = s->documents.at[i];

		if (doc->card == card->id && ok(doc) && (best == NULL || doc->id > best->id))
			best = doc;
	}
	return best;
}

static struct card *no_card(struct verb_call *c)
{
	struct arena *a = c->s->a;
	const char *word;
	const struct verb *v;
	struct args whole;
	size_t used;
	bool typo;

	v = verb_of_words(a, c->line, &used, &typo);
	word = v != NULL ? verb_word(c, v) : "";
	(void)verb_refuse(c, value_tx(a, TX("verb.no.card"), NULL));
	args_open(a, c->line, used, &whole);
	verb_instead(c, "%s card N %.*s", word, SPAN_ARG(args_text(&whole, 0, whole.n)));
	verb_instead(c, "%s %s", lang_is_en(staff_lang(c->s)) ? "FIND" : "CAUTA",
		     lang_is_en(staff_lang(c->s)) ? "name, e-mail or phone" :
						    "nume, e-mail sau telefon");
	return NULL;
}

static bool take_front_kind(struct args *g, enum token_kind kind, struct token *ret)
{
	return g->n > 0 && g->at[0].kind == kind && args_take_kind(g, kind, ret);
}

/* "pentru ion@exemplu.ro", "pentru RO18547290", or right behind the verb: a client that the line
 * names. */
static bool take_client(struct verb_call *c)
{
	struct token t;
	struct state *s = c->s;

	if (!args_take_after(&c->args, "pentru|for|catre|to", TOK_EMAIL, &t) &&
	    !args_take_after(&c->args, "pentru|for|catre|to", TOK_CUI, &t) &&
	    !take_front_kind(&c->args, TOK_EMAIL, &t) && !take_front_kind(&c->args, TOK_CUI, &t))
		return false;
	for (size_t i = 0; i < s->clients.n; i++) {
		const struct party *p = &s->clients.at[i]->party;

		if (t.kind == TOK_EMAIL ? span_ieq(p->email, t.text) : span_eq(p->tax_id, t.text)) {
			c->client = s->clients.at[i];
			c->card = NULL;
			return true;
		}
	}
	(void)verb_refuse(c, tx(s->a, TX("verb.no.client"), "who", tx_span(c, t.text), NULL));
	verb_instead(c,
		     lang_is_en(staff_lang(s)) ? "CLIENT new Name, %.*s" : "CLIENT nou Nume, %.*s",
		     SPAN_ARG(t.text));
	return true;
}

static struct card *client_card(const struct state *s, const struct client *cl)
{
	struct card *best = NULL;

	for (size_t i = 0; i < s->cards.n; i++) {
		struct card *card = s->cards.at[i];

		if (card->client == cl->id && !card->closed &&
		    (best == NULL || card->id > best->id))
			best = card;
	}
	return best;
}

static bool find_card(struct verb_call *c, struct card **ret)
{
	struct state *s = c->s;
	int64_t n;

	*ret = NULL;
	if (args_take_card(&c->args, &n)) {
		*ret = state_card(s, n);
		if (*ret == NULL) {
			(void)verb_refuse(c, tx(s->a, TX("verb.no.such_card"), "card",
						value_int(s->a, n), NULL));
			verb_instead(c, "%s %s", lang_is_en(staff_lang(s)) ? "FIND" : "CAUTA",
				     lang_is_en(staff_lang(s)) ? "name" : "nume");
		}
		return true;
	}
	if (take_client(c)) {
		if (!verb_refused(c))
			*ret = client_card(s, c->client);
		return verb_refused(c) || *ret != NULL;
	}
	*ret = c->card;
	return *ret != NULL;
}

static struct card *settle(struct verb_call *c, struct card *card)
{
	c->card = card;
	c->client = state_client(c->s, card->client);
	if (c->client != NULL)
		return card;
	(void)verb_refuse(c, tx(c->s->a, TX("verb.no.such_card"), "card",
				value_int(c->s->a, card->id), NULL));
	return NULL;
}

struct card *verb_card_at_hand(struct verb_call *c, bool optional)
{
	struct card *card;

	(void)find_card(c, &card);
	if (verb_refused(c))
		return NULL;
	if (card == NULL && c->client != NULL)
		card = client_card(c->s, c->client);
	if (card != NULL)
		return settle(c, card);
	return optional ? NULL : no_card(c);
}

struct card *verb_card(struct verb_call *c, enum event ev)
{
	struct card *card;

	(void)find_card(c, &card);
	if (verb_refused(c))
		return NULL;
	if (card != NULL)
		return settle(c, card);
	if (c->client != NULL)
		return verb_new_card(c, c->client, ev);
	return no_card(c);
}

static const struct pipeline *pipeline_for(const struct firm *f, enum event ev)
{
	const struct pipeline *p = pipeline_find(&f->pipelines, f->default_pipeline);

	if (p != NULL && pipeline_next(p, p->start, ev) != NULL)
		return p;
	for (size_t i = 0; i < f->pipelines.n; i++)
		if (pipeline_next(&f->pipelines.at[i], f->pipelines.at[i].start, ev) != NULL)
			return &f->pipelines.at[i];
	return p;
}

struct card *verb_new_card(struct verb_call *c, struct client *cl, enum event ev)
{
	struct state *s = c->s;
	const struct pipeline *p = pipeline_for(s->firm, ev);
	struct card *card = state_new_card(s);

	card->client = cl->id;
	card->title = cl->party.name;
	card->opened = s->today;
	if (p != NULL) {
		card->pipeline = p->name;
		card->stage = p->start;
	}
	c->card = card;
	c->client = cl;
	state_event(s, card->id, "opened", 0, 0, NULL);
	verb_changed(c, card_name(s->a, card), NULL,
		     tx(s->a, TX("verb.card.new"), "client", tx_span(c, cl->party.name), NULL));
	return card;
}

bool card_knows(const struct state *s, const struct card *card, enum event ev)
{
	const struct pipeline *p = pipeline_find(&s->firm->pipelines, card->pipeline);

	return p != NULL && pipeline_next(p, card->stage, ev) != NULL;
}

static bool is_live(const struct document *doc)
{
	return doc->state == DOC_ISSUED || doc->state == DOC_ACCEPTED;
}

bool card_switch(struct verb_call *c, struct card *card, enum event ev, struct span wished)
{
	const struct firm *f = c->s->firm;
	const struct pipeline *from = pipeline_find(&f->pipelines, card->pipeline);
	const struct pipeline *to = pipeline_find(&f->pipelines, wished);
	struct arena *a = c->s->a;

	if (card->closed || card_newest_where(c->s, card, is_live) != NULL)
		return false;
	if (to == NULL || pipeline_next(to, to->start, ev) == NULL)
		to = pipeline_for(f, ev);
	if (to == NULL || pipeline_next(to, to->start, ev) == NULL)
		return false;
	card->pipeline = to->name;
	card->stage = to->start;
	ROW_TOUCH(card);
	if (from != NULL && from != to)
		verb_changed(
			c, value_tx(a, TX("verb.card.pipeline"), NULL),
			tx_span(c, lang_is_en(staff_lang(c->s)) ? from->title_en : from->title_ro),
			tx_span(c, lang_is_en(staff_lang(c->s)) ? to->title_en : to->title_ro));
	return true;
}

enum rc verb_move(struct verb_call *c, struct card *card, enum event ev, const struct lines *lines,
		  struct why *reterr)
{
	if (card_knows(c->s, card, ev))
		return card_run(c->fl, card, ev, lines, reterr);
	verb_show(c, card_name(c->s->a, card),
		  tx(c->s->a, TX("verb.card.stays"), "stage", tx_span(c, stage_title(c->s, card)),
		     NULL));
	return RC_OK;
}

static bool is_begun(const struct document *doc)
{
	return is_live(doc) || doc->state == DOC_DRAFT;
}

static bool is_offer_waiting(const struct document *doc)
{
	return doc->kind == DOC_OFFER && doc->state == DOC_ISSUED;
}

void verb_next_of_card(struct verb_call *c, const struct card *card)
{
	struct arena *a = c->s->a;
	bool en = lang_is_en(staff_lang(c->s));
	const struct document *doc;

	if (card_newest_where(c->s, card, document_is_draft) != NULL)
		verb_next(c, value_tx(a, TX("verb.next.release"), NULL), "%s",
			  en ? "SEND" : "TRIMITE");
	doc = card_newest_where(c->s, card, document_owes);
	if (doc != NULL)
		verb_next(c, value_tx(a, TX("verb.next.paid"), NULL), "%s %.*s",
			  en ? "RECEIVED" : "INCASAT", SPAN_ARG(doc->label));
	if (card_knows(c->s, card, EV_ACCEPTED) &&
	    card_newest_where(c->s, card, is_offer_waiting) != NULL)
		verb_next(c, value_tx(a, TX("verb.next.accepted"), NULL), "%s",
			  en ? "ACCEPTED" : "ACCEPTAT");
	if (card_knows(c->s, card, EV_DELIVERED))
		verb_next(c, value_tx(a, TX("verb.next.delivered"), NULL), "%s",
			  en ? "DELIVERED" : "PREDAT");
	if (card_knows(c->s, card, EV_PV_SIGNED))
		verb_next(c, value_tx(a, TX("verb.next.pv"), NULL), "%s",
			  en ? "PV SIGNED" : "PV SEMNAT");
	if (card_knows(c->s, card, EV_OFFERED) && card_newest_where(c->s, card, is_begun) == NULL)
		verb_next(c, value_tx(a, TX("verb.next.offer"), NULL), "%s ",
			  en ? "OFFER" : "OFERTA");
}
