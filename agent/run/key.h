/* The firm's reply keys: the secrets of the HMAC in reply tokens. A file in the data folder, made on
 * first use from the system's random source, readable by plic's user only: 32 bytes a key, newest first. The
 * newest makes tokens; older ones still verify theirs until those expire. */
#ifndef PLIC_KEY_H
#define PLIC_KEY_H

#include "config.h"

#define KEY_BYTES 32
#define KEYS_MAX  8 /* more than are ever alive: a token lives 90 days */

/* Read the keys, or make the first (create). They live in the arena. RC_BAD_CONFIG: others may read
 * the file, or it is not so many times 32 bytes. */
enum rc key_load(const struct config *cfg, bool create, struct arena *a, struct span *ret,
		 struct why *reterr) MUST_CHECK;
/* Put a new key before the others; the oldest falls out when there are too many. ret_id: the new one's. */
enum rc key_rotate(const struct config *cfg, struct arena *a, struct span *ret_id,
		   struct why *reterr) MUST_CHECK;
/* Of a ring as loaded: the key that makes tokens, a key by its id (false: gone), the id of a key. */
struct span key_newest(struct span ring);
bool key_by_id(struct arena *a, struct span ring, struct span id, struct span *ret);
struct span key_id(struct arena *a, struct span key);
/* n random bytes. */
enum rc key_random(uint8_t *bytes, size_t n, struct why *reterr) MUST_CHECK;

#endif
