/* One question over HTTPS by libcurl, for token servers and for public feeds. */
#ifndef PLIC_HTTP_H
#define PLIC_HTTP_H

#include "arena.h"
#include "buf.h"

struct http_question {
	const char *url;     /* https:// only */
	const char *form;    /* application/x-www-form-urlencoded, by POST; NULL = GET */
	const char *ca_file; /* NULL = the system's */
	size_t most_bytes;   /* that an answer may have */
	int timeout_s;       /* of the whole */
	int stop_fd;         /* as in net.h */
};

/* Ask: *ret (in a) and *status whatever the server answers; redirects are answers, they are not followed. TLS
 * 1.2 or newer, chain and host name are always verified.
 * RC_RETRY: no whole answer: no connection, a certificate that is not believed, time is up, too long, stopped. */
enum rc http_ask(const struct http_question *q, struct arena *a, struct span *ret, long *status,
		 struct why *reterr) MUST_CHECK;

#endif
