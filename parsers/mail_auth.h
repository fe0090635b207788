/* Who is proved to have sent a mail: the verdict of our own receiving server, as it stands in its
 * Authentication-Results field (RFC 8601), or of a DKIM check made here, held against the From address.
 * Nothing else proves anything: no name, no Reply-To, no SPF (mail reference section 4). */
#ifndef PLIC_MAIL_AUTH_H
#define PLIC_MAIL_AUTH_H

#include "fact.h"
#include "mail.h"
#include "reader_config.h"

/* Whose word counts is in cfg. from: the mailboxes of all From fields. raw: the mail as it came. keys:
 * what DNS said (AUTH_BY_LOCAL), NULL = not asked yet: ret.wanted then says what to ask. Never fails;
 * see struct auth. */
struct auth mail_auth_read(struct arena *a, const struct reader_config *cfg,
			   const struct mail_part *root, const struct mail_addrs *from,
			   struct span raw, const struct dkim_keys *keys);

/* Is domain From's, or a parent of it inside the same organisation (public suffix list)? */
bool mail_auth_aligned(struct arena *a, struct span domain, struct span from_domain);
/* Of the same organisation, whichever is above the other: DMARC's relaxed alignment. */
bool mail_auth_same_org(struct arena *a, struct span domain, struct span from_domain);
/* What stands behind the last "@", "" when there is none. */
struct span mail_auth_domain(struct span addr);

/* Why the header can be read in two ways: the code, with ret_about, else AUTH_PROVEN. */
enum auth_code mail_auth_doubt(struct arena *a, const struct mail_part *root,
			       const struct mail_addrs *from, struct span *ret_about);

#endif
