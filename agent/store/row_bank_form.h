/* Rows of bank_form: append-only; a form counts until a later row forgets it. */
#ifndef PLIC_ROW_BANK_FORM_H
#define PLIC_ROW_BANK_FORM_H

#include "rows.h"

/* The newest that count, oldest first, at most 200. */
enum rc row_bank_form_all(struct tx *tx, struct arena *a, struct state *to,
			  struct why *reterr) MUST_CHECK;
enum rc row_bank_form_add(struct tx *tx, const struct bank_form_row *r, int64_t now,
			  struct why *reterr) MUST_CHECK;
/* Grows with each row: 0 = there is none. */
enum rc row_bank_form_newest(struct tx *tx, int64_t *ret, struct why *reterr) MUST_CHECK;

#endif
