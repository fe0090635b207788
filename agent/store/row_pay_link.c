/* Rows of pay_link and card_seen. */
#include "row_pay_link.h"

#include "names.h"
#include "query.h"

static struct pay_link *read_link(struct query *q, struct arena *a)
{
	struct pay_link *l = ARENA_NEW(a, struct pay_link);

	l->mark = ROW_CLEAN;
	l->id = col_int(q);
	l->document = col_int(q);
	l->revision = (int)col_int(q);
	l->state = (enum pay_link_state)COL_NAME(q, names_pay_link);
	l->amount.minor = col_int(q);
	col_currency(q, l->amount.cur);
	l->key = col_text(q, a);
	l->tries = (int)col_int(q);
	l->sessions = (int)col_int(q);
	l->ref = col_text(q, a);
	l->url = col_text(q, a);
	l->why = col_text(q, a);
	l->created = col_int(q);
	return l;
}

static enum rc read_one(struct query *q, struct arena *a, struct pay_link **ret, struct why *reterr)
{
	*ret = query_row(q) ? read_link(q, a) : NULL;
	return query_end(q, reterr);
}

static enum rc read_all(struct query *q, struct arena *a, struct row_pay_links *ret,
			struct why *reterr)
{
	while (query_row(q)) {
		struct pay_link *l = read_link(q, a);

		*ARENA_PUSH(a, ret) = l;
	}
	return query_end(q, reterr);
}

enum rc row_pay_link_of(struct tx *tx, struct arena *a, int64_t document, struct pay_link **ret,
			struct why *reterr)
{
	SCOPED(query) q = { 0 };

	query_begin(&q, tx, SQL_LINK_OF);
	query_int(&q, document);
	return read_one(&q, a, ret, reterr);
}

enum rc row_pay_link_by_ref(struct tx *tx, struct arena *a, struct span ref, struct pay_link **ret,
			    struct why *reterr)
{
	SCOPED(query) q = { 0 };

	query_begin(&q, tx, SQL_LINK_BY_REF);
	query_text(&q, ref);
	return read_one(&q, a, ret, reterr);
}

enum rc row_pay_link_in(struct tx *tx, struct arena *a, enum pay_link_state state, int64_t after,
			unsigned limit, struct row_pay_links *ret, struct why *reterr)
{
	SCOPED(query) q = { 0 };

	query_begin(&q, tx, SQL_LINK_IN_STATE);
	query_str(&q, NAME_OF(names_pay_link, state));
	query_int(&q, after);
	query_int(&q, limit);
	return read_all(&q, a, ret, reterr);
}

enum rc row_pay_link_wanted(struct tx *tx, struct arena *a, int64_t card, struct row_pay_links *ret,
			    struct why *reterr)
{
	SCOPED(query) q = { 0 };

	query_begin(&q, tx, SQL_LINK_WANTED_OF_CARD);
	query_int(&q, card);
	return read_all(&q, a, ret, reterr);
}

enum rc row_pay_link_store(struct tx *tx, const struct pay_link *l, struct why *reterr)
{
	SCOPED(query) q = { 0 };

	if (l->mark == ROW_CLEAN)
		return RC_OK;
	query_begin(&q, tx, l->mark == ROW_NEW ? SQL_LINK_ADD : SQL_LINK_SET);
	query_int(&q, l->document);
	query_int(&q, l->revision);
	query_str(&q, NAME_OF(names_pay_link, l->state));
	query_int(&q, l->amount.minor);
	query_str(&q, l->amount.cur);
	query_text(&q, l->key);
	query_int(&q, l->tries);
	query_int(&q, l->sessions);
	query_text(&q, l->ref);
	query_text(&q, l->url);
	query_text(&q, l->why);
	if (l->mark == ROW_NEW)
		query_int(&q, l->created);
	return query_run(&q, NULL, reterr);
}

enum rc row_card_seen(struct tx *tx, struct span id, bool *ret, struct why *reterr)
{
	SCOPED(query) q = { 0 };

	query_begin(&q, tx, SQL_SEEN_GET);
	query_text(&q, id);
	*ret = query_row(&q);
	return query_end(&q, reterr);
}

enum rc row_card_see(struct tx *tx, struct span id, int64_t at, struct why *reterr)
{
	SCOPED(query) q = { 0 };

	query_begin(&q, tx, SQL_SEEN_ADD);
	query_text(&q, id);
	query_int(&q, at);
	return query_run(&q, NULL, reterr);
}

enum rc row_card_forget(struct tx *tx, int64_t before, struct why *reterr)
{
	SCOPED(query) q = { 0 };

	query_begin(&q, tx, SQL_SEEN_DROP);
	query_int(&q, before);
	return query_run(&q, NULL, reterr);
}
