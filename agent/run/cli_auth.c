/* plic auth mail: a person consents once, by a browser, that plic may use the mailbox. */
#include "auth_mail.h"
#include "cli.h"
#include "lockfile.h"

static const struct cli_option options[] = {
	{ "no-try", 0, NULL, "keep the tokens without trying the mailbox with them" },
};

static enum rc run(struct cli_call *c, struct why *reterr)
{
	enum rc rc;

	if (strcmp(c->arg[0], "mail") != 0)
		return why_fail(reterr, RC_REFUSED, "plic auth knows only: mail");
	if (!c->cfg->oauth.provider[0])
		return why_fail(
			reterr, RC_BAD_CONFIG,
			"oauth.provider is empty: plic signs in with imap.password_file; write google or microsoft there first");
	rc = auth_mail(c->cfg, c->arena, !cli_option(c, &cli_auth, "no-try"), reterr);
	if (rc)
		return rc;
	wake_send(c->cfg);
	cli_say("A plic that runs goes on by itself.\n");
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
