/* Mails of the outbox that will never leave: staff are told what did not reach whom. */
#ifndef PLIC_UNDELIVERABLE_H
#define PLIC_UNDELIVERABLE_H

#include "engine.h"
#include "row_outbox.h"

/* Close the row and tell staff, in one transaction. reply: what the server said; "" when it was not tried,
 * because its address is dead. */
enum rc undeliverable_give_up(struct engine *e, const struct outbox_row *row, const char *reply,
			      struct why *reterr) MUST_CHECK;
/* Did the address die while the mail waited (a bounce of an earlier one came in between)? */
enum rc undeliverable_is_dead(struct engine *e, const struct outbox_row *row, bool *ret,
			      struct why *reterr) MUST_CHECK;

#endif
