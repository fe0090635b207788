/* Writes a decision: the rows decide marked, its events and evidence, its effects as outbox rows. */
#ifndef PLIC_STORE_STATE_H
#define PLIC_STORE_STATE_H

#include "effect.h"
#include "rows.h"

/* message: the journal row at hand, 0 = the calendar. */
enum rc store_decision(struct tx *tx, struct arena *a, struct state *s, const struct decision *d,
		       int64_t message, struct why *reterr) MUST_CHECK;

#endif
