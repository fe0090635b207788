/* Issued documents as a folder tree that an accountant can browse: paths.archive/2026/11/FCT-0012 Popescu
 * Ion.pdf, .xml; ANAF's sealed answers beside them, suppliers' invoices in primite/. The database holds the bytes, by hash; the tree is a copy of them, made again from there when
 * it is lost. Only what is stored (row_document_file.h) is in it, so a file is never one that was not sent.
 *
 * A file gets its name by rename(2), so that a name never stands for half of one. A setting says up to which
 * stored file the tree is complete; it moves on only when all of these are on the disk, so that a kill or a
 * power cut at any instruction leaves files to be written again, with the same bytes. */
#ifndef PLIC_ARCHIVE_H
#define PLIC_ARCHIVE_H

#include "config.h"
#include "db.h"
#include "verify.h"

/* Its folder: paths.archive, else "archive" in the data folder. */
const char *archive_dir(const struct config *cfg, struct arena *a);

/* Write what was stored since the last time, at most `limit` files. *ret_n written. RC_RETRY: the disk; what
 * is missing is written the next time. */
enum rc archive_catch_up(const struct config *cfg, struct db *db, unsigned limit, size_t *ret_n,
			 struct why *reterr) MUST_CHECK;

struct archive_counts {
	int64_t files, written;
};
/* Look at every file and write those that lack or, when deep, are not what the database has; without deep
 * only sizes are compared. For a tree that was lost. */
enum rc archive_rebuild(const struct config *cfg, struct db *db, bool deep,
			struct archive_counts *ret, struct why *reterr) MUST_CHECK;
/* Remove the files of documents whose bytes were deleted on purpose (row_purge.h); safe to repeat, and done by
 * rebuild too. */
enum rc archive_sweep(const struct config *cfg, struct db *db, struct why *reterr) MUST_CHECK;
/* Findings archive-missing and archive-changed, in a; of what catch_up has written. */
enum rc archive_check(const struct config *cfg, struct db *db, struct arena *a, bool deep,
		      struct findings *ret, struct why *reterr) MUST_CHECK;

#endif
