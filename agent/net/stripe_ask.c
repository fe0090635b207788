/* Stripe's API over HTTPS (see stripe_ask.h). */
#include "stripe_ask.h"

#include "http.h"
#include "span.h"

/* Which failures may go away by themselves: docs.stripe.com/error-low-level. */
static enum net_fail fail_of(long status)
{
	if (status >= 200 && status < 300)
		return NET_OK;
	if (status == 401 || status == 403)
		return NET_LOGIN;
	if (status == 409 || status == 429 || status >= 500 || status < 400)
		return NET_LATER;
	return NET_REFUSED;
}

enum rc stripe_ask(const struct stripe_account *acc, struct arena *a, const char *path,
		   const char *form, const char *key, struct stripe_answer *ret, struct why *reterr)
{
	struct http_answer got = { .status = 0 };
	struct http_question q = { .ca_file = acc->ca_file,
				   .user = acc->key,
				   .password = "",
				   .form = key ? (form ? form : "") : NULL,
				   .most_bytes = acc->most_bytes,
				   .timeout_s = acc->timeout_s,
				   .stop_fd = acc->stop_fd };
	enum rc rc;

	*ret = (struct stripe_answer){ .json = S("") };
	q.url = arena_str(a, arena_fmt(a, "%s%s", acc->url, path));
	q.header[0] = arena_str(a, arena_fmt(a, "Stripe-Version: %s", acc->version));
	if (key)
		q.header[1] = arena_str(a, arena_fmt(a, "Idempotency-Key: %s", key));
	rc = http_ask(NULL, &q, a, &got, reterr);
	if (rc) {
		ret->fail = NET_DOWN;
		return rc;
	}
	ret->json = got.body;
	ret->status = got.status;
	ret->fail = fail_of(ret->status);
	ret->wait_s = got.retry_after_s;
	if (ret->fail == NET_OK)
		return RC_OK;
	return why_fail(reterr, ret->fail == NET_LATER ? RC_RETRY : RC_REFUSED, "the answer is %ld",
			ret->status);
}
