/* Opening the database. Settings: the SQLite section of the libraries reference: WAL and
 * synchronous=FULL, so that what was committed survives a power cut; foreign keys on; double-quoted
 * strings are not strings. The page cache is kept small: the whole process lives in 40 MB. */
#include "db.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "db_in.h"
#include "migrate.h"

#define CACHE_KIB 4096
/* Pages in the WAL before they are moved into the file: a page that is written by many mails in a row
 * (indexes, journal) is then moved once. */
#define WAL_PAGES 4000

enum rc db_fail(struct db *db, int code, const char *what, struct why *reterr)
{
	const char *text = db->sql ? sqlite3_errmsg(db->sql) : sqlite3_errstr(code);

	switch (code & 0xff) {
	case SQLITE_CONSTRAINT:
		return why_fail(reterr, RC_REFUSED, "database: %s: %s", what, text);
	case SQLITE_TOOBIG:
	case SQLITE_MISMATCH:
	case SQLITE_ERROR: /* ours: one mail is set aside for it, the others go on */
		return why_fail(reterr, RC_BAD_INPUT, "database: %s: %s", what, text);
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB:
		return why_fail(reterr, RC_BAD_CONFIG,
				"%s is damaged or no database of ours (%s); "
				"restore a backup",
				db->path, text);
	case SQLITE_READONLY:
	case SQLITE_PERM:
	case SQLITE_AUTH:
		return why_fail(reterr, RC_BAD_CONFIG, "%s cannot be written: %s", db->path, text);
	default: /* BUSY, LOCKED, FULL, IOERR, NOMEM, CANTOPEN, PROTOCOL, ... : the world */
		return why_fail(reterr, RC_RETRY, "database: %s: %s", what, text);
	}
}

enum rc db_exec(struct db *db, const char *sql, const char *what, struct why *reterr)
{
	if (sqlite3_exec(db->sql, sql, NULL, NULL, NULL) == SQLITE_OK)
		return RC_OK;
	return db_fail(db, sqlite3_extended_errcode(db->sql), what, reterr);
}

enum rc db_pragma_int(sqlite3 *sql, const char *pragma, int64_t *ret)
{
	sqlite3_stmt *st = NULL;
	enum rc rc = RC_RETRY;

	if (sqlite3_prepare_v2(sql, pragma, -1, &st, NULL) == SQLITE_OK &&
	    sqlite3_step(st) == SQLITE_ROW) {
		*ret = sqlite3_column_int64(st, 0);
		rc = RC_OK;
	}
	sqlite3_finalize(st);
	return rc;
}

static enum rc set_up(struct db *db, struct why *reterr)
{
	char pragmas[400];

	sqlite3_extended_result_codes(db->sql, 1);
	sqlite3_db_config(db->sql, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
	sqlite3_db_config(db->sql, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
	sqlite3_db_config(db->sql, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
	sqlite3_db_config(db->sql, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	db_set_wait(db, 5000);
	(void)snprintf(
		pragmas, sizeof(pragmas),
		"PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL; PRAGMA cache_size = -%d; "
		"PRAGMA temp_store = MEMORY; PRAGMA secure_delete = FAST; "
		"PRAGMA wal_autocheckpoint = %d; PRAGMA journal_size_limit = %d; %s",
		CACHE_KIB, WAL_PAGES, WAL_PAGES * 4096,
		db->readonly ? "PRAGMA query_only = ON" : "");
	return db_exec(db, pragmas, "settings", reterr);
}

/* Is it ours? An empty file is, when it may be filled. */
static enum rc check_owner(struct db *db, struct why *reterr)
{
	int64_t app = 0, version = 0, tables = 0;

	if (db_pragma_int(db->sql, "PRAGMA application_id", &app) ||
	    db_pragma_int(db->sql, "PRAGMA user_version", &version) ||
	    db_pragma_int(db->sql, "SELECT count(*) FROM sqlite_schema", &tables))
		return db_fail(db, sqlite3_extended_errcode(db->sql), "header", reterr);
	if (app != DB_APPLICATION_ID && (tables || version || app || db->readonly))
		return why_fail(reterr, RC_BAD_CONFIG, "%s is no database of plic", db->path);
	if (version > schema_version())
		return why_fail(reterr, RC_BAD_CONFIG,
				"%s has schema version %d, this program "
				"knows up to %d: use the newer plic",
				db->path, (int)version, schema_version());
	db->version = (int)version;
	return RC_OK;
}

static enum rc prepare_all(struct db *db, struct why *reterr)
{
	for (enum statement_id i = 0; i < SQL_STATEMENTS; i++) {
		if (sqlite3_prepare_v3(db->sql, statement_sql(i), -1, SQLITE_PREPARE_PERSISTENT,
				       &db->stmt[i], NULL) == SQLITE_OK)
			continue;
		if ((sqlite3_errcode(db->sql) & 0xff) == SQLITE_ERROR)
			return why_fail(reterr, RC_BAD_CONFIG, "%s: statement %s: %s", db->path,
					statement_name(i), sqlite3_errmsg(db->sql));
		return db_fail(db, sqlite3_extended_errcode(db->sql), statement_name(i), reterr);
	}
	return RC_OK;
}

/* SQLite would make the file with the umask's mode; clients' data are nobody else's business. */
static enum rc make_file(const char *path, struct why *reterr)
{
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

	if (fd < 0)
		return why_fail(reterr, RC_BAD_CONFIG, "%s: %s", path, strerror(errno));
	close(fd);
	return RC_OK;
}

static enum rc open_file(struct db *db, enum db_mode mode, struct why *reterr)
{
	enum rc rc;

	if (mode == DB_CREATE) {
		rc = make_file(db->path, reterr);
		if (rc)
			return rc;
	} else if (access(db->path, F_OK) != 0) {
		return why_fail(reterr, RC_BAD_CONFIG, "%s: %s", db->path, strerror(errno));
	}
	if (sqlite3_open_v2(db->path, &db->sql,
			    (db->readonly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE) |
				    SQLITE_OPEN_NOMUTEX,
			    NULL) != SQLITE_OK)
		return why_fail(reterr, RC_BAD_CONFIG, "%s: %s", db->path,
				db->sql ? sqlite3_errmsg(db->sql) : "no memory");
	rc = set_up(db, reterr);
	if (rc)
		return rc;
	rc = check_owner(db, reterr);
	if (rc)
		return rc;
	if (!db->readonly) {
		rc = db_exec(db, "PRAGMA journal_mode = WAL", "journal_mode", reterr);
		if (!rc)
			rc = db_migrate(db, reterr);
	} else if (db->version < schema_version()) {
		rc = why_fail(reterr, RC_BAD_CONFIG,
			      "%s has schema version %d, this program needs "
			      "%d: start the daemon once, it converts the file",
			      db->path, db->version, schema_version());
	}
	return rc ? rc : prepare_all(db, reterr);
}

enum rc db_open(const char *path, enum db_mode mode, struct db **ret, struct why *reterr)
{
	struct db *db = calloc(1, sizeof(*db));
	enum rc rc;

	if (!db)
		return why_fail(reterr, RC_RETRY, "%s: no memory", path);
	db->scratch = arena_new(DB_SCRATCH_MAX);
	db->written_arena = arena_new(DB_SCRATCH_MAX);
	db->readonly = mode == DB_RO;
	db->path = strdup(path);
	rc = db->path ? open_file(db, mode, reterr) :
			why_fail(reterr, RC_RETRY, "%s: no memory", path);
	if (rc) {
		db_close(db);
		return rc;
	}
	*ret = db;
	return RC_OK;
}

void db_close(struct db *db)
{
	if (!db)
		return;
	if (db->tx)
		tx_drop(db->tx);
	for (size_t i = 0; i < SQL_STATEMENTS; i++)
		sqlite3_finalize(db->stmt[i]);
	sqlite3_close_v2(db->sql);
	arena_free(db->scratch);
	arena_free(db->written_arena);
	free(db->path);
	free(db);
}

void db_closep(struct db **db)
{
	db_close(*db);
	*db = NULL;
}

void db_set_wait(struct db *db, int ms)
{
	sqlite3_busy_timeout(db->sql, ms);
}

int db_version(const struct db *db)
{
	return db->version;
}

int64_t db_changes(const struct db *db)
{
	return sqlite3_total_changes64(db->sql);
}

enum rc db_checkpoint(struct db *db, struct why *reterr)
{
	int code = sqlite3_wal_checkpoint_v2(db->sql, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);

	if (code == SQLITE_OK)
		return RC_OK;
	return db_fail(db, sqlite3_extended_errcode(db->sql), "checkpoint", reterr);
}
