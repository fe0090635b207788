/* What the books have of a period, for the accountant's registers (core/register.h). A period without ends is
 * all there is. Documents whose number lies below their series' first are another program's: left out. */
#ifndef PLIC_ROW_REGISTER_H
#define PLIC_ROW_REGISTER_H

#include "period.h"
#include "register.h"
#include "rows.h"

/* Numbered documents of every kind by issue day and id, with snapshots; after: the last of the page before,
 * or NULL. */
enum rc row_register_documents(struct tx *tx, struct arena *a, struct period p,
			       const struct document *after, unsigned limit,
			       struct row_documents *ret, struct why *reterr) MUST_CHECK;
/* Money by its day and id. */
enum rc row_register_receipts(struct tx *tx, struct arena *a, struct period p, struct receipts *ret,
			      struct why *reterr) MUST_CHECK;
/* Added up by the database alone, from other columns than the registers read. */
enum rc row_register_books(struct tx *tx, struct arena *a, struct period p, struct books_sums *ret,
			   struct why *reterr) MUST_CHECK;
/* One for each prefix, also those that gave out nothing. */
enum rc row_register_series(struct tx *tx, struct arena *a, struct period p,
			    struct series_runs *ret, struct why *reterr) MUST_CHECK;
/* How many documents, and what is rendered of them. */
struct register_size {
	int64_t documents, files, bytes;
};
enum rc row_register_size(struct tx *tx, struct period p, struct register_size *ret,
			  struct why *reterr) MUST_CHECK;

#endif
