/* plic help: the verbs and options, also as JSON; plic docs: what is printed from tables. */
#include "cli.h"
#include "config.h"
#include "pipeline.h"
#include "span.h"

static const struct cli_option globals[] = {
	{ "config", 'c', "FILE", "configuration (default: $PLIC_CONFIG or /etc/plic/plic.conf)" },
	{ "now", 0, "T", "the clock starts at T and runs on (refused when firm.live = yes)" },
	{ "json", 0, NULL, "one JSON object a line, on reading verbs" },
	{ "verbose", 0, NULL, "log more" },
};

static struct value *option_list(struct arena *a, const struct cli_option *o, size_t n)
{
	struct value *list = value_new_list(a);

	for (size_t i = 0; i < n; i++) {
		struct value *v = value_new_map(a);

		value_set(a, v, "name", value_text(a, arena_fmt(a, "--%s", o[i].name)));
		value_set(a, v, "arg", value_str(a, o[i].arg ? o[i].arg : ""));
		value_set(a, v, "help", value_str(a, o[i].help));
		value_push(a, list, v);
	}
	return list;
}

static enum rc help_json(struct cli_call *c)
{
	struct value *all = value_new_map(c->arena), *verbs = value_new_list(c->arena);

	for (size_t i = 0; i < cli_verbs_n; i++) {
		const struct cli_verb *v = cli_verbs[i];
		struct value *one = value_new_map(c->arena);

		value_set(c->arena, one, "name", value_str(c->arena, v->name));
		value_set(c->arena, one, "args", value_str(c->arena, v->args));
		value_set(c->arena, one, "help", value_str(c->arena, v->help));
		value_set(c->arena, one, "json", value_bool(c->arena, v->json));
		value_set(c->arena, one, "options",
			  option_list(c->arena, v->options, v->n_options));
		value_push(c->arena, verbs, one);
	}
	value_set(c->arena, all, "verbs", verbs);
	value_set(c->arena, all, "options", option_list(c->arena, globals, ARRAY_LEN(globals)));
	cli_print_json(c, all);
	return RC_OK;
}

static enum rc help(struct cli_call *c, struct why *reterr)
{
	(void)reterr;
	if (c->json)
		return help_json(c);
	cli_say("plic: a small firm's back office that lives in a mailbox. plic(1) tells more.\n\n");
	for (size_t i = 0; i < cli_verbs_n; i++)
		cli_say("  %-14s %s\n", cli_verbs[i]->name, cli_verbs[i]->help);
	cli_say("\nOptions before or after the verb:\n");
	for (size_t i = 0; i < ARRAY_LEN(globals); i++)
		cli_say("  --%-7s %-5s %s\n", globals[i].name, globals[i].arg ? globals[i].arg : "",
			globals[i].help);
	return RC_OK;
}

const struct cli_verb cli_help = {
	.name = "help",
	.args = "",
	.help = "List the verbs and options.",
	.need = NEED_NOTHING,
	.json = true,
	.run = help,
};
