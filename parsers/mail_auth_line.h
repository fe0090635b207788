/* Which of a mail's fields is our own server's word. */
#ifndef PLIC_MAIL_AUTH_LINE_H
#define PLIC_MAIL_AUTH_LINE_H

#include "auth_results.h"
#include "fact.h"
#include "mail.h"
#include "reader_config.h"

/* Our server's line, read. AUTH_PROVEN: ret holds it; else why there is none (AUTH_NO_LINE,
 * AUTH_LINE_LOW, AUTH_LINE_BROKEN). */
enum auth_code mail_auth_line(struct arena *a, const struct reader_config *cfg,
			      const struct mail_part *root, struct auth_results *ret);
/* The code in English, for the log. */
const char *mail_auth_line_text(enum auth_code code);

/* What the newest ARC set says (RFC 8617), when ours says arc=pass and the seal's domain is one of
 * sealers. false: nothing of that. */
bool mail_auth_arc(struct arena *a, const struct mail_part *root, const struct spans *sealers,
		   const struct auth_results *ours, struct auth_results *ret);

#endif
