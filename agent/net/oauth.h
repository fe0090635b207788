/* OAuth 2.0 for mail and for ANAF (RFC 6749, 7636 PKCE, 8252 loopback, 8628 device code): the questions to a provider's
 * endpoints, over verified TLS by libcurl. Answers live in the caller's arena; secrets are never logged and
 * stand in no reason. */
#ifndef PLIC_OAUTH_H
#define PLIC_OAUTH_H

#include "arena.h"

struct oauth_app {
	const char *name;                              /* the provider's file, for messages */
	const char *auth_url, *token_url, *device_url; /* "" = the provider has none */
	const char *scope, *auth_extra;        /* auth_extra: more of the consent page's query */
	const char *token_extra;               /* more of the token requests' form */
	const char *client_id, *client_secret; /* client_secret "" = a public client */
	bool basic;             /* the client is named by HTTP Basic (RFC 6749 s2.3.1) */
	bool no_pkce;           /* the provider knows no RFC 7636 */
	const char *ca_file;    /* NULL = the system's */
	int timeout_s, stop_fd; /* stop_fd: as in net.h */
};

/* How a question ended; what must be done next. */
enum oauth_end {
	OAUTH_OK,
	OAUTH_PENDING, /* device: nobody has consented yet */
	OAUTH_SLOW,    /* device: the same, and ask less often */
	OAUTH_EXPIRED, /* device: the code is too old: begin again */
	OAUTH_DENIED,  /* the person said no */
	OAUTH_GRANT, /* invalid_grant: the refresh token or code is worth nothing: a person must consent */
	OAUTH_REFUSED, /* any other error of the request: client_id, scope, ... */
	OAUTH_DOWN     /* no answer, or 5xx: try later */
};

struct oauth_tokens {
	struct span access, refresh; /* refresh "" = keep the one there is */
	int64_t expires_in;          /* seconds */
};
struct oauth_device {
	struct span device_code, user_code, url;
	int64_t interval, expires_in;
};

/* RC_OK: *ret. RC_RETRY (OAUTH_DOWN, PENDING, SLOW) or RC_REFUSED; *end in any case. */
enum rc oauth_refresh(const struct oauth_app *app, struct arena *a, struct span refresh_token,
		      struct oauth_tokens *ret, enum oauth_end *end, struct why *reterr) MUST_CHECK;
enum rc oauth_exchange(const struct oauth_app *app, struct arena *a, struct span code,
		       struct span verifier, struct span redirect, struct oauth_tokens *ret,
		       enum oauth_end *end, struct why *reterr) MUST_CHECK;
enum rc oauth_device_begin(const struct oauth_app *app, struct arena *a, struct oauth_device *ret,
			   enum oauth_end *end, struct why *reterr) MUST_CHECK;
enum rc oauth_device_ask(const struct oauth_app *app, struct arena *a, struct span device_code,
			 struct oauth_tokens *ret, enum oauth_end *end,
			 struct why *reterr) MUST_CHECK;
/* The consent page's address. verifier: 43 to 128 unreserved characters; its S256 challenge goes along, unless
 * the provider takes none. */
struct span oauth_consent_url(const struct oauth_app *app, struct arena *a, struct span redirect,
			      struct span state, struct span verifier);
/* Out of an address or request target: the value of one query parameter, decoded; "" when absent. */
struct span oauth_query(struct arena *a, struct span url, struct span name);
/* When a token that is a JWT (RFC 7519) ends, by its own word, which is not verified; 0 = it does not say. */
int64_t oauth_jwt_ends(struct arena *a, struct span token);
/* RFC 4648 s5, without padding. */
struct span oauth_base64url(struct arena *a, const uint8_t *b, size_t n);

#endif
