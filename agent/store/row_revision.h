/* Documents that e-Factura rejected and that were issued again under the same number: what they were before. */
#ifndef PLIC_ROW_REVISION_H
#define PLIC_ROW_REVISION_H

#include "rows.h"

/* How often it was replaced: its current content is revision *ret + 1. */
enum rc row_revision_count(struct tx *tx, int64_t document, int64_t *ret,
			   struct why *reterr) MUST_CHECK;
/* Did an accountant's export leave at this instant or later? */
enum rc row_revision_exported(struct tx *tx, int64_t since, bool *ret,
			      struct why *reterr) MUST_CHECK;
/* Keep the document's stored content and bytes as a revision, and let d->snap be its content and its sums: same
 * number, same day of issue. RC_REFUSED: its newest filing is not rejected, or more than the content would change. */
enum rc row_revision_replace(struct tx *tx, struct arena *a, const struct document *d, int64_t now,
			     struct why *reterr) MUST_CHECK;

#endif
