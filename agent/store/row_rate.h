/* Rows of fx_rate: the cache of BNR's rates, and what staff said where it was missing. */
#ifndef PLIC_ROW_RATE_H
#define PLIC_ROW_RATE_H

#include "rows.h"

/* source: "bnr", "staff:ana@..."; BNR's word replaces staff's, never the other way round. */
enum rc row_rate_store(struct tx *tx, const struct fx_rate *r, struct span source, int64_t now,
		       struct why *reterr) MUST_CHECK;
/* Of one currency, published on from .. to, newest first; added to *ret. */
enum rc row_rate_of(struct tx *tx, struct arena *a, const char cur[4], struct day from,
		    struct day to, struct fx_rates *ret, struct why *reterr) MUST_CHECK;
/* The last day whose EUR rate BNR gave us, or DAY_NONE: how far the cache reaches. */
enum rc row_rate_newest(struct tx *tx, struct day *ret, struct why *reterr) MUST_CHECK;

#endif
