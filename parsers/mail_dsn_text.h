/* The prose of bounces; used by mail_dsn.c. */
#ifndef PLIC_MAIL_DSN_TEXT_H
#define PLIC_MAIL_DSN_TEXT_H

#include "fact.h"
#include "mail_text.h"

/* The first status code "d.d.d" in s, or "". */
struct span dsn_find_status(struct span s);
/* Does the code leave open what is wrong ("", "5.0.0", "5.5.0")? */
bool dsn_is_generic(struct span status);
/* Set b->address_invalid from its status, its reason and b->failed. */
void dsn_judge(struct arena *a, struct bounce *b);
/* The bounce of that address, or NULL. */
struct bounce *dsn_known(const struct bounces *v, struct span addr);
/* Addresses above the returned original with the words that follow them, appended. */
void dsn_read_text(struct arena *a, const struct mail_lines *l, const struct spans *own,
		   struct bounces *ret);

#endif
