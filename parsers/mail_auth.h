/* Who is proved to have sent a mail: the verdict of our own receiving server, as it stands in its
 * Authentication-Results field (RFC 8601), held against the From address. */
#ifndef PLIC_MAIL_AUTH_H
#define PLIC_MAIL_AUTH_H

#include "fact.h"
#include "mail.h"

/* authserv_id: how our server names itself; "" = nothing is authenticated. Only the topmost field of
 * that id counts. from, n_from: the mailboxes of all From fields. Never fails; see struct auth. */
struct auth mail_auth_read(struct arena *a, const struct mail_part *root, struct span authserv_id,
			   const struct mail_addrs *from);

/* Same organisational domain (public suffix list), as DMARC's relaxed alignment. */
bool mail_auth_aligned(struct arena *a, struct span domain, struct span from_domain);

#endif
