/* The parts of lat_probe: a TLS end of ours, a tap between a mail reader and Dovecot, a submission server. */
#ifndef BENCH_LAT_SERVER_H
#define BENCH_LAT_SERVER_H

#include <gnutls/gnutls.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct peer {
	int fd;                  /* -1: free */
	int far;                 /* of a tap: the plain connection to Dovecot */
	gnutls_session_t tls;    /* NULL until it is secure */
	char in[1 << 16];        /* lines not ended yet */
	size_t len;
	bool authed, in_data;
	bool to_wanted;          /* of a mail: its recipient is counted */
};

int64_t mono_us(void);
int listen_on(int port);
int connect_to(int port);
void tls_set_up(const char *cert, const char *key);
void tls_accept(struct peer *p);
void peer_write(struct peer *p, const void *bytes, size_t n);
/* 0: nothing now; < 0: gone. */
long peer_read(struct peer *p, void *bytes, size_t n);
bool peer_pending(const struct peer *p);
void peer_end(struct peer *p);

/* Called when a mail was accepted, right before the 250 leaves. */
void on_accepted(const char *bytes, size_t n);
/* Bytes came in: answer them as RFC 5321, 3207 and 4954 say, the client's way. */
void smtp_serve(struct peer *p);

#endif
