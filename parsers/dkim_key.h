/* A DKIM key record as libopendkim takes it. RFC 6376 says RSAPublicKey and shows SubjectPublicKeyInfo:
 * both are published; OpenSSL reads the second only. */
#ifndef PLIC_DKIM_KEY_H
#define PLIC_DKIM_KEY_H

#include "base.h"

/* Write the record to `to` with a NUL, a bare RSA key wrapped. false: it does not fit. */
bool dkim_key_text(struct span txt, char *to, size_t size);

#endif
