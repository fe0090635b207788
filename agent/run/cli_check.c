/* plic check: every wrong value with file, line and remedy, then the connections. */
#include "cli.h"
#include "config_check.h"
#include "probe.h"
#include "span.h"

static const struct cli_option options[] = {
	{ "offline", 0, NULL, "do not try the connections" },
};

static void say(void *ctx, bool ok, const char *what, const char *why)
{
	(void)ctx;
	cli_say("%-6s %-24s %s\n", ok ? "ok" : "WRONG", what, why);
}

static enum rc check_pipelines(const struct config *cfg)
{
	struct why why = { "" };
	enum rc rc = RC_OK;

	for (size_t i = 0; i < cfg->firm.pipelines.n; i++) {
		const struct pipeline *p = &cfg->firm.pipelines.at[i];
		enum rc one = pipeline_check(p, &why);
		char name[100];

		(void)snprintf(name, sizeof(name), "pipeline %.*s", SPAN_ARG(p->name));
		say(NULL, !one, name, one ? why.text : "");
		rc = one ? one : rc;
	}
	return rc;
}

static enum rc run(struct cli_call *c, struct why *reterr)
{
	struct config *cfg = NULL;
	struct buf all;
	char text[300];
	enum rc rc, one;

	buf_init(&all, c->arena, 1 << 20);
	rc = config_load(c->config_path, &cfg, &all, reterr);
	if (rc) {
		cli_say("%.*s", SPAN_ARG(buf_span(&all)));
		return rc;
	}
	say(NULL, true, "configuration", c->config_path);
	config_auth_say(cfg, text, sizeof(text));
	say(NULL, true, "senders are known", text);
	rc = check_pipelines(cfg);
	one = probe_files(cfg, say, NULL);
	rc = one ? one : rc;
	if (!cli_option(c, &cli_check, "offline")) {
		one = probe_connections(cfg, say, NULL);
		rc = rc ? rc : one;
	}
	config_free(cfg);
	return rc;
}

const struct cli_verb cli_check = {
	.name = "check",
	.args = "[--offline]",
	.help = "Test the configuration: every wrong value with its line, templates, pipelines, connections.",
	.need = NEED_PATH,
	.options = options,
	.n_options = ARRAY_LEN(options),
	.run = run,
};
