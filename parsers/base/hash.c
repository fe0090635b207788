/* SHA-256 (FIPS 180-4), HMAC (RFC 2104), hex and base32 (RFC 4648 s6). */
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <assert.h>
#include <limits.h>

#include "hash.h"

static const void *bytes_of(struct span s)
{
	return s.ptr ? s.ptr : "";
}

struct sha256 hash_sha256(struct span data)
{
	struct sha256 out = { { 0 } };
	unsigned n = 0;
	int ok = EVP_Digest(bytes_of(data), data.len, out.b, &n, EVP_sha256(), NULL);

	assert(ok == 1 && n == sizeof(out.b));
	return out;
}

struct sha256 hash_hmac(struct span key, struct span data)
{
	struct sha256 out = { { 0 } };
	unsigned n = 0;
	const unsigned char *got;

	assert(key.len <= INT_MAX);
	got = HMAC(EVP_sha256(), bytes_of(key), (int)key.len, bytes_of(data), data.len, out.b, &n);
	assert(got && n == sizeof(out.b));
	return out;
}

bool hash_eq(const uint8_t *a, const uint8_t *b, size_t n)
{
	return CRYPTO_memcmp(a, b, n) == 0;
}

struct span hash_hex(struct arena *a, const uint8_t *b, size_t n)
{
	static const char digits[] = "0123456789abcdef";
	char *out = arena_array(a, 2 * n + 1, 1);

	for (size_t i = 0; i < n; i++) {
		out[2 * i] = digits[b[i] >> 4];
		out[2 * i + 1] = digits[b[i] & 15];
	}
	return (struct span){ out, 2 * n };
}

struct span hash_base32(struct arena *a, const uint8_t *b, size_t n)
{
	static const char digits[] = "abcdefghijklmnopqrstuvwxyz234567";
	char *out = arena_array(a, n * 8 / 5 + 2, 1);
	size_t len = 0;
	unsigned bits = 0, have = 0;

	for (size_t i = 0; i < n; i++) {
		bits = (bits << 8 | b[i]) & 0xfff;
		for (have += 8; have >= 5; have -= 5)
			out[len++] = digits[bits >> (have - 5) & 31];
	}
	if (have > 0)
		out[len++] = digits[bits << (5 - have) & 31];
	return (struct span){ out, len };
}
