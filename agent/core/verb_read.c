/* CARD, CAUTA, SOLD, STATUS: what is, from the rows at hand and from what the loader found (needs.h). */
#include <inttypes.h>

#include "calendar.h"
#include "run_commands.h"
#include "span.h"

static bool hit_is(const struct hit *h, const char *kind)
{
	return span_eq_str(h->kind, kind);
}

static struct money money_of(const struct hit *h, const char *key)
{
	const struct value *v = value_get(h->data, key);

	return v != NULL && v->kind == VALUE_MONEY ? v->u.money : (struct money){ 0 };
}

static struct value *state_of_hit(struct verb_call *c, const struct hit *h)
{
	static const struct {
		const char *name;
		enum doc_state state;
	} states[] = {
		{ "draft", DOC_DRAFT },       { "issued", DOC_ISSUED },
		{ "accepted", DOC_ACCEPTED }, { "refused", DOC_REFUSED },
		{ "expired", DOC_EXPIRED },   { "cancelled", DOC_CANCELLED },
		{ "reversed", DOC_REVERSED },
	};
	enum doc_state state = DOC_ISSUED;
	enum doc_kind kind = DOC_OFFER;

	for (size_t i = 0; i < ARRAY_LEN(states); i++)
		if (span_eq_str(value_get_text(h->data, "state"), states[i].name))
			state = states[i].state;
	if (!doc_kind_from_name(value_get_text(h->data, "kind"), &kind))
		kind = DOC_OFFER;
	return document_state_name(c->s->a, state, kind, money_of(h, "total"), money_of(h, "open"));
}

static void show_document(struct verb_call *c, const struct document *doc)
{
	struct arena *a = c->s->a;
	struct value *state = document_state_name(a, doc->state, doc->kind, doc->total, doc->open);

	if (doc->kind == DOC_CONTRACT || doc->kind == DOC_PV)
		verb_show(c, doc_say(a, doc), state);
	else
		verb_show(c, doc_say(a, doc),
			  tx(a, TX("verb.show.document"), "total", value_money(a, doc->total),
			     "state", state, NULL));
}

static void show_story(struct verb_call *c)
{
	struct arena *a = c->s->a;

	for (size_t i = 0; i < c->s->hits.n; i++) {
		const struct hit *h = &c->s->hits.at[i];
		struct span kind = value_get_text(h->data, "kind");

		if (!hit_is(h, "event"))
			continue;
		verb_show(c, verb_member(c, h->data, "day"),
			  tx(a, TX("verb.show.event"), "kind", verb_event_name(a, kind), "label",
			     verb_member(c, h->data, "label"), "text",
			     verb_member(c, h->data, "text"), NULL));
	}
}

static void show_contact(struct verb_call *c)
{
	struct arena *a = c->s->a;

	if (c->card->held)
		verb_show(
			c,
			tx(a, TX("verb.label.card_mails"), "card", value_int(a, c->card->id), NULL),
			value_tx(a, TX("verb.outgoing.held"), NULL));
	verb_show(c, value_tx(a, TX("verb.label.client"), NULL), tx_span(c, c->client->party.name));
	if (c->client->party.email.len > 0)
		verb_show(c, value_tx(a, TX("verb.label.email"), NULL),
			  tx_span(c, c->client->party.email));
	if (c->client->party.phone.len > 0)
		verb_show(c, value_tx(a, TX("verb.label.phone"), NULL),
			  tx_span(c, c->client->party.phone));
}

static enum rc card_verb(struct verb_call *c, struct why *reterr)
{
	struct arena *a = c->s->a;
	struct card *card = NULL;
	int64_t n;

	(void)reterr;
	/* "CARD 1042": the number alone names it */
	if (c->args.n > 0 && c->args.at[0].kind == TOK_NUMBER &&
	    (n = decimal_norm(c->args.at[0].num).n) > 0 &&
	    decimal_norm(c->args.at[0].num).scale == 0) {
		args_remove(&c->args, 0, 1);
		card = state_card(c->s, n);
		if (card == NULL) {
			(void)verb_refuse(
				c, tx(a, TX("verb.no.such_card"), "card", value_int(a, n), NULL));
			return RC_OK;
		}
		c->card = card;
	}
	card = verb_card_at_hand(c, false);
	if (card == NULL || verb_leftover(c))
		return RC_OK;
	c->out->headline =
		tx(a, TX("verb.head.card"), "client", tx_span(c, c->client->party.name), "card",
		   value_int(a, card->id), "stage", tx_span(c, stage_title(c->s, card)), NULL);
	if (card->title.len > 0)
		verb_show(c, value_tx(a, TX("verb.label.title"), NULL), tx_span(c, card->title));
	show_contact(c);
	for (size_t i = 0; i < c->s->documents.n; i++)
		if (c->s->documents.at[i]->card == card->id)
			show_document(c, c->s->documents.at[i]);
	for (size_t i = 0; i < c->s->subscriptions.n; i++) {
		const struct subscription *sub = c->s->subscriptions.at[i];
		struct day next = subscription_next_due(sub);

		if (sub->card != card->id)
			continue;
		verb_show(c, tx(a, TX("verb.subscription"), "n", value_int(a, sub->id), NULL),
			  sub->paused && !sub->stopped ?
				  value_tx(a, TX("verb.subscription.paused"), NULL) :
			  day_is_set(next) ? tx(a, TX("verb.subscription.next"), "day",
						value_day(a, next), NULL) :
					     value_tx(a, TX("verb.subscription.stopped"), NULL));
	}
	show_story(c);
	verb_next_of_card(c, card);
	verb_next(c, value_tx(a, TX("verb.next.message"), NULL), "%s ",
		  lang_is_en(staff_lang(c->s)) ? "MESSAGE" : "MESAJ");
	return RC_OK;
}

static void show_hit(struct verb_call *c, const struct hit *h)
{
	struct arena *a = c->s->a;
	bool en = lang_is_en(staff_lang(c->s));

	if (hit_is(h, "card")) {
		int64_t n = value_get_int(h->data, "number", 0);
		struct card card = { .pipeline = value_get_text(h->data, "pipeline"),
				     .stage = value_get_text(h->data, "stage") };

		verb_show(c, tx(a, TX("verb.card"), "card", value_int(a, n), NULL),
			  tx(a, TX("verb.show.card"), "client", verb_member(c, h->data, "client"),
			     "title", verb_member(c, h->data, "title"), "stage",
			     tx_span(c, stage_title(c->s, &card)), NULL));
		verb_next(c, tx(a, TX("verb.card"), "card", value_int(a, n), NULL), "CARD %" PRId64,
			  n);
	} else if (hit_is(h, "client")) {
		verb_show(c, verb_member(c, h->data, "name"),
			  tx(a, TX("verb.show.client"), "email", verb_member(c, h->data, "email"),
			     "tax_id", verb_member(c, h->data, "tax_id"), NULL));
		verb_next(c,
			  tx(a, TX("verb.next.balance"), "name", verb_member(c, h->data, "name"),
			     NULL),
			  "%s %.*s", en ? "BALANCE" : "SOLD",
			  SPAN_ARG(value_get_text(h->data, "email")));
	} else if (hit_is(h, "document")) {
		verb_show(c, verb_member(c, h->data, "label"),
			  tx(a, TX("verb.show.found_document"), "client",
			     verb_member(c, h->data, "client"), "total",
			     verb_member(c, h->data, "total"), "state", state_of_hit(c, h), NULL));
	}
}

static enum rc find(struct verb_call *c, struct why *reterr)
{
	struct arena *a = c->s->a;
	struct span text = args_take_rest(&c->args);
	size_t n = 0;

	(void)reterr;
	if (text.len == 0) {
		(void)verb_refuse(c, value_tx(a, TX("verb.no.search"), NULL));
		verb_instead(c, lang_is_en(staff_lang(c->s)) ? "FIND popescu" : "CAUTA popescu");
		return RC_OK;
	}
	for (size_t i = 0; i < c->s->hits.n; i++) {
		const struct hit *h = &c->s->hits.at[i];

		if (!hit_is(h, "card") && !hit_is(h, "client") && !hit_is(h, "document"))
			continue;
		show_hit(c, h);
		n++;
	}
	c->out->headline = tx(a, n == 0 ? TX("verb.find.none") : TX("verb.find.some"), "text",
			      tx_span(c, text), "n", value_int(a, (int64_t)n), NULL);
	return RC_OK;
}

/* Sums by currency: firms that bill in two have two balances. */
static void show_sums(struct verb_call *c, const char *label, bool late)
{
	struct money sum[4] = { { 0 } };
	size_t n = 0;

	for (size_t i = 0; i < c->s->hits.n; i++) {
		const struct hit *h = &c->s->hits.at[i];
		const struct value *due = value_get(h->data, "due");
		struct money open = money_of(h, "open");
		size_t k = 0;

		if (!hit_is(h, "document") || open.minor <= 0)
			continue;
		if (late && (due == NULL || due->kind != VALUE_DAY ||
			     day_cmp(due->u.day, c->s->today) >= 0))
			continue;
		while (k < n && !money_same_currency(sum[k], open))
			k++;
		if (k == ARRAY_LEN(sum))
			continue;
		n = k == n ? n + 1 : n;
		if (money_add(sum[k], open, &sum[k]))
			return;
	}
	for (size_t k = 0; k < n; k++)
		verb_show(c, value_tx(c->s->a, label, NULL), value_money(c->s->a, sum[k]));
}

static enum rc balance(struct verb_call *c, struct why *reterr)
{
	struct arena *a = c->s->a;
	struct value *name = NULL;
	struct card *card;
	size_t open = 0;

	for (size_t i = 0; i < c->args.n; i++)
		if (c->args.at[i].kind == TOK_DATE)
			return verb_statement_decide(c, reterr);
	if (args_has_card(&c->args) || args_done(&c->args)) {
		card = verb_card_at_hand(c, false);
		if (card == NULL || verb_leftover(c))
			return RC_OK;
		name = tx_span(c, c->client->party.name);
	}
	for (size_t i = 0; i < c->s->hits.n; i++)
		if (hit_is(&c->s->hits.at[i], "client") && name == NULL)
			name = verb_member(c, c->s->hits.at[i].data, "name");
	if (name == NULL)
		return verb_refuse_client(c, lang_is_en(staff_lang(c->s)) ? "BALANCE" : "SOLD");
	c->args.n = 0;
	for (size_t i = 0; i < c->s->hits.n; i++) {
		const struct hit *h = &c->s->hits.at[i];

		if (hit_is(h, "document")) {
			open++;
			verb_show(c, verb_member(c, h->data, "label"),
				  tx(a, TX("verb.show.balance"), "open",
				     verb_member(c, h->data, "open"), "due",
				     verb_member(c, h->data, "due"), NULL));
		} else if (hit_is(h, "payment")) {
			verb_show(
				c,
				tx(a, TX("verb.payment"), "n", verb_member(c, h->data, "id"), NULL),
				tx(a, TX("verb.payment.left"), "left",
				   verb_member(c, h->data, "left"), NULL));
		}
	}
	show_sums(c, TX("verb.label.open"), false);
	show_sums(c, TX("verb.label.late"), true);
	c->out->headline = tx(a, open == 0 ? TX("verb.balance.none") : TX("verb.balance.some"),
			      "name", name, "n", value_int(a, (int64_t)open), NULL);
	return RC_OK;
}

static enum rc status(struct verb_call *c, struct why *reterr)
{
	struct arena *a = c->s->a;
	static const struct {
		const char *name, *label;
	} figures[] = {
		{ "cards_open", TX("verb.figure.cards_open") },
		{ "offers_open", TX("verb.figure.offers_open") },
		{ "invoices_open", TX("verb.figure.invoices_open") },
		{ "invoices_late", TX("verb.figure.invoices_late") },
		{ "payments_left", TX("verb.figure.payments_left") },
		{ "questions_open", TX("verb.figure.questions_open") },
		{ "mails_waiting", TX("verb.figure.mails_waiting") },
	};

	(void)reterr;
	if (verb_leftover(c))
		return RC_OK;
	c->out->headline = tx(a, TX("verb.head.status"), "day", value_day(a, c->s->today), NULL);
	for (size_t i = 0; i < c->s->hits.n; i++) {
		const struct hit *h = &c->s->hits.at[i];

		for (size_t k = 0; hit_is(h, "figure") && k < ARRAY_LEN(figures); k++)
			if (span_eq_str(value_get_text(h->data, "name"), figures[k].name))
				verb_show(c, value_tx(a, figures[k].label, NULL),
					  verb_member(c, h->data, "count"));
	}
	verb_show(c, value_tx(a, TX("verb.label.outgoing"), NULL),
		  c->s->hold_all ? value_tx(a, TX("verb.outgoing.held"), NULL) :
				   value_tx(a, TX("verb.outgoing.on"), NULL));
	return RC_OK;
}

const struct verb verb_card_show = {
	.ro = "CARD",
	.en = "CARD",
	.help = TX("help.card"),
	.example = { TX("help.card.1") },
	.roles = ROLE_ALL,
	.decide = card_verb,
};
const struct verb verb_find_cards = {
	.ro = "CAUTA",
	.en = "FIND",
	.synonyms = "SEARCH",
	.help = TX("help.cauta"),
	.example = { TX("help.cauta.1") },
	.roles = ROLE_ALL,
	.decide = find,
};
const struct verb verb_balance = {
	.ro = "SOLD",
	.en = "BALANCE",
	.help = TX("help.sold"),
	.example = { TX("help.sold.1") },
	.roles = ROLE_ALL,
	.decide = balance,
};
const struct verb verb_status = {
	.ro = "STATUS",
	.en = "STATUS",
	.help = TX("help.status"),
	.example = { TX("help.status.1") },
	.roles = ROLE_ALL,
	.decide = status,
};
