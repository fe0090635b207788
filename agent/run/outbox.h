/* Performs the outbox: one row kind, FX_SEND_MAIL. Why it is safe to repeat: the bytes and the
 * Message-ID are stored before the first byte goes out, every try sends the same, and a try whose
 * answer was lost is settled by looking for that Message-ID (product: states people can rely on). */
#ifndef PLIC_OUTBOX_H
#define PLIC_OUTBOX_H

#include "engine.h"

/* Send what is due, at most `limit` mails. *ret_n tried. RC_RETRY: SMTP or the database is down. */
enum rc outbox_run(struct engine *e, unsigned limit, size_t *ret_n, struct why *reterr) MUST_CHECK;
/* Settle mails whose answer was lost: found = sent; not found after ten minutes = the same bytes once
 * more. Needs a mailbox connection. */
enum rc outbox_settle(struct engine *e, struct why *reterr) MUST_CHECK;
/* After a kill: rows left in "sending" become "unknown". */
enum rc outbox_recover(struct engine *e, struct why *reterr) MUST_CHECK;
/* Milliseconds until something is due, at most max_ms. */
enum rc outbox_wait_ms(struct engine *e, int max_ms, int *ret, struct why *reterr) MUST_CHECK;

#endif
