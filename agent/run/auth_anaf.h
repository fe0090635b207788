/* A person with the firm's certificate signs in at ANAF, once a year (plic auth anaf). */
#ifndef PLIC_AUTH_ANAF_H
#define PLIC_AUTH_ANAF_H

#include "config.h"

/* Says on stdout what to do, waits for it, tries the firm's tax code with the token (unless !try_it) and keeps it.
 * RC_REFUSED: nobody consented, or the certificate has no right for the firm; what was there before stays. */
enum rc auth_anaf(const struct config *cfg, struct arena *a, bool try_it,
		  struct why *reterr) MUST_CHECK;
/* Forget the sign-in, and say where it is revoked: ANAF has no way for programs. */
enum rc auth_anaf_forget(const struct config *cfg, struct arena *a, struct why *reterr) MUST_CHECK;

#endif
