/* Payments and their allocation to documents. */
#ifndef PLIC_ROW_PAYMENT_H
#define PLIC_ROW_PAYMENT_H

#include "rows.h"

enum rc row_payment_load(struct tx *tx, struct arena *a, int64_t id, struct payment **ret,
			 struct why *reterr) MUST_CHECK;
/* By any of its tellings. */
enum rc row_payment_by_identity(struct tx *tx, struct arena *a, struct span identity,
				struct payment **ret, struct why *reterr) MUST_CHECK;
/* Something left to allocate, not reversed; oldest first. client 0 = anybody's. */
enum rc row_payment_unallocated(struct tx *tx, struct arena *a, int64_t client, unsigned limit,
				struct row_payments *ret, struct why *reterr) MUST_CHECK;
/* Newest first. */
enum rc row_payment_of_client(struct tx *tx, struct arena *a, int64_t client, unsigned limit,
			      struct row_payments *ret, struct why *reterr) MUST_CHECK;
/* Exactly this amount (signed), whatever its state, on the days from..to; oldest first. */
enum rc row_payment_of_amount(struct tx *tx, struct arena *a, struct money amount, struct day from,
			      struct day to, unsigned limit, struct row_payments *ret,
			      struct why *reterr) MUST_CHECK;
/* The same amount, at most so many days away, that told->source has not told yet, or no statement has
 * confirmed; oldest first. */
enum rc row_payment_not_told_by(struct tx *tx, struct arena *a, const struct payment *told,
				unsigned days, unsigned limit, struct row_payments *ret,
				struct why *reterr) MUST_CHECK;
/* The bank's own number, as it stands in the row. */
enum rc row_payment_of_bank_ref(struct tx *tx, struct arena *a, struct span bank_ref,
				unsigned limit, struct row_payments *ret,
				struct why *reterr) MUST_CHECK;
/* The first payment that a statement told as one of this batch (payment.batch). */
enum rc row_payment_of_batch(struct tx *tx, struct arena *a, struct span batch,
			     struct payment **ret, struct why *reterr) MUST_CHECK;
/* Those that undo it. */
enum rc row_payment_reversing(struct tx *tx, struct arena *a, int64_t payment,
			      struct row_payments *ret, struct why *reterr) MUST_CHECK;
/* Told by a bank's mail up to and with this day, by no statement yet, and not flagged; oldest first. */
enum rc row_payment_unconfirmed(struct tx *tx, struct arena *a, struct day until, unsigned limit,
				struct row_payments *ret, struct why *reterr) MUST_CHECK;
/* p->told: all of them. */
enum rc row_payment_tellings(struct tx *tx, struct arena *a, struct payment *p,
			     struct why *reterr) MUST_CHECK;
/* For hints whose money it is: of each client, in the order of ids and at most limit, one payment that came
 * from this account, or bore this tax id. */
enum rc row_payment_of_payer(struct tx *tx, struct arena *a, struct span iban, struct span tax_id,
			     unsigned limit, struct row_payments *ret,
			     struct why *reterr) MUST_CHECK;
/* With its fresh tellings. RC_REFUSED: an identity is another payment's. */
enum rc row_payment_store(struct tx *tx, struct arena *a, const struct payment *p, int64_t now,
			  struct why *reterr) MUST_CHECK;

struct row_allocations {
	struct allocation *at;
	size_t n, cap;
};
enum rc row_allocation_store(struct tx *tx, const struct allocation *al, int64_t now,
			     struct why *reterr) MUST_CHECK;
enum rc row_allocation_of_payment(struct tx *tx, struct arena *a, int64_t payment,
				  struct row_allocations *ret, struct why *reterr) MUST_CHECK;
enum rc row_allocation_of_document(struct tx *tx, struct arena *a, int64_t document,
				   struct row_allocations *ret, struct why *reterr) MUST_CHECK;

#endif
