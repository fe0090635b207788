/* Rows of card_payout and card_entry: what the card processor pays out. */
#ifndef PLIC_ROW_PAYOUT_H
#define PLIC_ROW_PAYOUT_H

#include "rows.h"

ROW_VEC(payout, row_payouts);

/* Without their entries. */
enum rc row_payout_by_ref(struct tx *tx, struct arena *a, struct span ref, struct row_payouts *ret,
			  struct why *reterr) MUST_CHECK;
/* Of exactly this sum, that no bank's line was laid to yet. */
enum rc row_payout_of_amount(struct tx *tx, struct arena *a, struct money amount, unsigned limit,
			     struct row_payouts *ret, struct why *reterr) MUST_CHECK;
/* The one that a bank's line is; *n: how many payments over our links it sums up. NULL: none. */
enum rc row_payout_of_line(struct tx *tx, struct arena *a, int64_t payment, struct payout **ret,
			   int64_t *n, struct why *reterr) MUST_CHECK;
/* With its entries when it is new; those are laid to payments by their identity. */
enum rc row_payout_store(struct tx *tx, const struct payout *o, struct why *reterr) MUST_CHECK;

#endif
