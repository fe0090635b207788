/* A person consents in a browser, and the code that comes back is changed for tokens at once (RFC 8252, with PKCE
 * where the provider has it). */
#ifndef PLIC_AUTH_BROWSER_H
#define PLIC_AUTH_BROWSER_H

#include "config.h"
#include "oauth_app.h"

struct auth_browser {
	const char *name; /* of `plic auth NAME` */
	const char *who;  /* said to the person: "sign in as office@firm.ro" */
	const char *
		redirect; /* where the provider was told to send the browser; NULL = any port of 127.0.0.1 */
};
/* Says on stdout what to do and waits ten minutes. RC_REFUSED: nobody consented. */
enum rc auth_browser(const struct auth_browser *b, const struct oauth_provider *p, struct arena *a,
		     struct oauth_tokens *ret, struct why *reterr) MUST_CHECK;
/* Keep what a sign-in gave as the token file `name`; refresh_life_s: how long a refresh token lives that does not say
 * it, 0 = not known. The data folder is made if missing. */
enum rc auth_keep(const struct config *cfg, const char *name, const struct oauth_provider *p,
		  const struct oauth_tokens *got, int64_t refresh_life_s, struct arena *a,
		  struct why *reterr) MUST_CHECK;

#endif
