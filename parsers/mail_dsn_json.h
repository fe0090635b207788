/* Bounces as JSON: what Amazon SES writes by SNS; used by mail_dsn.c and mail_noise.c. */
#ifndef PLIC_MAIL_DSN_JSON_H
#define PLIC_MAIL_DSN_JSON_H

#include "fact.h"
#include "mail_text.h"

/* Is the text such a notification, and does its sender write them? */
bool mail_dsn_is_json(const struct mail_lines *lines, struct span from);
/* Its recipients, appended, not judged yet. false: none such. */
bool mail_dsn_read_json(struct arena *a, const struct mail_lines *lines, struct bounces *ret);

#endif
