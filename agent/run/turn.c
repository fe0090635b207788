/* The frame round a decision (turn.h). */
#include "turn.h"

#include "clock.h"
#include "load_state.h"
#include "store_state.h"

enum rc turn_begin(struct engine *e, struct turn *ret, struct why *reterr)
{
	enum rc rc;

	ret->d = (struct decision){ 0 };
	ret->l = (struct loader){ .tx = &ret->tx, .s = &ret->s, .a = e->work };
	rc = tx_begin(e->db, &ret->tx, reterr);
	return rc ? rc : load_base(&ret->tx, e->work, &e->firm, clock_now(), &ret->s, reterr);
}

enum rc turn_end(struct turn *t, struct why *reterr)
{
	enum rc rc = store_decision(&t->tx, t->l.a, &t->s, &t->d, 0, reterr);

	return rc ? rc : tx_commit(&t->tx, reterr);
}

void turn_drop(struct turn *t)
{
	tx_drop(&t->tx);
}
