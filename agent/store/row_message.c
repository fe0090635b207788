/* Rows of message, the journal. A UID is an identity only together with its folder and UIDVALIDITY
 * (RFC 3501 s2.3.1.1); the content key finds the same mail when those change. */
#include "row_message.h"

#include "names.h"
#include "query.h"

static void read_row(struct query *q, struct arena *a, struct message_row *m)
{
	m->id = col_int(q);
	m->folder = col_text(q, a);
	m->uidvalidity = (uint32_t)col_int(q);
	m->uid = (uint32_t)col_int(q);
	m->state = (enum journal_state)COL_NAME(q, names_journal);
	m->attempts = (int)col_int(q);
	m->has_raw = col_hash(q, &m->raw);
	m->has_key = col_hash(q, &m->content_key);
	m->size = col_int(q);
	m->outcome = col_text(q, a);
	m->target = (enum folder)COL_NAME(q, names_folder);
	m->card = col_int(q);
	m->from = col_text(q, a);
	m->subject = col_text(q, a);
	m->message_id = col_text(q, a);
	m->received = col_int(q);
	m->begun_at = col_int(q);
	m->done_at = col_int(q);
}

static enum rc read_one(struct query *q, struct arena *a, struct message_row **ret,
			struct why *reterr)
{
	*ret = NULL;
	if (query_row(q)) {
		*ret = ARENA_NEW(a, struct message_row);
		read_row(q, a, *ret);
	}
	return query_end(q, reterr);
}

static enum rc read_all(struct query *q, struct arena *a, struct message_rows *ret,
			struct why *reterr)
{
	while (query_row(q))
		read_row(q, a, ARENA_PUSH(a, ret));
	return query_end(q, reterr);
}

enum rc row_message_find(struct tx *tx, struct arena *a, struct span folder, uint32_t uidvalidity,
			 uint32_t uid, struct message_row **ret, struct why *reterr)
{
	SCOPED(query) q = { 0 };

	query_begin(&q, tx, SQL_MESSAGE_FIND);
	query_text(&q, folder);
	query_int(&q, uidvalidity);
	query_int(&q, uid);
	return read_one(&q, a, ret, reterr);
}

enum rc row_message_load(struct tx *tx, struct arena *a, int64_t id, struct message_row **ret,
			 struct why *reterr)
{
	SCOPED(query) q = { 0 };

	query_begin(&q, tx, SQL_MESSAGE_LOAD);
	query_int(&q, id);
	return read_one(&q, a, ret, reterr);
}

static void bind_new(struct query *q, const struct message_row *m)
{
	query_text(q, m->folder);
	query_int(q, m->uidvalidity);
	query_int(q, m->uid);
	query_hash(q, m->has_raw ? &m->raw : NULL);
	query_int(q, m->size);
	query_int(q, m->received);
}

enum rc row_message_insert(struct tx *tx, struct message_row *m, struct why *reterr)
{
	SCOPED(query) q = { 0 };
	enum rc rc;

	query_begin(&q, tx, SQL_MESSAGE_ADD);
	bind_new(&q, m);
	rc = query_run(&q, NULL, reterr);
	if (rc)
		return rc;
	m->id = query_last_id(&q);
	m->state = JOURNAL_SEEN;
	m->attempts = 0;
	return RC_OK;
}

enum rc row_message_begin(struct tx *tx, int64_t id, int64_t now, int *ret_attempts,
			  struct why *reterr)
{
	SCOPED(query) q = { 0 };
	bool found = false;
	enum rc rc;

	query_begin(&q, tx, SQL_MESSAGE_BEGIN);
	query_int(&q, id);
	query_int(&q, now);
	while (query_row(&q)) {
		*ret_attempts = (int)col_int(&q);
		found = true;
	}
	rc = query_end(&q, reterr);
	if (!rc && !found)
		return why_fail(reterr, RC_REFUSED, "message %lld is done already", (long long)id);
	return rc;
}

enum rc row_message_wait(struct tx *tx, int64_t id, struct why *reterr)
{
	SCOPED(query) q = { 0 };

	query_begin(&q, tx, SQL_MESSAGE_WAIT);
	query_int(&q, id);
	return query_run(&q, NULL, reterr);
}

enum rc row_message_insert_begun(struct tx *tx, struct message_row *m, int64_t now,
				 struct why *reterr)
{
	SCOPED(query) q = { 0 };
	bool found = false;
	enum rc rc;

	query_begin(&q, tx, SQL_MESSAGE_ADD_BEGUN);
	bind_new(&q, m);
	query_int(&q, now);
	while (query_row(&q)) {
		m->id = col_int(&q);
		m->attempts = (int)col_int(&q);
		found = true;
	}
	rc = query_end(&q, reterr);
	if (rc)
		return rc;
	if (!found)
		return why_fail(reterr, RC_REFUSED, "message %.*s/%u is done already",
				SPAN_ARG(m->folder), m->uid);
	m->state = JOURNAL_BEGUN;
	m->begun_at = now;
	return RC_OK;
}

enum rc row_message_done(struct tx *tx, const struct message_row *m, int64_t now,
			 struct why *reterr)
{
	bool stays = m->target == FOLDER_STAY;
	SCOPED(query) q = { 0 };
	int64_t n = 0;
	enum rc rc;

	query_begin(&q, tx, SQL_MESSAGE_DONE);
	query_int(&q, m->id);
	query_str(&q, NAME_OF(names_journal, stays ? JOURNAL_MOVED : JOURNAL_DONE));
	query_int(&q, now);
	query_hash(&q, m->has_key ? &m->content_key : NULL);
	query_text(&q, m->outcome);
	query_str(&q, NAME_OF(names_folder, m->target));
	query_id(&q, m->card);
	query_text(&q, m->from);
	query_text(&q, m->subject);
	query_text(&q, m->message_id);
	query_text(&q, m->proof);
	rc = query_run(&q, &n, reterr);
	if (!rc && !n)
		return why_fail(reterr, RC_BAD_INPUT,
				"message %lld is not in the journal, or "
				"done already",
				(long long)m->id);
	return rc;
}

enum rc row_message_moved(struct tx *tx, int64_t id, struct why *reterr)
{
	SCOPED(query) q = { 0 };

	query_begin(&q, tx, SQL_MESSAGE_MOVED);
	query_int(&q, id);
	return query_run(&q, NULL, reterr);
}

enum rc row_message_by_content(struct tx *tx, struct arena *a, const struct sha256 *content_key,
			       int64_t not_id, struct message_row **ret, struct why *reterr)
{
	SCOPED(query) q = { 0 };

	query_begin(&q, tx, SQL_MESSAGE_BY_CONTENT);
	query_hash(&q, content_key);
	query_int(&q, not_id);
	return read_one(&q, a, ret, reterr);
}

enum rc row_message_by_message_id(struct tx *tx, struct arena *a, struct span message_id,
				  struct message_row **ret, struct why *reterr)
{
	SCOPED(query) q = { 0 };

	query_begin(&q, tx, SQL_MESSAGE_BY_MESSAGE_ID);
	query_text(&q, message_id);
	return read_one(&q, a, ret, reterr);
}

static enum rc of_folder(struct tx *tx, struct arena *a, enum statement_id id, struct span folder,
			 uint32_t uidvalidity, unsigned limit, struct message_rows *ret,
			 struct why *reterr)
{
	SCOPED(query) q = { 0 };

	query_begin(&q, tx, id);
	query_text(&q, folder);
	query_int(&q, uidvalidity);
	query_int(&q, limit);
	return read_all(&q, a, ret, reterr);
}

enum rc row_message_to_move(struct tx *tx, struct arena *a, struct span folder,
			    uint32_t uidvalidity, unsigned limit, struct message_rows *ret,
			    struct why *reterr)
{
	return of_folder(tx, a, SQL_MESSAGE_TO_MOVE, folder, uidvalidity, limit, ret, reterr);
}

enum rc row_message_unfinished(struct tx *tx, struct arena *a, struct span folder,
			       uint32_t uidvalidity, unsigned limit, struct message_rows *ret,
			       struct why *reterr)
{
	return of_folder(tx, a, SQL_MESSAGE_UNFINISHED, folder, uidvalidity, limit, ret, reterr);
}

enum rc row_message_last_uid(struct tx *tx, struct span folder, uint32_t uidvalidity, uint32_t *ret,
			     struct why *reterr)
{
	SCOPED(query) q = { 0 };

	*ret = 0;
	query_begin(&q, tx, SQL_MESSAGE_LAST_UID);
	query_text(&q, folder);
	query_int(&q, uidvalidity);
	if (query_row(&q))
		*ret = (uint32_t)col_int(&q);
	return query_end(&q, reterr);
}

enum rc row_message_recent(struct tx *tx, struct arena *a, int64_t before, unsigned limit,
			   struct message_rows *ret, struct why *reterr)
{
	SCOPED(query) q = { 0 };

	query_begin(&q, tx, SQL_MESSAGE_RECENT);
	query_int(&q, before ? before : INT64_MAX);
	query_int(&q, limit);
	return read_all(&q, a, ret, reterr);
}
