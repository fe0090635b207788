/* What command lines speak of (needs.h): references, cards, clients, searches. */
#include "load_state.h"

#include "load_allocated.h"
#include "load_filings.h"
#include "load_hits.h"
#include "needs.h"
#include "row_client.h"
#include "row_document.h"
#include "row_payment.h"
#include "row_product.h"
#include "row_question.h"
#include "span.h"

enum { CLIENTS_BY_NAME = 5, OPEN_OF_CLIENT = 20, PAYMENTS_OF_CLIENT = 200 };

static enum rc load_clients_and_cards(struct loader *l, const struct row_clients *rows,
				      struct why *reterr)
{
	enum rc rc = RC_OK;

	load_add_clients(l, rows);
	for (size_t i = 0; !rc && i < rows->n; i++)
		rc = load_cards_of(l, rows->at[i]->id, 1, reterr);
	return rc;
}

static enum rc load_named_clients(struct loader *l, const struct needs *n, struct why *reterr)
{
	enum rc rc = RC_OK;

	for (size_t i = 0; !rc && i < n->emails.n; i++) {
		struct row_clients rows = { 0 };

		rc = row_client_by_email(l->tx, l->a, n->emails.at[i], &rows, reterr);
		if (!rc)
			rc = load_clients_and_cards(l, &rows, reterr);
	}
	for (size_t i = 0; !rc && i < n->cuis.n; i++) {
		struct row_clients rows = { 0 };

		rc = row_client_by_tax_id(l->tx, l->a, n->cuis.at[i], &rows, reterr);
		if (!rc)
			rc = load_clients_and_cards(l, &rows, reterr);
	}
	for (size_t i = 0; !rc && i < n->names.n; i++) {
		struct row_clients rows = { 0 };

		rc = row_client_by_name(l->tx, l->a, n->names.at[i], CLIENTS_BY_NAME, &rows,
					reterr);
		if (!rc)
			rc = load_clients_and_cards(l, &rows, reterr);
	}
	return rc;
}

/* What is owed, and the payments: one told again is known by its row. */
static enum rc load_open_of_clients(struct loader *l, struct why *reterr)
{
	enum rc rc = RC_OK;
	size_t n = l->s->clients.n;

	for (size_t i = 0; !rc && i < n; i++) {
		struct row_documents docs = { 0 };
		struct row_payments payments = { 0 };

		rc = row_payment_of_client(l->tx, l->a, l->s->clients.at[i]->id, PAYMENTS_OF_CLIENT,
					   &payments, reterr);
		if (rc)
			return rc;
		load_add_payments(l, &payments);
		rc = row_document_unpaid_of_client(l->tx, l->a, l->s->clients.at[i]->id,
						   OPEN_OF_CLIENT, &docs, reterr);
		if (!rc)
			rc = load_add_documents(l, &docs, true, reterr);
	}
	return rc;
}

/* Active products are there already; a name may also be a retired one's. */
static enum rc load_product(struct loader *l, struct span fold, struct why *reterr)
{
	struct product *p = NULL;
	enum rc rc = row_product_by_fold(l->tx, l->a, fold, &p, reterr);

	for (size_t i = 0; p && i < l->s->products.n; i++)
		if (l->s->products.at[i]->id == p->id)
			return rc;
	if (!rc && p)
		*ARENA_PUSH(l->a, &l->s->products) = p;
	return rc;
}

static enum rc load_held(struct loader *l, int64_t client, struct why *reterr)
{
	struct row_ids cards = { 0 };
	enum rc rc = row_question_held_of_client(l->tx, l->a, client, &cards, reterr);

	for (size_t i = 0; !rc && i < cards.n; i++)
		rc = load_card(l, cards.at[i], &(struct card *){ NULL }, reterr);
	return rc;
}

static enum rc load_needs(struct loader *l, const struct needs *n, struct why *reterr)
{
	enum rc rc = RC_OK;

	for (size_t i = 0; !rc && i < n->refs.n; i++) {
		struct row_documents one = { 0 };
		struct document *d = NULL;

		rc = row_document_by_ref(l->tx, l->a, n->refs.at[i].prefix, n->refs.at[i].number,
					 &d, reterr);
		if (!rc && d) {
			*ARENA_PUSH(l->a, &one) = d;
			rc = load_add_documents(l, &one, true, reterr);
		}
		if (!rc && d && d->kind == DOC_RECEIPT)
			rc = load_receipt_payment(l, d, reterr);
	}
	for (size_t i = 0; !rc && i < n->cards.n; i++)
		rc = load_card(l, n->cards.at[i], &(struct card *){ NULL }, reterr);
	for (size_t i = 0; !rc && i < n->payments.n; i++)
		rc = load_payment(l, n->payments.at[i], reterr);
	for (size_t i = 0; !rc && i < n->subscriptions.n; i++)
		rc = load_subscription(l, n->subscriptions.at[i], reterr);
	for (size_t i = 0; !rc && i < n->products.n; i++)
		rc = load_product(l, n->products.at[i], reterr);
	if (!rc)
		rc = load_named_clients(l, n, reterr);
	if (!rc && n->held_of)
		rc = load_held(l, n->held_of, reterr);
	if (!rc && n->client_open)
		rc = load_open_of_clients(l, reterr);
	if (!rc && n->filings)
		rc = load_filings_of_documents(l, reterr);
	for (size_t i = 0; !rc && i < n->searches.n; i++)
		rc = load_hits(l, &n->searches.at[i], reterr);
	return rc;
}

enum rc load_for_commands(struct loader *l, const struct mail_fact *f, struct why *reterr)
{
	struct needs n = { 0 };

	needs_of(l->a, f, &n);
	for (size_t i = 0; i < l->s->questions.n; i++)
		if (l->s->questions.at[i]->id == l->s->sender.token_question)
			needs_of_question(l->a, l->s->questions.at[i], &n);
	return load_needs(l, &n, reterr);
}
