/* The cache of BNR's exchange rates, kept up to the last working day before today. Repeating is safe: a rate
 * that is there is written over with the same. */
#ifndef PLIC_RATES_H
#define PLIC_RATES_H

#include "engine.h"

/* Ask for what is missing: the last ten days, or the years when the gap is longer; nothing when rates.url is
 * empty or all is there. *ret_n: rates written.
 * RC_RETRY: no connection, another status than 200, or the answer is no feed; the cache is as it was. */
enum rc rates_refresh(struct engine *e, int *ret_n, struct why *reterr) MUST_CHECK;
/* For the day's run: the same, tried three times; a failure is logged and does not stop the day. */
void rates_for_the_day(struct engine *e);
/* For the daemon's turn: once a day, after a failure again with growing pauses. */
void rates_keep(struct engine *e);

#endif
