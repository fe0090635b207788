/* What PRIMITE speaks of (needs.h, NEED_RECEIVED). */
#ifndef PLIC_LOAD_RECEIVED_H
#define PLIC_LOAD_RECEIVED_H

#include "load_rows.h"

/* Looks at the newest ten thousand at most. */
enum rc load_received(struct loader *l, struct span words, struct why *reterr) MUST_CHECK;

#endif
