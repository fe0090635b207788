/* Cash and its legal limits (Legea 70/2015 art. 3 and 4, as dated data: config/cash.conf). */
#ifndef PLIC_CASH_H
#define PLIC_CASH_H

#include "state.h"

/* How much more may be taken in cash from a client on a day for a document, from the payments that are
 * loaded. *cap: the limit that is nearest, NULL when none applies (*left is untouched then). */
void cash_left(const struct state *s, const struct client *c, const struct document *doc,
	       struct day day, struct money *left, const struct cash_cap **cap);
/* A payment was taken in cash. */
bool payment_is_cash(const struct payment *p);

#endif
