/* What a forward's mark line and the block below it say: sender, subject and date, however a mail
 * program writes them. */
#ifndef PLIC_MAIL_FORWARD_FIELDS_H
#define PLIC_MAIL_FORWARD_FIELDS_H

#include "mail_mark.h"

/* Fill from, from_name, subject and date of f from mark m, "" where they are not said.
 *   u        the lines without one level of quote marks
 *   subject  of the mail itself, for a forward that shows none
 * Gives the line where the forwarded text begins. */
size_t forward_fields(struct arena *a, const struct mail_lines *u, struct mark m,
		      struct span subject, struct forward *f);

#endif
