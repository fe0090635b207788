/* What ANAF gave back, and when it gave nothing: rows of filing_answer and outage. */
#include "query.h"
#include "row_filing.h"

enum rc row_filing_answer_put(struct tx *tx, const struct filing *f, struct span zip, int64_t now,
			      struct why *reterr)
{
	SCOPED(query) q = { 0 };
	struct sha256 hash = hash_sha256(zip);

	query_begin(&q, tx, SQL_FILING_ANSWER_ADD);
	query_int(&q, f->id);
	query_text(&q, f->download);
	query_int(&q, now);
	query_hash(&q, &hash);
	query_blob(&q, zip);
	return query_run(&q, NULL, reterr);
}

enum rc row_filing_answer_get(struct tx *tx, struct arena *a, int64_t filing, struct span download,
			      struct span *ret, bool *found, struct why *reterr)
{
	SCOPED(query) q = { 0 };
	struct sha256 stored, is;

	*found = false;
	query_begin(&q, tx, SQL_FILING_ANSWER_GET);
	query_int(&q, filing);
	query_text(&q, download);
	if (query_row(&q) && col_hash(&q, &stored)) {
		*ret = col_blob(&q, a);
		*found = true;
		is = hash_sha256(*ret);
		if (!hash_eq(is.b, stored.b, sizeof(is.b)))
			query_bad(&q, "the stored answer does not match its hash");
	}
	return query_end(&q, reterr);
}

enum rc row_outage_hit(struct tx *tx, const char *service, int64_t now, const char *why,
		       struct why *reterr)
{
	SCOPED(query) q = { 0 };
	int64_t n = 0;
	enum rc rc;

	query_begin(&q, tx, SQL_OUTAGE_TRY);
	query_str(&q, service);
	rc = query_run(&q, &n, reterr);
	if (rc || n)
		return rc;
	query_begin(&q, tx, SQL_OUTAGE_ADD);
	query_str(&q, service);
	query_int(&q, now);
	query_str(&q, why);
	return query_run(&q, NULL, reterr);
}

enum rc row_outage_over(struct tx *tx, const char *service, int64_t now, struct why *reterr)
{
	SCOPED(query) q = { 0 };

	query_begin(&q, tx, SQL_OUTAGE_END);
	query_str(&q, service);
	query_int(&q, now);
	return query_run(&q, NULL, reterr);
}

enum rc row_outage_list(struct tx *tx, struct arena *a, const char *service, int64_t since,
			unsigned limit, struct outage_rows *ret, struct why *reterr)
{
	SCOPED(query) q = { 0 };

	query_begin(&q, tx, SQL_OUTAGE_LIST);
	query_str(&q, service);
	query_int(&q, since);
	query_int(&q, limit);
	while (query_row(&q)) {
		struct outage_row *r = ARENA_PUSH(a, ret);

		r->began = col_int(&q);
		r->ended = col_int(&q);
		r->tries = col_int(&q);
		r->why = col_text(&q, a);
	}
	return query_end(&q, reterr);
}
