/* plic key rotate: a new secret for reply tokens. */
#include "cli.h"
#include "key.h"
#include "span.h"

static enum rc run(struct cli_call *c, struct why *reterr)
{
	struct span id;
	enum rc rc;

	if (strcmp(c->arg[0], "rotate") != 0)
		return why_fail(reterr, RC_REFUSED, "key %.20s: write key rotate", c->arg[0]);
	rc = key_rotate(c->cfg, c->arena, &id, reterr);
	if (!rc)
		cli_say("new reply key %.*s; mails sent before can still be answered until their tokens expire\n",
			SPAN_ARG(id));
	return rc;
}

const struct cli_verb cli_key = {
	.name = "key",
	.args = "rotate",
	.help = "Make a new secret for the tokens in reply addresses; older ones stay valid until they expire.",
	.need = NEED_CONFIG,
	.min_arg = 1,
	.max_arg = 1,
	.run = run,
};
