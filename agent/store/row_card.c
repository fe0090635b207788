/* Rows of card. */
#include "row_card.h"

#include "query.h"
#include "search_in.h"

static void read_row(struct query *q, struct arena *a, struct card *c)
{
	c->mark = ROW_CLEAN;
	c->id = col_int(q);
	c->client = col_int(q);
	c->pipeline = col_text(q, a);
	c->stage = col_text(q, a);
	c->title = col_text(q, a);
	c->product = col_int(q);
	c->opened = col_day(q);
	c->closed = col_bool(q);
	c->thread_subject = col_text(q, a);
	c->thread_id = col_text(q, a);
	c->held = col_bool(q);
}

static enum rc read_one(struct query *q, struct arena *a, struct card **ret, struct why *reterr)
{
	*ret = NULL;
	if (query_row(q)) {
		*ret = ARENA_NEW(a, struct card);
		read_row(q, a, *ret);
	}
	return query_end(q, reterr);
}

static enum rc read_all(struct query *q, struct arena *a, struct row_cards *ret, struct why *reterr)
{
	while (query_row(q)) {
		struct card *c = ARENA_NEW(a, struct card);

		read_row(q, a, c);
		*ARENA_PUSH(a, ret) = c;
	}
	return query_end(q, reterr);
}

enum rc row_card_load(struct tx *tx, struct arena *a, int64_t id, struct card **ret,
		      struct why *reterr)
{
	SCOPED(query) q = { 0 };

	query_begin(&q, tx, SQL_CARD_LOAD);
	query_int(&q, id);
	return read_one(&q, a, ret, reterr);
}

static enum rc list(struct tx *tx, struct arena *a, enum statement_id id, int64_t key,
		    unsigned limit, struct row_cards *ret, struct why *reterr)
{
	SCOPED(query) q = { 0 };

	query_begin(&q, tx, id);
	query_int(&q, key);
	query_int(&q, limit);
	return read_all(&q, a, ret, reterr);
}

enum rc row_card_open_of_client(struct tx *tx, struct arena *a, int64_t client, unsigned limit,
				struct row_cards *ret, struct why *reterr)
{
	return list(tx, a, SQL_CARD_OPEN_OF_CLIENT, client, limit, ret, reterr);
}

enum rc row_card_of_client(struct tx *tx, struct arena *a, int64_t client, unsigned limit,
			   struct row_cards *ret, struct why *reterr)
{
	return list(tx, a, SQL_CARD_OF_CLIENT, client, limit, ret, reterr);
}

enum rc row_card_by_thread(struct tx *tx, struct arena *a, struct span message_id,
			   struct card **ret, struct why *reterr)
{
	SCOPED(query) q = { 0 };

	query_begin(&q, tx, SQL_CARD_BY_THREAD);
	query_text(&q, message_id);
	return read_one(&q, a, ret, reterr);
}

static enum rc one_int(struct tx *tx, struct arena *a, enum statement_id id, struct day day,
		       const int *most, int64_t *ret, struct why *reterr)
{
	SCOPED(query) q = { 0 };

	*ret = 0;
	query_begin(&q, tx, id);
	query_text(&q, day_iso(a, day));
	if (most)
		query_int(&q, *most);
	if (query_row(&q))
		*ret = col_int(&q);
	return query_end(&q, reterr);
}

/* Numbers are given in order, so the first and the last of the day, each one look-up, bound how many there
 * are: rows are counted only once there may be as many as the caller asks about. */
enum rc row_card_count_opened(struct tx *tx, struct arena *a, struct day day, int few, int most,
			      int *ret, struct why *reterr)
{
	int64_t n = 0;
	enum rc rc = one_int(tx, a, SQL_CARD_SPAN_OPENED, day, NULL, &n, reterr);

	if (!rc && n >= few)
		rc = one_int(tx, a, SQL_CARD_COUNT_OPENED, day, &most, &n, reterr);
	*ret = (int)n;
	return rc;
}

enum rc row_card_count_of_host(struct tx *tx, struct arena *a, struct day day, struct span host,
			       int most, int *ret, struct why *reterr)
{
	SCOPED(query) q = { 0 };

	*ret = 0;
	query_begin(&q, tx, SQL_CARD_COUNT_OF_HOST);
	query_text(&q, day_iso(a, day));
	query_text(&q, host);
	query_int(&q, most);
	if (query_row(&q))
		*ret = (int)col_int(&q);
	return query_end(&q, reterr);
}

enum rc row_card_open(struct tx *tx, struct arena *a, int64_t before, unsigned limit,
		      struct row_cards *ret, struct why *reterr)
{
	return list(tx, a, SQL_CARD_OPEN, before ? before : INT64_MAX, limit, ret, reterr);
}

enum rc row_card_store(struct tx *tx, struct arena *a, const struct card *c, struct why *reterr)
{
	SCOPED(query) q = { 0 };
	enum rc rc;

	if (c->mark == ROW_CLEAN)
		return RC_OK;
	query_begin(&q, tx, c->mark == ROW_NEW ? SQL_CARD_ADD : SQL_CARD_SET);
	query_int(&q, c->id);
	query_id(&q, c->client);
	query_text(&q, c->pipeline);
	query_text(&q, c->stage);
	query_text(&q, c->title);
	query_id(&q, c->product);
	query_day(&q, c->opened);
	query_bool(&q, c->closed);
	query_text(&q, c->thread_subject);
	query_text(&q, c->thread_id);
	query_bool(&q, c->held);
	rc = query_run(&q, NULL, reterr);
	if (rc)
		return rc;
	search_put(tx, SEARCH_CARD, c->id, c->mark == ROW_NEW,
		   arena_fmt(a, "C-%lld %.*s", (long long)c->id, SPAN_ARG(c->title)));
	return RC_OK;
}
