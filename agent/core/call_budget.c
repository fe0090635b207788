/* The even pace of calls (call_budget.h). */
#include "call_budget.h"

enum { MS_US = 1000, MINUTE_US = 60 * 1000 * 1000, SLACK_US = 1000 * 1000 };

int64_t call_budget_wait(const struct call_budget *b, int64_t now_ms)
{
	int64_t left = b->next_us - now_ms * MS_US;

	return left > 0 ? (left + MS_US - 1) / MS_US : 0;
}

/* A call that came late leaves its place to the next ones, but for one second at most: a minute's share is
 * then exceeded by that second's at worst, which per_minute must allow for. */
void call_budget_take(struct call_budget *b, int64_t now_ms, int64_t per_minute)
{
	int64_t now_us = now_ms * MS_US, step = MINUTE_US / (per_minute > 0 ? per_minute : 1);

	if (b->next_us < now_us - SLACK_US)
		b->next_us = now_us - SLACK_US;
	b->next_us += step;
}

void call_budget_rest(struct call_budget *b, int64_t now_ms, int64_t ms)
{
	int64_t until = (now_ms + ms) * MS_US;

	if (b->next_us < until)
		b->next_us = until;
}
