/* Number series. A prefix belongs to one run of numbers: no two documents share (prefix, number),
 * whatever their kind. */
#ifndef PLIC_ROW_SERIES_H
#define PLIC_ROW_SERIES_H

#include "rows.h"

enum rc row_series_all(struct tx *tx, struct arena *a, struct row_serieses *ret,
		       struct why *reterr) MUST_CHECK;
/* Written when dirty; made when (kind, prefix) is not there. `next` never goes back. */
enum rc row_series_store(struct tx *tx, struct arena *a, const struct series *s,
			 struct why *reterr) MUST_CHECK;
/* Say which number is the first that we give out: for `import` and the configured start. Lower ones
 * were issued elsewhere and may have gaps; from this one on there is none. RC_REFUSED once a number
 * was given out and `first` is not the next anyway. */
enum rc row_series_start(struct tx *tx, struct arena *a, enum doc_kind kind, struct span prefix,
			 int64_t first, unsigned pad, struct why *reterr) MUST_CHECK;

#endif
