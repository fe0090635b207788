/* Inside decide_card: money over a link, and what went back of it. */
#ifndef PLIC_DECIDE_CARD_H
#define PLIC_DECIDE_CARD_H

#include "flow.h"

/* The payment that the processor's id names, or NULL: not over one of our links. */
struct payment *card_payment(struct flow *fl, struct span id);
/* A word to owner and accountant, once for each telling; doc may be NULL. text_key names {{document}}, {{amount}},
 * {{reason}}. */
enum rc card_tell(struct flow *fl, const struct card_fact *f, const struct document *doc,
		  struct money amount, const char *text_key, struct why *reterr) MUST_CHECK;
/* Refunds and disputes (decide_card_back.c). */
enum rc card_gave_back(struct flow *fl, const struct card_fact *f, struct why *reterr) MUST_CHECK;

#endif
