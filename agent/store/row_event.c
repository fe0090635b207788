/* Rows of card_event. */
#include "row_event.h"

#include "query.h"

enum rc row_event_append(struct tx *tx, struct arena *a, const struct card_event *ev, int64_t now,
			 struct why *reterr)
{
	SCOPED(query) q = { 0 };

	query_begin(&q, tx, SQL_EVENT_ADD);
	query_id(&q, ev->card);
	query_int(&q, now);
	query_text(&q, ev->kind);
	query_id(&q, ev->document);
	query_id(&q, ev->payment);
	query_id(&q, ev->message);
	query_json(&q, a, ev->data);
	return query_run(&q, NULL, reterr);
}

enum rc row_event_of_card(struct tx *tx, struct arena *a, int64_t card, unsigned limit,
			  struct row_events *ret, struct why *reterr)
{
	SCOPED(query) q = { 0 };

	query_begin(&q, tx, SQL_EVENT_OF_CARD);
	query_int(&q, card);
	query_int(&q, limit);
	while (query_row(&q)) {
		struct row_event *e = ARENA_PUSH(a, ret);

		e->id = col_int(&q);
		e->event.card = col_int(&q);
		e->at = col_int(&q);
		e->event.kind = col_text(&q, a);
		e->event.document = col_int(&q);
		e->event.payment = col_int(&q);
		e->event.message = col_int(&q);
		e->event.data = col_json(&q, a);
	}
	return query_end(&q, reterr);
}
