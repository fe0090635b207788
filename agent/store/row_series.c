/* Rows of series. The prefix is compared folded, so that "fct" and "FCT" are one series. */
#include "row_series.h"

#include "db_in.h"
#include "names.h"
#include "query.h"
#include "utf8.h"

enum rc row_series_all(struct tx *tx, struct arena *a, struct row_serieses *ret, struct why *reterr)
{
	SCOPED(query) q = { 0 };

	query_begin(&q, tx, SQL_SERIES_ALL);
	while (query_row(&q)) {
		struct series *s = ARENA_NEW(a, struct series);

		s->kind = (enum doc_kind)COL_NAME(&q, names_doc_kind);
		s->prefix = col_text(&q, a);
		s->next = col_int(&q);
		s->pad = (unsigned)col_int(&q);
		s->yearly = col_bool(&q);
		*ARENA_PUSH(a, ret) = s;
	}
	return query_end(&q, reterr);
}

static enum rc put(struct tx *tx, enum statement_id id, struct span fold, const struct series *s,
		   int64_t *ret_n, struct why *reterr)
{
	SCOPED(query) q = { 0 };

	query_begin(&q, tx, id);
	query_str(&q, NAME_OF(names_doc_kind, s->kind));
	query_text(&q, s->prefix);
	query_text(&q, fold);
	query_int(&q, s->next);
	query_int(&q, s->pad);
	query_int(&q, s->yearly);
	return query_run(&q, ret_n, reterr);
}

enum rc row_series_store(struct tx *tx, struct arena *a, const struct series *s, struct why *reterr)
{
	struct span fold = utf8_fold(a, s->prefix);
	int64_t n = 0;
	enum rc rc;

	if (!s->dirty)
		return RC_OK;
	rc = put(tx, SQL_SERIES_SET, fold, s, &n, reterr);
	if (rc || n)
		return rc;
	/* Made by the document that takes its first number, so `next` is one too far to be the first. */
	db_note_series(tx, fold);
	return put(tx, SQL_SERIES_ADD, fold, s, NULL, reterr);
}

enum rc row_series_start(struct tx *tx, struct arena *a, enum doc_kind kind, struct span prefix,
			 int64_t first, unsigned pad, struct why *reterr)
{
	struct series s = {
		.dirty = true, .kind = kind, .prefix = prefix, .next = first, .pad = pad
	};
	SCOPED(query) q = { 0 };
	int64_t n = 0;
	enum rc rc;

	query_begin(&q, tx, SQL_SERIES_START);
	query_str(&q, NAME_OF(names_doc_kind, kind));
	query_text(&q, utf8_fold(a, prefix));
	query_int(&q, first);
	rc = query_run(&q, &n, reterr);
	if (rc || n)
		return rc;
	/* Not there yet: made. There, but numbers were given out: `next` cannot jump. */
	query_begin(&q, tx, SQL_SERIES_KNOWN);
	query_str(&q, NAME_OF(names_doc_kind, kind));
	query_text(&q, utf8_fold(a, prefix));
	n = query_row(&q) ? col_int(&q) : 0;
	rc = query_end(&q, reterr);
	if (rc)
		return rc;
	if (n == first)
		return RC_OK;
	if (n)
		return why_fail(reterr, RC_REFUSED,
				"series %.*s: numbers were issued already, the "
				"next is %lld",
				SPAN_ARG(prefix), (long long)n);
	return put(tx, SQL_SERIES_ADD, utf8_fold(a, prefix), &s, NULL, reterr);
}
