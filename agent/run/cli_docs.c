/* plic docs: what agent/ARCHITECTURE.md, plic(1) and plic.conf(5) quote from tables. tests/docs holds them
 * to it. */
#include "cli.h"
#include "config_firm.h"
#include "doc_fields.h"
#include "filing.h"
#include "load_look.h"
#include "load_pipelines.h"
#include "log.h"
#include "run_commands.h"
#include "span.h"
#include "trust.h"
#include "verb.h"

static enum rc print_pipelines(struct cli_call *c, struct buf *out, struct why *reterr)
{
	struct pipelines p = { 0 };
	enum rc rc = load_pipelines(config_data_dir(c->arena, "", "config"), c->arena, &p, reterr);

	for (size_t i = 0; !rc && i < p.n; i++) {
		buf_add_fmt(out, "### %.*s: %.*s\n\n```mermaid\n", SPAN_ARG(p.at[i].name),
			    SPAN_ARG(p.at[i].title_en));
		pipeline_print(&p.at[i], out);
		buf_add_str(out, "```\n\n");
	}
	return rc;
}

/* The trust table, and who may use which command. */
static enum rc print_trust(struct cli_call *c, struct buf *out, struct why *reterr)
{
	static const char *const roles[] = { "owner", "sales", "accounting", "delivery", "viewer" };

	(void)c;
	(void)reterr;
	trust_print(out);
	buf_add_str(out, "\n| command |");
	for (size_t k = 0; k < ARRAY_LEN(roles); k++)
		buf_add_fmt(out, " %s |", roles[k]);
	buf_add_str(out, " guarded |\n|---|---|---|---|---|---|---|\n");
	for (size_t i = 0; i < verbs_n; i++) {
		buf_add_fmt(out, "| %s |", verbs[i]->ro);
		for (size_t k = 0; k < ARRAY_LEN(roles); k++)
			buf_add_fmt(out, " %s |", verbs[i]->roles & 1u << k ? "x" : "");
		buf_add_fmt(out, " %s |\n", verbs[i]->guarded ? "x" : "");
	}
	return RC_OK;
}

static enum rc print_fields(struct cli_call *c, struct buf *out, struct why *reterr)
{
	(void)c;
	(void)reterr;
	doc_fields_print(out);
	return RC_OK;
}

static enum rc print_filing(struct cli_call *c, struct buf *out, struct why *reterr)
{
	(void)c;
	(void)reterr;
	filing_print(out);
	return RC_OK;
}

static enum rc print_config(struct cli_call *c, struct buf *out, struct why *reterr)
{
	(void)c;
	(void)reterr;
	config_print(out, NULL);
	return RC_OK;
}

static enum rc print_keys(struct cli_call *c, struct buf *out, struct why *reterr)
{
	(void)c;
	(void)reterr;
	config_print_man(out);
	return RC_OK;
}

static void print_roles(struct buf *out, unsigned roles)
{
	static const char *const names[] = { "owner", "sales", "accounting", "delivery", "viewer" };
	bool any = false;

	if (roles == ROLE_ALL) {
		buf_add_str(out, "everybody");
		return;
	}
	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		if (!(roles & 1u << i))
			continue;
		buf_add_fmt(out, "%s%s", any ? ", " : "", names[i]);
		any = true;
	}
}

/* A row per command for the manual. */
static enum rc print_commands(struct cli_call *c, struct buf *out, struct why *reterr)
{
	struct look *look = NULL;
	enum rc rc = load_look(NULL, NULL, &look, reterr);

	for (size_t i = 0; !rc && i < verbs_n; i++) {
		const struct verb *v = verbs[i];
		struct span help = S(""), example = S("");

		rc = look_text(look, c->arena, S("en"), span_of(v->help), NULL, &help, reterr);
		if (!rc && v->example[0])
			rc = look_text(look, c->arena, S("ro"), span_of(v->example[0]), NULL,
				       &example, reterr);
		buf_add_fmt(out, ".TP\n.B %s%s%s", v->ro, strcmp(v->ro, v->en) != 0 ? ", " : "",
			    strcmp(v->ro, v->en) != 0 ? v->en : "");
		if (v->synonyms)
			buf_add_fmt(out, " (%.*s)", SPAN_ARG(verb_synonyms(c->arena, v)));
		buf_add_fmt(out, "\n%.*s%s For: ", SPAN_ARG(help),
			    v->preview ? " Shown first, done on DA." :
			    v->guarded ? " In reply to plic's mail; else shown first, done on DA." :
					 "");
		print_roles(out, v->roles);
		buf_add_str(out, ".\n");
		if (example.len)
			buf_add_fmt(out, ".br\n.I \"%.*s\"\n", SPAN_ARG(example));
	}
	look_free(look);
	return rc;
}

static enum rc print_events(struct cli_call *c, struct buf *out, struct why *reterr)
{
	static const char *const levels[] = { [LOG_ERR] = "err",
					      [LOG_WARN] = "warning",
					      [LOG_NOTICE] = "notice",
					      [LOG_INFO] = "info",
					      [LOG_DEBUG] = "debug" };

	(void)c;
	(void)reterr;
	for (int level = LOG_ERR; level <= LOG_DEBUG; level++) {
		bool any = false;

		for (int e = 0; e < LOG_EVENT_COUNT; e++) {
			if ((int)log_event_level((enum log_event)e) != level)
				continue;
			if (any)
				buf_add_fmt(out, ", %s", log_event_name((enum log_event)e));
			else
				buf_add_fmt(out, ".TP\n.B <%d> %s\n%s", level, levels[level],
					    log_event_name((enum log_event)e));
			any = true;
		}
		buf_add_str(out, any ? "\n" : "");
	}
	return RC_OK;
}

static const struct {
	const char *name;
	enum rc (*print)(struct cli_call *c, struct buf *out, struct why *reterr);
} tables[] = {
	{ "pipelines", print_pipelines }, { "config", print_config }, { "man", print_keys },
	{ "commands", print_commands },   { "log", print_events },    { "trust", print_trust },
	{ "fields", print_fields },       { "filing", print_filing },
};

static enum rc run(struct cli_call *c, struct why *reterr)
{
	const char *name = c->n_arg ? c->arg[0] : "pipelines";
	struct buf out;

	buf_init(&out, c->arena, 4 << 20);
	for (size_t i = 0; i < ARRAY_LEN(tables); i++) {
		enum rc rc;

		if (strcmp(name, tables[i].name) != 0)
			continue;
		rc = tables[i].print(c, &out, reterr);
		if (!rc)
			cli_say("%.*s", SPAN_ARG(buf_span(&out)));
		return rc;
	}
	return why_fail(
		reterr, RC_REFUSED,
		"docs %.20s: write pipelines, config, man, commands, log, trust, fields or filing",
		name);
}

const struct cli_verb cli_docs = {
	.name = "docs",
	.args = "[pipelines|config|man|commands|log|trust|fields|filing]",
	.help = "Print the pipelines' diagrams, the sample configuration, the manual's lists of keys, mail commands, log events, who is believed, what documents must say, how an invoice is filed.",
	.need = NEED_NOTHING,
	.max_arg = 1,
	.run = run,
};
