/* A person signs in at the mailbox, once, for oauth.provider (plic auth mail, plic init). */
#ifndef PLIC_AUTH_MAIL_H
#define PLIC_AUTH_MAIL_H

#include "config.h"

/* Says on stdout what the person must do, waits for it, tries the mailbox with the tokens (unless !try_them) and keeps
 * them. RC_REFUSED: nobody consented, or the wrong person; what was there before stays. */
enum rc auth_mail(const struct config *cfg, struct arena *a, bool try_them,
		  struct why *reterr) MUST_CHECK;

#endif
