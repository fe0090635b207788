/* What payments stand on: their documents, with their cards whole, and all that was put on these. */
#include "load_allocated.h"

#include "row_payment.h"
#include "span.h"

static bool is_known(struct loader *l, int64_t document)
{
	for (size_t i = 0; i < l->allocated_of.n; i++)
		if (l->allocated_of.at[i] == document)
			return true;
	*ARENA_PUSH(l->a, &l->allocated_of) = document;
	return false;
}

static enum rc add_rows_of(struct loader *l, int64_t document, struct why *reterr)
{
	struct row_allocations rows = { 0 };
	enum rc rc;

	if (is_known(l, document))
		return RC_OK;
	rc = row_allocation_of_document(l->tx, l->a, document, &rows, reterr);
	for (size_t i = 0; !rc && i < rows.n; i++)
		*ARENA_PUSH(l->a, &l->s->allocated) = &rows.at[i];
	return rc;
}

enum rc load_allocated(struct loader *l, const struct payment *p, struct why *reterr)
{
	struct row_allocations rows = { 0 };
	enum rc rc = row_allocation_of_payment(l->tx, l->a, p->id, &rows, reterr);

	for (size_t i = 0; !rc && i < rows.n; i++) {
		int64_t id = rows.at[i].document;

		rc = load_document(l, id, reterr);
		if (!rc)
			rc = add_rows_of(l, id, reterr);
		/* an invoice took the debt of its proforma over */
		for (size_t k = 0; !rc && k < l->s->documents.n; k++)
			if (l->s->documents.at[k]->ref == id)
				rc = add_rows_of(l, l->s->documents.at[k]->id, reterr);
	}
	return rc;
}

enum rc load_paid_on(struct loader *l, int64_t document, struct why *reterr)
{
	struct row_allocations rows = { 0 };
	enum rc rc = row_allocation_of_document(l->tx, l->a, document, &rows, reterr);

	for (size_t i = 0; !rc && i < rows.n; i++)
		rc = load_payment(l, rows.at[i].payment, reterr);
	return rc;
}

enum rc load_receipt_payment(struct loader *l, const struct document *receipt, struct why *reterr)
{
	struct span identity = arena_fmt(l->a, "cash|%.*s", SPAN_ARG(receipt->label));
	struct payment *p = NULL;
	enum rc rc = row_payment_by_identity(l->tx, l->a, identity, &p, reterr);

	return rc || !p ? rc : load_payment(l, p->id, reterr);
}
