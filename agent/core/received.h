/* An invoice that a supplier filed for the firm, and what staff are told of ANAF. */
#ifndef PLIC_RECEIVED_H
#define PLIC_RECEIVED_H

#include "decide_seal.h"
#include "effect.h"

struct received {
	int64_t id; /* row_received */
	struct span message, upload;
	bool quiet; /* there before plic looked for the first time: kept, not told */
	int64_t listed;
	struct span seller; /* tax code, digits */
	struct span name, number;
	struct day issue, due;
	struct money total, payable;
	/* Not stored: for the mail that tells of it. */
	struct span items; /* the first lines' names */
	bool credit_note, gone, unreadable, no_pdf;
	struct value *sums; /* of received_sums; NULL: nothing to say */
	struct span boxes;  /* letters that its PDF shows as boxes */
	struct seal_found seal;
	int64_t before; /* invoices of this supplier that were kept earlier */
};

/* Forward one to owners and accounting, its files attached; once, by its key. */
enum rc decide_received(struct state *s, const struct received *r, struct decision *d,
			struct why *reterr) MUST_CHECK;
/* The first look found n older ones, which are kept. */
enum rc decide_received_first(struct state *s, int64_t n, struct decision *d,
			      struct why *reterr) MUST_CHECK;
/* The sign-in at ANAF ends on that day: the owners are told 30, 14, 7 and 1 days ahead. *told: the step that was told
 * last for this very end, 0 = none; the new one afterwards. */
enum rc decide_anaf_ends(struct state *s, struct day end, int64_t *told, struct decision *d,
			 struct why *reterr) MUST_CHECK;

#endif
