/* The firm's reply key: the secret of the HMAC in reply tokens. A file in the data folder, made on
 * first use from the system's random source, readable by plic's user only. */
#ifndef PLIC_KEY_H
#define PLIC_KEY_H

#include "config.h"

/* Read the key, or make it (create). The 32 bytes live in the arena. RC_BAD_CONFIG: others may read
 * the file, or it is not 32 bytes. */
enum rc key_load(const struct config *cfg, bool create, struct arena *a, struct span *ret,
		 struct why *reterr) MUST_CHECK;
/* n random bytes. */
enum rc key_random(uint8_t *bytes, size_t n, struct why *reterr) MUST_CHECK;

#endif
