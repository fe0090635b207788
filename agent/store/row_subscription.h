/* Subscriptions. The store keeps the day on which the next period begins, as core computes it. */
#ifndef PLIC_ROW_SUBSCRIPTION_H
#define PLIC_ROW_SUBSCRIPTION_H

#include "rows.h"

enum rc row_subscription_load(struct tx *tx, struct arena *a, int64_t id, struct subscription **ret,
			      struct why *reterr) MUST_CHECK;
enum rc row_subscription_of_card(struct tx *tx, struct arena *a, int64_t card,
				 struct row_subscriptions *ret, struct why *reterr) MUST_CHECK;
/* Not stopped, not paused, next period begins on `day` or before; oldest first. */
enum rc row_subscription_due(struct tx *tx, struct arena *a, struct day day, unsigned limit,
			     struct row_subscriptions *ret, struct why *reterr) MUST_CHECK;
/* next_due: first day of period sub->next_period; DAY_NONE when no period is left. */
enum rc row_subscription_store(struct tx *tx, struct arena *a, const struct subscription *sub,
			       struct day next_due, struct why *reterr) MUST_CHECK;

#endif
