/* Documents and payments of a client as one list. */
#include "row_movement.h"

#include <stdlib.h>

#include "db_in.h"
#include "query.h"
#include "span.h"

static bool is_payment(const struct movement *m)
{
	return span_eq_str(m->kind, "payment");
}

static int by_day(const void *pa, const void *pb)
{
	const struct movement *a = pa, *b = pb;

	/* On a day what was billed comes before what was paid; within each, the books' order. */
	if (day_cmp(a->day, b->day) != 0)
		return day_cmp(a->day, b->day);
	if (is_payment(a) != is_payment(b))
		return is_payment(a) ? 1 : -1;
	return a->id < b->id ? -1 : a->id > b->id;
}

/* What is left of a payment and what it paid are one movement of it. */
static void join_last(struct movements *all)
{
	struct movement *m = &all->at[all->n - 1], *before = m - 1;

	if (all->n > 1 && is_payment(before) && before->id == m->id &&
	    money_same_currency(before->amount, m->amount)) {
		before->amount.minor += m->amount.minor;
		all->n--;
		m = before;
	}
	if (m->amount.minor == 0)
		all->n--;
}

enum rc row_movement_of_client(struct tx *tx, struct arena *a, int64_t client, struct day to,
			       struct movements *ret, struct why *reterr)
{
	SCOPED(query) q = { 0 };
	enum rc rc;

	query_begin(&q, tx, SQL_MOVEMENT_DOCUMENTS);
	query_int(&q, client);
	query_day(&q, to);
	while (query_row(&q)) {
		struct movement *m = ARENA_PUSH(a, ret);

		m->id = col_int(&q);
		m->kind = col_text(&q, a);
		m->label = col_text(&q, a);
		m->day = col_day(&q);
		m->due = col_day(&q);
		m->amount.minor = col_int(&q);
		col_currency(&q, m->amount.cur);
	}
	rc = query_end(&q, reterr);
	if (rc)
		return rc;
	query_begin(&q, tx, SQL_MOVEMENT_PAYMENTS);
	query_int(&q, client);
	query_day(&q, to);
	while (query_row(&q)) {
		struct movement *m = ARENA_PUSH(a, ret);

		m->kind = S("payment");
		m->id = col_int(&q);
		m->label = col_text(&q, a);
		m->day = col_day(&q);
		m->due = DAY_NONE;
		m->amount.minor = -col_int(&q);
		col_currency(&q, m->amount.cur);
		join_last(ret);
	}
	rc = query_end(&q, reterr);
	if (!rc && ret->n)
		qsort(ret->at, ret->n, sizeof(*ret->at), by_day);
	return rc;
}
