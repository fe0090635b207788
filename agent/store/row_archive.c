/* document_file by rowid: it only grows. */
#include "row_archive.h"

#include "names.h"
#include "query.h"
#include "row_document.h"
#include "row_setting.h"
#include "span.h"

#define MARK "archive.done"

enum rc row_archive_next(struct tx *tx, struct arena *a, int64_t after, unsigned limit,
			 struct archive_rows *ret, struct why *reterr)
{
	SCOPED(query) q = { 0 };
	size_t begin = ret->n;
	enum rc rc;

	query_begin(&q, tx, SQL_ARCHIVE_NEXT);
	query_int(&q, after);
	query_int(&q, limit);
	while (query_row(&q)) {
		struct archive_row *r = ARENA_PUSH(a, ret);

		r->seq = col_int(&q);
		r->d = ARENA_NEW(a, struct document);
		r->d->id = col_int(&q);
		r->kind = (enum file_kind)COL_NAME(&q, names_file);
		(void)col_hash(&q, &r->hash);
		r->size = col_int(&q);
	}
	rc = query_end(&q, reterr);
	for (size_t i = begin; !rc && i < ret->n; i++) {
		struct archive_row *r = &ret->at[i];
		int64_t id = r->d->id;

		rc = row_document_load(tx, a, id, &r->d, reterr);
		if (!rc && (!r->d || !r->d->snap))
			rc = why_fail(reterr, RC_BAD_INPUT,
				      "the file of document %lld has no document", (long long)id);
	}
	return rc;
}

enum rc row_archive_mark(struct tx *tx, struct arena *a, int64_t *ret, struct why *reterr)
{
	struct span text = S("");
	enum rc rc = row_setting_get(tx, a, MARK, &text, reterr);

	if (rc || !span_to_i64(text, ret))
		*ret = 0;
	return rc;
}

enum rc row_archive_set_mark(struct tx *tx, struct arena *a, int64_t mark, struct why *reterr)
{
	return row_setting_set(tx, MARK, arena_fmt(a, "%lld", (long long)mark), reterr);
}
