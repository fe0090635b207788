/* document_file, filing_answer and received_file by rowid: they only grow. */
#include "row_archive.h"

#include "archive_name.h"
#include "names.h"
#include "query.h"
#include "row_document.h"
#include "row_filing.h"
#include "row_received.h"
#include "row_setting.h"
#include "span.h"

static const struct {
	enum statement_id next;
	const char *mark;
} sources[ARCHIVE_SOURCES] = {
	[ARCHIVE_ISSUED] = { SQL_ARCHIVE_NEXT, "archive.done" },
	[ARCHIVE_ANSWERS] = { SQL_ARCHIVE_ANSWERS, "archive.answers" },
	[ARCHIVE_RECEIVED] = { SQL_ARCHIVE_RECEIVED, "archive.received" },
};

/* Where a supplier's invoice lies: what it says was frozen when it was kept. */
static struct span received_path(struct query *q, struct arena *a, const struct archive_row *r)
{
	struct day issue = col_day(q);
	int64_t listed = col_int(q);
	struct span number = col_text(q, a), name = col_text(q, a);

	return archive_received_path(a, day_is_set(issue) ? issue : day_of_instant(listed), number,
				     name, col_text(q, a), arena_str(a, r->which));
}

static enum rc path_of_document(struct tx *tx, struct arena *a, int64_t id, struct archive_row *r,
				struct why *reterr)
{
	struct document *d = NULL;
	enum rc rc = row_document_load(tx, a, id, &d, reterr);

	if (rc)
		return rc;
	if (!d || !d->snap)
		return why_fail(reterr, RC_BAD_INPUT, "the file of document %lld has no document",
				(long long)id);
	r->path = r->source == ARCHIVE_ANSWERS ? archive_answer_path(a, d, r->which) :
						 archive_path(a, d, arena_str(a, r->which));
	return RC_OK;
}

enum rc row_archive_next(struct tx *tx, struct arena *a, enum archive_source source, int64_t after,
			 unsigned limit, struct archive_rows *ret, struct why *reterr)
{
	SCOPED(query) q = { 0 };
	size_t begin = ret->n;
	int64_t *documents = ARENA_ARRAY(a, limit, int64_t);
	enum rc rc;

	query_begin(&q, tx, sources[source].next);
	query_int(&q, after);
	query_int(&q, limit);
	while (query_row(&q)) {
		struct archive_row *r = ARENA_PUSH(a, ret);

		*r = (struct archive_row){ .source = source, .seq = col_int(&q) };
		r->id = col_int(&q);
		documents[ret->n - 1 - begin] = r->id;
		if (source == ARCHIVE_ANSWERS)
			r->id = col_int(&q);
		r->which = col_text(&q, a);
		(void)col_hash(&q, &r->hash);
		r->size = col_int(&q);
		r->added = col_int(&q);
		if (source == ARCHIVE_RECEIVED)
			r->path = received_path(&q, a, r);
	}
	rc = query_end(&q, reterr);
	for (size_t i = begin; !rc && i < ret->n && source != ARCHIVE_RECEIVED; i++)
		rc = path_of_document(tx, a, documents[i - begin], &ret->at[i], reterr);
	return rc;
}

enum rc row_archive_purged(struct tx *tx, struct arena *a, int64_t after, unsigned limit,
			   struct archive_rows *ret, struct why *reterr)
{
	SCOPED(query) q = { 0 };
	size_t begin = ret->n;
	int64_t *documents = ARENA_ARRAY(a, limit, int64_t);
	enum rc rc;

	query_begin(&q, tx, SQL_PURGED_ANAF);
	query_int(&q, after);
	query_int(&q, limit);
	while (query_row(&q)) {
		struct archive_row *r = ARENA_PUSH(a, ret);

		*r = (struct archive_row){ .seq = col_int(&q) };
		r->source = col_bool(&q) ? ARCHIVE_RECEIVED : ARCHIVE_ANSWERS;
		r->id = col_int(&q);
		r->which = col_text(&q, a);
		documents[ret->n - 1 - begin] = col_int_or(&q, 0);
		if (r->source == ARCHIVE_RECEIVED)
			r->path = received_path(&q, a, r);
	}
	rc = query_end(&q, reterr);
	for (size_t i = begin; !rc && i < ret->n; i++)
		if (ret->at[i].source == ARCHIVE_ANSWERS)
			rc = path_of_document(tx, a, documents[i - begin], &ret->at[i], reterr);
	return rc;
}

enum rc row_archive_bytes(struct tx *tx, struct arena *a, const struct archive_row *r,
			  struct span *ret, bool *found, struct why *reterr)
{
	struct sha256 hash;
	enum rc rc = RC_OK;

	*found = false;
	switch (r->source) {
	case ARCHIVE_ANSWERS:
		return row_filing_answer_get(tx, a, r->id, r->which, ret, found, reterr);
	case ARCHIVE_RECEIVED:
		rc = row_received_file_get(tx, a, r->id, arena_str(a, r->which), ret, reterr);
		*found = !rc && ret->len > 0;
		break;
	case ARCHIVE_ISSUED:
	case ARCHIVE_SOURCES:
		rc = row_document_file_get(tx, a, r->id,
					   span_eq_str(r->which, names_file[FILE_XML]) ? FILE_XML :
											 FILE_PDF,
					   ret, &hash, found, reterr);
		break;
	}
	return rc;
}

enum rc row_archive_mark(struct tx *tx, struct arena *a, enum archive_source source, int64_t *ret,
			 struct why *reterr)
{
	struct span text = S("");
	enum rc rc = row_setting_get(tx, a, sources[source].mark, &text, reterr);

	if (rc || !span_to_i64(text, ret))
		*ret = 0;
	return rc;
}

enum rc row_archive_set_mark(struct tx *tx, struct arena *a, enum archive_source source,
			     int64_t mark, struct why *reterr)
{
	return row_setting_set(tx, sources[source].mark, arena_fmt(a, "%lld", (long long)mark),
			       reterr);
}
