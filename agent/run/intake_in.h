/* Inside of taking up messages, shared by intake.c (one alone) and intake_group.c (many). */
#ifndef PLIC_INTAKE_IN_H
#define PLIC_INTAKE_IN_H

#include "intake.h"
#include "row_message.h"

/* The journal row of a fetched message that was never seen. */
void intake_row(const struct engine *e, const struct imap_mail *mail, struct span head,
		struct message_row *ret);
/* In the caller's transaction: load, decide, store, journal. */
enum rc intake_decide(struct tx *tx, struct engine *e, struct message_row *row,
		      const struct mail_fact *f, struct span raw, struct why *reterr) MUST_CHECK;
/* The line of the log, after the commit. */
void intake_say(const struct message_row *row);
/* One message by itself; a row with an id was begun already and is not counted again. */
enum rc intake_alone(struct engine *e, struct message_row *row, struct span raw, struct span head,
		     enum unread unread, struct why *reterr) MUST_CHECK;

#endif
