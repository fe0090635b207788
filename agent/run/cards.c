/* The card processor's outages, and when it is asked (cards.h). */
#include "cards_in.h"

#include "clock.h"
#include "log.h"
#include "secret.h"
#include "span.h"
#include "stripe.h"

enum { LOGIN_PAUSE_MS = 60000 };

static void hit(struct engine *e, const struct stripe_answer *got, const char *what)
{
	int first_ms = got->fail == NET_LOGIN ? LOGIN_PAUSE_MS : 0;

	if (got->wait_s > 0 && got->wait_s < LOGIN_PAUSE_MS / 1000)
		first_ms = (int)got->wait_s * 1000;
	if (outage_hit(&e->cards_down, first_ms))
		log_say(LE_CARDS_DOWN, "why=%s", log_quote_str(what));
}

/* What an answer that is no good says of itself: words of the processor, none of ours. */
static void say_error(struct arena *a, const struct stripe_answer *got, struct why *reterr)
{
	struct stripe_error err = { .type = S("") };
	struct why why = { "" };

	if (got->status && !stripe_read_error(a, got->json, &err, &why))
		why_set(reterr, "the answer is %ld %.*s %.*s", got->status, SPAN_ARG(err.type),
			SPAN_ARG(err.code));
}

enum rc cards_ask(struct engine *e, struct arena *a, const char *path, const char *form,
		  const char *key, struct stripe_answer *ret, struct why *reterr)
{
	char secret[SECRET_MAX];
	struct stripe_account acc = { .url = e->cfg->cards.url,
				      .key = secret,
				      .version = STRIPE_VERSION,
				      .ca_file = e->cfg->cards.ca_file[0] ? e->cfg->cards.ca_file :
									    NULL,
				      .most_bytes = STRIPE_BYTES_MAX,
				      .timeout_s = (int)e->cfg->cards.timeout_s,
				      .stop_fd = e->signal_fd };
	enum rc rc;

	*ret = (struct stripe_answer){ .fail = NET_LOGIN };
	rc = secret_read(config_path(e->cfg, e->cfg->cards.key_file), secret, sizeof(secret), NULL,
			 reterr);
	if (!rc)
		rc = stripe_ask(&acc, a, path, form, key, ret, reterr);
	else
		why_prefix(reterr, rc, "cards.key_file");
	explicit_bzero(secret, sizeof(secret));
	if (!rc || ret->fail == NET_REFUSED) {
		if (rc)
			say_error(a, ret, reterr);
		if (outage_over(&e->cards_down))
			log_say(LE_CARDS_UP, "-");
		return rc;
	}
	say_error(a, ret, reterr);
	hit(e, ret, reterr->text);
	return RC_RETRY;
}

enum rc cards_keep(struct engine *e, struct why *reterr)
{
	struct why why = { "" };
	enum rc rc;

	if (!e->firm.cards.on || outage_waits(&e->cards_down) || clock_mono_ms() < e->cards_next_ms)
		return RC_OK;
	rc = cards_end_links(e, &why);
	if (!rc)
		rc = cards_hear(e, &why);
	if (!rc || !e->cards_down.on)
		e->cards_next_ms = clock_mono_ms() + e->cfg->cards.poll_s * 1000;
	if (rc && !e->cards_down.on) {
		log_say(LE_FAILED, "what=cards why=%s", log_quote_str(why.text));
		*reterr = why;
		return rc == RC_RETRY ? rc : RC_OK;
	}
	return RC_OK;
}

int cards_wait_ms(const struct engine *e, int max_ms)
{
	int64_t at = e->cards_down.on ? e->cards_down.next_ms : e->cards_next_ms;
	int64_t ms = at - clock_mono_ms();

	if (!e->firm.cards.on || ms > max_ms)
		return max_ms;
	return ms < 0 ? 0 : (int)ms;
}
