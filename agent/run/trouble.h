/* Tells the owners that something outside fails for long, once when it begins and once when it is over; the
 * database remembers, so a restart says nothing twice. */
#ifndef PLIC_TROUBLE_H
#define PLIC_TROUBLE_H

#include "decide.h"
#include "engine.h"

/* It is so now; told when it has been so for after_s seconds. */
enum rc trouble_lasts(struct engine *e, enum trouble t, int64_t after_s, const char *why,
		      struct why *reterr) MUST_CHECK;
/* It is not so (any more). */
enum rc trouble_ends(struct engine *e, enum trouble t, struct why *reterr) MUST_CHECK;

#endif
