/* The two ways of consent, then the tokens into their file (see auth_mail.h). */
#include "auth_mail.h"

#include "auth_browser.h"
#include "cli.h"
#include "clock.h"
#include "imap.h"

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

enum rc auth_mail(const struct config *cfg, struct arena *a, bool try_them, struct why *reterr)
{
	struct oauth_provider p = { 0 };
	struct oauth_tokens got = { 0 };
	struct auth_browser b = { .name = "mail" };
	enum rc rc = oauth_provider_load(cfg, "oauth", &cfg->oauth, a, &p, reterr);

	b.who = arena_str(a, arena_fmt(a, "sign in as %s", cfg->imap.user));
	if (!rc)
		rc = p.flow == FLOW_DEVICE ? by_device(cfg, a, &p, &got, reterr) :
					     auth_browser(&b, &p, a, &got, reterr);
	if (!rc && !got.refresh.len)
		rc = why_fail(reterr, RC_REFUSED,
			      "%s gave no refresh token; look at scope and auth_extra of its file",
			      p.title);
	if (!rc && try_them)
		rc = try_mailbox(cfg, a, got.access, reterr);
	if (!rc)
		rc = auth_keep(cfg, "mail", &p, &got, 0, a, reterr);
	if (!rc)
		cli_say("Signed in as %s at %s.\n", cfg->imap.user, p.title);
	return rc;
}
