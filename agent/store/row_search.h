/* CAUTA: clients, cards and documents by words. */
#ifndef PLIC_ROW_SEARCH_H
#define PLIC_ROW_SEARCH_H

#include "rows.h"

struct row_hits {
	struct hit *at;
	size_t n, cap;
};
/* Every word of `text` begins a word of the row (folded, any order): client name, e-mail, phone, tax
 * id, city; card number ("C-1042", "1042"), title; document label ("prf 31", "prf0031"), client's
 * name, total. Rows that have the whole words first, then those that have their beginnings, newest first
 * in each; at most limit, cards of the clients found included. Rows of this transaction are found after
 * its COMMIT.
 * Hits: kind "client": id, name, email, phone, tax_id, city
 *       kind "card": id, title, stage, pipeline, closed, opened (day), client (name), client_id
 *       kind "document": id, label, doc_kind, state, issue, due (days), total, open (money), card,
 *                        client (name), client_id */
enum rc row_search(struct tx *tx, struct arena *a, struct span text, unsigned limit,
		   struct row_hits *ret, struct why *reterr) MUST_CHECK;

#endif
