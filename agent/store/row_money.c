/* Payments by their day. */
#include "row_money.h"

#include "db_in.h"
#include "payment_in.h"
#include "query.h"

/* All there is: days that none lies outside of. */
static void query_period(struct query *q, struct period p)
{
	if (day_is_set(p.from)) {
		query_day(q, p.from);
		query_day(q, p.to);
	} else {
		query_str(q, "0000");
		query_str(q, "9999");
	}
}

enum rc row_money_between(struct tx *tx, struct arena *a, struct period p, unsigned limit,
			  struct row_payments *ret, struct why *reterr)
{
	SCOPED(query) q = { 0 };

	query_begin(&q, tx, SQL_MONEY_BETWEEN);
	query_period(&q, p);
	query_int(&q, limit);
	while (query_row(&q)) {
		struct payment *m = payment_read(&q, a);

		*ARENA_PUSH(a, ret) = m;
	}
	return query_end(&q, reterr);
}

enum rc row_money_sums(struct tx *tx, struct arena *a, struct period p, struct money_sums *ret,
		       struct why *reterr)
{
	SCOPED(query) q = { 0 };

	query_begin(&q, tx, SQL_MONEY_SUMS);
	query_period(&q, p);
	while (query_row(&q)) {
		struct money_sum *s = ARENA_PUSH(a, ret);

		s->back = col_bool(&q);
		s->count = col_int(&q);
		s->sum.minor = col_int(&q);
		col_currency(&q, s->sum.cur);
	}
	return query_end(&q, reterr);
}
