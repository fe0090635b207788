/* A copy of the database while it is in use, and back. */
#ifndef PLIC_BACKUP_H
#define PLIC_BACKUP_H

#include "db.h"

typedef void backup_progress_fn(void *ctx, int64_t done_pages, int64_t all_pages);

/* Copy to `path` by way of `path.part`: checked (integrity), synced, then renamed over path. The copy
 * is a single file, not in WAL mode. progress may be NULL. */
enum rc db_backup(struct db *db, const char *path, backup_progress_fn *progress, void *ctx,
		  struct why *reterr) MUST_CHECK;
/* Is this a whole database of ours that this program can use? *ret_version its schema version.
 * RC_BAD_INPUT: damaged or not ours; RC_BAD_CONFIG: newer. */
enum rc db_backup_check(const char *path, int *ret_version, struct why *reterr) MUST_CHECK;
/* Check, then copy to `path`, which must not exist (RC_REFUSED). */
enum rc db_restore(const char *backup, const char *path, backup_progress_fn *progress, void *ctx,
		   struct why *reterr) MUST_CHECK;

#endif
