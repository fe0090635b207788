/* Rows of reply_token. */
#include "row_token.h"

#include "query.h"

enum rc row_token_add(struct tx *tx, const struct token_row *t, int64_t now, struct why *reterr)
{
	SCOPED(query) q = { 0 };

	query_begin(&q, tx, SQL_TOKEN_ADD);
	query_text(&q, t->id);
	query_text(&q, t->purpose);
	query_text(&q, t->addr);
	query_id(&q, t->card);
	query_id(&q, t->document);
	query_id(&q, t->question);
	query_int(&q, t->expires);
	query_int(&q, now);
	query_text(&q, t->key);
	return query_run(&q, NULL, reterr);
}

enum rc row_token_find(struct tx *tx, struct arena *a, struct span id, struct token_row **ret,
		       struct why *reterr)
{
	SCOPED(query) q = { 0 };

	*ret = NULL;
	query_begin(&q, tx, SQL_TOKEN_FIND);
	query_text(&q, id);
	if (query_row(&q)) {
		struct token_row *t = *ret = ARENA_NEW(a, struct token_row);

		t->id = col_text(&q, a);
		t->purpose = col_text(&q, a);
		t->addr = col_text(&q, a);
		t->card = col_int(&q);
		t->document = col_int(&q);
		t->question = col_int(&q);
		t->expires = col_int(&q);
		t->key = col_text(&q, a);
	}
	return query_end(&q, reterr);
}
