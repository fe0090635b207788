/* Paying by card, as far as it touches the world: links asked for, ended, and what the processor says.
 *
 * Why it may be repeated: the key of each question is stored before it is asked, and asked again under that key it
 * does nothing twice; each of the processor's words is handled in one transaction with the note that it was. */
#ifndef PLIC_CARDS_H
#define PLIC_CARDS_H

#include "engine.h"
#include "row_outbox.h"

/* Before a mail is built: the links that its documents want are asked for. *ret_until: an instant before which
 * the mail should not leave, since an answer may still come; 0 = let it go (with or without). */
enum rc cards_for_mail(struct engine *e, const struct outbox_row *row, int64_t *ret_until,
		       struct why *reterr) MUST_CHECK;
/* For the daemon's turn: ends links that are over, and hears what happened, once in cards.poll seconds; after a
 * failure again with growing pauses. RC_RETRY: the database. */
enum rc cards_keep(struct engine *e, struct why *reterr) MUST_CHECK;
/* For plic check: does the key open the processor's door? RC_RETRY, RC_REFUSED, RC_BAD_CONFIG: why not. */
enum rc cards_probe(const struct config *cfg, struct why *reterr) MUST_CHECK;
/* Milliseconds until it wants to look again, at most max_ms. */
int cards_wait_ms(const struct engine *e, int max_ms);

#endif
