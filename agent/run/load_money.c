/* What bank notices may mean (state.h, fact.notices): documents their text names, payments already told,
 * payers, documents with exactly that much open. Every look-up is by index and capped. What the text
 * names comes whole, for a payment may move its card; the rest is only shown to staff as candidates,
 * and not looked up at all when the named documents take the money. */
#include "load_state.h"

#include "ident.h"
#include "match.h"
#include "row_client.h"
#include "row_document.h"
#include "row_payment.h"
#include "span.h"

enum { CANDIDATES = 10 };

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

static enum rc load_named(struct loader *l, struct span details, struct why *reterr)
{
	struct match_refs refs = { 0 };
	enum rc rc = RC_OK;

	match_refs(l->a, l->s->firm, details, &refs);
	for (size_t i = 0; !rc && i < refs.n; i++) {
		struct row_documents docs = { 0 };
		struct document *d = NULL;

		rc = row_document_by_ref(l->tx, l->a, refs.at[i].prefix, refs.at[i].number, &d,
					 reterr);
		if (rc || !d)
			continue;
		*ARENA_PUSH(l->a, &docs) = d;
		/* A proforma that was invoiced: the money is for the invoice. */
		rc = row_document_referring(l->tx, l->a, d->id, &docs, reterr);
		if (!rc)
			rc = load_add_documents(l, &docs, true, reterr);
		if (!rc)
			rc = load_payments_of(l, d->client, reterr);
	}
	return rc;
}

static enum rc load_payers(struct loader *l, const struct notice *n, struct why *reterr)
{
	struct row_clients rows = { 0 };
	enum rc rc = RC_OK;

	if (n->payer_tax_id.len)
		rc = row_client_by_tax_id(l->tx, l->a, n->payer_tax_id, &rows, reterr);
	if (!rc && n->payer_iban.len)
		rc = row_client_by_iban(l->tx, l->a, ident_iban_compact(l->a, n->payer_iban), &rows,
					reterr);
	if (!rc && n->payer.len)
		rc = row_client_by_name(l->tx, l->a, n->payer, CANDIDATES, &rows, reterr);
	if (rc)
		return rc;
	load_add_clients(l, &rows);
	for (size_t i = 0; !rc && i < rows.n && i < CANDIDATES; i++) {
		struct row_documents docs = { 0 };

		rc = row_document_unpaid_of_client(l->tx, l->a, rows.at[i]->id, CANDIDATES, &docs,
						   reterr);
		if (!rc)
			rc = load_add_candidates(l, &docs, reterr);
		if (!rc)
			rc = load_payments_of(l, rows.at[i]->id, reterr);
	}
	return rc;
}

/* The same movement told before, and its twins of that day. */
static enum rc load_told(struct loader *l, const struct notice *n, struct why *reterr)
{
	struct span base = match_identity_base(l->a, n);
	struct payment *known = NULL;
	enum rc rc = RC_OK;
	unsigned k = 0;

	do {
		struct row_payments one = { 0 };

		rc = row_payment_by_identity(l->tx, l->a, match_identity(l->a, base, k), &known,
					     reterr);
		if (rc || !known)
			break;
		*ARENA_PUSH(l->a, &one) = known;
		load_add_payments(l, &one);
	} while (++k < CANDIDATES);
	return rc;
}

static enum rc load_candidates(struct loader *l, const struct notice *n, struct why *reterr)
{
	struct payment told = { .amount = n->amount, .left = n->amount, .details = n->details };
	struct row_documents docs = { 0 };
	struct match m;
	enum rc rc;

	match_payment(l->s, &told, &m);
	if (m.exact)
		return RC_OK;
	rc = load_payers(l, n, reterr);
	if (!rc)
		rc = row_document_unpaid_by_amount(l->tx, l->a, n->amount, CANDIDATES, &docs,
						   reterr);
	return rc ? rc : load_add_candidates(l, &docs, reterr);
}

enum rc load_for_notices(struct loader *l, const struct mail_fact *f, struct why *reterr)
{
	enum rc rc = RC_OK;

	for (size_t i = 0; !rc && i < f->notices.n; i++) {
		rc = load_named(l, f->notices.at[i].details, reterr);
		if (!rc)
			rc = load_told(l, &f->notices.at[i], reterr);
	}
	for (size_t i = 0; !rc && i < f->notices.n; i++)
		rc = load_candidates(l, &f->notices.at[i], reterr);
	return rc;
}
