/* What INCASAT, CHITANTA and ALOCA share: the sum that a line tells and the document it pays. */
#include <inttypes.h>
#include <string.h>

#include "run_commands.h"
#include "span.h"

/* What the card's client is to pay, one row each: for a choice that staff must make. */
static struct document *only_owing(struct verb_call *c, const struct card *card,
				   const struct money *amount, unsigned *n)
{
	struct document *one = NULL, *exact = NULL;
	unsigned exacts = 0;

	*n = 0;
	for (size_t i = 0; i < c->s->documents.n; i++) {
		struct document *doc = c->s->documents.at[i];

		if (doc->card != card->id || !document_owes(doc))
			continue;
		one = doc;
		(*n)++;
		if (amount == NULL || doc->open.minor != amount->minor ||
		    strcmp(doc->open.cur, amount->cur) != 0)
			continue;
		exact = doc;
		exacts++;
	}
	if (*n > 1 && exacts == 1) {
		*n = 1;
		return exact;
	}
	return *n == 1 ? one : NULL;
}

static enum rc refuse_choice(struct verb_call *c, const struct card *card, unsigned n,
			     const struct money *amount)
{
	struct state *s = c->s;
	struct span sum = amount == NULL ? S("") : money_print(s->a, *amount);
	const struct verb *v;
	size_t used;
	bool typo;

	(void)verb_refuse(
		c, n == 0 ? tx(s->a, TX("verb.no.owing"), "card", value_int(s->a, card->id), NULL) :
			    tx(s->a, TX("verb.no.one_owing"), "card", value_int(s->a, card->id),
			       "n", value_int(s->a, n), NULL));
	v = verb_of_line(s->a, c->line, &used, &typo);
	if (n == 0 || v == NULL)
		verb_instead(c, "CARD %" PRId64, card->id);
	for (size_t i = 0; n > 0 && v != NULL && i < s->documents.n; i++) {
		const struct document *doc = s->documents.at[i];

		if (doc->card != card->id || !document_owes(doc))
			continue;
		sum = amount == NULL ? money_print(s->a, doc->open) : sum;
		verb_instead(c, "%s %.*s %s %.*s", verb_word(c, v), SPAN_ARG(sum),
			     amount == NULL ? doc->open.cur : amount->cur, SPAN_ARG(doc->label));
	}
	return RC_OK;
}

bool verb_take_amount(struct verb_call *c, struct money *ret, bool *has)
{
	struct token t;

	*has = true;
	if (args_take_kind(&c->args, TOK_MONEY, &t)) {
		*ret = t.money;
	} else if (args_take_kind(&c->args, TOK_NUMBER, &t)) {
		if (money_from_price(DECIMAL_INT(1), t.num, c->s->firm->currency, ret)) {
			(void)verb_refuse(c, value_tx(c->s->a, TX("verb.no.amount"), NULL));
			return false;
		}
	} else {
		*has = false;
		return true;
	}
	if (ret->minor > 0)
		return true;
	(void)verb_refuse(c, value_tx(c->s->a, TX("verb.no.amount"), NULL));
	return false;
}

struct document *verb_find_owing(struct verb_call *c, const struct money *amount)
{
	struct document *doc;
	struct card *card;
	unsigned n;
	bool named;

	doc = verb_take_document(c, &named);
	if (verb_refused(c))
		return NULL;
	if (!named) {
		card = verb_card_at_hand(c, false);
		if (card == NULL)
			return NULL;
		doc = only_owing(c, card, amount, &n);
		if (doc == NULL)
			(void)refuse_choice(c, card, n, amount);
		return doc;
	}
	if (document_owes(doc))
		return doc;
	(void)verb_refuse(
		c, tx(c->s->a, TX("verb.no.not_owing"), "document", doc_say(c->s->a, doc), "state",
		      document_state_name(c->s->a, doc->state, doc->kind, doc->total, doc->open),
		      NULL));
	return NULL;
}
