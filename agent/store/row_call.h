/* What was spent of the budgets of calls (core/call_budget.h). */
#ifndef PLIC_ROW_CALL_H
#define PLIC_ROW_CALL_H

#include "call_budget.h"
#include "rows.h"

enum rc row_call_pace(struct tx *tx, enum call_pool pool, struct call_budget *ret,
		      struct why *reterr) MUST_CHECK;
enum rc row_call_pace_set(struct tx *tx, enum call_pool pool, const struct call_budget *b,
			  struct why *reterr) MUST_CHECK;
/* How often `what` was asked on that day. */
enum rc row_call_count(struct tx *tx, enum call_kind kind, struct span what, struct day day,
		       int64_t *ret, struct why *reterr) MUST_CHECK;
/* Other days' counts are forgotten with it. */
enum rc row_call_count_set(struct tx *tx, enum call_kind kind, struct span what, struct day day,
			   int64_t n, struct why *reterr) MUST_CHECK;

#endif
