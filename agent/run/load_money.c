/* What money that came in may mean (state.h, fact.notices): documents its text names, payers, documents with
 * exactly that much open. Every look-up is by index and capped. What the text names, and what will be paid,
 * comes whole, for a payment may move its card; the rest is what speaks for and against, and what staff are
 * shown. */
#include "load_cards.h"
#include "load_state.h"

#include "ident.h"
#include "load_returned.h"
#include "match.h"
#include "row_client.h"
#include "row_document.h"
#include "row_payment.h"
#include "span.h"

enum { CANDIDATES = 10, OF_PAYER = 17 };

/* The client's last payments: one may be this very movement, told by staff before the bank did; and
 * they show from which accounts he pays. */
static enum rc load_payments_of(struct loader *l, int64_t client, struct why *reterr)
{
	struct row_payments rows = { 0 };
	enum rc rc = row_payment_of_client(l->tx, l->a, client, CANDIDATES, &rows, reterr);

	if (!rc)
		load_add_payments(l, &rows);
	return rc;
}

static enum rc load_reference(struct loader *l, const struct match_ref *r, struct why *reterr)
{
	struct row_documents docs = { 0 };
	struct document *d = NULL;
	struct card *card;
	enum rc rc;

	if (r->how == MATCH_CARD)
		return load_card(l, r->number, &card, reterr);
	rc = row_document_by_ref(l->tx, l->a, r->prefix, r->number, &d, reterr);

	if (rc || !d)
		return rc;
	*ARENA_PUSH(l->a, &docs) = d;
	/* A proforma that was invoiced: the money is for the invoice. */
	rc = row_document_referring(l->tx, l->a, d->id, &docs, reterr);
	/* a number in another series than the words say is but a candidate */
	if (!rc && r->how == MATCH_OTHER)
		return load_add_candidates(l, &docs, reterr);
	if (!rc)
		rc = load_add_documents(l, &docs, true, reterr);
	return rc ? rc : load_payments_of(l, d->client, reterr);
}

static enum rc load_named(struct loader *l, const struct payment *p, struct why *reterr)
{
	struct match_refs refs = { 0 };
	enum rc rc = RC_OK;

	match_refs_of(l->a, l->s->firm, p, &refs);
	for (size_t i = 0; !rc && i < refs.n; i++)
		rc = load_reference(l, &refs.at[i], reterr);
	return rc;
}

static enum rc load_by_name(struct loader *l, struct span name, struct row_clients *rows,
			    struct why *reterr)
{
	enum rc rc = row_client_by_name(l->tx, l->a, name, CANDIDATES, rows, reterr);

	if (!rc && !rows->n)
		rc = row_client_by_name(l->tx, l->a, match_name_words(l->a, name), CANDIDATES, rows,
					reterr);
	return rc;
}

/* Of a payer: what he owes, of this sum at first, and his last payments. */
static enum rc load_payer(struct loader *l, int64_t client, const struct payment *p,
			  struct why *reterr)
{
	struct row_documents docs = { 0 };
	enum rc rc = row_document_unpaid_of_client_by_amount(l->tx, l->a, client, p->amount,
							     CANDIDATES, &docs, reterr);

	if (!rc && p->original.minor)
		rc = row_document_unpaid_of_client_by_amount(l->tx, l->a, client, p->original,
							     CANDIDATES, &docs, reterr);
	if (!rc)
		rc = row_document_unpaid_of_client(l->tx, l->a, client, OF_PAYER, &docs, reterr);
	if (!rc)
		rc = load_add_candidates(l, &docs, reterr);
	return rc ? rc : load_payments_of(l, client, reterr);
}

/* Whom earlier payments from this account, or with this tax id, were for. */
static enum rc load_hints(struct loader *l, const struct payment *p, struct row_clients *clients,
			  struct why *reterr)
{
	struct row_payments rows = { 0 };
	enum rc rc =
		row_payment_of_payer(l->tx, l->a, p->payer_iban, p->payer_tax_id, 2, &rows, reterr);

	for (size_t i = 0; !rc && i < rows.n; i++) {
		struct client *c = NULL;

		rc = load_client(l, rows.at[i]->client, &c, reterr);
		if (!rc && c)
			*ARENA_PUSH(l->a, clients) = c;
	}
	if (!rc)
		load_add_payments(l, &rows);
	return rc;
}

static enum rc load_payers(struct loader *l, const struct payment *p, struct why *reterr)
{
	struct row_clients rows = { 0 };
	enum rc rc = RC_OK;
	bool ro;

	if (p->payer_tax_id.len)
		rc = row_client_by_tax_id(l->tx, l->a, p->payer_tax_id, &rows, reterr);
	if (!rc && !rows.n && p->payer_tax_id.len)
		rc = row_client_by_tax_id(l->tx, l->a, ident_cui_digits(l->a, p->payer_tax_id, &ro),
					  &rows, reterr);
	if (!rc && p->payer_iban.len)
		rc = row_client_by_iban(l->tx, l->a, ident_iban_compact(l->a, p->payer_iban), &rows,
					reterr);
	if (!rc)
		rc = load_hints(l, p, &rows, reterr);
	if (!rc && p->payer.len)
		rc = load_by_name(l, p->payer, &rows, reterr);
	if (rc)
		return rc;
	load_add_clients(l, &rows);
	for (size_t i = 0; !rc && i < rows.n && i < CANDIDATES; i++)
		rc = load_payer(l, rows.at[i]->id, p, reterr);
	return rc;
}

/* Documents of exactly this sum, whoever's. */
static enum rc load_same_sum(struct loader *l, const struct payment *p, struct why *reterr)
{
	struct row_documents docs = { 0 };
	enum rc rc =
		row_document_unpaid_by_amount(l->tx, l->a, p->amount, CANDIDATES, &docs, reterr);

	if (!rc && p->original.minor)
		rc = row_document_unpaid_by_amount(l->tx, l->a, p->original, CANDIDATES, &docs,
						   reterr);
	return rc ? rc : load_add_candidates(l, &docs, reterr);
}

/* What was found as a candidate and will be paid comes whole. */
static enum rc load_paid(struct loader *l, const struct payment *p, struct why *reterr)
{
	struct match m;
	enum rc rc = RC_OK;

	match_payment(l->s, p, &m);
	for (unsigned i = 0; !rc && i < m.n_pay; i++)
		rc = load_document(l, m.pay[i].doc->id, reterr);
	return rc;
}

enum rc load_for_payment(struct loader *l, const struct payment *p, struct why *reterr)
{
	enum rc rc;

	if (p->kind == PAYMENT_RETURN)
		return load_for_return(l, p, reterr);
	rc = load_payouts(l, p, reterr);
	if (!rc)
		rc = load_named(l, p, reterr);
	if (!rc)
		rc = load_payers(l, p, reterr);
	if (!rc)
		rc = load_same_sum(l, p, reterr);
	return rc ? rc : load_paid(l, p, reterr);
}
