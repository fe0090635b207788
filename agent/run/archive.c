/* What was stored, written into the folder tree; and a walk over all of it (archive.h). */
#include "archive.h"

#include "archive_in.h"
#include "row_archive.h"
#include "span.h"

static enum rc move_mark(struct archive_tree *t, const struct archive_row *last, struct why *reterr)
{
	SCOPED(tx) tx = { 0 };
	enum rc rc = archive_sync(t, reterr);

	if (!rc)
		rc = tx_begin_soon(t->db, &tx, reterr);
	if (!rc)
		rc = row_archive_set_mark(&tx, t->a, last->source, last->seq, reterr);
	return rc ? rc : tx_commit(&tx, reterr);
}

static enum rc catch_up(const struct config *cfg, struct db *db, enum archive_source source,
			unsigned limit, size_t *ret_n, struct why *reterr)
{
	SCOPED_ARENA a = arena_new(ARCHIVE_PAGE_MAX);
	struct archive_tree t = { db, archive_dir(cfg, a), a };
	struct archive_rows rows = { 0 };
	enum rc rc;

	*ret_n = 0;
	{
		SCOPED(tx) tx = { 0 };
		int64_t mark = 0;

		rc = tx_begin_read(db, &tx, reterr);
		if (!rc)
			rc = row_archive_mark(&tx, a, source, &mark, reterr);
		if (!rc)
			rc = row_archive_next(&tx, a, source, mark, limit, &rows, reterr);
		if (!rc && rows.n)
			rc = archive_make(&t, reterr);
		for (size_t i = 0; !rc && i < rows.n; i++)
			rc = archive_put(&t, &tx, &rows.at[i], reterr);
	}
	*ret_n = rc ? 0 : rows.n;
	return rc || !rows.n ? rc : move_mark(&t, &rows.at[rows.n - 1], reterr);
}

enum rc archive_catch_up(const struct config *cfg, struct db *db, unsigned limit, size_t *ret_n,
			 struct why *reterr)
{
	enum rc rc = RC_OK;

	*ret_n = 0;
	for (enum archive_source s = 0; !rc && s < ARCHIVE_SOURCES && *ret_n < limit; s++) {
		size_t n;

		rc = catch_up(cfg, db, s, limit - (unsigned)*ret_n, &n, reterr);
		*ret_n += n;
	}
	return rc;
}

static enum rc each_of(const struct config *cfg, struct db *db, enum archive_source source,
		       bool all, archive_visit_fn *visit, void *ctx, struct why *reterr)
{
	int64_t after = 0, mark = 0;
	size_t n = ARCHIVE_PAGE;
	enum rc rc = RC_OK;

	while (!rc && n == ARCHIVE_PAGE) {
		SCOPED_ARENA a = arena_new(ARCHIVE_PAGE_MAX);
		SCOPED(tx) tx = { 0 };
		struct archive_tree t = { db, archive_dir(cfg, a), a };
		struct archive_rows rows = { 0 };

		rc = tx_begin_read(db, &tx, reterr);
		if (!rc)
			rc = row_archive_mark(&tx, a, source, &mark, reterr);
		if (!rc)
			rc = row_archive_next(&tx, a, source, after, ARCHIVE_PAGE, &rows, reterr);
		n = rc ? 0 : rows.n;
		for (size_t i = 0; !rc && i < n; i++) {
			after = rows.at[i].seq;
			if (all || after <= mark)
				rc = visit(ctx, &t, &tx, &rows.at[i], reterr);
		}
	}
	return rc;
}

enum rc archive_each(const struct config *cfg, struct db *db, bool all, archive_visit_fn *visit,
		     void *ctx, struct why *reterr)
{
	enum rc rc = RC_OK;

	for (enum archive_source s = 0; !rc && s < ARCHIVE_SOURCES; s++)
		rc = each_of(cfg, db, s, all, visit, ctx, reterr);
	return rc;
}
