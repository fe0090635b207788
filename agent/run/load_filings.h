/* What EFACTURA speaks of (needs.h, NEED_FILING). */
#ifndef PLIC_LOAD_FILINGS_H
#define PLIC_LOAD_FILINGS_H

#include "load_rows.h"

/* The newest filing of each invoice that is loaded; of rejected ones also what was paid on them, their
 * newest payment link, and a hit "exported" {document} when an accountant's export left since they were issued. */
enum rc load_filings_of_documents(struct loader *l, struct why *reterr) MUST_CHECK;
/* Hits "filing" of all that are not accepted. */
enum rc load_filings(struct loader *l, struct why *reterr) MUST_CHECK;

#endif
