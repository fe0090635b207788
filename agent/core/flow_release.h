/* Taking a payment off the documents it stands on. What it stands on is read from state.allocated, which the
 * loader brings for payments that commands name and for those that a bank may have taken back. */
#ifndef PLIC_FLOW_RELEASE_H
#define PLIC_FLOW_RELEASE_H

#include "flow.h"

/* How much of a payment stands on a document; on an invoice also what its proforma was paid with. */
struct money payment_on(const struct state *s, const struct payment *p, const struct document *doc);
/* The document that the payment was put on last and still stands on (of an invoiced proforma: the invoice), or
 * NULL. */
struct document *payment_stands_on(const struct state *s, const struct payment *p);

/* Take at most amount off a document: it owes again, the payment has it left, the client's credit follows,
 * the card's pipeline hears EV_RETURNED when the document had been paid. The document with its snapshot, and
 * its stornos, are in the state. rule: why, one word (allocation.rule). RC_REFUSED: nothing stands there. */
enum rc payment_release(struct flow *fl, struct payment *p, struct document *doc,
			struct money amount, const char *rule, struct why *reterr) MUST_CHECK;
/* The same, off everything it stands on, the last first. */
enum rc payment_release_all(struct flow *fl, struct payment *p, const char *rule,
			    struct why *reterr) MUST_CHECK;
/* A document that had been paid owes again: the card's pipeline hears EV_RETURNED, where it knows it. */
enum rc document_owes_again(struct flow *fl, const struct document *doc,
			    struct why *reterr) MUST_CHECK;
/* The payment never was: released, nothing left, PAYMENT_REVERSED. */
enum rc payment_withdraw(struct flow *fl, struct payment *p, const char *rule,
			 struct why *reterr) MUST_CHECK;

#endif
