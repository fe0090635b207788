/* Rows of fx_rate. */
#include "row_rate.h"

#include "query.h"

enum rc row_rate_store(struct tx *tx, const struct fx_rate *r, struct span source, int64_t now,
		       struct why *reterr)
{
	SCOPED(query) q = { 0 };

	query_begin(&q, tx, SQL_RATE_SET);
	query_str(&q, r->cur);
	query_day(&q, r->day);
	query_int(&q, r->rate.n);
	query_int(&q, r->rate.scale);
	query_text(&q, source);
	query_int(&q, now);
	return query_run(&q, NULL, reterr);
}

enum rc row_rate_of(struct tx *tx, struct arena *a, const char cur[4], struct day from,
		    struct day to, struct fx_rates *ret, struct why *reterr)
{
	SCOPED(query) q = { 0 };

	query_begin(&q, tx, SQL_RATE_OF);
	query_str(&q, cur);
	query_day(&q, from);
	query_day(&q, to);
	while (query_row(&q)) {
		struct fx_rate *r = ARENA_PUSH(a, ret);

		col_currency(&q, r->cur);
		r->day = col_day(&q);
		r->rate.n = col_int(&q);
		r->rate.scale = (uint8_t)col_int(&q);
		r->staff = col_bool(&q);
	}
	return query_end(&q, reterr);
}

enum rc row_rate_newest(struct tx *tx, struct day *ret, struct why *reterr)
{
	SCOPED(query) q = { 0 };

	*ret = DAY_NONE;
	query_begin(&q, tx, SQL_RATE_NEWEST);
	if (query_row(&q))
		*ret = col_day(&q);
	return query_end(&q, reterr);
}
