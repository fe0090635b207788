/* What a card processor's word may mean. */
#ifndef PLIC_LOAD_CARDS_H
#define PLIC_LOAD_CARDS_H

#include "load_rows.h"

/* The link that the word names, its document with card and client and everything on the card, invoices that took
 * the document's place; the payment that it speaks of, with what it pays. */
enum rc load_for_card(struct loader *l, const struct card_fact *f, struct why *reterr) MUST_CHECK;
/* Payouts of the card processor that a bank's line may be; none for any other line. */
enum rc load_payouts(struct loader *l, const struct payment *p, struct why *reterr) MUST_CHECK;

#endif
