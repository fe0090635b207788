/* Rows of bank_form. */
#include "row_bank_form.h"

#include "query.h"

enum rc row_bank_form_all(struct tx *tx, struct arena *a, struct state *to, struct why *reterr)
{
	SCOPED(query) q = { 0 };

	query_begin(&q, tx, SQL_BANK_FORM_ALL);
	while (query_row(&q)) {
		struct bank_form_row *r = ARENA_PUSH(a, &to->bank_forms);

		*r = (struct bank_form_row){ 0 };
		r->id = col_int(&q);
		r->bank = col_text(&q, a);
		r->rule = col_text(&q, a);
		r->by = col_text(&q, a);
		r->at = col_int(&q);
	}
	return query_end(&q, reterr);
}

enum rc row_bank_form_add(struct tx *tx, const struct bank_form_row *r, int64_t now,
			  struct why *reterr)
{
	SCOPED(query) q = { 0 };

	query_begin(&q, tx, SQL_BANK_FORM_ADD);
	query_id(&q, r->forgets);
	query_text(&q, r->bank);
	query_text(&q, r->rule);
	query_text(&q, r->by);
	query_int(&q, now);
	return query_run(&q, NULL, reterr);
}

enum rc row_bank_form_newest(struct tx *tx, int64_t *ret, struct why *reterr)
{
	SCOPED(query) q = { 0 };

	*ret = 0;
	query_begin(&q, tx, SQL_BANK_FORM_NEWEST);
	if (query_row(&q))
		*ret = col_int(&q);
	return query_end(&q, reterr);
}
