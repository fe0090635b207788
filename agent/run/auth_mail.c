/* The two ways of consent, then the tokens into their file (see auth_mail.h). */
#include "auth_mail.h"

#include "auth_loopback.h"
#include "cli.h"
#include "clock.h"
#include "imap.h"
#include "key.h"
#include "oauth_app.h"
#include "span.h"
#include "token_file.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

enum { SLOW_DOWN_S = 5, INTERVAL_MAX_S = 60 };

/* RFC 8628: ask at the given pace, slower when told so; a lost answer or a broken server is asked again. */
static enum rc by_device(const struct config *cfg, struct arena *a, const struct oauth_provider *p,
			 struct oauth_tokens *ret, struct why *reterr)
{
	struct oauth_device d = { 0 };
	enum oauth_end end;
	int64_t until, pause;
	enum rc rc = oauth_device_begin(&p->app, a, &d, &end, reterr);

	if (rc)
		return rc;
	cli_say("Open  %.*s  in a browser,\nwrite the code  %.*s\nand sign in as %s.\n",
		SPAN_ARG(d.url), SPAN_ARG(d.user_code), cfg->imap.user);
	until = clock_mono_ms() + d.expires_in * 1000;
	pause = d.interval > 0 ? d.interval : 1;
	while (clock_mono_ms() < until) {
		if (sleep((unsigned)(pause < INTERVAL_MAX_S ? pause : INTERVAL_MAX_S)) != 0)
			return why_fail(reterr, RC_REFUSED, "interrupted; nothing was changed");
		rc = oauth_device_ask(&p->app, a, d.device_code, ret, &end, reterr);
		if (rc != RC_RETRY)
			return rc;
		if (end == OAUTH_SLOW)
			pause += SLOW_DOWN_S;
		else if (end == OAUTH_DOWN)
			pause *= 2;
	}
	return why_fail(reterr, RC_REFUSED, "the code is too old; run plic auth mail again");
}

/* RFC 8252 with PKCE (RFC 7636): the browser comes back to us, or its address is pasted. */
static enum rc by_browser(const struct config *cfg, struct arena *a, const struct oauth_provider *p,
			  struct oauth_tokens *ret, struct why *reterr)
{
	struct span state, verifier, redirect, back = S(""), code;
	struct auth_loopback *l = NULL;
	uint8_t random[64];
	enum oauth_end end;
	enum rc rc = key_random(random, sizeof(random), reterr);

	if (!rc)
		rc = auth_loopback_open(a, &l, &redirect, reterr);
	if (rc)
		return rc;
	state = oauth_base64url(a, random, 24);
	verifier = oauth_base64url(a, random + 24, 40);
	cli_say("Open in a browser and sign in as %s:\n\n%.*s\n\n"
		"If that browser is on another machine, it ends at a page that does not open: paste its address here.\n",
		cfg->imap.user, SPAN_ARG(oauth_consent_url(&p->app, a, redirect, state, verifier)));
	rc = auth_loopback_wait(l, a, state, &back, reterr);
	auth_loopback_close(l);
	if (rc)
		return rc;
	if (oauth_query(a, back, S("error")).len)
		return why_fail(reterr, RC_REFUSED, "%s: %.*s", p->title,
				SPAN_ARG(span_sub(oauth_query(a, back, S("error")), 0, 100)));
	code = oauth_query(a, back, S("code"));
	if (!code.len)
		return why_fail(reterr, RC_REFUSED, "that address holds no code");
	return oauth_exchange(&p->app, a, code, verifier, redirect, ret, &end, reterr);
}

/* The right person signed in, and IMAP is open to plic: known before the old tokens are thrown away. */
static enum rc try_mailbox(const struct config *cfg, struct arena *a, struct span access,
			   struct why *reterr)
{
	struct net_account acc = config_imap_account(cfg);
	struct imap *imap = NULL;
	enum net_fail fail;
	enum rc rc;

	acc.token = arena_str(a, access);
	rc = imap_open(&acc, &imap, &fail, reterr);
	imap_close(imap);
	return rc ? why_prefix(reterr, rc, "signed in, but the mailbox does not open for %s",
			       acc.user) :
		    RC_OK;
}

static enum rc keep(const struct config *cfg, struct arena *a, const struct oauth_tokens *got,
		    struct why *reterr)
{
	struct mail_token t = { .provider = span_of(cfg->oauth.provider),
				.access = got->access,
				.refresh = got->refresh,
				.expires_at = clock_now() + got->expires_in };
	int lock = token_lock(cfg, a);
	enum rc rc = token_save(cfg, a, &t, reterr);

	if (lock >= 0)
		close(lock);
	return rc;
}

enum rc auth_mail(const struct config *cfg, struct arena *a, bool try_them, struct why *reterr)
{
	struct oauth_provider p = { 0 };
	struct oauth_tokens got = { 0 };
	enum rc rc = oauth_provider_load(cfg, a, &p, reterr);

	if (!rc && mkdir(cfg->paths.dir, 0700) != 0 && errno != EEXIST)
		rc = why_fail(reterr, RC_RETRY, "%s: %s", cfg->paths.dir, strerror(errno));
	if (!rc)
		rc = p.flow == FLOW_DEVICE ? by_device(cfg, a, &p, &got, reterr) :
					     by_browser(cfg, a, &p, &got, reterr);
	if (!rc && !got.refresh.len)
		rc = why_fail(reterr, RC_REFUSED,
			      "%s gave no refresh token; look at scope and auth_extra of its file",
			      p.title);
	if (!rc && try_them)
		rc = try_mailbox(cfg, a, got.access, reterr);
	if (!rc)
		rc = keep(cfg, a, &got, reterr);
	if (!rc)
		cli_say("Signed in as %s at %s.\n", cfg->imap.user, p.title);
	return rc;
}
