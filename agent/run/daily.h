/* The calendar's day (product: the calendar): each step idempotent for its business date, so a second
 * run changes nothing, and a run after a week off catches up. */
#ifndef PLIC_DAILY_H
#define PLIC_DAILY_H

#include "engine.h"

struct daily_counts {
	int periods, expired, followed_up, reminded, announced, flagged, received,
		questions_expired, digests, filings_urgent;
};
/* RC_RETRY: stopped where the world is broken; what was committed counts, run it again. */
enum rc daily_run(struct engine *e, struct daily_counts *ret, struct why *reterr) MUST_CHECK;

#endif
