/* Rows of card_payout and card_entry. */
#include "row_payout.h"

#include "query.h"

static struct payout *read_payout(struct query *q, struct arena *a)
{
	struct payout *o = ARENA_NEW(a, struct payout);

	o->mark = ROW_CLEAN;
	o->id = col_int(q);
	o->ref = col_text(q, a);
	o->amount.minor = col_int(q);
	col_currency(q, o->amount.cur);
	o->gross = o->fee = o->amount;
	o->arrival = col_day(q);
	o->failed = col_bool(q);
	o->gross.minor = col_int(q);
	o->fee.minor = col_int(q);
	o->payment = col_int(q);
	o->created = col_int(q);
	return o;
}

static enum rc read_all(struct query *q, struct arena *a, struct row_payouts *ret,
			struct why *reterr)
{
	while (query_row(q)) {
		struct payout *o = read_payout(q, a);

		*ARENA_PUSH(a, ret) = o;
	}
	return query_end(q, reterr);
}

enum rc row_payout_by_ref(struct tx *tx, struct arena *a, struct span ref, struct row_payouts *ret,
			  struct why *reterr)
{
	SCOPED(query) q = { 0 };

	query_begin(&q, tx, SQL_PAYOUT_BY_REF);
	query_text(&q, ref);
	return read_all(&q, a, ret, reterr);
}

enum rc row_payout_of_amount(struct tx *tx, struct arena *a, struct money amount, unsigned limit,
			     struct row_payouts *ret, struct why *reterr)
{
	SCOPED(query) q = { 0 };

	query_begin(&q, tx, SQL_PAYOUT_OF_AMOUNT);
	query_int(&q, amount.minor);
	query_str(&q, amount.cur);
	query_int(&q, limit);
	return read_all(&q, a, ret, reterr);
}

enum rc row_payout_of_line(struct tx *tx, struct arena *a, int64_t payment, struct payout **ret,
			   int64_t *n, struct why *reterr)
{
	SCOPED(query) q = { 0 };

	*ret = NULL;
	query_begin(&q, tx, SQL_PAYOUT_OF_LINE);
	query_int(&q, payment);
	if (query_row(&q)) {
		*ret = read_payout(&q, a);
		*n = col_int(&q);
	}
	return query_end(&q, reterr);
}

static enum rc add_entry(struct tx *tx, int64_t payout, const struct card_entry *e,
			 struct why *reterr)
{
	SCOPED(query) q = { 0 };

	query_begin(&q, tx, SQL_ENTRY_ADD);
	query_text(&q, e->id);
	query_int(&q, payout);
	query_text(&q, e->kind);
	query_text(&q, e->payment);
	query_int(&q, e->amount.minor);
	query_int(&q, e->fee.minor);
	query_int(&q, e->net.minor);
	return query_run(&q, NULL, reterr);
}

static enum rc add(struct tx *tx, const struct payout *o, int64_t *ret_id, struct why *reterr)
{
	SCOPED(query) q = { 0 };

	query_begin(&q, tx, SQL_PAYOUT_ADD);
	query_text(&q, o->ref);
	query_int(&q, o->amount.minor);
	query_str(&q, o->amount.cur);
	query_day(&q, o->arrival);
	query_bool(&q, o->failed);
	query_int(&q, o->gross.minor);
	query_int(&q, o->fee.minor);
	query_id(&q, o->payment);
	query_int(&q, o->created);
	if (query_row(&q))
		*ret_id = col_int(&q);
	return query_end(&q, reterr);
}

enum rc row_payout_store(struct tx *tx, const struct payout *o, struct why *reterr)
{
	SCOPED(query) q = { 0 };
	int64_t id = o->id;
	enum rc rc;

	if (o->mark == ROW_CLEAN)
		return RC_OK;
	if (o->mark == ROW_CHANGED) {
		query_begin(&q, tx, SQL_PAYOUT_SET);
		query_int(&q, o->id);
		query_bool(&q, o->failed);
		query_id(&q, o->payment);
		return query_run(&q, NULL, reterr);
	}
	rc = add(tx, o, &id, reterr);
	for (size_t i = 0; !rc && i < o->entries.n; i++)
		rc = add_entry(tx, id, &o->entries.at[i], reterr);
	return rc;
}
