/* The next id of each table: ids are given out by core inside the transaction, which holds the write
 * lock, so nobody else can take them. */
#include "rows.h"

#include "query.h"

/* Card numbers are read aloud on the telephone: "C-1001" and not "C-1". */
#define FIRST_CARD 1001

enum rc row_next_ids(struct tx *tx, struct state *s, struct why *reterr)
{
	SCOPED(query) q = { 0 };

	query_begin(&q, tx, SQL_NEXT_IDS);
	if (query_row(&q)) {
		s->next.client = col_int(&q) + 1;
		s->next.card = col_int_or(&q, FIRST_CARD - 1) + 1;
		s->next.document = col_int(&q) + 1;
		s->next.payment = col_int(&q) + 1;
		s->next.subscription = col_int(&q) + 1;
		s->next.question = col_int(&q) + 1;
		s->next.product = col_int(&q) + 1;
	}
	return query_end(&q, reterr);
}
