/* Invoices of suppliers (see row_received.h). */
#include "row_received.h"

#include "query.h"
#include "span.h"

enum rc row_received_add(struct tx *tx, const struct received *r, int64_t now, bool *ret_new,
			 struct why *reterr)
{
	SCOPED(query) q = { 0 };
	int64_t n = 0;
	enum rc rc;

	query_begin(&q, tx, SQL_RECEIVED_ADD);
	query_text(&q, r->message);
	query_text(&q, r->upload);
	query_bool(&q, r->quiet);
	query_int(&q, r->listed);
	query_int(&q, now);
	query_text(&q, r->seller);
	rc = query_run(&q, &n, reterr);
	*ret_new = n > 0;
	return rc;
}

enum rc row_received_next(struct tx *tx, struct arena *a, int64_t after, struct received **ret,
			  struct why *reterr)
{
	SCOPED(query) q = { 0 };

	*ret = NULL;
	query_begin(&q, tx, SQL_RECEIVED_NEXT);
	query_int(&q, after);
	if (query_row(&q)) {
		struct received *r = ARENA_NEW(a, struct received);

		r->id = col_int(&q);
		r->message = col_text(&q, a);
		r->upload = col_text(&q, a);
		r->quiet = col_bool(&q);
		r->listed = col_int(&q);
		r->seller = col_text(&q, a);
		r->issue = r->due = DAY_NONE;
		r->total = r->payable = MONEY_RON(0);
		*ret = r;
	}
	return query_end(&q, reterr);
}

static enum rc count_before(struct tx *tx, struct span seller, int64_t *ret, struct why *reterr)
{
	SCOPED(query) q = { 0 };

	*ret = 0;
	query_begin(&q, tx, SQL_RECEIVED_OF_SELLER);
	query_text(&q, seller);
	if (query_row(&q))
		*ret = col_int(&q);
	return query_end(&q, reterr);
}

enum rc row_received_keep(struct tx *tx, const struct received *r, int64_t *ret_before,
			  struct why *reterr)
{
	SCOPED(query) q = { 0 };
	enum rc rc = count_before(tx, r->seller, ret_before, reterr);

	if (rc)
		return rc;
	query_begin(&q, tx, SQL_RECEIVED_KEEP);
	query_int(&q, r->id);
	query_str(&q, r->gone ? "gone" : "kept");
	query_text(&q, r->name);
	query_text(&q, r->number);
	query_day(&q, r->issue);
	query_day(&q, r->due);
	query_int(&q, r->total.minor);
	query_int(&q, r->payable.minor);
	query_str(&q, r->total.cur);
	query_text(&q, r->seller);
	return query_run(&q, NULL, reterr);
}

enum rc row_received_file_put(struct tx *tx, int64_t id, const char *kind, struct span bytes,
			      int64_t now, struct why *reterr)
{
	SCOPED(query) q = { 0 };
	struct sha256 hash = hash_sha256(bytes);

	query_begin(&q, tx, SQL_RECEIVED_FILE_ADD);
	query_int(&q, id);
	query_str(&q, kind);
	query_int(&q, now);
	query_hash(&q, &hash);
	query_blob(&q, bytes);
	return query_run(&q, NULL, reterr);
}

enum rc row_received_file_get(struct tx *tx, struct arena *a, int64_t id, const char *kind,
			      struct span *ret, struct why *reterr)
{
	SCOPED(query) q = { 0 };
	struct sha256 stored, is;

	*ret = S("");
	query_begin(&q, tx, SQL_RECEIVED_FILE_GET);
	query_int(&q, id);
	query_str(&q, kind);
	if (query_row(&q) && col_hash(&q, &stored)) {
		*ret = col_blob(&q, a);
		is = hash_sha256(*ret);
		if (!hash_eq(is.b, stored.b, sizeof(is.b)))
			query_bad(&q, "a received invoice does not match its hash");
	}
	return query_end(&q, reterr);
}

enum rc row_received_name(struct tx *tx, struct arena *a, int64_t id, struct span *ret_name,
			  struct span *ret_number, struct why *reterr)
{
	SCOPED(query) q = { 0 };

	*ret_name = *ret_number = S("");
	query_begin(&q, tx, SQL_RECEIVED_NAME);
	query_int(&q, id);
	if (query_row(&q)) {
		*ret_name = col_text(&q, a);
		*ret_number = col_text(&q, a);
	}
	return query_end(&q, reterr);
}

static const char *const states[] = {
	[RECEIVED_LISTED] = "listed", [RECEIVED_KEPT] = "kept", [RECEIVED_GONE] = "gone"
};

const char *received_state_name(enum received_state s)
{
	return states[s];
}

static void read_shown(struct query *q, struct arena *a, struct received_shown *ret)
{
	struct received *r = &ret->r;
	struct span state, currency;

	*ret = (struct received_shown){ .r = { .id = col_int(q) } };
	r->message = col_text(q, a);
	r->upload = col_text(q, a);
	state = col_text(q, a);
	r->listed = col_int(q);
	r->seller = col_text(q, a);
	r->name = col_text(q, a);
	r->number = col_text(q, a);
	r->issue = col_day(q);
	r->due = col_day(q);
	r->total.minor = col_int(q);
	r->payable.minor = col_int(q);
	currency = col_text(q, a);
	for (size_t i = 0; i < ARRAY_LEN(states); i++)
		if (span_eq_str(state, states[i]))
			ret->state = (enum received_state)i;
	for (size_t i = 0; i < 3 && currency.len == 3; i++)
		r->total.cur[i] = r->payable.cur[i] = currency.ptr[i];
	r->unreadable = ret->state == RECEIVED_KEPT && !r->number.len;
}

enum rc row_received_page(struct tx *tx, struct arena *a, int64_t before, unsigned limit,
			  struct received_rows *ret, struct why *reterr)
{
	SCOPED(query) q = { 0 };

	query_begin(&q, tx, SQL_RECEIVED_PAGE);
	query_int(&q, before);
	query_int(&q, limit);
	while (query_row(&q))
		read_shown(&q, a, ARENA_PUSH(a, ret));
	return query_end(&q, reterr);
}
