/* Which payment money that went back undoes, and what speaks for it. */
#ifndef PLIC_MATCH_RETURN_H
#define PLIC_MATCH_RETURN_H

#include "state.h"

/* Strongest first. */
enum return_evidence { BY_BANK_REF, BY_DOCUMENT, BY_PAYER, BY_AMOUNT, RETURN_EVIDENCES };
struct return_candidate {
	struct payment *p;
	enum return_evidence by;
};
struct return_candidates { /* the surest first */
	struct return_candidate at[8];
	unsigned n;
};
/* The payments of the state that r (amount below zero) may undo. */
void return_find(const struct state *s, const struct payment *r, struct return_candidates *ret);
/* The only one with the strongest evidence, or NULL; the sum alone is none. */
const struct return_candidate *return_certain(const struct return_candidates *all);
/* Not newer than r nor 13 months older, of its currency, and with so much not given back yet. */
bool return_may_be(const struct state *s, const struct payment *p, const struct payment *r);
/* Does more than the sum speak for p? */
bool return_looks_like(const struct state *s, const struct payment *p, const struct payment *r);
/* The document that r's text names and p stands on, or NULL. */
struct document *return_names(const struct state *s, const struct payment *p,
			      const struct payment *r);
/* Words of the bank about the one in the other; the same party. */
bool return_same_ref(const struct state *s, const struct payment *p, const struct payment *r);
bool return_same_payer(const struct state *s, const struct payment *p, const struct payment *r);
/* The evidence in words: a key of the catalogue. */
const char *return_evidence_key(enum return_evidence by);

#endif
