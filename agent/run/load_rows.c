/* Adders of rows to the state. A row that is there keeps its address: decide holds pointers. */
#include "load_rows.h"

#include "span.h"

#include "load_allocated.h"
#include "row_card.h"
#include "row_client.h"
#include "row_document.h"
#include "row_payment.h"
#include "row_question.h"
#include "row_subscription.h"

void load_add_clients(struct loader *l, const struct row_clients *rows)
{
	for (size_t i = 0; i < rows->n; i++)
		if (!state_client(l->s, rows->at[i]->id))
			*ARENA_PUSH(l->a, &l->s->clients) = rows->at[i];
}

void load_add_payments(struct loader *l, const struct row_payments *rows)
{
	for (size_t i = 0; i < rows->n; i++)
		if (!state_payment(l->s, rows->at[i]->id))
			*ARENA_PUSH(l->a, &l->s->payments) = rows->at[i];
}

void load_add_questions(struct loader *l, const struct row_questions *rows)
{
	for (size_t i = 0; i < rows->n; i++)
		if (!state_question(l->s, rows->at[i]->id))
			*ARENA_PUSH(l->a, &l->s->questions) = rows->at[i];
}

static enum rc add_document(struct loader *l, struct document *d, struct why *reterr)
{
	struct document *known = state_document(l->s, d->id);
	enum rc rc = RC_OK;

	if (known)
		d = known;
	if (!d->snap)
		rc = row_document_snapshot(l->tx, l->a, d, reterr);
	if (!rc && !known)
		*ARENA_PUSH(l->a, &l->s->documents) = d;
	return rc;
}

enum rc load_add_documents(struct loader *l, const struct row_documents *rows, bool with_cards,
			   struct why *reterr)
{
	struct card *card;
	enum rc rc = RC_OK;

	for (size_t i = 0; !rc && i < rows->n; i++) {
		rc = add_document(l, rows->at[i], reterr);
		if (!rc && with_cards && rows->at[i]->card)
			rc = load_card(l, rows->at[i]->card, &card, reterr);
		if (!rc && with_cards && rows->at[i]->client)
			rc = load_client(l, rows->at[i]->client, &(struct client *){ NULL },
					 reterr);
	}
	return rc;
}

static enum rc add_bare_card(struct loader *l, int64_t id, struct why *reterr)
{
	struct card *card = NULL;
	enum rc rc;

	if (!id || state_card(l->s, id))
		return RC_OK;
	rc = row_card_load(l->tx, l->a, id, &card, reterr);
	if (rc || !card)
		return rc;
	*ARENA_PUSH(l->a, &l->s->cards) = card;
	*ARENA_PUSH(l->a, &l->bare_cards) = id;
	return RC_OK;
}

enum rc load_add_candidates(struct loader *l, const struct row_documents *rows, struct why *reterr)
{
	enum rc rc = RC_OK;

	for (size_t i = 0; !rc && i < rows->n; i++) {
		if (state_document(l->s, rows->at[i]->id))
			continue;
		*ARENA_PUSH(l->a, &l->s->documents) = rows->at[i];
		rc = add_bare_card(l, rows->at[i]->card, reterr);
		if (!rc)
			rc = load_client(l, rows->at[i]->client, &(struct client *){ NULL },
					 reterr);
	}
	return rc;
}

/* Whether the card's row came alone; from now on it counts as whole. */
static bool was_bare(struct loader *l, int64_t id)
{
	for (size_t i = 0; i < l->bare_cards.n; i++) {
		if (l->bare_cards.at[i] != id)
			continue;
		l->bare_cards.at[i] = l->bare_cards.at[--l->bare_cards.n];
		return true;
	}
	return false;
}

enum rc load_client(struct loader *l, int64_t id, struct client **ret, struct why *reterr)
{
	enum rc rc;

	*ret = state_client(l->s, id);
	if (*ret || !id)
		return RC_OK;
	rc = row_client_load(l->tx, l->a, id, ret, reterr);
	if (!rc && *ret)
		*ARENA_PUSH(l->a, &l->s->clients) = *ret;
	return rc;
}

static enum rc load_card_parts(struct loader *l, struct card *card, struct why *reterr)
{
	struct row_documents docs = { 0 };
	struct row_subscriptions subs = { 0 };
	struct row_questions questions = { 0 };
	enum rc rc;

	rc = load_client(l, card->client, &(struct client *){ NULL }, reterr);
	if (!rc)
		rc = row_document_of_card(l->tx, l->a, card->id, &docs, reterr);
	if (!rc)
		rc = load_add_documents(l, &docs, false, reterr);
	if (!rc)
		rc = row_subscription_of_card(l->tx, l->a, card->id, &subs, reterr);
	if (!rc)
		rc = row_question_open_of_card(l->tx, l->a, card->id, &questions, reterr);
	if (rc)
		return rc;
	for (size_t i = 0; i < subs.n; i++)
		if (!state_subscription(l->s, subs.at[i]->id))
			*ARENA_PUSH(l->a, &l->s->subscriptions) = subs.at[i];
	load_add_questions(l, &questions);
	return RC_OK;
}

enum rc load_card(struct loader *l, int64_t id, struct card **ret, struct why *reterr)
{
	enum rc rc;

	*ret = state_card(l->s, id);
	if (*ret && was_bare(l, id))
		return load_card_parts(l, *ret, reterr);
	if (*ret || !id)
		return RC_OK;
	rc = row_card_load(l->tx, l->a, id, ret, reterr);
	if (rc || !*ret)
		return rc;
	*ARENA_PUSH(l->a, &l->s->cards) = *ret;
	return load_card_parts(l, *ret, reterr);
}

enum rc load_cards_of(struct loader *l, int64_t client, unsigned limit, struct why *reterr)
{
	struct row_cards rows = { 0 };
	enum rc rc = row_card_open_of_client(l->tx, l->a, client, limit, &rows, reterr);

	for (size_t i = 0; !rc && i < rows.n; i++) {
		struct card *known = state_card(l->s, rows.at[i]->id);

		if (known && !was_bare(l, known->id))
			continue;
		if (!known)
			*ARENA_PUSH(l->a, &l->s->cards) = known = rows.at[i];
		rc = load_card_parts(l, known, reterr);
	}
	return rc;
}

enum rc load_document(struct loader *l, int64_t id, struct why *reterr)
{
	struct row_documents one = { 0 };
	struct document *d = NULL;
	enum rc rc;

	d = id ? state_document(l->s, id) : NULL;
	if (!id || (d && d->snap))
		return RC_OK;
	rc = row_document_load(l->tx, l->a, id, &d, reterr);
	if (rc || !d)
		return rc;
	*ARENA_PUSH(l->a, &one) = d;
	return load_add_documents(l, &one, true, reterr);
}

enum rc load_payment(struct loader *l, int64_t id, struct why *reterr)
{
	struct payment *p = state_payment(l->s, id);
	struct row_payments undo = { 0 };
	enum rc rc = RC_OK;

	if (!id)
		return RC_OK;
	if (!p) {
		rc = row_payment_load(l->tx, l->a, id, &p, reterr);
		if (rc || !p)
			return rc;
		*ARENA_PUSH(l->a, &l->s->payments) = p;
	}
	rc = load_client(l, p->client, &(struct client *){ NULL }, reterr);
	if (!rc)
		rc = load_allocated(l, p, reterr);
	if (!rc)
		rc = row_payment_reversing(l->tx, l->a, p->id, &undo, reterr);
	if (rc)
		return rc;
	load_add_payments(l, &undo);
	return load_payment(l, p->reverses, reterr);
}

enum rc load_subscription(struct loader *l, int64_t id, struct why *reterr)
{
	struct subscription *sub = NULL;
	enum rc rc;

	if (!id || state_subscription(l->s, id))
		return RC_OK;
	rc = row_subscription_load(l->tx, l->a, id, &sub, reterr);
	if (rc || !sub)
		return rc;
	*ARENA_PUSH(l->a, &l->s->subscriptions) = sub;
	return load_card(l, sub->card, &(struct card *){ NULL }, reterr);
}

enum rc load_question(struct loader *l, int64_t id, struct question **ret, struct why *reterr)
{
	enum rc rc;

	*ret = state_question(l->s, id);
	if (*ret || !id)
		return RC_OK;
	rc = row_question_load(l->tx, l->a, id, ret, reterr);
	if (!rc && *ret)
		*ARENA_PUSH(l->a, &l->s->questions) = *ret;
	return rc;
}

struct value *load_add_hit(struct loader *l, const char *kind)
{
	struct hit *h = ARENA_PUSH(l->a, &l->s->hits);

	h->kind = span_of(kind);
	h->data = value_new_map(l->a);
	return h->data;
}
