/* Whose web forms are the firm's own. */
#ifndef PLIC_CONFIG_SITES_H
#define PLIC_CONFIG_SITES_H

#include "config.h"

/* mail.form_sender, one by one. */
void config_form_senders(const struct config *c, struct arena *a, struct spans *ret);
/* These, and the domains of the mailbox, of the firm's printed address and of the owners as "@domain",
 * where they are no public provider's (dir/public-mail.conf). RC_BAD_CONFIG: file, line and reason. */
enum rc config_sites(const struct config *c, const char *dir, struct spans *ret,
		     struct why *reterr) MUST_CHECK;

#endif
