/* Money that went back again, and the payment that it undoes. */
#ifndef PLIC_FLOW_REVERSE_H
#define PLIC_FLOW_REVERSE_H

#include "flow.h"

/* Book what a bank or processor says went back (amount below zero, kind PAYMENT_RETURN): the payment that it
 * undoes is looked for among the state's, by the bank's reference, our document's number, the payer with that
 * sum. The only one is taken off what it paid (flow_release.h) and the owner told; several or none are asked
 * about (Q_PAYMENT; answered by ALOCA P15 P12). Amount above zero: money that we had given back came home, and
 * is the client's credit. A refund that staff told of in the 30 days around (RAMBURSAT) is
 * confirmed by it instead. *ret (may be NULL): the row, NULL when it was known. */
enum rc payment_return(struct flow *fl, const struct payment *in, struct payment **ret,
		       struct why *reterr) MUST_CHECK;
/* The row r undoes p, whole or in part: staff say so, or the processor names it. p is loaded with what it
 * stands on. RC_REFUSED: r is no money out, says already what it undoes, or p has not so much. */
enum rc payment_returned(struct flow *fl, struct payment *r, struct payment *p,
			 struct why *reterr) MUST_CHECK;
/* A refund that staff told (RAMBURSAT) never was: what it was taken from has it again. */
enum rc payment_refund_undo(struct flow *fl, struct payment *r, struct why *reterr) MUST_CHECK;
/* It does not undo it after all: the payment has the sum left again, to be put where it belongs. */
enum rc payment_return_unlink(struct flow *fl, struct payment *r, struct why *reterr) MUST_CHECK;

#endif
