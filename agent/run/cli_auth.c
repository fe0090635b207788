/* plic auth: a person signs in once, by a browser, for plic: at the mailbox, at ANAF. */
#include "auth_anaf.h"
#include "auth_mail.h"
#include "cli.h"
#include "lockfile.h"

static const struct cli_option options[] = {
	{ "no-try", 0, NULL, "keep the tokens without trying them" },
	{ "forget", 0, NULL, "anaf: forget the sign-in, and say where it is revoked" },
};

static enum rc sign_in(struct cli_call *c, struct why *reterr)
{
	bool try_it = !cli_option(c, &cli_auth, "no-try");

	if (!strcmp(c->arg[0], "anaf"))
		return cli_option(c, &cli_auth, "forget") ?
			       auth_anaf_forget(c->cfg, c->arena, reterr) :
			       auth_anaf(c->cfg, c->arena, try_it, reterr);
	if (strcmp(c->arg[0], "mail") != 0)
		return why_fail(reterr, RC_REFUSED, "plic auth knows: mail, anaf");
	if (!c->cfg->oauth.provider[0])
		return why_fail(
			reterr, RC_BAD_CONFIG,
			"oauth.provider is empty: plic signs in with imap.password_file; write google or microsoft there first");
	return auth_mail(c->cfg, c->arena, try_it, reterr);
}

static enum rc run(struct cli_call *c, struct why *reterr)
{
	enum rc rc = sign_in(c, reterr);

	if (rc)
		return rc;
	wake_send(c->cfg);
	if (!cli_option(c, &cli_auth, "forget"))
		cli_say("A plic that runs goes on by itself.\n");
	return RC_OK;
}

const struct cli_verb cli_auth = {
	.name = "auth",
	.args = "mail|anaf [--no-try] [--forget]",
	.help = "Sign in by a browser: at the mailbox, for oauth.provider; at ANAF with the firm's certificate, once a year. When the owner is asked to, again.",
	.need = NEED_CONFIG,
	.options = options,
	.n_options = ARRAY_LEN(options),
	.min_arg = 1,
	.max_arg = 1,
	.run = run,
};
