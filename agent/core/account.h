/* A client's statement of account: what was billed and paid, and what is owed, as of any day. */
#ifndef PLIC_ACCOUNT_H
#define PLIC_ACCOUNT_H

#include "args.h"
#include "state.h"

/* Days and words of FISA and SOLD ("FISA popescu 01.01.2026 - 31.10.2026, trimite"), taken out of g. */
struct account_words {
	struct day from, to; /* DAY_NONE: not said; one day alone is `to` */
	bool send;           /* "trimite": to the client */
};
/* true: a day was said. */
bool account_take(struct args *g, struct account_words *ret);

/* Statements of a client from the hits "movement", one for each currency that there is: snapshots of
 * DOC_STATEMENT, never stored. A line is a movement: name (label), unit (its kind: "invoice", "storno",
 * "payment", "opening"), period_from (day), period_to (due day), net (above zero billed, below paid);
 * total and payable are the balance. What lies before `from` is one line "opening". RC_BAD_INPUT: sums
 * too large. */
struct statements {
	struct snapshot **at;
	size_t n, cap;
};
enum rc account_statements(struct state *s, const struct client *c, struct day from, struct day to,
			   struct statements *ret, struct why *reterr) MUST_CHECK;

#endif
