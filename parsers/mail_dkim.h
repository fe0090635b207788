/* DKIM checked here (RFC 6376, by libopendkim), for hosts that stamp no verdict. Memory only: the keys
 * are fed in by the caller, who asked DNS for what mail_dkim_wanted named. */
#ifndef PLIC_MAIL_DKIM_H
#define PLIC_MAIL_DKIM_H

#include "auth_results.h"
#include "dkim_sig.h"
#include "fact.h"
#include "mail.h"

#define DKIM_KEYS_MAX 5

/* The keys of signatures that could prove from_domain; each once, at most five. */
void mail_dkim_wanted(struct arena *a, const struct dkim_sigs *sigs, struct span from_domain,
		      struct dkim_keys *ret);
/* Check the signatures whose keys are there: a result each, as a server would have stamped it, appended
 * to ret. raw: the mail, root its tree. Keys in test (t=y) and under 1024 bits prove nothing. *doubt
 * becomes AUTH_KEY_LATER or AUTH_NO_KEY when a key was not there. */
void mail_dkim_verify(struct arena *a, const struct mail_part *root, struct span raw,
		      const struct dkim_keys *keys, struct auth_results *ret,
		      enum auth_code *doubt);
/* Check a fixed mail, so that libcrypto has loaded what it needs (before the reader child is sealed). */
void mail_dkim_warm(struct arena *a);

#endif
