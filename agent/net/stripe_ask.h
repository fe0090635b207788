/* Asking Stripe's API: the secret key as Basic user, form-encoded questions, JSON back (docs.stripe.com/api).
 * A POST carries an Idempotency-Key that its caller has stored before: asked again with the same key it does
 * nothing twice, for a day at least. */
#ifndef PLIC_STRIPE_ASK_H
#define PLIC_STRIPE_ASK_H

#include "arena.h"
#include "net.h"

struct stripe_account {
	const char *url;     /* "https://api.stripe.com" */
	const char *key;     /* sk_... or rk_...: never logged */
	const char *version; /* of the API */
	const char *ca_file; /* NULL = system */
	size_t most_bytes;
	int timeout_s;
	int stop_fd; /* as in net.h */
};
struct stripe_answer {
	struct span json; /* also of a refusal: {"error": ...} */
	long status;      /* HTTP's; 0 = none came */
	enum net_fail
		fail; /* NET_OK: done; NET_LOGIN: the key is no good; NET_REFUSED: 4xx; NET_LATER: 429, 409,
			       * 5xx; NET_DOWN: nothing came back, it may have happened all the same */
	int64_t wait_s; /* Retry-After, 0 = not said */
};
/* path: "/v1/payment_links", with its query. key NULL: GET. RC_RETRY: NET_LATER, NET_DOWN; RC_REFUSED: the
 * others but NET_OK. Whatever is said, reterr holds nothing secret. */
enum rc stripe_ask(const struct stripe_account *acc, struct arena *a, const char *path,
		   const char *form, const char *key, struct stripe_answer *ret,
		   struct why *reterr) MUST_CHECK;

#endif
