/* What a value must be beyond its type. */
#ifndef PLIC_CONFIG_CHECK_H
#define PLIC_CONFIG_CHECK_H

#include "config.h"

/* NULL when the value of section.key is fine, else what is wrong and what to do. The text lives in
 * static memory. */
const char *config_check_text(const char *section, const char *key, const char *value);
/* Roles as written: "owner sales". 0 when a word is no role. */
unsigned config_roles(struct span words);

#endif
