/* The price list. */
#ifndef PLIC_ROW_PRODUCT_H
#define PLIC_ROW_PRODUCT_H

#include "rows.h"

enum rc row_product_load(struct tx *tx, struct arena *a, int64_t id, struct product **ret,
			 struct why *reterr) MUST_CHECK;
/* All active ones, by name. */
enum rc row_product_active(struct tx *tx, struct arena *a, struct row_products *ret,
			   struct why *reterr) MUST_CHECK;
/* By utf8_fold(name), active or not. */
enum rc row_product_by_fold(struct tx *tx, struct arena *a, struct span fold, struct product **ret,
			    struct why *reterr) MUST_CHECK;
enum rc row_product_store(struct tx *tx, struct arena *a, const struct product *p,
			  struct why *reterr) MUST_CHECK;

#endif
