/* Retention (Legea 82/1991 art. 25: years are counted from 1 July of the year after the financial year). */
#include "retention.h"

struct day retention_until(const struct retention *r, int what, struct day made)
{
	const struct retention_rule *best = NULL;
	struct day last = DAY_NONE;
	struct civil c;

	for (size_t i = 0; i < r->n && day_is_set(made); i++) {
		const struct retention_rule *rule = &r->at[i];

		if (rule->what == what && day_cmp(rule->from, made) <= 0 &&
		    (!best || day_cmp(rule->from, best->from) > 0))
			best = rule;
	}
	if (!best)
		return DAY_NONE;
	c = (struct civil){ day_civil(made).year + 1 + best->years, 6, 30 };
	return day_from_civil(c, &last) ? DAY_NONE : last;
}
