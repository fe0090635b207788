/* One message, from its bytes to the committed decision. */
#ifndef PLIC_INTAKE_H
#define PLIC_INTAKE_H

#include "decide.h"
#include "engine.h"

/* raw "" = not read, and `unread` says why: it goes to quarantine; `head` holds its first bytes, if any.
 * RC_OK: handled, or left alone, or quarantined; the journal says which. RC_RETRY: the world is
 * broken, nothing was changed, try this message again before any later one. */
enum rc intake_message(struct engine *e, const struct imap_mail *mail, struct span head,
		       enum unread unread, struct why *reterr) MUST_CHECK;
/* The first of n messages with bodies, in UID order, in few transactions. *ret_done: how many are handled
 * now, written in any case; after RC_OK at least one. RC_RETRY as above, for the first that is not. */
enum rc intake_group(struct engine *e, const struct imap_mail *mail, size_t n, size_t *ret_done,
		     struct why *reterr) MUST_CHECK;

#endif
