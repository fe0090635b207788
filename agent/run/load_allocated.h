/* What payments stand on (state.allocated). */
#ifndef PLIC_LOAD_ALLOCATED_H
#define PLIC_LOAD_ALLOCATED_H

#include "load_rows.h"

/* The documents that a payment stands on, with their cards whole, and every row put on them. */
enum rc load_allocated(struct loader *l, const struct payment *p, struct why *reterr) MUST_CHECK;
/* The payments that stand on a document, each as load_payment brings it. */
enum rc load_paid_on(struct loader *l, int64_t document, struct why *reterr) MUST_CHECK;
/* The cash that a receipt was given for, and what it stands on. */
enum rc load_receipt_payment(struct loader *l, const struct document *receipt,
			     struct why *reterr) MUST_CHECK;

#endif
