/* plic read: what plic understands from mails, through the same reader child as the daemon's; touches
 * no state and needs no configuration. plic replay: what the daemon would decide, undone at once. */
#include "cli.h"
#include "cli_read_file.h"
#include "clock.h"
#include "config_check.h"
#include "config_firm.h"
#include "decide.h"
#include "engine.h"
#include "fact_value.h"
#include "source_kind.h"
#include "load_reader.h"
#include "load_state.h"
#include "read_file.h"
#include "span.h"
#include "verb.h"

/* The file, what the child says of it, and that as JSON in the worst escapes. */
#define FACT_CAP ((size_t)256 << 20)
#define FILE_CAP ((size_t)36 << 20)

static const struct cli_option read_options[] = {
	{ "body", 0, NULL, "the files are bare bodies, without header" },
};

/* Does staff order something in it? Whether that is believed is decided elsewhere. */
static bool is_command(const struct cli_call *c, struct arena *a, const struct mail_fact *f)
{
	size_t used;
	bool typo;

	if (!c->cfg || f->class != MAIL_HUMAN || !f->lines.n ||
	    !verb_of_line(a, &f->lines.at[0], &used, &typo))
		return false;
	for (size_t i = 0; i < c->cfg->firm.staff.n; i++)
		if (span_ieq(c->cfg->firm.staff.at[i].addr, f->from.addr))
			return true;
	return false;
}

/* One line per file, with every key, whatever became of it; error: NULL or why it was not read. */
static void print_json(struct cli_call *c, struct arena *a, const char *file,
		       const struct mail_fact *f, const char *error)
{
	struct value *v = fact_to_value(a, file, f);
	struct cli_call one = *c;

	one.arena = a;
	if (is_command(c, a, f))
		value_set(a, v, "class", value_str(a, "command"));
	if (error)
		value_set(a, v, "error", value_str(a, error));
	cli_print_json(&one, v);
}

static void print_text(const char *file, const struct mail_fact *f, const char *error)
{
	if (error)
		cli_say("%s%s%s\n", span_starts(span_of(error), span_of(file)) ? "" : file,
			span_starts(span_of(error), span_of(file)) ? "" : ": ", error);
	else
		cli_say("%s\n  from     %.*s <%.*s> (%s)\n  subject  %.*s\n  text     %.*s\n", file,
			SPAN_ARG(f->from.name), SPAN_ARG(f->from.addr),
			f->auth.verdict == AUTH_PASS ? "proven" : "not proven",
			SPAN_ARG(f->subject), SPAN_ARG(f->text));
}

static bool read_one(struct cli_call *c, struct reader *reader, const char *file)
{
	SCOPED_ARENA a = arena_new(FACT_CAP);
	enum read_as as = cli_option(c, &cli_read, "body") ? READ_AS_BODY : READ_AS_FOUND;
	struct mail_fact f = { 0 };
	struct span raw;
	struct why why = { "" };
	enum reader_end ended = READER_OK;
	enum read_by by = reader && c->json && as == READ_AS_FOUND ?
				  cli_read_statement(reader, file) :
				  READ_OTHERWISE;
	bool ok;

	if (by != READ_OTHERWISE)
		return by == READ_WELL;
	ok = !read_file(a, file, FILE_CAP, &raw, &why);

	if (ok && !reader)
		why_set(&why, "no reader");
	ok = ok && reader && !reader_ask_as(reader, a, as, raw, &f, &ended, &why);
	if (!ok)
		f = (struct mail_fact){ .kind = SOURCE_UNKNOWN, .class = MAIL_OTHER };
	else if (!source_kind_is_read(f.kind) ||
		 ((f.kind == SOURCE_CSV || f.kind == SOURCE_ZIP) && f.class_why.len))
		why_set(&why, "%.*s", SPAN_ARG(f.class_why));
	if (c->json)
		print_json(c, a, file, &f, why.text[0] ? why.text : NULL);
	else
		print_text(file, &f, why.text[0] ? why.text : NULL);
	return !why.text[0];
}

static enum rc read_run(struct cli_call *c, struct why *reterr)
{
	struct reader_config *rules = NULL;
	struct reader *reader = NULL;
	bool all = true;
	const char *dir =
		c->cfg ? c->cfg->paths.config_dir : config_data_dir(c->arena, "", "config");
	enum rc rc = load_reader_config(dir, c->arena, &rules, reterr);

	if (rc)
		return rc;
	rules->currency = S("RON");
	if (c->cfg)
		engine_reader_config(c->cfg, c->arena, rules);
	rc = reader_start(rules, &reader, reterr);
	/* Without a reader too, each file has its line. */
	for (int i = 0; i < c->n_arg; i++)
		all &= read_one(c, reader, c->arg[i]);
	reader_stop(reader);
	return rc ? rc : all ? RC_OK : RC_REFUSED;
}

static const struct cli_option replay_options[] = {
	{ "dry-run", 0, NULL, "required: nothing is ever done by replay" },
};

static enum rc decide_dry(struct cli_call *c, struct engine *e, const struct mail_fact *f,
			  struct span raw, struct why *reterr)
{
	SCOPED(tx) tx = { 0 };
	struct state s;
	struct decision d = { 0 };
	struct message m = { .raw = hash_sha256(raw) };
	enum rc rc = tx_begin(e->db, &tx, reterr); /* ends by rollback */

	if (!rc)
		rc = load_for_mail(&tx, e->work, &e->firm, e->reply_key, f, clock_now(), &s,
				   reterr);
	if (!rc)
		rc = decide_mail(&s, f, &m, &d, reterr);
	if (rc)
		return rc;
	cli_say("outcome %.*s\n", SPAN_ARG(d.outcome));
	for (size_t i = 0; i < s.events.n; i++)
		cli_say("event   card %lld: %.*s\n", (long long)s.events.at[i]->card,
			SPAN_ARG(s.events.at[i]->kind));
	for (size_t i = 0; i < d.effects.n; i++)
		cli_say("mail    %.*s to %.*s\n", SPAN_ARG(d.effects.at[i].mail.template_),
			SPAN_ARG(d.effects.at[i].mail.to));
	(void)c;
	return RC_OK;
}

static enum rc replay_run(struct cli_call *c, struct why *reterr)
{
	struct engine e;
	struct mail_fact f;
	struct span raw = { 0 };
	enum reader_end ended = READER_OK;
	enum rc rc;

	if (!cli_option(c, &cli_replay, "dry-run"))
		return why_fail(reterr, RC_REFUSED, "replay only rehearses: add --dry-run");
	rc = engine_open(c->cfg, c->db, &e, reterr);
	if (!rc)
		rc = read_file(e.work, c->arg[0], 36 << 20, &raw, reterr);
	if (!rc)
		rc = reader_ask(e.reader, e.work, raw, &f, &ended, reterr);
	if (!rc)
		rc = decide_dry(c, &e, &f, raw, reterr);
	engine_close(&e);
	return rc;
}

const struct cli_verb cli_read = {
	.name = "read",
	.args = "FILE...",
	.help = "Print what plic understands from mails; touches nothing, needs no configuration.",
	.options = read_options,
	.n_options = ARRAY_LEN(read_options),
	.need = NEED_NOTHING,
	.json = true,
	.min_arg = 1,
	.max_arg = -1,
	.run = read_run,
};
const struct cli_verb cli_replay = {
	.name = "replay",
	.args = "FILE.eml --dry-run",
	.help = "Print what the daemon would decide on a mail; nothing is kept.",
	.need = NEED_WRITE,
	.min_arg = 1,
	.max_arg = 1,
	.options = replay_options,
	.n_options = ARRAY_LEN(replay_options),
	.run = replay_run,
};
