/* Command line: find the verb's row, read options by it. */
#include "cli_args.h"

#include <getopt.h>

enum { EXIT_RETRY = 75, EXIT_CONFIG = 78 };
enum { OPT_CONFIG = 'c', OPT_JSON = 1000, OPT_NOW, OPT_VERBOSE, OPT_FIRST };

int cli_usage(const struct cli_verb *v)
{
	if (v) {
		(void)fprintf(stderr, "usage: plic %s%s%s\n%s\n", v->name, v->args[0] ? " " : "",
			      v->args, v->help);
		for (size_t i = 0; i < v->n_options; i++)
			(void)fprintf(stderr, "  --%s%s%s  %s\n", v->options[i].name,
				      v->options[i].arg ? " " : "",
				      v->options[i].arg ? v->options[i].arg : "",
				      v->options[i].help);
	} else {
		(void)fprintf(
			stderr,
			"usage: plic [-c FILE] [--now T] [--json] VERB ...; `plic help` lists the verbs\n");
	}
	return CLI_USAGE;
}

const struct cli_verb *cli_verb_of(int argc, char **argv, const struct cli_verb *const *verbs,
				   size_t n, int *at)
{
	for (int i = 1; i < argc; i++) {
		if (!strcmp(argv[i], "-c") || !strcmp(argv[i], "--config") ||
		    !strcmp(argv[i], "--now")) {
			i++;
			continue;
		}
		if (argv[i][0] == '-')
			continue;
		*at = i;
		for (size_t k = 0; k < n; k++)
			if (!strcmp(verbs[k]->name, argv[i]))
				return verbs[k];
		return NULL;
	}
	return NULL;
}

static void take_option(struct cli_call *c, size_t i, const char *value)
{
	c->option[i] =
		c->option[i] ?
			arena_str(c->arena, arena_fmt(c->arena, "%s\n%s", c->option[i], value)) :
			value;
}

bool cli_read_options(int argc, char **argv, const struct cli_verb *v, struct cli_globals *g,
		      struct cli_call *c)
{
	struct option longs[24] = {
		{ "config", required_argument, NULL, OPT_CONFIG },
		{ "json", no_argument, NULL, OPT_JSON },
		{ "now", required_argument, NULL, OPT_NOW },
		{ "verbose", no_argument, NULL, OPT_VERBOSE },
	};
	char letters[40] = "c:";
	size_t n = 4, w = 2;
	int o;

	for (size_t i = 0; i < v->n_options; i++) {
		const struct cli_option *opt = &v->options[i];

		longs[n++] = (struct option){ opt->name, opt->arg ? required_argument : no_argument,
					      NULL, OPT_FIRST + (int)i };
		if (opt->letter) {
			letters[w++] = opt->letter;
			if (opt->arg)
				letters[w++] = ':';
		}
	}
	while ((o = getopt_long(argc, argv, letters, longs, NULL)) != -1) {
		for (size_t i = 0; i < v->n_options; i++)
			if (o == OPT_FIRST + (int)i ||
			    (o > 0 && o < 256 && o == v->options[i].letter))
				take_option(c, i, optarg ? optarg : "");
		if (o == OPT_CONFIG)
			g->config = optarg;
		else if (o == OPT_JSON)
			g->json = true;
		else if (o == OPT_NOW)
			g->now = optarg;
		else if (o == OPT_VERBOSE)
			g->verbose = true;
		else if (o == '?')
			return false;
	}
	/* getopt permuted: the verb's name is the first of what is left. */
	c->arg = ARENA_ARRAY(c->arena, (size_t)(argc - optind), const char *);
	for (int i = optind + 1; i < argc; i++)
		c->arg[c->n_arg++] = argv[i];
	return c->n_arg >= v->min_arg && (v->max_arg < 0 || c->n_arg <= v->max_arg) &&
	       (!g->json || v->json);
}

const char *cli_option(const struct cli_call *c, const struct cli_verb *v, const char *name)
{
	for (size_t i = 0; i < v->n_options; i++)
		if (!strcmp(v->options[i].name, name))
			return c->option[i];
	return NULL;
}

int cli_exit_of(enum rc rc)
{
	switch (rc) {
	case RC_OK:
		return 0;
	case RC_RETRY:
		return EXIT_RETRY;
	case RC_BAD_CONFIG:
		return EXIT_CONFIG;
	case RC_REFUSED:
	case RC_BAD_INPUT:
		break;
	}
	return 1;
}
