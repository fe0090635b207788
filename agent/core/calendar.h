/* Recurrence in civil dates: period n = anchor + n units, keeping the wished day of the month (31 Jan,
 * 28 Feb, 31 Mar), never counted from the last invoice. */
#ifndef PLIC_CALENDAR_H
#define PLIC_CALENDAR_H

#include "state.h"

/* First and last day of period n. */
struct day period_from(const struct subscription *sub, int64_t n);
struct day period_to(const struct subscription *sub, int64_t n);
/* First day of the next period to bill; DAY_NONE when none is left (stopped, past its end). */
struct day subscription_next_due(const struct subscription *sub);
/* How many periods have begun by that day and are not billed; 0 when paused. */
int64_t periods_due(const struct subscription *sub, struct day today);

#endif
