/* One row per configuration key. */
#ifndef PLIC_CONFIG_KEYS_H
#define PLIC_CONFIG_KEYS_H

#include "config.h"

enum key_type { KEY_TEXT, KEY_INT, KEY_BOOL };
struct config_key {
	const char *section, *name;
	enum key_type type;
	size_t offset;    /* in struct config */
	const char *def;  /* as written in the file; NULL = must be given */
	int64_t min, max; /* KEY_INT */
	const char *help;
};
struct config_section {
	const char *name, *help;
};
extern const struct config_section config_sections[];
extern const size_t config_sections_n;
extern const struct config_key config_keys[];
extern const size_t config_keys_n;

#endif
