/* What a value must be beyond its type. */
#ifndef PLIC_CONFIG_CHECK_H
#define PLIC_CONFIG_CHECK_H

#include "config.h"
#include "reader_config.h"

/* NULL when the value of section.key is fine, else what is wrong and what to do. The text lives in
 * static memory. */
const char *config_check_text(const char *section, const char *key, const char *value);
/* mail.auth as written. false: none of its words. */
bool config_auth_mode(const char *word, enum auth_mode *ret);
/* Do the keys about proof fit together? NULL, or what is wrong and what to do. */
const char *config_check_auth(const struct config *c);
/* The same for the reader: what it must know to believe. Lives in the arena. */
void config_auth_take(const struct config *c, struct arena *a, struct reader_config *ret);
/* How senders are known, for `check`. */
void config_auth_say(const struct config *c, char *to, size_t size);
/* Roles as written: "owner sales". 0 when a word is no role. */
unsigned config_roles(struct span words);

#endif
