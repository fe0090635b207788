/* What the row_*.h have in common.
 *
 * Loads copy everything into the arena given and mark rows ROW_CLEAN. A row that is not there is no
 * error: RC_OK and *ret NULL. Vectors are appended to, so that several queries can fill one. Stores
 * write a ROW_NEW row (INSERT with its own id) or a ROW_CHANGED one (UPDATE) and leave the mark as it
 * is; ROW_CLEAN writes nothing. All take an open transaction; loads may use a reading one.
 * Foreign keys are checked at COMMIT, so rows may be stored in any order. */
#ifndef PLIC_ROWS_H
#define PLIC_ROWS_H

#include "db.h"
#include "state.h"

#define ROW_VEC(type, name)       \
	struct name {             \
		struct type **at; \
		size_t n, cap;    \
	}
ROW_VEC(client, row_clients);
ROW_VEC(card, row_cards);
ROW_VEC(document, row_documents);
ROW_VEC(payment, row_payments);
ROW_VEC(subscription, row_subscriptions);
ROW_VEC(question, row_questions);
ROW_VEC(product, row_products);
ROW_VEC(series, row_serieses);
struct row_ids {
	int64_t *at;
	size_t n, cap;
};

/* Fill s->next: one more than the highest id of each table. Card numbers, which people read, begin
 * at 1001. */
enum rc row_next_ids(struct tx *tx, struct state *s, struct why *reterr) MUST_CHECK;

#endif
