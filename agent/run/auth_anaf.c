/* plic auth anaf (see auth_anaf.h). The code lives 60 seconds, so it is changed for tokens before anything else. */
#include "auth_anaf.h"

#include "anaf_api.h"
#include "auth_browser.h"
#include "cli.h"
#include "clock.h"
#include "span.h"
#include "token_file.h"

enum { REFRESH_LIFE_S = 365 * 86400, LOOK_BACK_S = 86400 };

/* The right belongs to who holds the certificate, not to a tax code: a list of the firm's messages shows it. */
static enum rc try_right(const struct config *cfg, struct arena *a, struct span access,
			 struct why *reterr)
{
	struct anaf_list_answer l;
	struct anaf_api *n = NULL;
	struct why why = { "" };
	enum rc rc = anaf_api_open(cfg, NULL, -1, &n, reterr);

	if (rc)
		return rc;
	anaf_api_use(n, access);
	anaf_api_list(n, a, clock_now() - LOOK_BACK_S, clock_now(), 1, 0, &l, &why);
	anaf_api_close(n);
	if (l.is == ANAF_FINE || l.is == ANAF_NONE)
		return RC_OK;
	if (l.is == ANAF_NO_RIGHT)
		return why_fail(reterr, RC_REFUSED,
				"signed in, but this certificate has no right in SPV for %s: %s",
				cfg->firm_keys.tax_id, why.text);
	cli_say("e-Factura does not answer now (%s); the sign-in is kept untried.\n", why.text);
	return RC_OK;
}

enum rc auth_anaf(const struct config *cfg, struct arena *a, bool try_it, struct why *reterr)
{
	struct auth_browser b = { .name = "anaf",
				  .who = "sign in with the certificate that is enrolled in SPV",
				  .redirect = cfg->anaf.redirect };
	struct oauth_provider p = { 0 };
	struct oauth_tokens got = { 0 };
	struct signin t = { 0 };
	enum rc rc = oauth_provider_load(cfg, "anaf", &cfg->anaf.client, a, &p, reterr);

	if (!rc)
		rc = auth_browser(&b, &p, a, &got, reterr);
	if (!rc && !got.refresh.len)
		rc = why_fail(reterr, RC_REFUSED, "%s gave no refresh token", p.title);
	if (!rc && try_it)
		rc = try_right(cfg, a, got.access, reterr);
	if (!rc)
		rc = auth_keep(cfg, "anaf", &p, &got, REFRESH_LIFE_S, a, reterr);
	if (!rc)
		rc = token_load(cfg, "anaf", a, &t, reterr);
	if (!rc)
		cli_say("Signed in at %s, until %.*s; the owner is told 30 days before.\n", p.title,
			SPAN_ARG(day_iso(a, day_of_instant(t.refresh_until))));
	return rc;
}

enum rc auth_anaf_forget(const struct config *cfg, struct arena *a, struct why *reterr)
{
	enum rc rc = token_forget(cfg, "anaf", a, reterr);

	if (!rc)
		cli_say("Forgotten here. At ANAF the access stays until it is revoked: anaf.ro, \"Servicii Online\", "
			"\"Dezvoltatori aplicatii\", \"Editare profil Oauth\", the application's tokens.\n");
	return rc;
}
