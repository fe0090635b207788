/* Consent in a browser (see auth_browser.h). */
#include "auth_browser.h"

#include "auth_loopback.h"
#include "cli.h"
#include "clock.h"
#include "key.h"
#include "span.h"
#include "token_file.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

enum rc auth_browser(const struct auth_browser *b, const struct oauth_provider *p, struct arena *a,
		     struct oauth_tokens *ret, struct why *reterr)
{
	struct span state, verifier, redirect, back = S(""), code;
	struct auth_loopback *l = NULL;
	uint8_t random[64];
	enum oauth_end end;
	enum rc rc = key_random(random, sizeof(random), reterr);

	if (!rc)
		rc = auth_loopback_open(a, b->name, b->redirect, &l, &redirect, reterr);
	if (rc)
		return rc;
	state = oauth_base64url(a, random, 24);
	verifier = oauth_base64url(a, random + 24, 40);
	cli_say("Open in a browser and %s:\n\n%.*s\n\n"
		"If it ends at a page that does not open, paste that page's address here.\n",
		b->who, SPAN_ARG(oauth_consent_url(&p->app, a, redirect, state, verifier)));
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

enum rc auth_keep(const struct config *cfg, const char *name, const struct oauth_provider *p,
		  const struct oauth_tokens *got, int64_t refresh_life_s, struct arena *a,
		  struct why *reterr)
{
	const char *dir = config_path(cfg, cfg->paths.dir);
	int64_t ends = oauth_jwt_ends(a, got->refresh);
	struct signin t = { .provider = span_of(p->app.name),
			    .access = got->access,
			    .refresh = got->refresh,
			    .expires_at = clock_now() + got->expires_in };
	enum rc rc;
	int lock;

	if (mkdir(dir, 0700) != 0 && errno != EEXIST)
		return why_fail(reterr, RC_RETRY, "%s: %s", dir, strerror(errno));
	if (ends)
		t.refresh_until = ends;
	else if (refresh_life_s)
		t.refresh_until = clock_now() + refresh_life_s;
	lock = token_lock(cfg, name, a);
	rc = token_save(cfg, name, a, &t, reterr);
	if (lock >= 0)
		close(lock);
	return rc;
}
