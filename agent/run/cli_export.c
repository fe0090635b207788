/* plic export: the accountant's ZIP of a period. */
#include "cli.h"
#include "clock.h"
#include "export.h"
#include "load_look.h"
#include "register_csv.h"
#include "span.h"

enum { OPT_PERIOD, OPT_OUTPUT };

static const struct cli_option options[] = {
	[OPT_PERIOD] = { "period", 0, "PERIOD",
			 "2026-10, 2026, 2026-10-01..2026-10-15, \"luna trecută\", or all" },
	[OPT_OUTPUT] = { "output", 'o', "FILE", "where to write it (default export-PERIOD.zip)" },
};

static enum rc say_table(struct cli_call *c, const struct look *l, const struct value *table,
			 struct why *reterr)
{
	struct span csv, line;
	enum rc rc = register_csv(l, c->arena, c->cfg->firm.lang, table, &csv, reterr);

	csv = span_from(csv, 3); /* without the mark */
	while (!rc && span_next_line(&csv, &line))
		cli_say("%.*s\n", SPAN_ARG(line));
	return rc;
}

static enum rc run(struct cli_call *c, struct why *reterr)
{
	struct export_job job = { .db = c->db, .lang = c->cfg->firm.lang, .part = 1 };
	struct export_result done;
	const char *path = c->option[OPT_OUTPUT];
	struct look *look = NULL;
	enum rc rc;

	if (!c->option[OPT_PERIOD] ||
	    period_read(c->arena, span_of(c->option[OPT_PERIOD]), clock_today(), &job.period))
		return why_fail(
			reterr, RC_REFUSED,
			"export: --period names the time that is wanted, such as 2026-10, 2026 or all");
	if (!path)
		path = arena_str(c->arena, arena_fmt(c->arena, "export-%.*s.zip",
						     SPAN_ARG(period_name(c->arena, job.period))));
	rc = load_look(c->cfg->paths.templates, c->cfg->paths.brand, &look, reterr);
	if (rc)
		return rc;
	job.look = look;
	rc = export_make(&job, path, c->arena, &done, reterr);
	if (!rc)
		cli_say("%s: %lld documents, %lld PDF, %lld XML\n", path, (long long)done.documents,
			(long long)done.pdfs, (long long)done.xmls);
	if (!rc)
		rc = say_table(c, look, done.control, reterr);
	if (!rc && done.gaps)
		rc = say_table(c, look, done.series, reterr);
	look_free(look);
	return rc;
}

const struct cli_verb cli_export = {
	.name = "export",
	.args = "--period PERIOD [-o FILE]",
	.help = "Write the accountant's ZIP of a period: documents, registers, control total, gaps.",
	.need = NEED_WRITE,
	.options = options,
	.n_options = ARRAY_LEN(options),
	.run = run,
};
