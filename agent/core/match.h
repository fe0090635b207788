/* Payment -> documents, by what the payer wrote and by what is open. Only our reference and exactly the
 * open sum is automatic; everything else is a question with candidates (payments.md 8.3). */
#ifndef PLIC_MATCH_H
#define PLIC_MATCH_H

#include "state.h"

/* A document reference found in a payment's details. */
struct match_ref {
	struct span prefix; /* folded: "prf" */
	int64_t number;
	bool listed; /* a bare number after another reference: "FCT 12, 13" */
};
struct match_refs {
	struct match_ref *at;
	size_t n, cap;
};
/* References in free text: series prefix or the kind's word ("proforma 31", "fact. nr. 12"), then the
 * number, whatever blanks, zeros, dots or dashes stand between; each once, at most 20. */
void match_refs(struct arena *a, const struct firm *f, struct span details, struct match_refs *ret);

/* What makes two tellings of a movement one: account, bank reference and signed amount; without a
 * reference the day and the normalised text. */
struct span match_identity_base(struct arena *a, const struct notice *n);
/* With the ordinal among twins (0 = the first), as stored in payment.identity. */
struct span match_identity(struct arena *a, struct span base, unsigned ordinal);

enum match_reason { /* why a document is a candidate, strongest first */
		    MATCH_REFERENCE,
		    MATCH_TAX_ID,
		    MATCH_IBAN,
		    MATCH_NAME,
		    MATCH_AMOUNT,
		    MATCH_REASONS
};
struct match_candidate {
	struct document *doc;
	enum match_reason reason;
	bool exact; /* its open sum is the amount */
};
struct match {
	bool exact; /* pay[] take the whole amount: automatic */
	struct document *pay[12];
	unsigned n_pay;
	struct match_candidate candidate[8];
	unsigned n_candidate;
	struct document *settled; /* a referenced document that is already paid */
	bool reversal;            /* the text speaks of money given back */
};
/* Where a payment belongs, among the documents that the state holds. */
void match_payment(const struct state *s, const struct payment *p, struct match *ret);
/* The client that a payment's tax id, account or name points to (each alone), or NULL. */
struct client *match_payer(const struct state *s, const struct payment *p,
			   enum match_reason *reason);

#endif
