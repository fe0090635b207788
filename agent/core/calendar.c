/* Periods of a subscription (calendar.h). */
#include "calendar.h"

/* Far more than any subscription lives: guards the arithmetic below. */
#define MAX_PERIODS 40000

static int months_of(enum cycle_unit u)
{
	switch (u) {
	case CYCLE_MONTH:
		return 1;
	case CYCLE_QUARTER:
		return 3;
	case CYCLE_HALF:
		return 6;
	case CYCLE_YEAR:
		return 12;
	case CYCLE_DAY:
	case CYCLE_WEEK:
		break;
	}
	return 0;
}

struct day period_from(const struct subscription *sub, int64_t n)
{
	int every = sub->every > 0 ? sub->every : 1;
	int months = months_of(sub->unit);
	int count;

	if (n < 0 || n > MAX_PERIODS)
		n = n < 0 ? 0 : MAX_PERIODS;
	count = (int)n * (every <= 1000 ? every : 1000);
	if (months)
		return day_add_months(sub->anchor, count * months);
	return day_add(sub->anchor, count * (sub->unit == CYCLE_WEEK ? 7 : 1));
}

struct day period_to(const struct subscription *sub, int64_t n)
{
	return day_add(period_from(sub, n + 1), -1);
}

struct day subscription_next_due(const struct subscription *sub)
{
	struct day from;

	if (sub->stopped || !day_is_set(sub->anchor) || sub->next_period > MAX_PERIODS)
		return DAY_NONE;
	from = period_from(sub, sub->next_period);
	if (day_is_set(sub->until) && day_cmp(from, sub->until) > 0)
		return DAY_NONE;
	return from;
}

int64_t periods_due(const struct subscription *sub, struct day today)
{
	struct subscription at = *sub;
	int64_t n = 0;

	while (!sub->paused) {
		struct day from = subscription_next_due(&at);

		if (!day_is_set(from) || day_cmp(from, today) > 0)
			break;
		at.next_period++;
		n++;
	}
	return n;
}
