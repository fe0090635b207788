/* Files whose bytes were deleted on purpose leave the folder tree too (row_purge.h). */
#include "archive.h"

#include "archive_in.h"
#include "archive_name.h"
#include "row_document.h"
#include "row_purge.h"
#include "span.h"

/* One page of documents; *after moves on, *n how many. */
static enum rc sweep_page(const struct config *cfg, struct db *db, int64_t *after, size_t *n,
			  struct why *reterr)
{
	static const char *const ending[] = { "pdf", "xml" };
	SCOPED_ARENA a = arena_new(ARCHIVE_PAGE_MAX);
	SCOPED(tx) tx = { 0 };
	struct row_ids ids = { 0 };
	enum rc rc = tx_begin_read(db, &tx, reterr);

	if (!rc)
		rc = row_purge_documents(&tx, a, *after, ARCHIVE_PAGE, &ids, reterr);
	for (size_t i = 0; !rc && i < ids.n; i++) {
		struct document *d = NULL;

		rc = row_document_load(&tx, a, ids.at[i], &d, reterr);
		for (size_t k = 0; !rc && d && d->snap && k < ARRAY_LEN(ending); k++) {
			const char *path =
				arena_str(a, arena_fmt(a, "%s/%.*s", archive_dir(cfg, a),
						       SPAN_ARG(archive_path(a, d, ending[k]))));

			rc = archive_remove(path, reterr);
		}
		*after = ids.at[i];
	}
	*n = ids.n;
	return rc;
}

/* The same for what ANAF gave. */
static enum rc sweep_anaf(const struct config *cfg, struct db *db, int64_t *after, size_t *n,
			  struct why *reterr)
{
	SCOPED_ARENA a = arena_new(ARCHIVE_PAGE_MAX);
	SCOPED(tx) tx = { 0 };
	struct archive_tree t = { db, archive_dir(cfg, a), a };
	struct archive_rows rows = { 0 };
	enum rc rc = tx_begin_read(db, &tx, reterr);

	if (!rc)
		rc = row_archive_purged(&tx, a, *after, ARCHIVE_PAGE, &rows, reterr);
	for (size_t i = 0; !rc && i < rows.n; i++) {
		rc = archive_remove(archive_file(&t, &rows.at[i]), reterr);
		*after = rows.at[i].seq;
	}
	*n = rows.n;
	return rc;
}

enum rc archive_sweep(const struct config *cfg, struct db *db, struct why *reterr)
{
	int64_t after = 0;
	size_t n = ARCHIVE_PAGE;
	enum rc rc = RC_OK;

	while (!rc && n == ARCHIVE_PAGE)
		rc = sweep_page(cfg, db, &after, &n, reterr);
	for (after = 0, n = ARCHIVE_PAGE; !rc && n == ARCHIVE_PAGE;)
		rc = sweep_anaf(cfg, db, &after, &n, reterr);
	return rc;
}
