/* Does a domain look like another one? What people are shown and take for somebody they know: other
 * letters of the same shape, hyphens, another ending. ASCII rules and a short table; no lists of words. */
#ifndef PLIC_LOOKALIKE_H
#define PLIC_LOOKALIKE_H

#include "arena.h"
#include "base.h"

/* true: `domain` is neither `known` nor below it, and reads like it. Both as written in an address: any
 * case, UTF-8 or xn--. */
bool lookalike(struct arena *a, struct span domain, struct span known);
/* What is left of a domain when shape alone counts: "pay-pa1.com" and "paypal.ro" give "paypal". */
struct span lookalike_skeleton(struct arena *a, struct span domain);

#endif
