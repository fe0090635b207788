/* Rows of question. */
#include "row_question.h"

#include "names.h"
#include "query.h"

static struct question *read_row(struct query *q, struct arena *a)
{
	struct question *qu = ARENA_NEW(a, struct question);

	qu->mark = ROW_CLEAN;
	qu->id = col_int(q);
	qu->kind = (enum question_kind)COL_NAME(q, names_question);
	qu->state = (enum question_state)COL_NAME(q, names_question_state);
	qu->card = col_int(q);
	qu->payment = col_int(q);
	qu->document = col_int(q);
	qu->subscription = col_int(q);
	qu->asked = col_text(q, a);
	qu->expires = col_int(q);
	qu->shown = col_text(q, a);
	qu->data = col_json(q, a);
	qu->answered_by = col_text(q, a);
	return qu;
}

static enum rc list(struct tx *tx, struct arena *a, enum statement_id id, int64_t key,
		    struct row_questions *ret, struct why *reterr)
{
	SCOPED(query) q = { 0 };

	query_begin(&q, tx, id);
	query_int(&q, key);
	while (query_row(&q)) {
		struct question *qu = read_row(&q, a);

		*ARENA_PUSH(a, ret) = qu;
	}
	return query_end(&q, reterr);
}

enum rc row_question_load(struct tx *tx, struct arena *a, int64_t id, struct question **ret,
			  struct why *reterr)
{
	SCOPED(query) q = { 0 };

	query_begin(&q, tx, SQL_QUESTION_LOAD);
	query_int(&q, id);
	*ret = query_row(&q) ? read_row(&q, a) : NULL;
	return query_end(&q, reterr);
}

enum rc row_question_open_of_card(struct tx *tx, struct arena *a, int64_t card,
				  struct row_questions *ret, struct why *reterr)
{
	return list(tx, a, SQL_QUESTION_OPEN_OF_CARD, card, ret, reterr);
}

enum rc row_question_held_of_client(struct tx *tx, struct arena *a, int64_t client,
				    struct row_ids *ret, struct why *reterr)
{
	SCOPED(query) q = { 0 };

	query_begin(&q, tx, SQL_QUESTION_HELD_OF_CLIENT);
	query_int(&q, client);
	while (query_row(&q))
		*ARENA_PUSH(a, ret) = col_int(&q);
	return query_end(&q, reterr);
}

enum rc row_question_open_of_payment(struct tx *tx, struct arena *a, int64_t payment,
				     struct row_questions *ret, struct why *reterr)
{
	return list(tx, a, SQL_QUESTION_OPEN_OF_PAYMENT, payment, ret, reterr);
}

enum rc row_question_open_of_subscription(struct tx *tx, struct arena *a, int64_t subscription,
					  struct row_questions *ret, struct why *reterr)
{
	return list(tx, a, SQL_QUESTION_OPEN_OF_SUBSCRIPTION, subscription, ret, reterr);
}

enum rc row_question_open(struct tx *tx, struct arena *a, unsigned limit, struct row_questions *ret,
			  struct why *reterr)
{
	return list(tx, a, SQL_QUESTION_OPEN, limit, ret, reterr);
}

enum rc row_question_confirm_staff(struct tx *tx, struct arena *a, struct span asked, int64_t since,
				   struct row_questions *ret, struct why *reterr)
{
	SCOPED(query) q = { 0 };

	query_begin(&q, tx, SQL_QUESTION_CONFIRM_STAFF);
	query_text(&q, asked);
	query_int(&q, since);
	while (query_row(&q)) {
		struct question *qu = read_row(&q, a);

		*ARENA_PUSH(a, ret) = qu;
	}
	return query_end(&q, reterr);
}

enum rc row_question_store(struct tx *tx, struct arena *a, const struct question *qu, int64_t now,
			   struct why *reterr)
{
	SCOPED(query) q = { 0 };

	if (qu->mark == ROW_CLEAN)
		return RC_OK;
	query_begin(&q, tx, qu->mark == ROW_NEW ? SQL_QUESTION_ADD : SQL_QUESTION_SET);
	query_int(&q, qu->id);
	query_str(&q, NAME_OF(names_question, qu->kind));
	query_str(&q, NAME_OF(names_question_state, qu->state));
	query_id(&q, qu->card);
	query_id(&q, qu->payment);
	query_id(&q, qu->document);
	query_id(&q, qu->subscription);
	query_text(&q, qu->asked);
	query_int(&q, qu->expires);
	query_text(&q, qu->shown);
	query_json(&q, a, qu->data);
	query_text(&q, qu->answered_by);
	if (qu->mark == ROW_NEW)
		query_int(&q, now);
	return query_run(&q, NULL, reterr);
}

enum rc row_question_expire(struct tx *tx, int64_t now, int64_t *ret_n, struct why *reterr)
{
	SCOPED(query) q = { 0 };

	query_begin(&q, tx, SQL_QUESTION_EXPIRE);
	query_int(&q, now);
	return query_run(&q, ret_n, reterr);
}
