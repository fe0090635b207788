/* Reading a period for its registers. */
#include "row_register.h"

#include "document_in.h"
#include "payment_in.h"
#include "series.h"

enum { MISSING_MAX = 1 << 16 };

enum rc row_register_documents(struct tx *tx, struct arena *a, struct period p,
			       const struct document *after, unsigned limit,
			       struct row_documents *ret, struct why *reterr)
{
	SCOPED(query) q = { 0 };

	query_begin(&q, tx, SQL_EXPORT_DOCUMENTS);
	query_days(&q, after ? after->issue : p.from, p.to);
	query_int(&q, after ? after->id : 0);
	query_int(&q, limit);
	return document_read_all(&q, a, true, ret, reterr);
}

static enum rc pays(struct tx *tx, struct arena *a, int64_t payment, struct span *ret,
		    struct why *reterr)
{
	SCOPED(query) q = { 0 };
	struct buf b;

	buf_init(&b, a, 1 << 16);
	query_begin(&q, tx, SQL_EXPORT_PAYS);
	query_int(&q, payment);
	while (query_row(&q)) {
		struct span label = col_text(&q, a);
		struct money m = { .minor = col_int(&q) };

		col_currency(&q, m.cur);
		buf_add_fmt(&b, "%s%.*s: %.*s", b.len ? ", " : "", SPAN_ARG(label),
			    SPAN_ARG(money_print(a, m)));
	}
	*ret = buf_span(&b);
	return query_end(&q, reterr);
}

enum rc row_register_receipts(struct tx *tx, struct arena *a, struct period p, struct receipts *ret,
			      struct why *reterr)
{
	SCOPED(query) q = { 0 };
	enum rc rc;

	query_begin(&q, tx, SQL_EXPORT_PAYMENTS);
	query_days(&q, p.from, p.to);
	while (query_row(&q)) {
		struct receipt *r = ARENA_PUSH(a, ret);

		r->p = *payment_read(&q, a);
		r->client = col_text(&q, a);
	}
	rc = query_end(&q, reterr);
	for (size_t i = 0; !rc && i < ret->n; i++)
		rc = pays(tx, a, ret->at[i].p.id, &ret->at[i].pays, reterr);
	return rc;
}

static void read_sum(struct query *q, struct arena *a, struct span what, struct books_sums *ret)
{
	struct books_sum *s = ARENA_PUSH(a, ret);

	s->what = what;
	s->n = col_int(q);
	s->sum.minor = col_int(q);
	col_currency(q, s->sum.cur);
}

enum rc row_register_books(struct tx *tx, struct arena *a, struct period p, struct books_sums *ret,
			   struct why *reterr)
{
	SCOPED(query) q = { 0 };
	enum rc rc;

	query_begin(&q, tx, SQL_EXPORT_BOOKS);
	query_days(&q, p.from, p.to);
	while (query_row(&q)) {
		struct span what = col_text(&q, a);

		read_sum(&q, a, what, ret);
	}
	rc = query_end(&q, reterr);
	if (rc)
		return rc;
	query_begin(&q, tx, SQL_EXPORT_PAYMENTS_SUM);
	query_days(&q, p.from, p.to);
	while (query_row(&q))
		read_sum(&q, a, S("payment"), ret);
	return query_end(&q, reterr);
}

/* One prefix, as the table of series has it. */
struct prefix {
	struct span fold;
	int64_t first;
	bool yearly;
	unsigned pad;
};
struct prefixes {
	struct prefix *at;
	size_t n, cap;
};

static enum rc walk(struct tx *tx, struct arena *a, const struct prefix *s, struct series_run *r,
		    struct why *reterr)
{
	SCOPED(query) q = { 0 };
	struct number_list missing = { 0 }, withdrawn = { 0 };
	int64_t want = r->before + 1;

	buf_init(&missing.out, a, MISSING_MAX);
	buf_init(&withdrawn.out, a, MISSING_MAX);
	query_begin(&q, tx, SQL_EXPORT_NUMBERS);
	query_text(&q, s->fold);
	query_int(&q, r->before);
	query_int(&q, r->last);
	while (query_row(&q)) {
		int64_t number = col_int(&q);

		if (number > want && !(s->yearly && series_is_new_year(number, s->pad)))
			number_list_add(&missing, want, number - 1);
		if (col_bool(&q))
			number_list_add(&withdrawn, number, number);
		want = number + 1;
	}
	r->missing = number_list_end(&missing);
	r->withdrawn = number_list_end(&withdrawn);
	return query_end(&q, reterr);
}

static enum rc run_of(struct tx *tx, struct arena *a, struct period p, const struct prefix *s,
		      struct series_run *r, struct why *reterr)
{
	SCOPED(query) q = { 0 };
	enum rc rc;

	query_begin(&q, tx, SQL_EXPORT_RUN);
	query_text(&q, s->fold);
	query_int(&q, s->first);
	query_days(&q, p.from, p.to);
	if (query_row(&q)) {
		r->first = col_int(&q);
		r->last = col_int(&q);
		r->n = col_int(&q);
	}
	rc = query_end(&q, reterr);
	if (rc || !r->n)
		return rc;
	query_begin(&q, tx, SQL_EXPORT_BEFORE);
	query_text(&q, s->fold);
	query_int(&q, s->first);
	query_int(&q, r->first);
	r->before = query_row(&q) ? col_int_or(&q, s->first - 1) : s->first - 1;
	rc = query_end(&q, reterr);
	return rc ? rc : walk(tx, a, s, r, reterr);
}

enum rc row_register_series(struct tx *tx, struct arena *a, struct period p,
			    struct series_runs *ret, struct why *reterr)
{
	SCOPED(query) q = { 0 };
	struct prefixes all = { 0 };
	size_t begin = ret->n;
	enum rc rc;

	query_begin(&q, tx, SQL_VERIFY_PREFIXES);
	while (query_row(&q)) {
		struct prefix *s = ARENA_PUSH(a, &all);

		s->fold = col_text(&q, a);
		ARENA_PUSH(a, ret)->prefix = col_text(&q, a);
		s->first = col_int(&q);
		(void)col_int(&q);
		s->yearly = col_bool(&q);
		s->pad = (unsigned)col_int(&q);
	}
	rc = query_end(&q, reterr);
	for (size_t i = 0; !rc && i < all.n; i++)
		rc = run_of(tx, a, p, &all.at[i], &ret->at[begin + i], reterr);
	return rc;
}

enum rc row_register_size(struct tx *tx, struct period p, struct register_size *ret,
			  struct why *reterr)
{
	SCOPED(query) q = { 0 };

	*ret = (struct register_size){ 0 };
	query_begin(&q, tx, SQL_EXPORT_SIZE);
	query_days(&q, p.from, p.to);
	if (query_row(&q)) {
		ret->documents = col_int(&q);
		ret->files = col_int(&q);
		ret->bytes = col_int(&q);
	}
	return query_end(&q, reterr);
}
