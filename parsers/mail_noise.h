/* What kind of sender a mail has (RFC 3834, 3464, 5965, 8098, 2369): robots must not be answered. */
#ifndef PLIC_MAIL_NOISE_H
#define PLIC_MAIL_NOISE_H

#include "fact.h"
#include "mail_text.h"
#include "reader_config.h"

/* f: from, subject, refs and return_path are filled; text too then, when the class was asked of it.
 * *why: the field or words that decided, for the log. */
enum mail_class mail_noise_class(struct arena *a, struct mail_part *root,
				 const struct mail_lines *lines, const struct reader_config *cfg,
				 struct mail_fact *f, struct span *why);
/* Is the subject one that only servers give to bounces ("Undelivered Mail Returned to Sender")? */
bool mail_noise_is_bounce_title(struct arena *a, struct span subject);

#endif
