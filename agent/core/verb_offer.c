/* OFERTA and PROFORMA: begun by their line, edited by LINIE, DISCOUNT, SCADENTA lines of the same mail,
 * issued and mailed to the client when no further line is about them. */
#include "run_commands.h"
#include "span.h"

static bool take_lines(struct verb_call *c, struct lines *ret)
{
	struct items items = { 0 };

	if (args_done(&c->args)) {
		c->args.n = 0;
		return true;
	}
	return verb_items(c, &items) && verb_lines(c, &items, ret);
}

/* The product of the first line that is one. */
static const struct product *lines_product(const struct state *s, const struct lines *lines)
{
	for (size_t i = 0; i < lines->n; i++) {
		const struct product *p = product_named(s, lines->at[i].name);

		if (p != NULL)
			return p;
	}
	return NULL;
}

static const struct product *card_product(const struct state *s, const struct card *card)
{
	for (size_t i = 0; card->product != 0 && i < s->products.n; i++)
		if (s->products.at[i]->id == card->product && s->products.at[i]->active)
			return s->products.at[i];
	return NULL;
}

static enum rc refuse_empty(struct verb_call *c, enum doc_kind kind)
{
	bool en = lang_is_en(staff_lang(c->s));

	(void)verb_refuse(c, tx(c->s->a, TX("verb.no.lines"), "kind",
				document_kind_name(c->s->a, kind), NULL));
	if (kind == DOC_OFFER)
		verb_instead(c, en ? "OFFER 2 hours consulting x 150 lei" :
				     "OFERTA 2 ore consultanță x 150 lei");
	else if (kind == DOC_PROFORMA)
		verb_instead(c, en ? "PROFORMA Excel course x 2, discount 10%%" :
				     "PROFORMA Curs Excel x 2, reducere 10%%");
	else
		verb_instead(c, en ? "INVOICE 2 hours consulting x 150 lei" :
				     "FACTURA 2 ore consultanță x 150 lei");
	return RC_OK;
}

/* "avans 30%", "de avans 500 lei": *said tells that one was. */
static bool take_advance(struct verb_call *c, struct advance *ret, bool *said)
{
	(void)args_take_front(&c->args, "de|of|an");
	*said = args_take_front(&c->args, "avans|avansul|advance|deposit");
	*ret = (struct advance){ 0 };
	if (!*said)
		return true;
	(void)args_take_front(&c->args, "de|of");
	if (c->args.n > 0 && c->args.at[0].kind == TOK_PERCENT)
		ret->percent = decimal_norm(c->args.at[0].num);
	else if (c->args.n > 0 && c->args.at[0].kind == TOK_MONEY)
		ret->amount = c->args.at[0].money;
	if ((ret->percent.n > 0 && decimal_cmp(ret->percent, DECIMAL_INT(100)) <= 0) ||
	    ret->amount.minor > 0) {
		args_remove(&c->args, 0, 1);
		(void)args_take_front(&c->args, "din|of|pentru|for");
		return true;
	}
	(void)verb_refuse(c, value_tx(c->s->a, TX("verb.no.advance"), NULL));
	verb_instead(c,
		     lang_is_en(staff_lang(c->s)) ? "INVOICE ADVANCE 30%%" : "FACTURA AVANS 30%%");
	return false;
}

enum rc verb_document_draft(struct verb_call *c, enum doc_kind kind, struct card *card,
			    struct document **ret, struct why *reterr)
{
	const struct product *p;
	const struct document *from = NULL;
	struct lines lines = { 0 };
	struct advance adv;
	struct day delivery = DAY_NONE;
	bool advance = false;
	enum rc rc;

	*ret = NULL;
	if ((kind == DOC_INVOICE || kind == DOC_PROFORMA) && !take_advance(c, &adv, &advance))
		return RC_OK;
	if ((kind == DOC_INVOICE && !verb_take_delivery(c, &delivery)) || !take_lines(c, &lines) ||
	    verb_leftover(c))
		return RC_OK;
	p = lines_product(c->s, &lines);
	if (lines.n == 0) {
		from = card_source(c->s, card, advance ? DOC_PROFORMA : kind);
		p = card_product(c->s, card);
		if (from == NULL && p == NULL)
			return refuse_empty(c, kind);
		if (from == NULL)
			*ARENA_PUSH(c->s->a, &lines) = product_line(c->s, p);
	}
	if (p != NULL && card->product == 0)
		card_take_product(c->fl, card, p);
	else if (card->mark == ROW_NEW && card->product == 0 && lines.n > 0)
		card->title = lines.at[0].name;
	if (advance)
		return doc_draft_advance(c->fl, kind, card, &adv, &lines, from, ret, reterr);
	rc = doc_draft(c->fl, kind, card, from == NULL ? &lines : NULL, from, ret, reterr);
	if (rc || !day_is_set(delivery))
		return rc;
	(*ret)->snap->delivery = delivery;
	return doc_recompute(c->fl, *ret, reterr);
}

static bool take_until(struct verb_call *c, struct day *ret)
{
	struct token t;

	*ret = DAY_NONE;
	if (!args_take_after(&c->args, "pana|until|valabila|valabil|valid|scadenta|scadent|due",
			     TOK_DATE, &t))
		return true;
	(void)args_take_word(&c->args, "valabila|valabil|valid|scadenta|due");
	*ret = t.day;
	if (day_cmp(t.day, c->s->today) >= 0)
		return true;
	(void)verb_refuse(
		c, tx(c->s->a, TX("verb.no.past_day"), "day", value_day(c->s->a, t.day), NULL));
	return false;
}

static enum rc begin_document(struct verb_call *c, enum doc_kind kind, enum event ev,
			      struct why *reterr)
{
	struct document *doc = NULL;
	struct card *card;
	struct day until;
	enum rc rc;

	if (verb_question_taken(c, Q_PRODUCT))
		return RC_OK;
	card = verb_card(c, ev);
	if (card == NULL || !take_until(c, &until))
		return RC_OK;
	/* a finished story is not begun again: the next one has its own card */
	if (card->closed && !card_knows(c->s, card, ev))
		card = verb_new_card(c, c->client, ev);
	rc = verb_document_draft(c, kind, card, &doc, reterr);
	if (rc || doc == NULL)
		return rc;
	if (!card_knows(c->s, card, ev))
		(void)card_switch(c, card, ev, S(""));
	if (day_is_set(until)) {
		doc->snap->due = until;
		rc = doc_recompute(c->fl, doc, reterr);
	}
	verb_question_answered(c, Q_PRODUCT);
	c->run->began = doc;
	c->run->began_event = ev;
	return rc;
}

static enum rc offer(struct verb_call *c, struct why *reterr)
{
	enum rc rc = begin_document(c, DOC_OFFER, EV_OFFERED, reterr);

	if (rc || verb_refused(c))
		return rc;
	verb_next(c, value_tx(c->s->a, TX("verb.next.accepted"), NULL), "%s",
		  lang_is_en(staff_lang(c->s)) ? "ACCEPTED" : "ACCEPTAT");
	verb_next(c, value_tx(c->s->a, TX("verb.next.cancel_offer"), NULL), "%s",
		  lang_is_en(staff_lang(c->s)) ? "CANCEL" : "ANULEAZA");
	return RC_OK;
}

static enum rc proforma(struct verb_call *c, struct why *reterr)
{
	enum rc rc = begin_document(c, DOC_PROFORMA, EV_PROFORMA, reterr);

	if (rc || verb_refused(c))
		return rc;
	verb_next(c, value_tx(c->s->a, TX("verb.next.paid"), NULL), "%s",
		  lang_is_en(staff_lang(c->s)) ? "RECEIVED" : "INCASAT");
	verb_next(c, value_tx(c->s->a, TX("verb.next.cancel_proforma"), NULL), "%s",
		  lang_is_en(staff_lang(c->s)) ? "CANCEL" : "ANULEAZA");
	return RC_OK;
}

const struct verb verb_offer = {
	.ro = "OFERTA",
	.en = "OFFER",
	.synonyms = "DEVIZ|ESTIMARE|QUOTE|ESTIMATE",
	.help = TX("help.oferta"),
	.example = { TX("help.oferta.1") },
	.roles = ROLE_OWNER | ROLE_SALES,
	.moves = true,
	.decide = offer,
};
const struct verb verb_proforma = {
	.ro = "PROFORMA",
	.en = "PROFORMA",
	.help = TX("help.proforma"),
	.example = { TX("help.proforma.1") },
	.roles = ROLE_OWNER | ROLE_SALES | ROLE_ACCOUNTING,
	.moves = true,
	.decide = proforma,
};
