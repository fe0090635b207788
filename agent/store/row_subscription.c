/* Rows of subscription. The one-off lines are kept as a snapshot that has only lines. */
#include "row_subscription.h"

#include "names.h"
#include "query.h"
#include "snapshot_json.h"

static struct subscription *read_row(struct query *q, struct arena *a)
{
	struct subscription *s = ARENA_NEW(a, struct subscription);
	const struct snapshot *once;

	s->mark = ROW_CLEAN;
	s->id = col_int(q);
	s->card = col_int(q);
	s->client = col_int(q);
	s->unit = (enum cycle_unit)COL_NAME(q, names_cycle);
	s->every = (int)col_int(q);
	s->anchor = col_day(q);
	s->until = col_day(q);
	s->next_period = col_int(q);
	s->paused = col_bool(q);
	s->stopped = col_bool(q);
	s->template_ = col_snapshot(q, a);
	once = col_snapshot(q, a);
	if (once)
		s->once = once->lines;
	return s;
}

static enum rc read_all(struct query *q, struct arena *a, struct row_subscriptions *ret,
			struct why *reterr)
{
	while (query_row(q)) {
		struct subscription *s = read_row(q, a);

		*ARENA_PUSH(a, ret) = s;
	}
	return query_end(q, reterr);
}

enum rc row_subscription_load(struct tx *tx, struct arena *a, int64_t id, struct subscription **ret,
			      struct why *reterr)
{
	SCOPED(query) q = { 0 };

	query_begin(&q, tx, SQL_SUBSCRIPTION_LOAD);
	query_int(&q, id);
	*ret = query_row(&q) ? read_row(&q, a) : NULL;
	return query_end(&q, reterr);
}

enum rc row_subscription_of_card(struct tx *tx, struct arena *a, int64_t card,
				 struct row_subscriptions *ret, struct why *reterr)
{
	SCOPED(query) q = { 0 };

	query_begin(&q, tx, SQL_SUBSCRIPTION_OF_CARD);
	query_int(&q, card);
	return read_all(&q, a, ret, reterr);
}

enum rc row_subscription_due(struct tx *tx, struct arena *a, struct day day, unsigned limit,
			     struct row_subscriptions *ret, struct why *reterr)
{
	SCOPED(query) q = { 0 };

	query_begin(&q, tx, SQL_SUBSCRIPTION_DUE);
	query_day(&q, day);
	query_int(&q, limit);
	return read_all(&q, a, ret, reterr);
}

static enum rc once_json(struct arena *a, const struct subscription *sub, struct span *ret,
			 struct why *reterr)
{
	struct sha256 hash;
	struct snapshot s;

	snapshot_begin(&s, DOC_INVOICE);
	s.lines = sub->once;
	if (sub->template_)
		memcpy(s.currency, sub->template_->currency, sizeof(s.currency));
	return snapshot_to_json(a, &s, ret, &hash, reterr);
}

enum rc row_subscription_store(struct tx *tx, struct arena *a, const struct subscription *sub,
			       struct day next_due, struct why *reterr)
{
	struct span template = S(""), once = S("");
	SCOPED(query) q = { 0 };
	struct sha256 hash;
	enum rc rc = RC_OK;

	if (sub->mark == ROW_CLEAN)
		return RC_OK;
	if (sub->template_)
		rc = snapshot_to_json(a, sub->template_, &template, &hash, reterr);
	if (!rc && sub->once.n)
		rc = once_json(a, sub, &once, reterr);
	if (rc)
		return rc;
	query_begin(&q, tx, sub->mark == ROW_NEW ? SQL_SUBSCRIPTION_ADD : SQL_SUBSCRIPTION_SET);
	query_int(&q, sub->id);
	query_id(&q, sub->card);
	query_id(&q, sub->client);
	query_str(&q, NAME_OF(names_cycle, sub->unit));
	query_int(&q, sub->every);
	query_day(&q, sub->anchor);
	query_day(&q, sub->until);
	query_int(&q, sub->next_period);
	query_bool(&q, sub->paused);
	query_bool(&q, sub->stopped);
	if (template.len)
		query_text(&q, template);
	else
		query_null(&q);
	if (once.len)
		query_text(&q, once);
	else
		query_null(&q);
	query_day(&q, next_due);
	return query_run(&q, NULL, reterr);
}
