/* Correcting an invoice that e-Factura rejected. By law it was never issued, so a new immutable revision takes its
 * number (product.md 8; OUG 120/2021); number, issue day, buyer's row and currency stay, the rest may change as on a
 * draft. What was paid stays paid: less to pay than that is given back to the client's credit. */
#ifndef PLIC_REVISE_H
#define PLIC_REVISE_H

#include "flow.h"

struct revision {
	struct document *doc; /* as it was issued */
	struct document
		*work; /* what it is to become: a draft beside the state, for what edits drafts */
	/* Set by revise_finish: */
	struct value
		*differs;    /* what differs, in words; NULL: nothing does, and nothing was done */
	bool beyond_parties; /* something else than who sells and who buys */
	struct money open_before;
	struct money given_back; /* of what was paid: the client's again */
	bool link_over;          /* the payment link that its client knows */
};

/* The invoice or storno whose newest filing is loaded and rejected: may it be corrected at all? */
bool revise_may(const struct state *s, const struct document *doc);
/* A working copy to edit. */
void revise_begin(struct state *s, struct document *doc, struct revision *ret);
/* Issue the working copy as the document's next revision: seller, buyer and sums anew, looked over before it leaves
 * (doc_preflight), to be filed, the corrected PDF to the client with what was corrected. RC_REFUSED: it may not
 * change so (fl->refused), or would be rejected again (fl->faults). */
enum rc revise_finish(struct flow *fl, struct revision *r, struct why *reterr) MUST_CHECK;
/* In words what of two contents differs, as people name it ("liniile, scadența"); NULL: nothing that a client or
 * ANAF reads. *beyond_parties: more than seller and buyer. */
struct value *revise_differs(struct arena *a, const struct snapshot *was, const struct snapshot *is,
			     bool *beyond_parties);

#endif
