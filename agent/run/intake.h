/* One message, from its bytes to the committed decision. */
#ifndef PLIC_INTAKE_H
#define PLIC_INTAKE_H

#include "engine.h"

/* raw "" = over the limit: `head` holds its first bytes and it goes to quarantine.
 * RC_OK: handled, or left alone, or quarantined; the journal says which. RC_RETRY: the world is
 * broken, nothing was changed, try this message again before any later one. */
enum rc intake_message(struct engine *e, const struct imap_mail *mail, struct span head,
		       struct why *reterr) MUST_CHECK;

#endif
