/* A verified connection for libetpan: our own sockets and GnuTLS session behind its stream driver.
 * libetpan's own TLS accepts any certificate and any name, so it is never used. */
#ifndef PLIC_TLS_STREAM_H
#define PLIC_TLS_STREAM_H

#include <libetpan/libetpan.h>

#include "net.h"

struct tls_stream;

/* Connect (and shake hands when acc->tls is NET_TLS). The mailstream_low owns everything and is freed
 * by libetpan through its driver. */
enum rc tls_stream_open(const struct net_account *acc, struct tls_stream **ret,
			mailstream_low **ret_low, enum net_fail *fail,
			struct why *reterr) MUST_CHECK;
/* Start TLS on a plain stream, after STARTTLS was answered OK. */
enum rc tls_stream_secure(struct tls_stream *t, enum net_fail *fail, struct why *reterr) MUST_CHECK;
/* A command begins. Everything must be done within this many seconds, and the answers hold no more than
 * acc->most_bytes: a server that drips bytes, or never ends, cannot hold us. Once acc->stop_fd is readable
 * nothing takes longer than a second. */
void tls_stream_begin(struct tls_stream *t, int total_s);
int tls_stream_fd(const struct tls_stream *t);
/* Bytes that have arrived and that a poll of the descriptor would not show. */
size_t tls_stream_pending(const struct tls_stream *t);

#endif
