/* Filing with RO e-Factura: uploads, looks for verdicts, fetches answers, settles doubt. Only who holds the lock
 * does it. Each step is a question to ANAF between two transactions: before an upload the row says UPLOADING and
 * is on the disk, so a kill leaves UNKNOWN and never a second upload. Repeating any other question is safe. */
#ifndef PLIC_FILING_RUN_H
#define PLIC_FILING_RUN_H

#include "engine.h"

/* What was on its way when plic ended may have arrived: looked for before anything else. */
enum rc filing_recover(struct engine *e, struct why *reterr) MUST_CHECK;
/* Do what is due, for at most `ms` milliseconds, all questions together at the configured pace; then call again. An
 * outage of ANAF is no failure: it waits, says so once, and is recorded.
 * RC_RETRY: the database. */
enum rc filing_turn(struct engine *e, int ms, struct why *reterr) MUST_CHECK;
/* How long nothing needs to be done, at most `most`. */
enum rc filing_wait_ms(struct engine *e, int most, int *ret, struct why *reterr) MUST_CHECK;
/* The day's: owners hear of what may be late, and deadlines move where the dated rule lets an outage move them. */
enum rc filing_daily(struct engine *e, int *ret_n, struct why *reterr) MUST_CHECK;

#endif
