/* Each look-up is by index (load_cards.h). */
#include "load_cards.h"

#include "pay_link.h"
#include "row_document.h"
#include "row_pay_link.h"
#include "row_payment.h"

static enum rc load_link(struct loader *l, struct span ref, struct why *reterr)
{
	struct row_documents docs = { 0 };
	struct pay_link *link = NULL;
	struct document *doc = NULL;
	enum rc rc = row_pay_link_by_ref(l->tx, l->a, ref, &link, reterr);

	if (rc || !link)
		return rc;
	*ARENA_PUSH(l->a, &l->s->pay_links) = link;
	rc = row_document_load(l->tx, l->a, link->document, &doc, reterr);
	if (rc || !doc)
		return rc;
	*ARENA_PUSH(l->a, &docs) = doc;
	rc = row_document_referring(l->tx, l->a, doc->id, &docs, reterr);
	return rc ? rc : load_add_documents(l, &docs, true, reterr);
}

/* Known by another telling before, it is loaded all the same: nothing is booked twice. */
static enum rc load_paid(struct loader *l, struct span id, struct why *reterr)
{
	struct row_payments rows = { 0 };
	struct payment *p = NULL;
	enum rc rc = row_payment_by_identity(l->tx, l->a, pay_link_identity(l->a, id), &p, reterr);

	if (rc || !p)
		return rc;
	rc = row_payment_tellings(l->tx, l->a, p, reterr);
	*ARENA_PUSH(l->a, &rows) = p;
	load_add_payments(l, &rows);
	return rc;
}

enum rc load_for_card(struct loader *l, const struct card_fact *f, struct why *reterr)
{
	enum rc rc = RC_OK;

	if (f->link.len)
		rc = load_link(l, f->link, reterr);
	if (!rc && f->payment.len)
		rc = load_paid(l, f->payment, reterr);
	return rc;
}
