/* Which payment a return may undo. */
#ifndef PLIC_LOAD_RETURNED_H
#define PLIC_LOAD_RETURNED_H

#include "load_rows.h"

/* r is not in the state: what payment_return (flow_reverse.h) will look at. */
enum rc load_for_return(struct loader *l, const struct payment *r, struct why *reterr) MUST_CHECK;

#endif
