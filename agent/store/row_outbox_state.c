/* The life of an outbox row. Each step names the states it may come from in its SQL; a step from
 * another state changes nothing and is RC_REFUSED. */
#include "db_in.h"
#include "outbox_in.h"
#include "query.h"
#include "row_outbox.h"

/* An UPDATE that must meet its row. */
static enum rc run_step(struct query *q, int64_t id, const char *to, struct why *reterr)
{
	int64_t n = 0;
	enum rc rc = query_run(q, &n, reterr);

	if (!rc && !n)
		return why_fail(reterr, RC_REFUSED, "outbox row %lld cannot become %s",
				(long long)id, to);
	return rc;
}

static enum rc stored_hash(struct tx *tx, int64_t id, struct sha256 *ret, bool *found,
			   struct why *reterr)
{
	SCOPED(query) q = { 0 };

	*found = false;
	query_begin(&q, tx, SQL_OUTBOX_BYTES_HASH);
	query_int(&q, id);
	if (query_row(&q))
		*found = col_hash(&q, ret);
	return query_end(&q, reterr);
}

static enum rc put_bytes(struct tx *tx, int64_t id, struct span bytes, struct why *reterr)
{
	struct sha256 hash, old;
	SCOPED(query) q = { 0 };
	bool found;
	enum rc rc = stored_hash(tx, id, &old, &found, reterr);

	if (rc || (found && !bytes.len))
		return rc;
	hash = hash_sha256(bytes);
	if (found && !hash_eq(hash.b, old.b, sizeof(hash.b)))
		return why_fail(reterr, RC_REFUSED, "outbox row %lld: other bytes went out before",
				(long long)id);
	if (found)
		return RC_OK;
	query_begin(&q, tx, SQL_OUTBOX_BYTES_ADD);
	query_int(&q, id);
	query_hash(&q, &hash);
	query_blob(&q, bytes);
	return query_run(&q, NULL, reterr);
}

enum rc row_outbox_sending(struct tx *tx, int64_t id, struct span message_id, struct span bytes,
			   struct why *reterr)
{
	SCOPED(query) q = { 0 };
	enum rc rc;

	query_begin(&q, tx, SQL_OUTBOX_SENDING);
	query_int(&q, id);
	query_text(&q, message_id);
	rc = run_step(&q, id, "sending (or its Message-ID would change)", reterr);
	if (rc || !message_id.len)
		return rc;
	rc = put_bytes(tx, id, bytes, reterr);
	if (rc)
		tx->db->broken = rc;
	return rc;
}

enum rc row_outbox_bytes(struct tx *tx, struct arena *a, int64_t id, struct span *ret, bool *found,
			 struct why *reterr)
{
	SCOPED(query) q = { 0 };
	struct sha256 hash, is;

	*found = false;
	query_begin(&q, tx, SQL_OUTBOX_BYTES_GET);
	query_int(&q, id);
	if (query_row(&q) && col_hash(&q, &hash)) {
		*ret = col_blob(&q, a);
		*found = true;
		is = hash_sha256(*ret);
		if (!hash_eq(is.b, hash.b, sizeof(is.b)))
			query_bad(&q, "the stored mail does not match its hash");
	}
	return query_end(&q, reterr);
}

static enum rc set(struct tx *tx, enum statement_id step, int64_t id, int64_t at, struct span text,
		   const char *to, struct why *reterr)
{
	SCOPED(query) q = { 0 };

	query_begin(&q, tx, step);
	query_int(&q, id);
	query_int(&q, at);
	query_text(&q, text);
	return run_step(&q, id, to, reterr);
}

enum rc row_outbox_done(struct tx *tx, int64_t id, struct span reply, int64_t now,
			struct why *reterr)
{
	return set(tx, SQL_OUTBOX_DONE, id, now, reply, "done", reterr);
}

enum rc row_outbox_retry(struct tx *tx, int64_t id, struct span error, int64_t due_at,
			 struct why *reterr)
{
	return set(tx, SQL_OUTBOX_RETRY, id, due_at, error, "queued", reterr);
}

enum rc row_outbox_unknown(struct tx *tx, int64_t id, struct span error, int64_t due_at,
			   struct why *reterr)
{
	return set(tx, SQL_OUTBOX_UNKNOWN, id, due_at, error, "unknown", reterr);
}

enum rc row_outbox_failed(struct tx *tx, int64_t id, struct span error, int64_t now,
			  struct why *reterr)
{
	return set(tx, SQL_OUTBOX_FAILED, id, now, error, "failed", reterr);
}

enum rc row_outbox_recover(struct tx *tx, int64_t due_at, int64_t *ret_n, struct why *reterr)
{
	SCOPED(query) q = { 0 };

	query_begin(&q, tx, SQL_OUTBOX_RECOVER);
	query_int(&q, due_at);
	return query_run(&q, ret_n, reterr);
}

enum rc row_outbox_hold_card(struct tx *tx, struct arena *a, int64_t card, bool held,
			     const struct spans *staff, int64_t *ret_n, struct why *reterr)
{
	SCOPED(query) q = { 0 };

	query_begin(&q, tx, SQL_OUTBOX_HOLD_CARD);
	query_int(&q, card);
	query_bool(&q, held);
	query_text(&q, outbox_mailboxes(a, staff));
	return query_run(&q, ret_n, reterr);
}

enum rc row_outbox_drop_card(struct tx *tx, int64_t card, int64_t now, int64_t *ret_n,
			     struct why *reterr)
{
	SCOPED(query) q = { 0 };

	query_begin(&q, tx, SQL_OUTBOX_DROP_CARD);
	query_int(&q, card);
	query_int(&q, now);
	return query_run(&q, ret_n, reterr);
}

enum rc row_outbox_exports(struct tx *tx, int64_t *ret, struct why *reterr)
{
	SCOPED(query) q = { 0 };

	query_begin(&q, tx, SQL_EXPORT_WAITING);
	*ret = query_row(&q) ? col_int(&q) : 0;
	return query_end(&q, reterr);
}

enum rc row_outbox_drop_exports(struct tx *tx, int64_t now, struct why *reterr)
{
	SCOPED(query) q = { 0 };

	query_begin(&q, tx, SQL_EXPORT_STOP);
	query_int(&q, now);
	return query_run(&q, NULL, reterr);
}

enum rc row_outbox_fate(struct tx *tx, int64_t id, struct span fate, struct why *reterr)
{
	SCOPED(query) q = { 0 };

	query_begin(&q, tx, SQL_OUTBOX_FATE);
	query_int(&q, id);
	query_text(&q, fate);
	return query_run(&q, NULL, reterr);
}
