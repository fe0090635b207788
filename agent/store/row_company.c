/* Rows of company and company_note (see row_company.h). */
#include "row_company.h"

#include "query.h"
#include "span.h"

enum rc row_company_list(struct tx *tx, struct arena *a, enum company_list which, struct day today,
			 unsigned limit, struct spans *ret, struct why *reterr)
{
	static const enum statement_id ids[] = { [COMPANY_WANTED] = SQL_COMPANY_WANTED,
						 [COMPANY_DRAFTED] = SQL_COMPANY_DRAFTED,
						 [COMPANY_PROMISED] = SQL_COMPANY_PROMISED,
						 [COMPANY_BILLED] = SQL_COMPANY_BILLED,
						 [COMPANY_ISSUED] = SQL_COMPANY_ISSUED };
	SCOPED(query) q = { 0 };

	query_begin(&q, tx, ids[which]);
	if (which != COMPANY_WANTED)
		query_day(&q, today);
	query_int(&q, limit);
	while (query_row(&q))
		*ARENA_PUSH(a, ret) = col_text(&q, a);
	return query_end(&q, reterr);
}

enum rc row_company_waiting(struct tx *tx, int64_t *ret, struct why *reterr)
{
	SCOPED(query) q = { 0 };

	*ret = 0;
	query_begin(&q, tx, SQL_COMPANY_WAITING);
	if (query_row(&q))
		*ret = col_int(&q);
	return query_end(&q, reterr);
}

enum rc row_company_store(struct tx *tx, const struct company *c, struct why *reterr)
{
	SCOPED(query) q = { 0 };

	query_begin(&q, tx, SQL_COMPANY_SET);
	query_text(&q, c->cui);
	query_day(&q, c->asked);
	query_bool(&q, c->found);
	query_text(&q, c->name);
	query_text(&q, c->reg_no);
	query_text(&q, c->street);
	query_text(&q, c->city);
	query_text(&q, c->county);
	query_text(&q, c->postcode);
	query_bool(&q, c->vat);
	query_bool(&q, c->on_collection);
	query_bool(&q, c->inactive);
	query_day(&q, c->struck_off);
	return query_run(&q, NULL, reterr);
}

enum rc row_company_load(struct tx *tx, struct arena *a, struct span cui, struct company **ret,
			 struct why *reterr)
{
	SCOPED(query) q = { 0 };

	*ret = NULL;
	query_begin(&q, tx, SQL_COMPANY_GET);
	query_text(&q, cui);
	if (query_row(&q)) {
		struct company *c = *ret = ARENA_NEW(a, struct company);

		c->cui = col_text(&q, a);
		c->asked = col_day(&q);
		c->found = col_bool(&q);
		c->name = col_text(&q, a);
		c->reg_no = col_text(&q, a);
		c->street = col_text(&q, a);
		c->city = col_text(&q, a);
		c->county = col_text(&q, a);
		c->postcode = col_text(&q, a);
		c->vat = col_bool(&q);
		c->on_collection = col_bool(&q);
		c->inactive = col_bool(&q);
		c->struck_off = col_day(&q);
	}
	return query_end(&q, reterr);
}

enum rc row_company_note_load(struct tx *tx, struct arena *a, int64_t client,
			      struct company_note *ret, struct why *reterr)
{
	SCOPED(query) q = { 0 };

	*ret = (struct company_note){ .told = S("") };
	query_begin(&q, tx, SQL_COMPANY_NOTE_GET);
	query_int(&q, client);
	if (query_row(&q)) {
		ret->wanted = col_bool(&q);
		ret->told = col_text(&q, a);
		ret->question = col_int(&q);
	}
	return query_end(&q, reterr);
}

enum rc row_company_note_store(struct tx *tx, int64_t client, const struct company_note *n,
			       struct why *reterr)
{
	SCOPED(query) q = { 0 };

	query_begin(&q, tx, SQL_COMPANY_NOTE_SET);
	query_int(&q, client);
	query_bool(&q, n->wanted);
	query_text(&q, n->told);
	query_id(&q, n->question);
	return query_run(&q, NULL, reterr);
}

enum rc row_company_note_asked(struct tx *tx, int64_t client, int64_t question, struct why *reterr)
{
	SCOPED(query) q = { 0 };

	query_begin(&q, tx, SQL_COMPANY_NOTE_ASKED);
	query_int(&q, client);
	query_int(&q, question);
	return query_run(&q, NULL, reterr);
}

enum rc row_company_billed(struct tx *tx, int64_t client, struct day today, bool *ret,
			   struct why *reterr)
{
	SCOPED(query) q = { 0 };

	query_begin(&q, tx, SQL_COMPANY_BILLED_BY);
	query_int(&q, client);
	query_day(&q, today);
	*ret = query_row(&q);
	return query_end(&q, reterr);
}
