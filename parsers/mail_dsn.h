/* Delivery failures: RFC 3464 reports, and the free texts of servers that write none. */
#ifndef PLIC_MAIL_DSN_H
#define PLIC_MAIL_DSN_H

#include "fact.h"
#include "mail_text.h"

/* Is there a delivery status in the mail? (multipart/report, or a lone status part) */
bool mail_dsn_is_report(struct arena *a, struct mail_part *root);
/* Read the bounces, appended, each with its reason. own: addresses that are ours and so cannot have
 * bounced; from: the report's sender. ids: the Message-IDs of the returned original. Belief is the
 * caller's: a bounce can be forged. */
void mail_dsn_read(struct arena *a, struct mail_part *root, const struct mail_lines *lines,
		   const struct spans *own, struct span from, struct bounces *ret,
		   struct spans *ids);
/* An abuse report (RFC 5965): whom it speaks for, with the reason "feedback"; none failed. */
void mail_dsn_read_feedback(struct arena *a, struct mail_part *root, struct span from,
			    struct bounces *ret, struct spans *ids);
/* One address that did not fail but answered by itself ("vacation"), appended. */
void mail_dsn_note(struct arena *a, struct span addr, const char *reason, struct bounces *ret);

#endif
