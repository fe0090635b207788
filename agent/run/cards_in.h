/* Between cards.c, cards_link.c and cards_hear.c. */
#ifndef PLIC_CARDS_IN_H
#define PLIC_CARDS_IN_H

#include "cards.h"
#include "stripe_ask.h"

/* One question, whose outages are counted and said; path as for stripe_ask. *fail says more than the rc. */
enum rc cards_ask(struct engine *e, struct arena *a, const char *path, const char *form,
		  const char *key, struct stripe_answer *ret, struct why *reterr) MUST_CHECK;
/* Store one link's row. */
enum rc cards_store_link(struct engine *e, const struct pay_link *l, struct why *reterr) MUST_CHECK;
/* Links that are over, or may be used once more: tell the processor. */
enum rc cards_end_links(struct engine *e, struct why *reterr) MUST_CHECK;
/* Ask what happened since the last time and let each word be decided on. */
enum rc cards_hear(struct engine *e, struct why *reterr) MUST_CHECK;

#endif
