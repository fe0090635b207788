/* Number series. A prefix belongs to one run of numbers: no two documents share (prefix, number),
 * whatever their kind. */
#ifndef PLIC_ROW_SERIES_H
#define PLIC_ROW_SERIES_H

#include "rows.h"

enum rc row_series_all(struct tx *tx, struct arena *a, struct row_serieses *ret,
		       struct why *reterr) MUST_CHECK;
/* Written when dirty; made when (kind, prefix) is not there. Numbers from `next` of the first store on
 * must be without gap; lower ones were issued elsewhere and imported. `next` never goes back. */
enum rc row_series_store(struct tx *tx, const struct series *s, struct why *reterr) MUST_CHECK;

#endif
