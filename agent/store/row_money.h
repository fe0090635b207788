/* Money of a stretch of days: what came, and what went back. A processor's payout is no new money: the card
 * payments in it were counted when they came. */
#ifndef PLIC_ROW_MONEY_H
#define PLIC_ROW_MONEY_H

#include "period.h"
#include "row_payment.h"

/* Newest first, by the payment's day, withdrawn ones not; limit: at most so many. p DAY_NONE at both ends: all. */
enum rc row_money_between(struct tx *tx, struct arena *a, struct period p, unsigned limit,
			  struct row_payments *ret, struct why *reterr) MUST_CHECK;

struct money_sum {
	int64_t count;
	struct money sum;
	bool back; /* what went back: below zero */
};
struct money_sums { /* for each currency, in and back apart */
	struct money_sum *at;
	size_t n, cap;
};
enum rc row_money_sums(struct tx *tx, struct arena *a, struct period p, struct money_sums *ret,
		       struct why *reterr) MUST_CHECK;

#endif
