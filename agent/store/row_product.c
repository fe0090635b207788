/* Rows of product. */
#include "row_product.h"

#include "query.h"

static void read_row(struct query *q, struct arena *a, struct product *p)
{
	int64_t scale;

	p->mark = ROW_CLEAN;
	p->id = col_int(q);
	p->name = col_text(q, a);
	p->fold = col_text(q, a);
	p->synonyms = col_text(q, a);
	p->description = col_text(q, a);
	p->unit = col_text(q, a);
	p->pipeline = col_text(q, a);
	p->vat = col_text(q, a);
	p->price.n = col_int(q);
	scale = col_int(q);
	if (scale < 0 || scale > 6)
		query_bad(q, "a price's scale is not 0..6");
	p->price.scale = (uint8_t)scale;
	col_currency(q, p->currency);
	p->active = col_bool(q);
}

static enum rc read_one(struct query *q, struct arena *a, struct product **ret, struct why *reterr)
{
	*ret = NULL;
	if (query_row(q)) {
		*ret = ARENA_NEW(a, struct product);
		read_row(q, a, *ret);
	}
	return query_end(q, reterr);
}

enum rc row_product_load(struct tx *tx, struct arena *a, int64_t id, struct product **ret,
			 struct why *reterr)
{
	SCOPED(query) q = { 0 };

	query_begin(&q, tx, SQL_PRODUCT_LOAD);
	query_int(&q, id);
	return read_one(&q, a, ret, reterr);
}

enum rc row_product_active(struct tx *tx, struct arena *a, struct row_products *ret,
			   struct why *reterr)
{
	SCOPED(query) q = { 0 };

	query_begin(&q, tx, SQL_PRODUCT_ACTIVE);
	while (query_row(&q)) {
		struct product *p = ARENA_NEW(a, struct product);

		read_row(&q, a, p);
		*ARENA_PUSH(a, ret) = p;
	}
	return query_end(&q, reterr);
}

enum rc row_product_by_fold(struct tx *tx, struct arena *a, struct span fold, struct product **ret,
			    struct why *reterr)
{
	SCOPED(query) q = { 0 };

	query_begin(&q, tx, SQL_PRODUCT_BY_FOLD);
	query_text(&q, fold);
	return read_one(&q, a, ret, reterr);
}

enum rc row_product_store(struct tx *tx, struct arena *a, const struct product *p,
			  struct why *reterr)
{
	SCOPED(query) q = { 0 };

	(void)a;
	if (p->mark == ROW_CLEAN)
		return RC_OK;
	query_begin(&q, tx, p->mark == ROW_NEW ? SQL_PRODUCT_ADD : SQL_PRODUCT_SET);
	query_int(&q, p->id);
	query_text(&q, p->name);
	query_text(&q, p->fold);
	query_text(&q, p->synonyms);
	query_text(&q, p->description);
	query_text(&q, p->unit);
	query_text(&q, p->pipeline);
	query_text(&q, p->vat);
	query_int(&q, p->price.n);
	query_int(&q, p->price.scale);
	query_str(&q, p->currency);
	query_bool(&q, p->active);
	return query_run(&q, NULL, reterr);
}
