/* plic docs: what agent/ARCHITECTURE.md and the manual quote from tables. */
#include "cli.h"
#include "config_firm.h"
#include "load_pipelines.h"
#include "span.h"

static enum rc run(struct cli_call *c, struct why *reterr)
{
	struct pipelines p = { 0 };
	struct buf out;
	enum rc rc = RC_OK;

	buf_init(&out, c->arena, 4 << 20);
	if (c->n_arg && !strcmp(c->arg[0], "config")) {
		config_print(&out, NULL);
	} else if (c->n_arg && !strcmp(c->arg[0], "man")) {
		config_print_man(&out);
	} else if (!c->n_arg || !strcmp(c->arg[0], "pipelines")) {
		rc = load_pipelines(config_data_dir(c->arena, "", "config"), c->arena, &p, reterr);
		for (size_t i = 0; !rc && i < p.n; i++) {
			buf_add_fmt(&out, "### %.*s: %.*s\n\n```mermaid\n", SPAN_ARG(p.at[i].name),
				    SPAN_ARG(p.at[i].title_en));
			pipeline_print(&p.at[i], &out);
			buf_add_str(&out, "```\n\n");
		}
	} else {
		return why_fail(reterr, RC_REFUSED, "docs %.20s: write pipelines, config or man", c->arg[0]);
	}
	if (!rc)
		cli_say("%.*s", SPAN_ARG(buf_span(&out)));
	return rc;
}

const struct cli_verb cli_docs = {
	.name = "docs", .args = "[pipelines|config|man]",
	.help = "Print the pipelines' diagrams, the sample configuration, the manual's key list.",
	.need = NEED_NOTHING, .max_arg = 1, .run = run,
};
