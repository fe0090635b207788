/* The processor pays out many card payments in one sum, less its fees: the bank's line is money that was counted
 * already, and no client's (payments.md 8.3.7). */
#ifndef PLIC_PAYOUT_H
#define PLIC_PAYOUT_H

#include "flow.h"

/* Days that a bank's line may stand before and after the day that the processor names. */
enum { PAYOUT_EARLY_DAYS = 3, PAYOUT_LATE_DAYS = 10 };

/* Does a bank's line speak of the processor (cards.payout)? */
bool payout_is_line(const struct firm *f, struct arena *a, const struct payment *p);
/* A bank's line that was just booked: true when it is a payout. Nothing is matched or asked then; explained by one
 * of state.payouts, nothing of it is left; else what is left waits for the processor's word. */
bool payout_takes(struct flow *fl, struct payment *p);
/* The processor tells of a payout: kept, with what it sums up, and laid to the bank's line if that is here. */
enum rc payout_told(struct flow *fl, const struct card_fact *f, struct why *reterr) MUST_CHECK;

#endif
