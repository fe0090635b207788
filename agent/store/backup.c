/* Copies by SQLite's backup API: consistent while the daemon writes; pages are copied in steps, and a
 * step that meets another writer's lock is tried again. The copy is checked before it takes its name,
 * so that a name never stands for half a backup. */
#include "backup.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <unistd.h>

#include "db_in.h"
#include "migrate.h"

#define STEP_PAGES 512
#define MAX_WAITS  600 /* of 100 ms */

static enum rc fail(sqlite3 *sql, const char *path, struct why *reterr)
{
	return why_fail(reterr, RC_RETRY, "%s: %s", path, sqlite3_errmsg(sql));
}

static enum rc copy_pages(sqlite3 *to, sqlite3 *from, const char *path,
			  backup_progress_fn *progress, void *ctx, struct why *reterr)
{
	sqlite3_backup *b = sqlite3_backup_init(to, "main", from, "main");
	int code, waits = 0;

	if (!b)
		return fail(to, path, reterr);
	do {
		code = sqlite3_backup_step(b, STEP_PAGES);
		if (progress)
			progress(ctx, sqlite3_backup_pagecount(b) - sqlite3_backup_remaining(b),
				 sqlite3_backup_pagecount(b));
		if ((code == SQLITE_BUSY || code == SQLITE_LOCKED) && waits++ < MAX_WAITS) {
			sqlite3_sleep(100);
			code = SQLITE_OK;
		}
	} while (code == SQLITE_OK);
	sqlite3_backup_finish(b);
	if (code != SQLITE_DONE)
		return why_fail(reterr, RC_RETRY, "%s: %s", path, sqlite3_errstr(code));
	return RC_OK;
}

static enum rc sync_path(const char *path, int flags, struct why *reterr)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | flags);
	int bad = fd < 0 || fsync(fd) != 0;

	if (bad)
		why_set(reterr, "%s: %s", path, strerror(errno));
	if (fd >= 0)
		close(fd);
	return bad ? RC_RETRY : RC_OK;
}

/* Make, fill and close the file at `part`. */
static enum rc fill(sqlite3 *from, const char *part, backup_progress_fn *progress, void *ctx,
		    struct why *reterr)
{
	sqlite3 *to = NULL;
	int fd = open(part, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	enum rc rc;

	if (fd < 0)
		return why_fail(reterr, RC_RETRY, "%s: %s", part, strerror(errno));
	close(fd);
	if (sqlite3_open_v2(part, &to, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK) {
		rc = fail(to, part, reterr);
	} else {
		rc = copy_pages(to, from, part, progress, ctx, reterr);
		if (!rc &&
		    sqlite3_exec(to, "PRAGMA journal_mode = DELETE", NULL, NULL, NULL) != SQLITE_OK)
			rc = fail(to, part, reterr);
	}
	sqlite3_close(to);
	return rc;
}

static enum rc copy_file(sqlite3 *from, const char *path, backup_progress_fn *progress, void *ctx,
			 struct why *reterr)
{
	char part[4096], dir[4096];
	int version;
	enum rc rc;

	if (snprintf(part, sizeof(part), "%s.part", path) >= (int)sizeof(part))
		return why_fail(reterr, RC_REFUSED, "%s: the path is too long", path);
	(void)snprintf(dir, sizeof(dir), "%s", path);
	rc = fill(from, part, progress, ctx, reterr);
	if (!rc)
		rc = db_backup_check(part, &version, reterr);
	if (!rc)
		rc = sync_path(part, 0, reterr);
	if (!rc && rename(part, path) != 0)
		rc = why_fail(reterr, RC_RETRY, "%s: %s", path, strerror(errno));
	if (!rc)
		return sync_path(dirname(dir), O_DIRECTORY, reterr);
	(void)unlink(part);
	return rc;
}

enum rc db_backup(struct db *db, const char *path, backup_progress_fn *progress, void *ctx,
		  struct why *reterr)
{
	return copy_file(db->sql, path, progress, ctx, reterr);
}

static enum rc check_open(sqlite3 *sql, const char *path, int *ret_version, struct why *reterr)
{
	int64_t app = 0, version = 0;
	sqlite3_stmt *st = NULL;
	enum rc rc = RC_OK;

	if (db_pragma_int(sql, "PRAGMA application_id", &app) ||
	    db_pragma_int(sql, "PRAGMA user_version", &version) || app != DB_APPLICATION_ID)
		return why_fail(reterr, RC_BAD_INPUT, "%s is no database of plic", path);
	if (version > schema_version())
		return why_fail(reterr, RC_BAD_CONFIG,
				"%s has schema version %d, this program "
				"knows up to %d",
				path, (int)version, schema_version());
	if (sqlite3_prepare_v2(sql, "PRAGMA integrity_check(1)", -1, &st, NULL) != SQLITE_OK ||
	    sqlite3_step(st) != SQLITE_ROW)
		rc = why_fail(reterr, RC_BAD_INPUT, "%s is damaged: %s", path, sqlite3_errmsg(sql));
	else if (strcmp((const char *)sqlite3_column_text(st, 0), "ok") != 0)
		rc = why_fail(reterr, RC_BAD_INPUT, "%s is damaged: %s", path,
			      (const char *)sqlite3_column_text(st, 0));
	else
		*ret_version = (int)version;
	sqlite3_finalize(st);
	return rc;
}

enum rc db_backup_check(const char *path, int *ret_version, struct why *reterr)
{
	sqlite3 *sql = NULL;
	enum rc rc;

	if (access(path, R_OK) != 0)
		return why_fail(reterr, RC_BAD_INPUT, "%s: %s", path, strerror(errno));
	if (sqlite3_open_v2(path, &sql, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK)
		rc = why_fail(reterr, RC_BAD_INPUT, "%s: %s", path, sqlite3_errmsg(sql));
	else
		rc = check_open(sql, path, ret_version, reterr);
	sqlite3_close(sql);
	return rc;
}

enum rc db_restore(const char *backup, const char *path, backup_progress_fn *progress, void *ctx,
		   struct why *reterr)
{
	/* A WAL or journal left beside it would be played into the restored file. */
	static const char *const tails[] = { "", "-wal", "-shm", "-journal" };
	sqlite3 *from = NULL;
	char there[4096];
	int version;
	enum rc rc;

	for (size_t i = 0; i < ARRAY_LEN(tails); i++) {
		(void)snprintf(there, sizeof(there), "%s%s", path, tails[i]);
		if (access(there, F_OK) == 0)
			return why_fail(reterr, RC_REFUSED, "%s exists: move it away first", there);
	}
	rc = db_backup_check(backup, &version, reterr);
	if (rc)
		return rc;
	if (sqlite3_open_v2(backup, &from, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK)
		rc = fail(from, backup, reterr);
	else
		rc = copy_file(from, path, progress, ctx, reterr);
	sqlite3_close(from);
	return rc;
}
