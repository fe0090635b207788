/* The daemon's loop, and one turn of it for `once` and `daily`. */
#ifndef PLIC_LOOP_H
#define PLIC_LOOP_H

#include "engine.h"

/* Take up mail, perform effects, wait; until e->stop. RC_RETRY, RC_BAD_CONFIG: cannot go on. */
enum rc loop_run(struct engine *e, struct why *reterr) MUST_CHECK;
/* Drain inbox and outbox, then return. RC_RETRY: something is down (reterr); what could be done is. */
enum rc loop_once(struct engine *e, struct why *reterr) MUST_CHECK;
/* Send what is due, without a mailbox. */
enum rc loop_send(struct engine *e, struct why *reterr) MUST_CHECK;

#endif
