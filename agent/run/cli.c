/* Command line: the verbs; prepare what one needs, run it. */
#include "cli_args.h"

#include "clock.h"
#include "log.h"
#include "span.h"

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

static const char *config_file(const struct cli_globals *g)
{
	const char *env = getenv("PLIC_CONFIG");

	if (g->config)
		return g->config;
	return env && *env ? env : "/etc/plic/plic.conf";
}

static enum rc set_clock(const struct cli_globals *g, const struct config *cfg, struct why *reterr)
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

static enum rc prepare(const struct cli_verb *v, const struct cli_globals *g, struct cli_call *c,
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

int cli_main(int argc, char **argv)
{
	SCOPED_ARENA arena = arena_new(512 << 20);
	struct cli_call c = { .arena = arena };
	struct cli_globals g = { 0 };
	struct why why = { "" };
	const struct cli_verb *v;
	enum rc rc;
	int at = 0;

	v = cli_verb_of(argc, argv, cli_verbs, cli_verbs_n, &at);
	if (!v && argc == 2 && (!strcmp(argv[1], "--help") || !strcmp(argv[1], "-h"))) {
		v = &cli_help;
	} else if (!v && at) {
		(void)fprintf(stderr, "plic: no verb \"%.40s\"; `plic help` lists them\n",
			      argv[at]);
		return CLI_USAGE;
	} else if (!v || !cli_read_options(argc, argv, v, &g, &c)) {
		return cli_usage(v);
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
	return cli_exit_of(rc);
}
