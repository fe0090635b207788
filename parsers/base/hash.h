/* SHA-256, HMAC-SHA256, hex and base32. By libcrypto. */
#ifndef PLIC_HASH_H
#define PLIC_HASH_H

#include "arena.h"
#include "base.h"

struct sha256 {
	uint8_t b[32];
};

struct sha256 hash_sha256(struct span data);
struct sha256 hash_hmac(struct span key, struct span data);
/* Constant time. */
bool hash_eq(const uint8_t *a, const uint8_t *b, size_t n);
/* Lower case. */
struct span hash_hex(struct arena *a, const uint8_t *b, size_t n);
/* RFC 4648 base32, lower case, no padding. */
struct span hash_base32(struct arena *a, const uint8_t *b, size_t n);

#endif
