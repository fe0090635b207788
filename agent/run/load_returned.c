/* Which payment a return may undo: those of its sum in the 13 months before, those of the bank's number, those
 * that stand on a document its text names. What looks like it comes whole, for it will be taken off. */
#include "load_returned.h"

#include "match.h"
#include "match_return.h"
#include "row_document.h"
#include "row_payment.h"
#include "span.h"

enum { SAME_SUM = 1000, SAME_REF = 20, DAYS_BACK = 400, REFUND_DAYS = 30 };

static enum rc payments_on(struct loader *l, int64_t document, struct why *reterr)
{
	struct row_allocations rows = { 0 };
	enum rc rc = row_allocation_of_document(l->tx, l->a, document, &rows, reterr);

	for (size_t i = 0; !rc && i < rows.n; i++)
		rc = load_payment(l, rows.at[i].payment, reterr);
	return rc;
}

/* What stands on a document, and on the proforma that it invoiced. */
static enum rc by_documents(struct loader *l, const struct payment *r, struct why *reterr)
{
	struct match_refs refs = { 0 };
	enum rc rc = RC_OK;

	match_refs_of(l->a, l->s->firm, r, &refs);
	for (size_t i = 0; !rc && i < refs.n; i++) {
		struct document *d = NULL;

		rc = row_document_by_ref(l->tx, l->a, refs.at[i].prefix, refs.at[i].number, &d,
					 reterr);
		if (rc || !d)
			continue;
		rc = load_document(l, d->id, reterr);
		if (!rc)
			rc = payments_on(l, d->id, reterr);
		if (!rc && d->ref)
			rc = payments_on(l, d->ref, reterr);
	}
	return rc;
}

enum rc load_for_return(struct loader *l, const struct payment *r, struct why *reterr)
{
	struct row_payments rows = { 0 };
	enum rc rc = by_documents(l, r, reterr);

	if (!rc && r->bank_ref.len)
		rc = row_payment_of_bank_ref(l->tx, l->a, r->bank_ref, SAME_REF, &rows, reterr);
	if (!rc)
		rc = row_payment_of_amount(l->tx, l->a, money_neg(r->amount),
					   day_add(r->day, -DAYS_BACK), r->day, SAME_SUM, &rows,
					   reterr);
	if (!rc)
		rc = row_payment_of_amount(l->tx, l->a, r->amount, day_add(r->day, -REFUND_DAYS),
					   day_add(r->day, REFUND_DAYS), SAME_REF, &rows, reterr);
	if (rc)
		return rc;
	load_add_payments(l, &rows);
	for (size_t i = 0; !rc && i < rows.n; i++)
		if (return_looks_like(l->s, rows.at[i], r))
			rc = load_payment(l, rows.at[i]->id, reterr);
	return rc;
}
