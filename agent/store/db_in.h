/* Inside the store: what a struct db holds. */
#ifndef PLIC_DB_IN_H
#define PLIC_DB_IN_H

#include <sqlite3.h>

#include "arena.h"
#include "db.h"
#include "query.h"

/* "plic" in the file's header: PRAGMA application_id. */
#define DB_APPLICATION_ID 0x706c6963
/* A value tree or snapshot as JSON, at most. */
#define QUERY_JSON_MAX    ((size_t)16 << 20)
/* Scratch memory for the check before COMMIT, at most. */
#define DB_SCRATCH_MAX    ((size_t)64 << 20)

struct document;

struct db_written {
	int64_t *at;
	size_t n, cap;
};
struct db_series {
	struct span *at; /* folded prefixes */
	size_t n, cap;
};
struct db_search {
	int64_t rowid;
	bool is_new;
	struct span text;
};
struct db_searches {
	struct db_search *at;
	size_t n, cap;
};
struct db {
	sqlite3 *sql;
	sqlite3_stmt *stmt[SQL_STATEMENTS];
	char *path;
	bool readonly;
	int version;
	bool sync_soon; /* synchronous = NORMAL, for tx_begin_soon */
	bool unsynced;  /* something committed so is not on the disk yet */
	struct tx *tx;  /* the open one */
	enum rc broken; /* a statement failed in it: it cannot be committed */
	struct arena *scratch;
	struct arena *written_arena;           /* for these lists: emptied at begin */
	struct db_written documents, payments; /* written in this transaction */
	struct db_written contents; /* documents whose row was written without its content */
	bool wrong;                 /* a content that was written does not add up */
	struct why wrong_why;
	struct db_series series;     /* made in it */
	struct db_searches searches; /* words of the rows written in it */
};

/* Translate an extended SQLite code; what: the statement. */
enum rc db_fail(struct db *db, int code, const char *what, struct why *reterr);
/* Text without rows, several statements at once: pragmas and schema steps. */
enum rc db_exec(struct db *db, const char *sql, const char *what, struct why *reterr) MUST_CHECK;
enum rc db_pragma_int(sqlite3 *sql, const char *pragma, int64_t *ret) MUST_CHECK;

/* Remember for the check before COMMIT. */
void db_note_document(struct tx *tx, int64_t id);
void db_note_content(struct tx *tx, int64_t id);
void db_note_payment(struct tx *tx, int64_t id);
void db_note_series(struct tx *tx, struct span prefix_fold);

/* migrate.c: bring the schema to schema_version(); a database that is newer is RC_BAD_CONFIG. */
enum rc db_migrate(struct db *db, struct why *reterr) MUST_CHECK;
/* check_written.c: a content (d->snap) as it is written; what does not add up is said by the COMMIT. */
void db_check_content(struct tx *tx, const struct document *d);
/* ... and what tx_commit looks at. */
enum rc db_check_written(struct tx *tx, struct why *reterr) MUST_CHECK;

#endif
