/* Holding back what is not fit to leave; see flow_hold.c. */
#ifndef PLIC_FLOW_HOLD_H
#define PLIC_FLOW_HOLD_H

#include "flow.h"

/* The working copy before an event or a period, and back to it. */
struct hold;
struct hold *hold_begin(struct flow *fl);
void hold_undo(const struct hold *h, struct flow *fl);

/* fl->faults keep ev from running on the card: staff are asked, once (Q_HELD). After hold_undo. */
enum rc hold_event(struct flow *fl, struct card *card, enum event ev,
		   struct why *reterr) MUST_CHECK;
/* The same for a subscription's period: told once; the next day's run tries again by itself. */
enum rc hold_period(struct flow *fl, const struct subscription *sub, struct why *reterr) MUST_CHECK;
/* Run the held event again. It is still held when fl->faults are there afterwards, else q is done. */
enum rc hold_again(struct flow *fl, struct question *q, struct why *reterr) MUST_CHECK;
/* All that is held on this client's cards, after his data changed. */
enum rc hold_again_of(struct flow *fl, const struct client *c, struct why *reterr) MUST_CHECK;

#endif
