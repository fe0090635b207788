/* The card processor's outages, and when it is asked (cards.h). */
#include "cards_in.h"

#include "clock.h"
#include "log.h"
#include "secret.h"
#include "span.h"
#include "stripe.h"
#include "trouble.h"

enum { LOGIN_PAUSE_MS = 60000, SILENT_S = 6 * 3600, FAILED_S = 900 };

static void hit(struct engine *e, const struct stripe_answer *got, const char *what)
{
	int first_ms = got->fail == NET_LOGIN ? LOGIN_PAUSE_MS : 0;

	if (got->wait_s > 0 && got->wait_s < LOGIN_PAUSE_MS / 1000)
		first_ms = (int)got->wait_s * 1000;
	e->cards_refused = got->fail == NET_LOGIN;
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

/* RC_BAD_CONFIG: the key's file. */
static enum rc ask_once(const struct config *cfg, int stop_fd, struct arena *a, const char *path,
			const char *form, const char *key, struct stripe_answer *ret,
			struct why *reterr)
{
	char secret[SECRET_MAX];
	struct stripe_account acc = { .url = cfg->cards.url,
				      .key = secret,
				      .version = STRIPE_VERSION,
				      .ca_file = cfg->cards.ca_file[0] ? cfg->cards.ca_file : NULL,
				      .most_bytes = STRIPE_BYTES_MAX,
				      .timeout_s = (int)cfg->cards.timeout_s,
				      .stop_fd = stop_fd };
	enum rc rc;

	*ret = (struct stripe_answer){ .fail = NET_LOGIN };
	rc = secret_read(config_path(cfg, cfg->cards.key_file), secret, sizeof(secret), NULL,
			 reterr);
	if (rc)
		return why_prefix(reterr, rc, "cards.key_file");
	rc = stripe_ask(&acc, a, path, form, key, ret, reterr);
	explicit_bzero(secret, sizeof(secret));
	if (rc)
		say_error(a, ret, reterr);
	return rc;
}

enum rc cards_ask(struct engine *e, struct arena *a, const char *path, const char *form,
		  const char *key, struct stripe_answer *ret, struct why *reterr)
{
	enum rc rc = ask_once(e->cfg, e->signal_fd, a, path, form, key, ret, reterr);

	if (!rc || ret->fail == NET_REFUSED) {
		if (outage_over(&e->cards_down))
			log_say(LE_CARDS_UP, "-");
		return rc;
	}
	hit(e, ret, reterr->text);
	return RC_RETRY;
}

enum rc cards_probe(const struct config *cfg, struct why *reterr)
{
	SCOPED_ARENA a = arena_new((size_t)32 << 20);
	struct stripe_answer got;

	return ask_once(cfg, -1, a, "/v1/events?limit=1", NULL, NULL, &got, reterr);
}

/* A key that is refused needs a person now; an outage, when it lasts. */
static enum rc tell_trouble(struct engine *e, bool heard, struct why *reterr)
{
	enum rc rc = RC_OK;

	if (e->cards_down.on)
		rc = trouble_lasts(e, TROUBLE_CARDS, e->cards_refused ? 0 : SILENT_S, "", reterr);
	else if (heard)
		rc = trouble_ends(e, TROUBLE_CARDS, reterr);
	arena_clear(e->work);
	return rc;
}

enum rc cards_keep(struct engine *e, struct why *reterr)
{
	struct why why = { "" };
	bool due = !outage_waits(&e->cards_down) && clock_mono_ms() >= e->cards_next_ms;
	enum rc rc = RC_OK;

	if (!e->firm.cards.on)
		return RC_OK;
	if (due) {
		e->cards_failed = false;
		rc = cards_end_links(e, &why);
	}
	if (due && !rc)
		rc = cards_hear(e, &why);
	if (due && (!rc || !e->cards_down.on))
		e->cards_next_ms = clock_mono_ms() +
				   (e->cards_failed ? FAILED_S : e->cfg->cards.poll_s) * 1000;
	if (rc && !e->cards_down.on) {
		log_say(LE_FAILED, "what=cards why=%s", log_quote_str(why.text));
		*reterr = why;
		return rc == RC_RETRY ? rc : RC_OK;
	}
	return tell_trouble(e, due && !rc, reterr);
}

int cards_wait_ms(const struct engine *e, int max_ms)
{
	int64_t at = e->cards_down.on ? e->cards_down.next_ms : e->cards_next_ms;
	int64_t ms = at - clock_mono_ms();

	if (!e->firm.cards.on || ms > max_ms)
		return max_ms;
	return ms < 0 ? 0 : (int)ms;
}
