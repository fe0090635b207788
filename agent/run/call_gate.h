/* The one door to services that count calls (core/call_budget.h): what was spent stands in the database, so that all
 * processes together keep the pace and the daily limits. A power cut may forget the last second's calls; nothing
 * else does. */
#ifndef PLIC_CALL_GATE_H
#define PLIC_CALL_GATE_H

#include "call_budget.h"
#include "db.h"

/* Milliseconds until a call of that pool may be made, 0 = now; a second when the database cannot say. */
int64_t call_gate_wait_ms(struct db *db, enum call_pool pool);
/* Before each call, with no transaction open: counts it. Waits for its place, two seconds at most.
 *   what  the message that is asked about, "" = the firm
 * RC_REFUSED: so often it was asked today already. RC_RETRY: the pool rests, or the database. Nothing was counted
 * then, and nothing may be asked. */
enum rc call_gate_pass(struct db *db, enum call_kind kind, struct span what, int64_t per_minute,
		       struct why *reterr) MUST_CHECK;
/* The service says "too many": of all calls, the pool rests for a minute; of this one, it is not asked again today. */
void call_gate_too_many(struct db *db, enum call_kind kind, struct span what, bool of_all);

#endif
