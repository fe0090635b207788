/* A TLS server for one browser on this machine: where a provider takes back only https://localhost. Its certificate
 * is made for the moment and signed by itself, so the browser asks its owner once whether to go on. */
#ifndef PLIC_TLS_ANSWER_H
#define PLIC_TLS_ANSWER_H

#include "base.h"
#include "net.h"

#include <sys/types.h>

struct tls_answer;

/* A key and a certificate for "localhost", good for a day around now (UTC seconds of the machine). */
enum rc tls_answer_open(int64_t now, struct tls_answer **ret, struct why *reterr) MUST_CHECK;
void tls_answer_close(struct tls_answer *t);
/* Shake hands on a connected socket, which stays the caller's; RC_RETRY: the browser did not, or not within
 * timeout_ms. */
enum rc tls_answer_begin(struct tls_answer *t, int fd, unsigned timeout_ms,
			 struct why *reterr) MUST_CHECK;
/* As recv and send; <= 0: no more. */
ssize_t tls_answer_read(struct tls_answer *t, char *buf, size_t size);
ssize_t tls_answer_write(struct tls_answer *t, const char *text, size_t len);
void tls_answer_end(struct tls_answer *t);

#endif
