/* Paying by card: which documents get a link, and what the processor says of it. The link itself is asked
 * for outside (run/cards.h); its key stands in the row before the question leaves. */
#ifndef PLIC_PAY_LINK_H
#define PLIC_PAY_LINK_H

#include "flow.h"

/* A document that was just issued: note that it wants a link, when the firm's rule says so. */
void pay_link_want(struct flow *fl, const struct document *doc);
/* A revision of it leaves something else open: a link of its own for that, unless money is under way over the one
 * before, whose end comes with the sum. true: its client knows one that is over now. */
bool pay_link_renew(struct flow *fl, const struct document *doc, int revision);
/* The next key, for a question that may not be asked again under the old one. */
void pay_link_next_key(struct arena *a, struct pay_link *l);
/* "stripe|pi_...": by which a payment over a link is told. */
struct span pay_link_identity(struct arena *a, struct span payment);

#endif
