/* Rows into the state's working copy, each once however often it is named. */
#ifndef PLIC_LOAD_ROWS_H
#define PLIC_LOAD_ROWS_H

#include "rows.h"

struct loader {
	struct tx *tx;
	struct state *s;
	struct arena *a;
	/* Cards whose rows alone are here: brought as candidates, whole when something asks for more. */
	struct {
		int64_t *at;
		size_t n, cap;
	} bare_cards;
	/* Documents whose allocations are in the state. */
	struct {
		int64_t *at;
		size_t n, cap;
	} allocated_of;
};

enum rc load_client(struct loader *l, int64_t id, struct client **ret,
		    struct why *reterr) MUST_CHECK;
/* A card as decide wants it: with its client, all its documents (snapshots), subscriptions and open
 * questions. *ret NULL when there is none. */
enum rc load_card(struct loader *l, int64_t id, struct card **ret, struct why *reterr) MUST_CHECK;
/* The client's newest open cards, each as above. */
enum rc load_cards_of(struct loader *l, int64_t client, unsigned limit,
		      struct why *reterr) MUST_CHECK;
enum rc load_document(struct loader *l, int64_t id, struct why *reterr) MUST_CHECK;
/* With its client, what it stands on (load_allocated.h), what it undoes and what undoes it. */
enum rc load_payment(struct loader *l, int64_t id, struct why *reterr) MUST_CHECK;
enum rc load_subscription(struct loader *l, int64_t id, struct why *reterr) MUST_CHECK;
enum rc load_question(struct loader *l, int64_t id, struct question **ret,
		      struct why *reterr) MUST_CHECK;
/* A new hit of this kind for the reading commands; its members are to be set. */
struct value *load_add_hit(struct loader *l, const char *kind);
/* Add what a query gave; rows that are there already are dropped. */
void load_add_clients(struct loader *l, const struct row_clients *rows);
enum rc load_add_documents(struct loader *l, const struct row_documents *rows, bool with_cards,
			   struct why *reterr) MUST_CHECK;
/* What a person is only shown: rows without snapshots, the rows of their cards and clients. */
enum rc load_add_candidates(struct loader *l, const struct row_documents *rows,
			    struct why *reterr) MUST_CHECK;
void load_add_payments(struct loader *l, const struct row_payments *rows);
void load_add_questions(struct loader *l, const struct row_questions *rows);

#endif
