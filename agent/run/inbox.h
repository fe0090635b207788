/* The watched mailbox: connect, take up what is new, move what is done. */
#ifndef PLIC_INBOX_H
#define PLIC_INBOX_H

#include "engine.h"

/* Connect and find out where we were. RC_RETRY: an outage, noted in e->imap_down. */
enum rc inbox_connect(struct engine *e, struct why *reterr) MUST_CHECK;
/* Take up at most one batch of new messages. *ret_n how many; 0 = nothing is new. */
enum rc inbox_batch(struct engine *e, size_t *ret_n, struct why *reterr) MUST_CHECK;
/* Move what is decided. */
enum rc inbox_moves(struct engine *e, struct why *reterr) MUST_CHECK;
/* The mailbox can be read again. */
/* Go back to the first message that was begun and not ended. */
enum rc inbox_rewind(struct engine *e, struct why *reterr) MUST_CHECK;
void inbox_say_up(struct engine *e);
/* The connection is of no more use. */
void inbox_lost(struct engine *e, enum net_fail fail, const struct why *why);

#endif
