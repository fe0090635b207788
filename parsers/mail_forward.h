/* The forwarded mail inside a mail: who wrote the original, and its own new text. */
#ifndef PLIC_MAIL_FORWARD_H
#define PLIC_MAIL_FORWARD_H

#include "fact.h"
#include "mail_mark.h"

/* Inline: the first mark that is no reply's. subject: decoded, tells forwards that carry no mark.
 * Else the first message/rfc822 part below root. Everything "" and present false when there is none. */
void mail_forward_read(struct arena *a, struct mail_part *root, const struct mail_lines *lines,
		       struct span subject, struct forward *ret);

/* The inline part alone (for texts that are no mail). */
void mail_forward_inline(struct arena *a, const struct mail_lines *lines, struct span subject,
			 struct forward *ret);

#endif
