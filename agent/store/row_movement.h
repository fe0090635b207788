/* What a client was billed and what he paid, in the order of days: the ledger that a statement of account
 * is printed from, as of any day. */
#ifndef PLIC_ROW_MOVEMENT_H
#define PLIC_ROW_MOVEMENT_H

#include "rows.h"

struct movement {
	struct span kind; /* "invoice", "storno", "payment" */
	struct span
		label; /* of the document; of a payment what it is known by: "CHT 0003", "OP 123" */
	int64_t id;    /* of the document or payment */
	struct day day, due; /* due: of invoices */
	struct money amount; /* above zero: billed; below: paid, or taken back */
};
struct movements {
	struct movement *at;
	size_t n, cap;
};

/* All of a client up to and with a day. A payment counts with what was put on this client's documents and
 * with the rest, if it is his: what is left, and what was given back, which is a movement of its own. A
 * withdrawn one does not count. What an imported invoice was paid before
 * we knew it is in no payment, so it counts with what was open then. */
enum rc row_movement_of_client(struct tx *tx, struct arena *a, int64_t client, struct day to,
			       struct movements *ret, struct why *reterr) MUST_CHECK;

#endif
