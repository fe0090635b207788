/* Hits about payments (needs.h: NEED_MONEY_IN, NEED_PAYMENT). */
#ifndef PLIC_LOAD_PAYMENTS_H
#define PLIC_LOAD_PAYMENTS_H

#include "load_rows.h"

/* words: of the period, "" = the last 30 days; words that are none give no hits. */
enum rc load_money_between(struct loader *l, struct span words, struct why *reterr) MUST_CHECK;
/* The payment whole, what told it, what undid it, and what the cards' stories say of it. */
enum rc load_payment_story(struct loader *l, int64_t payment, struct why *reterr) MUST_CHECK;

#endif
