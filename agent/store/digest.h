/* Figures for the daily mail to the owners: what decide_digest is given.
 *
 * A map. Each list holds at most 20 maps; the whole count stands in NAME_n, sums in NAME_sum as a
 * list of money, one per currency.
 *   day, since            the business day; the instant from which "new" counts
 *   questions             question, kind, card, client, title, asked, expires (instant)
 *   money_in, _sum        payment, day, amount, left, payer, client, card, state: booked since `since`
 *   money_back, _sum      the same of what went back: returned by a bank, refunded; amounts below zero
 *   unallocated, _sum     payment, day, amount, left, payer, client: all with something left
 *   unconfirmed, _sum     the same: told by a bank's mail at most 30 days ago, by no statement in time
 *   overdue, _sum         document, label, card, client, due, days (overdue), open
 *   late, _sum            the same, past the last reminder and not put off
 *   coming_due, _sum      the same, due within 7 days; days = days to go
 *   issued, _sum          document, label, kind, card, client, total: issued on the day before or on
 *                         the day, proformas and invoices
 *   offers_open           document, label, card, client, due, days, total: issued, awaiting an answer
 *   subscriptions         subscription, card, client, day: periods that begin within 7 days
 *   cards                 card, title, client, stage: opened on the day before or on the day
 *   unsent                outbox, to, card, state, tries, error, created: queued for over an hour,
 *                         unknown, or failed since `since`
 *   quarantine            message, from, subject: set aside since `since`
 *   cards_open_n          cards that are not closed
 *   unpaid_n, _sum        proformas and invoices with something open, late or not (no list)
 *   filings               label, value: not accepted by e-Factura yet, by last day; filings_n of all */
#ifndef PLIC_STORE_DIGEST_H
#define PLIC_STORE_DIGEST_H

#include "rows.h"

enum rc digest_figures(struct tx *tx, struct arena *a, struct day today, int64_t since, int64_t now,
		       struct value **ret, struct why *reterr) MUST_CHECK;

/* Its "filings". */
enum rc digest_filings(struct tx *tx, struct arena *a, struct value *out,
		       struct why *reterr) MUST_CHECK;

#endif
