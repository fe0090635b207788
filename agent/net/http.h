/* Questions over HTTPS by libcurl: token servers, public feeds, the services that plic is a client of. */
#ifndef PLIC_HTTP_H
#define PLIC_HTTP_H

#include "arena.h"
#include "buf.h"

struct http_question {
	const char *url;    /* https:// only */
	const char *form;   /* application/x-www-form-urlencoded, by POST; NULL = none */
	struct span body;   /* any other POST, of this type; type NULL = none */
	const char *type;   /* "application/xml" */
	const char *bearer; /* an access token; NULL = none; never logged */
	const char *user;   /* HTTP Basic, with password; NULL = none */
	const char *password;
	const char *header[2]; /* more, "Idempotency-Key: x"; NULL = none */
	const char *ca_file;   /* NULL = the system's */
	size_t most_bytes;     /* that an answer may have */
	int timeout_s;         /* of the whole */
	int stop_fd;           /* as in net.h */
	bool once; /* what may not be asked twice: libcurl itself repeats a question whose kept
			      * connection died under it, so this one goes over a new connection */
};
struct http_answer {
	struct span body;      /* in the arena */
	long status;           /* 0 = no answer came */
	int64_t retry_after_s; /* Retry-After, 0 = not said */
	int64_t server_time;   /* Date: the server's clock as an instant, 0 = not said */
	bool maybe_taken; /* no whole answer, but the question had left: the server may have done it */
};

/* Connections kept between questions. NULL wherever one is asked for: a connection for this question alone. */
struct http;
struct http *http_open(void);
void http_close(struct http *h); /* takes NULL */

/* Ask; *ret whatever the server answers: redirects are answers, they are not followed. TLS 1.2 or newer, chain
 * and host name are always verified.
 * RC_RETRY: no whole answer: no connection, a certificate that is not believed, time is up, too long, stopped. */
enum rc http_ask(struct http *h, const struct http_question *q, struct arena *a,
		 struct http_answer *ret, struct why *reterr) MUST_CHECK;
/* Add "name=value" to a form or a query, percent-encoded; nothing for an empty value. */
void http_form_add(struct buf *b, const char *name, struct span value);

#endif
