/* plic auth mail: a person consents once, by browser, that plic may use the mailbox; the tokens are tried and kept. */
#include "auth_loopback.h"
#include "cli.h"
#include "clock.h"
#include "imap.h"
#include "key.h"
#include "lockfile.h"
#include "oauth_app.h"
#include "span.h"
#include "token_file.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

enum { SLOW_DOWN_S = 5, INTERVAL_MAX_S = 60 };

static const struct cli_option options[] = {
	{ "no-try", 0, NULL, "keep the tokens without trying the mailbox with them" },
};

/* RFC 8628: ask at the given pace, slower when told so; a lost answer or a broken server is asked again. */
static enum rc by_device(struct cli_call *c, const struct oauth_provider *p,
			 struct oauth_tokens *ret, struct why *reterr)
{
	struct oauth_device d = { 0 };
	enum oauth_end end;
	int64_t until, pause;
	enum rc rc = oauth_device_begin(&p->app, c->arena, &d, &end, reterr);

	if (rc)
		return rc;
	cli_say("Open  %.*s  in a browser,\nwrite the code  %.*s\nand sign in as %s.\n",
		SPAN_ARG(d.url), SPAN_ARG(d.user_code), c->cfg->imap.user);
	until = clock_mono_ms() + d.expires_in * 1000;
	pause = d.interval > 0 ? d.interval : 1;
	while (clock_mono_ms() < until) {
		if (sleep((unsigned)(pause < INTERVAL_MAX_S ? pause : INTERVAL_MAX_S)) != 0)
			return why_fail(reterr, RC_REFUSED, "interrupted; nothing was changed");
		rc = oauth_device_ask(&p->app, c->arena, d.device_code, ret, &end, reterr);
		if (rc != RC_RETRY)
			return rc;
		if (end == OAUTH_SLOW || end == OAUTH_DOWN)
			pause += SLOW_DOWN_S;
	}
	return why_fail(reterr, RC_REFUSED, "the code is too old; run plic auth mail again");
}

/* RFC 8252 with PKCE (RFC 7636): the browser comes back to us, or its address is pasted. */
static enum rc by_browser(struct cli_call *c, const struct oauth_provider *p,
			  struct oauth_tokens *ret, struct why *reterr)
{
	struct span state, verifier, redirect, back = S(""), code;
	struct auth_loopback *l = NULL;
	uint8_t random[64];
	enum oauth_end end;
	enum rc rc = key_random(random, sizeof(random), reterr);

	if (!rc)
		rc = auth_loopback_open(c->arena, &l, &redirect, reterr);
	if (rc)
		return rc;
	state = oauth_base64url(c->arena, random, 24);
	verifier = oauth_base64url(c->arena, random + 24, 40);
	cli_say("Open in a browser and sign in as %s:\n\n%.*s\n\n"
		"If that browser is on another machine, it ends at a page that does not open: paste its address here.\n",
		c->cfg->imap.user,
		SPAN_ARG(oauth_consent_url(&p->app, c->arena, redirect, state, verifier)));
	rc = auth_loopback_wait(l, c->arena, state, &back, reterr);
	auth_loopback_close(l);
	if (rc)
		return rc;
	if (oauth_query(c->arena, back, S("error")).len)
		return why_fail(
			reterr, RC_REFUSED, "%s: %.*s", p->title,
			SPAN_ARG(span_sub(oauth_query(c->arena, back, S("error")), 0, 100)));
	code = oauth_query(c->arena, back, S("code"));
	if (!code.len)
		return why_fail(reterr, RC_REFUSED, "that address holds no code");
	return oauth_exchange(&p->app, c->arena, code, verifier, redirect, ret, &end, reterr);
}

/* The right person signed in, and IMAP is open to plic: known before the old tokens are thrown away. */
static enum rc try_mailbox(struct cli_call *c, struct span access, struct why *reterr)
{
	struct net_account acc = config_imap_account(c->cfg);
	struct imap *imap = NULL;
	enum net_fail fail;
	enum rc rc;

	acc.token = arena_str(c->arena, access);
	rc = imap_open(&acc, &imap, &fail, reterr);
	imap_close(imap);
	return rc ? why_prefix(reterr, rc, "signed in, but the mailbox does not open for %s",
			       acc.user) :
		    RC_OK;
}

static enum rc run(struct cli_call *c, struct why *reterr)
{
	struct oauth_provider p = { 0 };
	struct oauth_tokens got = { 0 };
	struct mail_token t;
	const char *dir = config_path(c->cfg, c->cfg->paths.dir);
	int lock;
	enum rc rc;

	if (strcmp(c->arg[0], "mail") != 0)
		return why_fail(reterr, RC_REFUSED, "plic auth knows only: mail");
	if (!c->cfg->oauth.provider[0])
		return why_fail(
			reterr, RC_BAD_CONFIG,
			"oauth.provider is empty: plic signs in with imap.password_file; write google or microsoft there first");
	rc = oauth_provider_load(c->cfg, c->arena, &p, reterr);
	if (!rc && mkdir(dir, 0700) != 0 && errno != EEXIST)
		rc = why_fail(reterr, RC_RETRY, "%s: %s", dir, strerror(errno));
	if (!rc)
		rc = p.flow == FLOW_DEVICE ? by_device(c, &p, &got, reterr) :
					     by_browser(c, &p, &got, reterr);
	if (!rc && !got.refresh.len)
		rc = why_fail(reterr, RC_REFUSED,
			      "%s gave no refresh token; look at scope and auth_extra of its file",
			      p.title);
	if (!rc && !cli_option(c, &cli_auth, "no-try"))
		rc = try_mailbox(c, got.access, reterr);
	if (rc)
		return rc;
	t = (struct mail_token){ .provider = span_of(c->cfg->oauth.provider),
				 .access = got.access,
				 .refresh = got.refresh,
				 .expires_at = clock_now() + got.expires_in };
	lock = token_lock(c->cfg, c->arena);
	rc = token_save(c->cfg, c->arena, &t, reterr);
	if (lock >= 0)
		close(lock);
	if (rc)
		return rc;
	wake_send(c->cfg);
	cli_say("Signed in as %s at %s. A plic that runs goes on by itself.\n", c->cfg->imap.user,
		p.title);
	return RC_OK;
}

const struct cli_verb cli_auth = {
	.name = "auth",
	.args = "mail [--no-try]",
	.help = "Sign in at the mailbox by a browser, for oauth.provider; once, and when the owner is asked to.",
	.need = NEED_CONFIG,
	.options = options,
	.n_options = ARRAY_LEN(options),
	.min_arg = 1,
	.max_arg = 1,
	.run = run,
};
