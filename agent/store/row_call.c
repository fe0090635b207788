/* Rows of call_pace and call_count (see row_call.h). */
#include "row_call.h"

#include "query.h"

enum rc row_call_pace(struct tx *tx, enum call_pool pool, struct call_budget *ret,
		      struct why *reterr)
{
	SCOPED(query) q = { 0 };

	*ret = (struct call_budget){ 0 };
	query_begin(&q, tx, SQL_CALL_PACE_GET);
	query_str(&q, call_pool_name(pool));
	if (query_row(&q))
		ret->next_us = col_int(&q);
	return query_end(&q, reterr);
}

enum rc row_call_pace_set(struct tx *tx, enum call_pool pool, const struct call_budget *b,
			  struct why *reterr)
{
	SCOPED(query) q = { 0 };

	query_begin(&q, tx, SQL_CALL_PACE_SET);
	query_str(&q, call_pool_name(pool));
	query_int(&q, b->next_us);
	return query_run(&q, NULL, reterr);
}

enum rc row_call_count(struct tx *tx, enum call_kind kind, struct span what, struct day day,
		       int64_t *ret, struct why *reterr)
{
	SCOPED(query) q = { 0 };

	*ret = 0;
	query_begin(&q, tx, SQL_CALL_COUNT_GET);
	query_str(&q, call_limit_of(kind)->name);
	query_text(&q, what);
	query_day(&q, day);
	if (query_row(&q))
		*ret = col_int(&q);
	return query_end(&q, reterr);
}

static enum rc forget(struct tx *tx, struct day day, struct why *reterr)
{
	SCOPED(query) q = { 0 };

	query_begin(&q, tx, SQL_CALL_COUNT_FORGET);
	query_day(&q, day);
	return query_run(&q, NULL, reterr);
}

enum rc row_call_count_set(struct tx *tx, enum call_kind kind, struct span what, struct day day,
			   int64_t n, struct why *reterr)
{
	SCOPED(query) q = { 0 };
	enum rc rc = forget(tx, day, reterr);

	if (rc)
		return rc;
	query_begin(&q, tx, SQL_CALL_COUNT_SET);
	query_str(&q, call_limit_of(kind)->name);
	query_text(&q, what);
	query_day(&q, day);
	query_int(&q, n);
	return query_run(&q, NULL, reterr);
}
