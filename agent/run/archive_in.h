/* Inside of run/archive*.c: the tree and a walk over what is stored. */
#ifndef PLIC_ARCHIVE_IN_H
#define PLIC_ARCHIVE_IN_H

#include "config.h"
#include "db.h"
#include "row_archive.h"

enum { ARCHIVE_PAGE = 200, ARCHIVE_PAGE_MAX = 128 << 20, ARCHIVE_FILE_MAX = 64 << 20 };

struct archive_tree {
	struct db *db;
	const char *dir;
	struct arena *a; /* emptied after each page */
};

/* RC_RETRY with the system's reason. */
enum rc archive_disk(const char *path, struct why *reterr) MUST_CHECK;
const char *archive_file(struct archive_tree *t, const struct archive_row *r);
/* Its own folder. */
enum rc archive_make(const struct archive_tree *t, struct why *reterr) MUST_CHECK;
/* Write its bytes, if they are still stored. */
enum rc archive_put(struct archive_tree *t, struct tx *tx, const struct archive_row *r,
		    struct why *reterr) MUST_CHECK;
/* One that is not there is fine. */
enum rc archive_remove(const char *path, struct why *reterr) MUST_CHECK;
/* All of the tree's file system: one call for many files. */
enum rc archive_sync(const struct archive_tree *t, struct why *reterr) MUST_CHECK;

enum archive_fate { ARCHIVE_GOOD, ARCHIVE_MISSING, ARCHIVE_CHANGED };
/* deep: its bytes too, not its size alone. */
enum archive_fate archive_look(const char *path, const struct archive_row *r, bool deep);

typedef enum rc archive_visit_fn(void *ctx, struct archive_tree *t, struct tx *tx,
				 const struct archive_row *r, struct why *reterr);
/* Every stored file up to the mark (all = and those after it), a page at a time. */
enum rc archive_each(const struct config *cfg, struct db *db, bool all, archive_visit_fn *visit,
		     void *ctx, struct why *reterr) MUST_CHECK;

#endif
