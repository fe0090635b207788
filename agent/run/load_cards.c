/* Each look-up is by index (load_cards.h). */
#include "load_cards.h"

#include "pay_link.h"
#include "payout.h"
#include "row_document.h"
#include "row_pay_link.h"
#include "row_payment.h"
#include "row_payout.h"

enum { LINES = 20 };

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
	struct row_payments rows = { 0 }, others = { 0 };
	struct payment *p = NULL;
	enum rc rc = row_payment_by_identity(l->tx, l->a, pay_link_identity(l->a, id), &p, reterr);

	if (rc || !p)
		return rc;
	rc = row_payment_tellings(l->tx, l->a, p, reterr);
	*ARENA_PUSH(l->a, &rows) = p;
	load_add_payments(l, &rows);
	if (!rc)
		rc = load_payment(l, p->id, reterr); /* what it pays, and what undid it */
	if (!rc && p->client)
		rc = row_payment_of_client(l->tx, l->a, p->client, LINES, &others, reterr);
	if (!rc)
		load_add_payments(l, &others); /* a refund that staff told of */
	for (size_t i = 0; !rc && i < l->s->payments.n; i++)
		if (l->s->payments.at[i]->kind == PAYMENT_RETURN && !l->s->payments.at[i]->told.n)
			rc = row_payment_tellings(l->tx, l->a, l->s->payments.at[i], reterr);
	return rc;
}

/* A payout: itself, the bank's line that it may be, and payments whose fee was not known. */
static enum rc load_payout(struct loader *l, const struct card_fact *f, struct why *reterr)
{
	struct row_payouts rows = { 0 };
	struct row_payments lines = { 0 };
	struct day around = day_is_set(f->day) ? f->day : l->s->today;
	enum rc rc = row_payout_by_ref(l->tx, l->a, f->payment, &rows, reterr);

	for (size_t i = 0; i < rows.n; i++)
		*ARENA_PUSH(l->a, &l->s->payouts) = rows.at[i];
	if (!rc)
		rc = row_payment_of_amount(
			l->tx, l->a, f->amount, day_add(around, -PAYOUT_EARLY_DAYS),
			day_add(around, PAYOUT_LATE_DAYS), LINES, &lines, reterr);
	if (!rc)
		load_add_payments(l, &lines);
	for (size_t i = 0; !rc && i < f->entries.n; i++)
		if (f->entries.at[i].payment.len)
			rc = load_paid(l, f->entries.at[i].payment, reterr);
	return rc;
}

enum rc load_for_card(struct loader *l, const struct card_fact *f, struct why *reterr)
{
	enum rc rc = RC_OK;

	if (f->kind == CARD_PAYOUT || f->kind == CARD_PAYOUT_FAILED)
		return load_payout(l, f, reterr);
	if (f->link.len)
		rc = load_link(l, f->link, reterr);
	if (!rc && f->payment.len)
		rc = load_paid(l, f->payment, reterr);
	return rc;
}

enum rc load_payouts(struct loader *l, const struct payment *p, struct why *reterr)
{
	struct row_payouts rows = { 0 };
	enum rc rc;

	if (!payout_is_line(l->s->firm, l->a, p))
		return RC_OK;
	rc = row_payout_of_amount(l->tx, l->a, p->amount, LINES, &rows, reterr);
	for (size_t i = 0; i < rows.n; i++) {
		bool there = false;

		for (size_t k = 0; k < l->s->payouts.n; k++)
			there |= l->s->payouts.at[k]->id == rows.at[i]->id;
		if (!there)
			*ARENA_PUSH(l->a, &l->s->payouts) = rows.at[i];
	}
	return rc;
}
