/* Holding back what is not fit to leave; see flow_hold.c. */
#ifndef PLIC_FLOW_HOLD_H
#define PLIC_FLOW_HOLD_H

#include "flow.h"

enum { HOLD_DAYS = 180 }; /* so long something is held */

/* The working copy before an event or a period, and back to it. */
struct hold;
struct hold *hold_begin(struct flow *fl);
void hold_undo(const struct hold *h, struct flow *fl);

/* fl->faults keep ev from running on the card: staff are asked, once (Q_HELD). After hold_undo. */
enum rc hold_event(struct flow *fl, struct card *card, enum event ev,
		   struct why *reterr) MUST_CHECK;
/* The same for a subscription's period: told once; the next day's run tries again by itself, and what waits for a word
 * about its buyer goes on with the answer. */
enum rc hold_period(struct flow *fl, const struct subscription *sub, struct why *reterr) MUST_CHECK;
/* Does a period of it wait for such an answer? */
bool hold_has_period(const struct state *s, const struct subscription *sub);
/* A period was billed: nothing waits for an answer any more. */
void hold_period_over(struct state *s, const struct subscription *sub);
/* The same for a draft that staff released, whose buyer is in doubt (company.h): it is issued with the answer, when
 * nobody has changed it by then, and its card hears ev. *ret: the question, which the sender's answer asks too. After hold_undo. */
enum rc hold_draft(struct flow *fl, const struct document *draft, enum event ev,
		   struct question **ret, struct why *reterr) MUST_CHECK;
/* Run the held event again. It is still held when fl->faults are there afterwards, else q is done. */
enum rc hold_again(struct flow *fl, struct question *q, struct why *reterr) MUST_CHECK;
/* All that is held on this client's cards, after his data changed. */
enum rc hold_again_of(struct flow *fl, const struct client *c, struct why *reterr) MUST_CHECK;

#endif
