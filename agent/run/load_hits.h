/* Answers of the reading commands: rows for CAUTA, SOLD, CARD, STATUS (kinds and keys: needs.h). */
#ifndef PLIC_LOAD_HITS_H
#define PLIC_LOAD_HITS_H

#include "load_rows.h"
#include "needs.h"

enum rc load_hits(struct loader *l, const struct need_search *n, struct why *reterr) MUST_CHECK;

#endif
