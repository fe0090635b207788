/* The prose of bounces; used by mail_dsn.c. */
#ifndef PLIC_MAIL_DSN_TEXT_H
#define PLIC_MAIL_DSN_TEXT_H

#include "fact.h"
#include "mail_text.h"

/* The bounce of that address, or NULL. */
struct bounce *dsn_known(const struct bounces *v, struct span addr);
/* Addresses above the returned original with the words that follow them, appended. from: the sender of
 * the report, whose host completes a bare name ("following recipients: screenname"). */
void dsn_read_text(struct arena *a, const struct mail_lines *l, const struct spans *own,
		   struct span from, struct bounces *ret);
/* Does the returned original begin with this line? */
bool dsn_begins_original(struct arena *a, struct span line);
/* Addresses that a bounce never is about: ours, and those of daemons. */
bool dsn_is_own(const struct spans *own, struct span addr);

#endif
