/* Rows of filing. */
#include "row_filing.h"

#include "names.h"
#include "query.h"

static void read_into(struct query *q, struct arena *a, struct filing *f)
{
	*f = (struct filing){ .id = col_int(q) };
	f->document = col_int(q);
	f->revision = (int)col_int(q);
	f->state = f->stored = (enum filing_state)COL_NAME(q, names_filing);
	f->channel = (enum filing_channel)COL_NAME(q, names_channel);
	f->foreign = col_bool(q);
	f->self_billed = col_bool(q);
	f->deadline = col_day(q);
	f->due = col_int(q);
	f->created = col_int(q);
	f->begun = col_int(q);
	f->accepted = col_int(q);
	f->uploads = (int)col_int(q);
	f->polls = (int)col_int(q);
	f->searches = (int)col_int(q);
	f->downloads = (int)col_int(q);
	f->verdict = (enum filing_verdict)COL_NAME(q, names_verdict);
	f->index = col_text(q, a);
	f->download = col_text(q, a);
	f->reason = col_text(q, a);
}

static struct filing *read_row(struct query *q, struct arena *a)
{
	struct filing *f = ARENA_NEW(a, struct filing);

	read_into(q, a, f);
	return f;
}

static enum rc one(struct query *q, struct arena *a, struct filing **ret, struct why *reterr)
{
	*ret = query_row(q) ? read_row(q, a) : NULL;
	return query_end(q, reterr);
}

enum rc row_filing_load(struct tx *tx, struct arena *a, int64_t id, struct filing **ret,
			struct why *reterr)
{
	SCOPED(query) q = { 0 };

	query_begin(&q, tx, SQL_FILING_LOAD);
	query_int(&q, id);
	return one(&q, a, ret, reterr);
}

enum rc row_filing_of_document(struct tx *tx, struct arena *a, int64_t document,
			       struct filing **ret, struct why *reterr)
{
	SCOPED(query) q = { 0 };

	query_begin(&q, tx, SQL_FILING_OF_DOCUMENT);
	query_int(&q, document);
	return one(&q, a, ret, reterr);
}

enum rc row_filing_by_upload(struct tx *tx, struct arena *a, struct span upload,
			     struct filing **ret, struct why *reterr)
{
	SCOPED(query) q = { 0 };

	query_begin(&q, tx, SQL_FILING_BY_UPLOAD);
	query_text(&q, upload);
	return one(&q, a, ret, reterr);
}

enum rc row_filing_due(struct tx *tx, struct arena *a, enum filing_state state, int64_t now,
		       unsigned limit, struct row_filings *ret, struct why *reterr)
{
	SCOPED(query) q = { 0 };

	query_begin(&q, tx, SQL_FILING_DUE);
	query_str(&q, NAME_OF(names_filing, state));
	query_int(&q, now);
	query_int(&q, limit);
	while (query_row(&q)) {
		struct filing *f = read_row(&q, a);

		*ARENA_PUSH(a, ret) = f;
	}
	return query_end(&q, reterr);
}

enum rc row_filing_no_verdict(struct tx *tx, struct arena *a, enum filing_state state, int64_t now,
			      struct row_filings *ret, struct why *reterr)
{
	SCOPED(query) q = { 0 };

	query_begin(&q, tx, SQL_FILING_NO_VERDICT);
	query_str(&q, NAME_OF(names_filing, state));
	query_int(&q, now);
	while (query_row(&q)) {
		struct filing *f = read_row(&q, a);

		*ARENA_PUSH(a, ret) = f;
	}
	return query_end(&q, reterr);
}

enum rc row_filing_oldest(struct tx *tx, int64_t *ret, struct why *reterr)
{
	static const enum filing_state states[] = { FILING_SENT, FILING_PROCESSING };
	enum rc rc = RC_OK;

	*ret = 0;
	for (size_t i = 0; !rc && i < ARRAY_LEN(states); i++) {
		SCOPED(query) q = { 0 };
		int64_t begun = 0;

		query_begin(&q, tx, SQL_FILING_OLDEST);
		query_str(&q, NAME_OF(names_filing, states[i]));
		if (query_row(&q))
			begun = col_int(&q);
		rc = query_end(&q, reterr);
		if (begun && (!*ret || begun < *ret))
			*ret = begun;
	}
	return rc;
}

enum rc row_filing_next(struct tx *tx, int64_t *ret, struct why *reterr)
{
	enum rc rc = RC_OK;

	*ret = 0;
	for (int s = 0; !rc && s < FILING_STATES; s++) {
		SCOPED(query) q = { 0 };
		int64_t due = 0;

		if (s == FILING_OK || s == FILING_REJECTED)
			continue;
		query_begin(&q, tx, SQL_FILING_NEXT);
		query_str(&q, NAME_OF(names_filing, s));
		if (query_row(&q))
			due = col_int(&q);
		rc = query_end(&q, reterr);
		if (due && (!*ret || due < *ret))
			*ret = due;
	}
	return rc;
}

enum rc row_filing_count(struct tx *tx, enum filing_state state, unsigned limit, int64_t *ret,
			 struct why *reterr)
{
	SCOPED(query) q = { 0 };

	query_begin(&q, tx, SQL_FILING_COUNT);
	query_str(&q, NAME_OF(names_filing, state));
	query_int(&q, limit);
	*ret = query_row(&q) ? col_int(&q) : 0;
	return query_end(&q, reterr);
}

static enum rc add(struct tx *tx, struct filing *f, struct why *reterr)
{
	SCOPED(query) q = { 0 };
	enum rc rc;

	query_begin(&q, tx, SQL_FILING_ADD);
	query_int(&q, f->document);
	query_int(&q, f->revision);
	query_str(&q, NAME_OF(names_channel, f->channel));
	query_bool(&q, f->foreign);
	query_bool(&q, f->self_billed);
	query_day(&q, f->deadline);
	query_int(&q, f->due);
	query_int(&q, f->created);
	rc = query_run(&q, NULL, reterr);
	return rc;
}

static enum rc set(struct tx *tx, const struct filing *f, struct why *reterr)
{
	SCOPED(query) q = { 0 };
	int64_t n = 0;
	enum rc rc;

	query_begin(&q, tx, SQL_FILING_SET);
	query_int(&q, f->id);
	query_str(&q, NAME_OF(names_filing, f->stored));
	query_str(&q, NAME_OF(names_filing, f->state));
	query_day(&q, f->deadline);
	query_int(&q, f->due);
	query_int(&q, f->begun);
	query_int(&q, f->accepted);
	query_int(&q, f->uploads);
	query_int(&q, f->polls);
	query_int(&q, f->searches);
	query_int(&q, f->downloads);
	query_str(&q, NAME_OF(names_verdict, f->verdict));
	query_text(&q, f->index);
	query_text(&q, f->download);
	query_text(&q, f->reason);
	rc = query_run(&q, &n, reterr);
	if (!rc && n == 0)
		rc = why_fail(reterr, RC_REFUSED, "filing %lld is not %s any more",
			      (long long)f->id, NAME_OF(names_filing, f->stored));
	return rc;
}

enum rc row_filing_store(struct tx *tx, struct filing *f, struct why *reterr)
{
	enum rc rc = f->is_new ? add(tx, f, reterr) : f->touched ? set(tx, f, reterr) : RC_OK;

	if (!rc) {
		f->is_new = f->touched = false;
		f->stored = f->state;
	}
	return rc;
}

enum rc row_filing_recover(struct tx *tx, int64_t due, int64_t *ret_n, struct why *reterr)
{
	SCOPED(query) q = { 0 };

	query_begin(&q, tx, SQL_FILING_RECOVER);
	query_int(&q, due);
	return query_run(&q, ret_n, reterr);
}

static enum rc shown(struct query *q, struct arena *a, struct filings_shown *ret,
		     struct why *reterr)
{
	while (query_row(q)) {
		struct filing_shown *s = ARENA_PUSH(a, ret);

		read_into(q, a, &s->f);
		s->label = col_text(q, a);
		s->issue = col_day(q);
		s->total.minor = col_int(q);
		col_currency(q, s->total.cur);
		s->card = col_int(q);
		s->client = col_text(q, a);
	}
	return query_end(q, reterr);
}

enum rc row_filing_open(struct tx *tx, struct arena *a, unsigned limit, struct filings_shown *ret,
			struct why *reterr)
{
	SCOPED(query) q = { 0 };

	query_begin(&q, tx, SQL_FILING_OPEN);
	query_int(&q, limit);
	return shown(&q, a, ret, reterr);
}

enum rc row_filing_late(struct tx *tx, struct arena *a, struct day day, unsigned limit,
			struct filings_shown *ret, struct why *reterr)
{
	SCOPED(query) q = { 0 };

	query_begin(&q, tx, SQL_FILING_LATE);
	query_day(&q, day);
	query_int(&q, limit);
	return shown(&q, a, ret, reterr);
}

enum rc row_filing_page(struct tx *tx, struct arena *a, int64_t before, unsigned limit,
			struct filings_shown *ret, struct why *reterr)
{
	SCOPED(query) q = { 0 };

	query_begin(&q, tx, SQL_FILING_PAGE);
	query_int(&q, before);
	query_int(&q, limit);
	return shown(&q, a, ret, reterr);
}

enum rc row_filing_show(struct tx *tx, struct arena *a, int64_t document, struct filings_shown *ret,
			struct why *reterr)
{
	SCOPED(query) q = { 0 };

	query_begin(&q, tx, SQL_FILING_SHOW);
	query_int(&q, document);
	return shown(&q, a, ret, reterr);
}

enum rc row_filing_counts(struct tx *tx, int64_t ret[FILING_STATES], struct why *reterr)
{
	SCOPED(query) q = { 0 };

	memset(ret, 0, FILING_STATES * sizeof(*ret));
	query_begin(&q, tx, SQL_FILING_OPEN_N);
	while (query_row(&q)) {
		int s = COL_NAME(&q, names_filing);

		ret[s] = col_int(&q);
	}
	return query_end(&q, reterr);
}
