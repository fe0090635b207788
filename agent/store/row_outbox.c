/* Rows of outbox: adding and finding. Their life is in row_outbox_state.c. */
#include "row_outbox.h"

#include "ident.h"

#include "names.h"
#include "outbox_in.h"
#include "query.h"
#include "span.h"

void outbox_read(struct query *q, struct arena *a, struct outbox_row *r)
{
	r->id = col_int(q);
	r->key = col_text(q, a);
	r->kind = (enum effect_kind)COL_NAME(q, names_effect);
	r->sort = (enum mail_sort)COL_NAME(q, names_sort);
	r->body = col_text(q, a);
	r->state = (enum outbox_state)COL_NAME(q, names_outbox);
	r->held = col_bool(q);
	r->tries = (int)col_int(q);
	r->created = col_int(q);
	r->due_at = col_int(q);
	r->done_at = col_int(q);
	r->to = col_text(q, a);
	r->message_id = col_text(q, a);
	r->last_error = col_text(q, a);
	r->card = col_int(q);
	r->client = col_int(q);
	r->fate = col_text(q, a);
}

static enum rc read_one(struct query *q, struct arena *a, struct outbox_row **ret,
			struct why *reterr)
{
	*ret = NULL;
	if (query_row(q)) {
		*ret = ARENA_NEW(a, struct outbox_row);
		outbox_read(q, a, *ret);
	}
	return query_end(q, reterr);
}

static enum rc read_all(struct query *q, struct arena *a, struct outbox_rows *ret,
			struct why *reterr)
{
	while (query_row(q))
		outbox_read(q, a, ARENA_PUSH(a, ret));
	return query_end(q, reterr);
}

static enum rc id_of_key(struct tx *tx, struct span key, int64_t *ret, struct why *reterr)
{
	SCOPED(query) q = { 0 };

	query_begin(&q, tx, SQL_OUTBOX_BY_KEY);
	query_text(&q, key);
	*ret = query_row(&q) ? col_int(&q) : 0;
	return query_end(&q, reterr);
}

enum rc row_outbox_add(struct tx *tx, struct arena *a, const struct outbox_row *row, int64_t now,
		       int64_t *ret_id, bool *ret_added, struct why *reterr)
{
	SCOPED(query) q = { 0 };
	int64_t n = 0;
	enum rc rc;

	query_begin(&q, tx, SQL_OUTBOX_ADD);
	query_text(&q, row->key);
	query_str(&q, NAME_OF(names_effect, row->kind));
	query_str(&q, NAME_OF(names_sort, row->sort));
	query_text(&q, row->body);
	query_bool(&q, row->held);
	query_int(&q, row->due_at);
	query_text(&q, row->to);
	query_text(&q, ident_email_mailbox(a, row->to));
	query_id(&q, row->card);
	query_id(&q, row->client);
	query_int(&q, now);
	rc = query_run(&q, &n, reterr);
	if (rc)
		return rc;
	*ret_added = n > 0;
	*ret_id = query_last_id(&q);
	return n > 0 ? RC_OK : id_of_key(tx, row->key, ret_id, reterr);
}

enum rc row_outbox_load(struct tx *tx, struct arena *a, int64_t id, struct outbox_row **ret,
			struct why *reterr)
{
	SCOPED(query) q = { 0 };

	query_begin(&q, tx, SQL_OUTBOX_LOAD);
	query_int(&q, id);
	return read_one(&q, a, ret, reterr);
}

enum rc row_outbox_due(struct tx *tx, struct arena *a, enum effect_kind kind,
		       enum outbox_state state, int64_t now, unsigned limit,
		       struct outbox_rows *ret, struct why *reterr)
{
	SCOPED(query) q = { 0 };

	query_begin(&q, tx, SQL_OUTBOX_DUE);
	query_str(&q, NAME_OF(names_outbox, state));
	query_str(&q, NAME_OF(names_effect, kind));
	query_int(&q, now);
	query_int(&q, limit);
	return read_all(&q, a, ret, reterr);
}

struct span outbox_mailboxes(struct arena *a, const struct spans *addrs)
{
	struct span list = S("\n");

	for (size_t i = 0; i < addrs->n; i++)
		list = arena_fmt(a, "%.*s%.*s\n", SPAN_ARG(list),
				 SPAN_ARG(ident_email_mailbox(a, addrs->at[i])));
	return list;
}

enum rc row_outbox_due_gated(struct tx *tx, struct arena *a, int64_t now, unsigned limit,
			     const struct outbox_gate *gate, struct outbox_rows *ret,
			     struct why *reterr)
{
	SCOPED(query) q = { 0 };

	query_begin(&q, tx, SQL_OUTBOX_DUE_GATED);
	query_int(&q, now);
	query_int(&q, limit);
	query_bool(&q, gate->answers_only);
	query_bool(&q, gate->over_cap);
	query_text(&q, outbox_mailboxes(a, gate->staff));
	return read_all(&q, a, ret, reterr);
}

enum rc row_outbox_sent_since(struct tx *tx, int64_t since, int64_t *ret, struct why *reterr)
{
	SCOPED(query) q = { 0 };

	query_begin(&q, tx, SQL_OUTBOX_SENT_SINCE);
	query_int(&q, since);
	*ret = query_row(&q) ? col_int(&q) : 0;
	return query_end(&q, reterr);
}

enum rc row_outbox_next_due(struct tx *tx, enum effect_kind kind, int64_t *ret, bool *found,
			    struct why *reterr)
{
	static const enum outbox_state states[] = { OUTBOX_QUEUED, OUTBOX_UNKNOWN };

	*found = false;
	for (size_t i = 0; i < ARRAY_LEN(states); i++) {
		SCOPED(query) q = { 0 };
		int64_t due;
		enum rc rc;

		query_begin(&q, tx, SQL_OUTBOX_NEXT_DUE);
		query_str(&q, NAME_OF(names_outbox, states[i]));
		query_str(&q, NAME_OF(names_effect, kind));
		if (query_row(&q)) {
			due = col_int(&q);
			if (!*found || due < *ret)
				*ret = due;
			*found = true;
		}
		rc = query_end(&q, reterr);
		if (rc)
			return rc;
	}
	return RC_OK;
}

enum rc row_outbox_by_message_id(struct tx *tx, struct arena *a, struct span message_id,
				 struct outbox_row **ret, struct why *reterr)
{
	SCOPED(query) q = { 0 };

	query_begin(&q, tx, SQL_OUTBOX_BY_MESSAGE_ID);
	query_text(&q, message_id);
	return read_one(&q, a, ret, reterr);
}

enum rc row_outbox_count_to(struct tx *tx, struct arena *a, struct span addr, int64_t since,
			    int *ret_answers, int *ret_all, struct why *reterr)
{
	SCOPED(query) q = { 0 };

	*ret_answers = *ret_all = 0;
	query_begin(&q, tx, SQL_OUTBOX_COUNT_TO);
	query_text(&q, ident_email_mailbox(a, addr));
	query_int(&q, since);
	if (query_row(&q)) {
		*ret_answers = (int)col_int(&q);
		*ret_all = (int)col_int(&q);
	}
	return query_end(&q, reterr);
}

enum rc row_outbox_count_thread(struct tx *tx, struct arena *a, int64_t card, struct span addr,
				int *ret, struct why *reterr)
{
	SCOPED(query) q = { 0 };

	query_begin(&q, tx, SQL_OUTBOX_COUNT_THREAD);
	query_int(&q, card);
	query_text(&q, ident_email_mailbox(a, addr));
	*ret = query_row(&q) ? (int)col_int(&q) : 0;
	return query_end(&q, reterr);
}

enum rc row_outbox_pending(struct tx *tx, struct arena *a, int64_t failed_since, unsigned limit,
			   struct outbox_rows *ret, struct why *reterr)
{
	SCOPED(query) q = { 0 };

	query_begin(&q, tx, SQL_OUTBOX_PENDING);
	query_int(&q, failed_since);
	query_int(&q, limit);
	return read_all(&q, a, ret, reterr);
}

enum rc row_outbox_of_card(struct tx *tx, struct arena *a, int64_t card, unsigned limit,
			   struct outbox_rows *ret, struct why *reterr)
{
	SCOPED(query) q = { 0 };

	query_begin(&q, tx, SQL_OUTBOX_OF_CARD);
	query_int(&q, card);
	query_int(&q, limit);
	return read_all(&q, a, ret, reterr);
}
