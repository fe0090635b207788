/* Transactions. A write transaction takes the lock before anything is read (BEGIN IMMEDIATE), so that
 * what was decided on is what is there when it is written; a statement that failed in it makes it
 * uncommittable, because the decision would be half written. */
#include <assert.h>

#include "db_in.h"
#include "search_in.h"

static enum rc begin(struct db *db, struct tx *tx, enum statement_id how, struct why *reterr)
{
	SCOPED(query) q = { 0 };
	enum rc rc;

	assert(!db->tx);
	*tx = (struct tx){ .db = db, .reading = how == SQL_BEGIN_READ };
	db->tx = tx;
	db->broken = RC_OK;
	arena_clear(db->written_arena);
	db->wrong = false;
	db->documents = db->contents = db->payments = (struct db_written){ 0 };
	db->series = (struct db_series){ 0 };
	db->searches = (struct db_searches){ 0 };
	query_begin(&q, tx, how);
	rc = query_run(&q, NULL, reterr);
	if (rc) {
		db->tx = NULL;
		*tx = (struct tx){ 0 };
	}
	return rc;
}

/* In WAL mode NORMAL leaves out the sync after each commit, and only that. */
static enum rc set_sync(struct db *db, bool soon, struct why *reterr)
{
	enum rc rc = RC_OK;

	if (db->sync_soon != soon)
		rc = db_exec(db, soon ? "PRAGMA synchronous = NORMAL" : "PRAGMA synchronous = FULL",
			     "synchronous", reterr);
	if (!rc)
		db->sync_soon = soon;
	return rc;
}

enum rc tx_begin(struct db *db, struct tx *tx, struct why *reterr)
{
	enum rc rc = set_sync(db, false, reterr);

	return rc ? rc : begin(db, tx, SQL_BEGIN_WRITE, reterr);
}

enum rc tx_begin_soon(struct db *db, struct tx *tx, struct why *reterr)
{
	enum rc rc = set_sync(db, true, reterr);

	if (!rc)
		rc = begin(db, tx, SQL_BEGIN_WRITE, reterr);
	tx->soon = rc == RC_OK;
	return rc;
}

enum rc db_sync(struct db *db, struct why *reterr)
{
	sqlite3_file *wal = NULL;

	if (!db->unsynced)
		return RC_OK;
	if (sqlite3_file_control(db->sql, NULL, SQLITE_FCNTL_JOURNAL_POINTER, &wal) != SQLITE_OK ||
	    !wal || !wal->pMethods)
		return why_fail(reterr, RC_RETRY, "%s: the write-ahead log is not open", db->path);
	if (wal->pMethods->xSync(wal, SQLITE_SYNC_NORMAL) != SQLITE_OK)
		return why_fail(reterr, RC_RETRY, "%s: the disk does not keep what was written",
				db->path);
	db->unsynced = false;
	return RC_OK;
}

enum rc tx_begin_read(struct db *db, struct tx *tx, struct why *reterr)
{
	return begin(db, tx, SQL_BEGIN_READ, reterr);
}

/* A series made in this transaction begins with the lowest number given out in it. */
static enum rc set_first_numbers(struct tx *tx, struct why *reterr)
{
	enum rc rc = RC_OK;

	for (size_t i = 0; !rc && i < tx->db->series.n; i++) {
		SCOPED(query) q = { 0 };

		query_begin(&q, tx, SQL_SERIES_FIRST);
		query_text(&q, tx->db->series.at[i]);
		rc = query_run(&q, NULL, reterr);
	}
	return rc;
}

enum rc tx_commit(struct tx *tx, struct why *reterr)
{
	SCOPED(query) q = { 0 };
	struct db *db = tx->db;
	enum rc rc;

	assert(db && db->tx == tx && !tx->reading);
	if (db->broken)
		return why_fail(reterr, db->broken,
				"database: a statement of this transaction "
				"failed; nothing was written");
	rc = set_first_numbers(tx, reterr);
	if (!rc)
		rc = db_check_written(tx, reterr);
	if (!rc)
		rc = search_flush(tx, reterr);
	if (rc)
		return rc;
	query_begin(&q, tx, SQL_COMMIT);
	rc = query_run(&q, NULL, reterr);
	if (rc)
		return rc;
	db->unsynced |= tx->soon; /* a full commit that changed nothing has synced nothing */
	db->tx = NULL;
	tx->db = NULL;
	return RC_OK;
}

void tx_drop(struct tx *tx)
{
	struct db *db = tx->db;

	if (!db)
		return;
	assert(db->tx == tx);
	/* SQLite may have rolled back by itself (disk full). */
	if (!sqlite3_get_autocommit(db->sql)) {
		sqlite3_step(db->stmt[SQL_ROLLBACK]);
		sqlite3_reset(db->stmt[SQL_ROLLBACK]);
	}
	db->tx = NULL;
	tx->db = NULL;
}

struct arena *db_scratch(struct tx *tx)
{
	return tx->db->scratch;
}

static void note(struct tx *tx, struct db_written *list, int64_t id)
{
	for (size_t i = list->n; i > 0 && i + 16 > list->n; i--) {
		if (list->at[i - 1] == id)
			return;
	}
	*ARENA_PUSH(tx->db->written_arena, list) = id;
}

void db_note_document(struct tx *tx, int64_t id)
{
	note(tx, &tx->db->documents, id);
}

void db_note_content(struct tx *tx, int64_t id)
{
	note(tx, &tx->db->contents, id);
}

void db_note_payment(struct tx *tx, int64_t id)
{
	note(tx, &tx->db->payments, id);
}

void db_note_series(struct tx *tx, struct span prefix_fold)
{
	struct db *db = tx->db;

	*ARENA_PUSH(db->written_arena, &db->series) = arena_span(db->written_arena, prefix_fold);
}

enum rc db_last_fact(struct db *db, int64_t *ret, struct why *reterr)
{
	SCOPED(tx) tx = { 0 };
	SCOPED(query) q = { 0 };
	enum rc rc = tx_begin_read(db, &tx, reterr);

	if (rc)
		return rc;
	query_begin(&q, &tx, SQL_LAST_FACT);
	*ret = query_row(&q) ? col_int(&q) : 0;
	return query_end(&q, reterr);
}
