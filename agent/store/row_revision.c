/* Rows of revision and revision_file; triggers of 0010_filing.sql allow exactly this. */
#include "row_revision.h"

#include "db_in.h"
#include "query.h"
#include "row_archive.h"
#include "snapshot_json.h"

enum rc row_revision_count(struct tx *tx, int64_t document, int64_t *ret, struct why *reterr)
{
	SCOPED(query) q = { 0 };

	query_begin(&q, tx, SQL_REVISION_COUNT);
	query_int(&q, document);
	*ret = query_row(&q) ? col_int(&q) : 0;
	return query_end(&q, reterr);
}

enum rc row_revision_exported(struct tx *tx, int64_t since, bool *ret, struct why *reterr)
{
	SCOPED(query) q = { 0 };

	query_begin(&q, tx, SQL_REVISION_EXPORTED);
	query_int(&q, since);
	*ret = query_row(&q) && col_int(&q) > 0;
	return query_end(&q, reterr);
}

static enum rc keep(struct tx *tx, int64_t document, int64_t revision, int64_t now,
		    struct why *reterr)
{
	SCOPED(query) q = { 0 };
	enum rc rc;

	query_begin(&q, tx, SQL_REVISION_ADD);
	query_int(&q, document);
	query_int(&q, revision);
	query_int(&q, now);
	rc = query_run(&q, NULL, reterr);
	if (rc)
		return rc;
	query_begin(&q, tx, SQL_REVISION_FILES);
	query_int(&q, document);
	query_int(&q, revision);
	rc = query_run(&q, NULL, reterr);
	if (rc)
		return rc;
	query_begin(&q, tx, SQL_REVISION_DROP);
	query_int(&q, document);
	return query_run(&q, NULL, reterr);
}

/* Rows of document_file that are gone give their numbers to the next ones: these are to be archived too. */
static enum rc archive_again(struct tx *tx, struct arena *a, struct why *reterr)
{
	SCOPED(query) q = { 0 };
	int64_t mark = 0, last = 0;
	enum rc rc = row_archive_mark(tx, a, ARCHIVE_ISSUED, &mark, reterr);

	if (rc)
		return rc;
	query_begin(&q, tx, SQL_REVISION_LAST_FILE);
	if (query_row(&q))
		last = col_int(&q);
	rc = query_end(&q, reterr);
	return rc || mark <= last ? rc : row_archive_set_mark(tx, a, ARCHIVE_ISSUED, last, reterr);
}

enum rc row_revision_replace(struct tx *tx, struct arena *a, const struct document *d, int64_t now,
			     struct why *reterr)
{
	SCOPED(query) q = { 0 };
	struct sha256 hash;
	struct span json;
	int64_t n = 0;
	enum rc rc = snapshot_to_json(a, d->snap, &json, &hash, reterr);

	if (!rc)
		rc = row_revision_count(tx, d->id, &n, reterr);
	if (!rc)
		rc = keep(tx, d->id, n + 1, now, reterr);
	if (rc)
		return rc;
	db_note_document(tx, d->id);
	db_check_content(tx, d);
	query_begin(&q, tx, SQL_REVISION_CONTENT);
	query_int(&q, d->id);
	query_hash(&q, &hash);
	query_text(&q, json);
	query_int(&q, d->snap->total.minor);
	query_int(&q, d->snap->payable.minor);
	rc = query_run(&q, NULL, reterr);
	return rc ? rc : archive_again(tx, a, reterr);
}
