/* One decision that no mail asked for: the state loaded under the write lock, decided on, written, committed.
 *
 *	SCOPED(turn) t = { 0 };
 *	enum rc rc = turn_begin(e, &t, reterr);
 *
 *	if (!rc)
 *		rc = decide_...(&t.s, ..., &t.d, reterr);
 *	return rc ? rc : turn_end(&t, reterr);
 *
 * Rows that go with the decision are written to t.tx before turn_end. What was not ended is undone. */
#ifndef PLIC_TURN_H
#define PLIC_TURN_H

#include "effect.h"
#include "engine.h"
#include "load_rows.h"

struct turn {
	struct tx tx;
	struct state s;
	struct decision d;
	struct loader l;
};
/* BEGIN, and what every decision is given (load_base); in e->work. */
enum rc turn_begin(struct engine *e, struct turn *ret, struct why *reterr) MUST_CHECK;
/* The changed rows and the effects, then COMMIT. */
enum rc turn_end(struct turn *t, struct why *reterr) MUST_CHECK;
void turn_drop(struct turn *t);

#endif
