/* Inside the matcher: what one payment is looked at with. */
#ifndef PLIC_MATCH_IN_H
#define PLIC_MATCH_IN_H

#include "match.h"

struct matching {
	const struct state *s;
	const struct payment *p;
	struct match_refs refs;
	struct match_payers payers;
	struct match *m;
};

/* What is to be paid for a reference: of an invoiced proforma, its invoice; NULL: nothing. */
struct document *match_referenced(const struct state *s, const struct match_ref *r);
/* An issued proforma or invoice with something open. */
bool match_is_open(const struct document *d);
/* The same, and not issued after the payment: what the payer may have meant. */
bool match_was_open(const struct matching *g, const struct document *d);
/* The payment's money in a currency: its own, or as it was ordered when that was the other one. minor 0:
 * it is in neither. */
struct money match_money_in(const struct payment *p, const char cur[4]);
/* Does the evidence point to this client? */
bool match_is_payer(const struct matching *g, int64_t client);

/* Do the documents, in the order given, take the whole payment? Fills m->pay and gives the rule, MATCH_ASK
 * when they do not. exact: nothing but their very sum. */
enum match_rule match_fit(struct matching *g, struct document *const *docs, unsigned n, bool exact);
/* How sure a reference is by itself. */
enum match_trust {
	MATCH_WEAK,   /* a number that may be somebody else's */
	MATCH_OURS,   /* series and number, which may be mistyped */
	MATCH_CHECKED /* its check digits are right */
};
/* What speaks against putting the payment on m->pay. */
enum match_doubt match_against(const struct matching *g, enum match_trust trust);
/* The only few of the payer's open documents that add up to the amount: fills m->set. */
void match_find_set(struct matching *g);
/* Referenced ones, the payer's, those of the same sum; with all that speaks for each. */
void match_find_candidates(struct matching *g);

#endif
