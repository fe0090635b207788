/* What is to come: the invoices of subscriptions before their day, as they would be. */
#ifndef PLIC_REHEARSAL_H
#define PLIC_REHEARSAL_H

#include "flow.h"

/* The lines of a subscription's period n as billed on a day: the standing ones at the VAT rates of that day,
 * and for the next period the one-off lines. */
void period_lines(struct state *s, const struct subscription *sub, int64_t n, struct day day,
		  struct lines *ret);
/* The invoice of period n with its sums, in no books. RC_BAD_INPUT: it has no lines, or they do not add up. */
enum rc rehearse_period(struct state *s, const struct subscription *sub, int64_t n,
			struct snapshot **ret, struct why *reterr) MUST_CHECK;

#endif
