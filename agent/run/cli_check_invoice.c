/* plic check-invoice: the pre-flight of e-invoices on files, ours or anybody's. Needs no configuration. */
#include "cli.h"
#include "load_look.h"
#include "read_file.h"
#include "span.h"
#include "ubl_check.h"

enum { FILE_MAX = 64 << 20 }; /* ANAF takes 10 MB */

enum { OPT_LANG };
static const struct cli_option options[] = {
	[OPT_LANG] = { "lang", 0, "ro|en", "language of the explanations (default ro)" },
};

static void print_json(struct cli_call *c, struct arena *a, const char *file,
		       const struct ubl_report *rep)
{
	struct cli_call one = *c;
	struct value *v = value_new_map(a), *fatal = value_new_list(a),
		     *warnings = value_new_list(a);

	one.arena = a;
	for (size_t i = 0; i < rep->n; i++)
		value_push(a, rep->at[i].warning ? warnings : fatal, value_str(a, rep->at[i].id));
	value_set(a, v, "file", value_str(a, file));
	value_set(a, v, "fatal", fatal);
	value_set(a, v, "warnings", warnings);
	cli_print_json(&one, v);
}

static enum rc print_text(struct arena *a, const struct look *look, const char *lang,
			  const char *file, const struct ubl_report *rep, struct why *reterr)
{
	struct span why, fix;
	enum rc rc = RC_OK;

	if (rep->n == 0)
		cli_say("%s: %s\n", file, rep->tests ? "a set of tests, no invoice" : "ok");
	for (size_t i = 0; !rc && i < rep->n; i++) {
		const struct ubl_finding *f = &rep->at[i];

		rc = ubl_explain(look, a, span_of(lang), f, &why, &fix, reterr);
		if (!rc)
			cli_say("%s:%u: %s%s: %.*s %.*s\n", file, f->line, f->id,
				f->warning ? " (warning)" : "", SPAN_ARG(why), SPAN_ARG(fix));
	}
	return rc;
}

static enum rc run(struct cli_call *c, struct why *reterr)
{
	const char *lang = c->option[OPT_LANG] ? c->option[OPT_LANG] : "ro";
	SCOPED_ARENA a = arena_new(1U << 30);
	struct look *look = NULL;
	size_t n_fatal = 0;
	enum rc rc = RC_OK, missing = RC_OK, unread;

	if (strcmp(lang, "ro") != 0 && strcmp(lang, "en") != 0)
		return why_fail(reterr, RC_REFUSED,
				"check-invoice: --lang is ro or en, not \"%.20s\"", lang);
	if (!c->json)
		rc = load_look(NULL, NULL, &look, reterr);
	for (int i = 0; !rc && i < c->n_arg; i++) {
		struct ubl_report rep = { 0 };
		struct why why = { "" };
		struct span xml = { 0 };

		arena_clear(a);
		unread = read_file(a, c->arg[i], FILE_MAX, &xml, &why);
		if (unread) {
			missing = unread;
			(void)fprintf(stderr, "plic: %s\n", why.text);
		}
		ubl_check(a, xml, &rep); /* what cannot be read is no XML either */
		n_fatal += rep.n_fatal;
		if (c->json)
			print_json(c, a, c->arg[i], &rep);
		else if (!unread)
			rc = print_text(a, look, lang, c->arg[i], &rep, reterr);
	}
	look_free(look);
	if (rc || missing)
		return rc ? rc : missing;
	return n_fatal ? RC_REFUSED : RC_OK;
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
