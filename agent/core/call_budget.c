/* The even pace of calls and their daily limits (call_budget.h). */
#include "call_budget.h"

enum { MS_US = 1000, MINUTE_US = 60 * 1000 * 1000 };

static const struct call_limit limits[CALL_KINDS] = {
	[CALL_UPLOAD] = { "upload", POOL_ANAF, 0 },
	[CALL_STATUS] = { "status", POOL_ANAF, 100 },
	[CALL_LIST] = { "list", POOL_ANAF, 100000 },
	[CALL_DOWNLOAD] = { "download", POOL_ANAF, 10 },
	[CALL_PICTURE] = { "picture", POOL_ANAF, 0 },
	[CALL_TAXPAYERS] = { "taxpayers", POOL_REGISTER, 0 },
};
/* slack: how late a call may come and still leave its place to the next ones. A minute's share is then exceeded by
 * that second's at worst, which per_minute must allow for; the register's second has room for one call alone. */
static const struct pool {
	const char *name;
	int64_t slack_us, step_us; /* step 0: by per_minute */
} pools[CALL_POOLS] = {
	[POOL_ANAF] = { "anaf", 1000 * 1000, 0 },
	[POOL_REGISTER] = { "register", 0, 1100 * 1000 },
};

const struct call_limit *call_limit_of(enum call_kind kind)
{
	return &limits[kind];
}

const char *call_pool_name(enum call_pool pool)
{
	return pools[pool].name;
}

int64_t call_budget_wait(const struct call_budget *b, int64_t now_ms)
{
	int64_t left = b->next_us - now_ms * MS_US;

	return left > 0 && left <= (int64_t)CALL_REST_MAX_MS * MS_US ? (left + MS_US - 1) / MS_US :
								       0;
}

void call_budget_take(struct call_budget *b, enum call_pool pool, int64_t now_ms,
		      int64_t per_minute)
{
	int64_t now_us = now_ms * MS_US, least = now_us - pools[pool].slack_us,
		step = pools[pool].step_us;

	if (!step)
		step = MINUTE_US / (per_minute > 0 ? per_minute : 1);
	if (b->next_us < least || (b->next_us > now_us && !call_budget_wait(b, now_ms)))
		b->next_us = least;
	b->next_us += step;
}

void call_budget_rest(struct call_budget *b, int64_t now_ms, int64_t ms)
{
	int64_t until = (now_ms + (ms < CALL_REST_MAX_MS ? ms : CALL_REST_MAX_MS)) * MS_US;

	if (b->next_us < until || !call_budget_wait(b, now_ms))
		b->next_us = until;
}
