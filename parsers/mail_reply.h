/* The visible text of a reply: what this sender wrote now, without quotes, attribution lines,
 * forwarded parts, device footers and what follows a signature mark.
 *
 * The bad error is a leak (quoted words taken for the sender's): where the border is uncertain, less
 * is kept. Greetings and closings stay: "Best regards, Ion" is the sender's. */
#ifndef PLIC_MAIL_REPLY_H
#define PLIC_MAIL_REPLY_H

#include "mail_mark.h"

/* lines: of mail_text_lines. The result has "\n" line ends and no blank lines at its ends. */
struct span mail_reply_text(struct arena *a, const struct mail_lines *lines);

#endif
