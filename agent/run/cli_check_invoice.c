/* plic check-invoice: the pre-flight of e-invoices on files, ours or anybody's. Needs no configuration.
 * Many files are looked at by a process a processor; what is printed does not tell by how many. */
#include "cli.h"
#include "load_texts.h"
#include "read_file.h"
#include "span.h"
#include "ubl_check.h"
#include "workers.h"

enum { FILE_MAX = 64 << 20 }; /* ANAF takes 10 MB */
enum { FILES_A_WORKER = 8 };  /* fewer are read before a process has begun */

enum { OPT_LANG, OPT_JOBS };
static const struct cli_option options[] = {
	[OPT_LANG] = { "lang", 0, "ro|en", "language of the explanations (default ro)" },
	[OPT_JOBS] = { "jobs", 0, "N", "processes at work (default: one a processor)" },
};

/* What is found of a file comes as this and two texts: for stderr n_aside bytes, the rest for stdout. */
struct verdict {
	size_t n_fatal, n_aside;
	enum rc rc;
	bool unread;
};

struct check {
	struct cli_call *c;
	struct look *look; /* NULL for JSON */
	const char *lang;
	size_t n_fatal;
	enum rc missing;
};

static void add_json(struct arena *a, struct buf *out, const char *file,
		     const struct ubl_report *rep)
{
	struct value *v = value_new_map(a), *fatal = value_new_list(a),
		     *warnings = value_new_list(a);

	for (size_t i = 0; i < rep->n; i++)
		value_push(a, rep->at[i].warning ? warnings : fatal, value_str(a, rep->at[i].id));
	value_set(a, v, "file", value_str(a, file));
	value_set(a, v, "fatal", fatal);
	value_set(a, v, "warnings", warnings);
	value_to_json(v, out);
	buf_add_char(out, '\n');
}

static enum rc add_text(const struct check *k, struct arena *a, struct buf *out, const char *file,
			const struct ubl_report *rep, struct why *reterr)
{
	struct span why, fix;
	enum rc rc = RC_OK;

	if (rep->n == 0)
		buf_add_fmt(out, "%s: %s\n", file,
			    rep->tests ? "a set of tests, no invoice" : "ok");
	for (size_t i = 0; !rc && i < rep->n; i++) {
		const struct ubl_finding *f = &rep->at[i];

		rc = ubl_explain(k->look, a, span_of(k->lang), f, &why, &fix, reterr);
		if (!rc)
			buf_add_fmt(out, "%s:%u: %s%s: %.*s %.*s\n", file, f->line, f->id,
				    f->warning ? " (warning)" : "", SPAN_ARG(why), SPAN_ARG(fix));
	}
	return rc;
}

static void check_one(void *ctx, struct arena *a, size_t i, struct buf *out)
{
	const struct check *k = ctx;
	const char *file = k->c->arg[i];
	struct verdict v = { .rc = RC_OK };
	struct ubl_report rep = { 0 };
	struct why why = { "" };
	struct span xml = { 0 };
	struct buf text;

	v.rc = read_file(a, file, FILE_MAX, &xml, &why);
	v.unread = v.rc != RC_OK;
	ubl_check(a, xml, &rep); /* what cannot be read is no XML either */
	v.n_fatal = rep.n_fatal;
	buf_init(&text, a, out->max);
	if (k->c->json)
		add_json(a, &text, file, &rep);
	else if (!v.unread)
		v.rc = add_text(k, a, &text, file, &rep, &why);
	v.n_aside = strlen(why.text);
	buf_add(out, (struct span){ (const char *)&v, sizeof(v) });
	buf_add_str(out, why.text);
	buf_add(out, buf_ok(&text) ? buf_span(&text) : S(""));
	out->full |= text.full;
}

static enum rc tell(void *ctx, size_t i, struct span made, const char *died, struct why *reterr)
{
	struct check *k = ctx;
	struct verdict v;
	struct span aside, text;

	if (died) {
		(void)fflush(stdout);
		(void)fprintf(stderr, "plic: %s: not checked, what looked at it ended by %s\n",
			      k->c->arg[i], died);
		k->missing = RC_RETRY;
		return RC_OK;
	}
	memcpy(&v, made.ptr, sizeof(v));
	aside = span_sub(made, sizeof(v), v.n_aside);
	text = span_from(made, sizeof(v) + v.n_aside);
	if (v.rc && !v.unread)
		return why_fail(reterr, v.rc, "%.*s", SPAN_ARG(aside));
	k->n_fatal += v.n_fatal;
	if (v.unread) {
		k->missing = v.rc;
		(void)fflush(stdout);
		(void)fprintf(stderr, "plic: %.*s\n", SPAN_ARG(aside));
	}
	(void)fwrite(text.ptr, 1, text.len, stdout);
	return RC_OK;
}

static enum rc jobs_of(const struct cli_call *c, unsigned *ret, struct why *reterr)
{
	const char *said = c->option[OPT_JOBS];
	unsigned most = (unsigned)c->n_arg / FILES_A_WORKER + 1, n = workers_processors();
	int64_t wanted;

	*ret = n < most ? n : most;
	if (!said)
		return RC_OK;
	if (!span_to_i64(span_of(said), &wanted) || wanted < 1 || wanted > 1000)
		return why_fail(reterr, RC_REFUSED,
				"check-invoice: --jobs is 1 to 1000, not \"%.20s\"", said);
	*ret = (unsigned)wanted;
	return RC_OK;
}

static enum rc run(struct cli_call *c, struct why *reterr)
{
	struct check k = { .c = c, .lang = c->option[OPT_LANG] ? c->option[OPT_LANG] : "ro" };
	const struct work w = { (size_t)c->n_arg, check_one, tell, &k };
	unsigned jobs;
	enum rc rc;

	if (strcmp(k.lang, "ro") != 0 && strcmp(k.lang, "en") != 0)
		return why_fail(reterr, RC_REFUSED,
				"check-invoice: --lang is ro or en, not \"%.20s\"", k.lang);
	rc = jobs_of(c, &jobs, reterr);
	if (!rc && !c->json)
		rc = load_texts(c->arena, "ubl", &k.look, reterr);
	if (!rc)
		rc = workers_do(&w, jobs, reterr);
	(void)fflush(stdout);
	look_free(k.look);
	if (rc || k.missing)
		return rc ? rc : k.missing;
	return k.n_fatal ? RC_REFUSED : RC_OK;
}

const struct cli_verb cli_check_invoice = {
	.name = "check-invoice",
	.args = "FILE.xml...",
	.help = "Check e-invoices (UBL) by the rules of EN 16931 and RO e-Factura; exit 1 when one would be rejected.",
	.need = NEED_NOTHING,
	.json = true,
	.options = options,
	.n_options = ARRAY_LEN(options),
	.min_arg = 1,
	.max_arg = -1,
	.run = run,
};
