/* What EFACTURA speaks of (needs.h, NEED_FILING). */
#ifndef PLIC_LOAD_FILINGS_H
#define PLIC_LOAD_FILINGS_H

#include "load_rows.h"

/* The newest filing of each invoice that is loaded; hits "filing" of all that are not accepted. */
enum rc load_filings(struct loader *l, struct why *reterr) MUST_CHECK;

#endif
