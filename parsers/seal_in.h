/* Inside of parsers/seal*.c: libcrypto's part. */
#ifndef PLIC_SEAL_IN_H
#define PLIC_SEAL_IN_H

#include "seal.h"

#define SEAL_CERTS 8 /* of one seal */

/* By the identifiers of xmldsig (W3C, RFC 6931, RFC 9231); false: not one that is known. */
struct seal_scheme {
	const char *uri;
	const char *digest; /* as libcrypto calls it */
	bool ec, pss;
};
const struct seal_scheme *seal_scheme_of(struct span uri); /* NULL: unknown */
bool seal_digest_known(struct span uri);
/* A digest in the making; NULL: unknown. */
void *seal_digest_new(struct span uri);
void seal_digest_add(void *digest, struct span bytes);
/* Is it this one, in base64? Frees it. */
bool seal_digest_is(void *digest, struct arena *a, struct span base64);

/* Certificates as they stand in a seal, in base64. */
struct seal_certs {
	void *x509[SEAL_CERTS];
	size_t n;
};
/* One more; what is none, or one too many, is left out. */
void seal_certs_add(struct arena *a, struct seal_certs *c, struct span base64);
void seal_certs_drop(struct seal_certs *c);
/* Which of them made it; SIZE_MAX: none. value: SignatureValue, in base64. */
size_t seal_signer(struct arena *a, const struct seal_certs *c, const struct seal_scheme *scheme,
		   struct span bytes, struct span value);
struct span seal_subject(struct arena *a, const struct seal_certs *c, size_t which);
/* Is it one of those trusted, or does a chain lead from it to one, all valid at that instant? */
bool seal_trusted(const struct seal_certs *c, size_t which, const struct seal_trust *t, int64_t at,
		  struct why *why);

#endif
