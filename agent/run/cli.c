/* Command line: find the verb's row, read options by it, prepare what it needs, run it. */
#include "cli.h"

#include "clock.h"
#include "log.h"
#include "span.h"

#include <getopt.h>
#include <stdarg.h>
#include <sys/stat.h>
#include <unistd.h>

const struct cli_verb *const cli_verbs[] = {
	&cli_run,           &cli_once,   &cli_daily,     &cli_check,  &cli_status,
	&cli_card,          &cli_find,   &cli_documents, &cli_verify, &cli_backup,
	&cli_restore,       &cli_init,   &cli_import,    &cli_read,   &cli_preview,
	&cli_check_invoice, &cli_docs,   &cli_replay,    &cli_key,    &cli_help,
	&cli_auth,          &cli_export, &cli_archive,   &cli_purge,  &cli_efactura,
};
const size_t cli_verbs_n = ARRAY_LEN(cli_verbs);

enum { EXIT_USAGE = 2, EXIT_RETRY = 75, EXIT_CONFIG = 78 };
enum { OPT_CONFIG = 'c', OPT_JSON = 1000, OPT_NOW, OPT_VERBOSE, OPT_FIRST };

struct globals {
	const char *config, *now;
	bool json, verbose;
};

const char *cli_option(const struct cli_call *c, const struct cli_verb *v, const char *name)
{
	for (size_t i = 0; i < v->n_options; i++)
		if (!strcmp(v->options[i].name, name))
			return c->option[i];
	return NULL;
}

void cli_say(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vprintf(fmt, ap);
	va_end(ap);
	(void)fflush(stdout);
}

void cli_print_json(struct cli_call *c, const struct value *v)
{
	struct buf b;

	buf_init(&b, c->arena, 256 << 20);
	value_to_json(v, &b);
	cli_say("%.*s\n", SPAN_ARG(buf_span(&b)));
}

static const struct cli_verb *find_verb(const char *name)
{
	for (size_t i = 0; i < cli_verbs_n; i++)
		if (!strcmp(cli_verbs[i]->name, name))
			return cli_verbs[i];
	return NULL;
}

static int usage(const struct cli_verb *v)
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
	return EXIT_USAGE;
}

/* The verb is the first word that is no option nor an option's value. */
static const struct cli_verb *verb_of(int argc, char **argv, int *at)
{
	for (int i = 1; i < argc; i++) {
		if (!strcmp(argv[i], "-c") || !strcmp(argv[i], "--config") ||
		    !strcmp(argv[i], "--now")) {
			i++;
			continue;
		}
		if (argv[i][0] != '-') {
			*at = i;
			return find_verb(argv[i]);
		}
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

static bool read_options(int argc, char **argv, const struct cli_verb *v, struct globals *g,
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

static const char *config_file(const struct globals *g)
{
	const char *env = getenv("PLIC_CONFIG");

	if (g->config)
		return g->config;
	return env && *env ? env : "/etc/plic/plic.conf";
}

static enum rc set_clock(const struct globals *g, const struct config *cfg, struct why *reterr)
{
	int64_t now;

	if (!g->now)
		return RC_OK;
	if (instant_parse(span_of(g->now), &now))
		return why_fail(reterr, RC_REFUSED,
				"--now %.40s: no date; write 2026-11-12 or 2026-11-12T08:00:00Z",
				g->now);
	if (cfg && cfg->firm_keys.live)
		return why_fail(reterr, RC_REFUSED, "--now is refused: firm.live = yes in %s",
				cfg->path);
	clock_start_at(now);
	return RC_OK;
}

/* The database never sees time run backwards: --now earlier than its last fact is refused. */
static enum rc check_clock(const struct cli_call *c, struct why *reterr)
{
	int64_t last = 0;
	enum rc rc;

	if (!clock_is_set() || !c->db)
		return RC_OK;
	rc = db_last_fact(c->db, &last, reterr);
	if (rc)
		return rc;
	if (last > clock_now())
		return why_fail(reterr, RC_REFUSED,
				"--now is earlier than the database's last fact");
	return RC_OK;
}

static enum rc prepare(const struct cli_verb *v, const struct globals *g, struct cli_call *c,
		       struct why *reterr)
{
	const char *path;
	struct config *cfg = NULL;
	enum rc rc;

	c->config_path = config_file(g);
	c->config_named = g->config || getenv("PLIC_CONFIG");
	if (v->need == NEED_PATH || (v->need == NEED_NOTHING && !g->config))
		return set_clock(g, NULL, reterr);
	rc = config_load(c->config_path, &cfg, NULL, reterr);
	if (rc)
		return rc;
	c->cfg = cfg;
	rc = set_clock(g, cfg, reterr);
	if (rc || v->need <= NEED_CONFIG)
		return rc;
	path = arena_str(c->arena,
			 arena_fmt(c->arena, "%s/plic.db", config_path(cfg, cfg->paths.dir)));
	if (v->need == NEED_WRITE && mkdir(config_path(cfg, cfg->paths.dir), 0700) != 0 &&
	    access(config_path(cfg, cfg->paths.dir), W_OK | X_OK) != 0)
		return why_fail(reterr, RC_BAD_CONFIG,
				"paths.data = %s cannot be made or written; give it to plic's user",
				config_path(cfg, cfg->paths.dir));
	rc = db_open(path, v->need == NEED_WRITE ? DB_CREATE : DB_RO, &c->db, reterr);
	return rc ? rc : check_clock(c, reterr);
}

static int exit_of(enum rc rc)
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

int cli_main(int argc, char **argv)
{
	SCOPED_ARENA arena = arena_new(512 << 20);
	struct cli_call c = { .arena = arena };
	struct globals g = { 0 };
	struct why why = { "" };
	const struct cli_verb *v;
	enum rc rc;
	int at = 0;

	v = verb_of(argc, argv, &at);
	if (!v) {
		if (argc == 2 && (!strcmp(argv[1], "--help") || !strcmp(argv[1], "-h")))
			v = &cli_help;
		else if (at)
			return fprintf(stderr, "plic: no verb \"%.40s\"; `plic help` lists them\n",
				       argv[at]),
			       EXIT_USAGE;
		else
			return usage(NULL);
	} else if (!read_options(argc, argv, v, &g, &c)) {
		return usage(v);
	}
	c.json = g.json;
	log_level(g.verbose ? LOG_DEBUG : LOG_INFO);
	rc = prepare(v, &g, &c, &why);
	if (!rc)
		rc = v->run(&c, &why);
	if (rc && why.text[0])
		(void)fprintf(stderr, "plic: %s\n", why.text);
	db_close(c.db);
	config_free((struct config *)(uintptr_t)c.cfg);
	return exit_of(rc);
}
