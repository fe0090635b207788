/* What people are told of filings: a rejection with what corrects it, an answer that cannot be had, a deadline that
 * comes near. */
#include <inttypes.h>
#include <string.h>

#include "decide_filing.h"
#include "lang.h"
#include "reason.h"
#include "say.h"
#include "span.h"

/* Does an earlier fault ask for the same line? */
static bool is_said(const struct preflight_faults *all, size_t i, bool en)
{
	for (size_t k = 0; k < i; k++)
		if (all->at[k].kind == FIX_COMMAND &&
		    strcmp(all->at[k].word[en], all->at[i].word[en]) == 0)
			return true;
	return false;
}

/* The lines that correct it, as one reply: the client's data, what edits the invoice, then the filing. */
static struct span mending(struct arena *a, const struct document *doc,
			   const struct preflight_faults *faults, bool en)
{
	struct span client = preflight_client_line(a, faults, en, false), all;

	all = arena_fmt(a, "%.*s%s", SPAN_ARG(client), client.len ? "\n" : "");
	for (size_t i = 0; i < faults->n; i++)
		if (faults->at[i].kind == FIX_COMMAND && !is_said(faults, i, en))
			all = arena_fmt(a, "%.*s%s \n", SPAN_ARG(all), faults->at[i].word[en]);
	return arena_fmt(a, "%.*s%s %.*s", SPAN_ARG(all),
			 en ? "EINVOICE RESEND" : "EFACTURA RETRIMITE", SPAN_ARG(doc->label));
}

static struct value *quoted(struct arena *a, struct span line)
{
	return value_tx(a, TX("flow.file.line"), say_text(a, NULL, "line", line));
}

/* The same with examples, as words; NULL: no line of staff mends it. */
static struct value *examples(struct arena *a, const struct preflight_faults *faults, bool en)
{
	struct span client = preflight_client_line(a, faults, en, true);
	struct value *all = NULL;

	for (size_t i = faults->n; i-- > 0;) {
		const struct preflight_fault *f = &faults->at[i];

		if (f->kind != FIX_COMMAND)
			continue;
		all = say_before(a, TX("revise.and"),
				 quoted(a, arena_fmt(a, "%s %s", f->word[en], f->example[en])),
				 all);
	}
	return client.len ? say_before(a, TX("revise.and"), quoted(a, client), all) : all;
}

static struct value *about(const struct state *s, const struct document *doc,
			   const struct filing *f)
{
	const struct client *c = state_client(s, doc->client);
	struct value *args = say_value(s->a, NULL, "document", doc_say(s->a, doc));

	say_text(s->a, args, "client", c ? c->party.name : S(""));
	say_text(s->a, args, "label", doc->label);
	if (day_is_set(f->deadline))
		say_day(s->a, args, "day", f->deadline);
	return args;
}

static void begin(struct decision *d, const char *outcome)
{
	d->folder = FOLDER_STAY;
	d->outcome = (struct span){ outcome, strlen(outcome) };
}

enum rc decide_rejected(struct state *s, const struct document *doc, const struct filing *f,
			const struct preflight_faults *faults, struct decision *d,
			struct why *reterr)
{
	struct flow fl = { .s = s, .d = d };
	struct arena *a = s->a;
	bool en = span_istarts(s->firm->lang, S("en"));
	struct value *args = about(s, doc, f), *say = value_new_list(a), *facts = value_new_list(a),
		     *next = value_new_list(a), *why = preflight_say(a, faults),
		     *line = examples(a, faults, en);
	struct money paid;

	begin(d, "rejected");
	if (why)
		value_push(a, say, why);
	value_push(a, say,
		   value_tx(a,
			    doc->kind == DOC_STORNO ? TX("flow.file.rejected.storno") :
						      TX("flow.file.rejected.may"),
			    args));
	if (line)
		value_push(a, say,
			   value_tx(a, TX("flow.file.rejected.client"),
				    say_value(a, NULL, "line", line)));
	if (!money_sub(doc->snap->payable, doc->open, &paid) && paid.minor > 0)
		value_push(a, say,
			   value_tx(a, TX("flow.file.rejected.paid"),
				    say_money(a, NULL, "paid", paid)));
	if (day_is_set(f->deadline))
		say_fact(a, facts, TX("flow.fact.file_by"), value_day(a, f->deadline));
	say_why(a, facts, NULL, f->reason);
	say_option(a, next, value_tx(a, TX("flow.option.file_again"), NULL),
		   mending(a, doc, faults, en));
	state_event(s, doc->card, "file-rejected", doc->id, 0,
		    say_text(a, NULL, "reason", f->reason));
	return tell_staff_about(&fl, doc,
				arena_fmt(a, "file-rejected:%" PRId64 ":%d", f->id, f->uploads),
				value_tx(a, TX("flow.file.rejected"), args), say, facts, next,
				ROLE_OWNER | ROLE_ACCOUNTING, reterr);
}

enum rc decide_no_answer(struct state *s, const struct document *doc, const struct filing *f,
			 struct decision *d, struct why *reterr)
{
	struct flow fl = { .s = s, .d = d };
	struct value *say = value_new_list(s->a), *facts = value_new_list(s->a),
		     *args = about(s, doc, f);

	begin(d, "no-answer");
	say_text(s->a, args, "index", f->index);
	value_push(s->a, say, value_tx(s->a, TX("flow.file.no_answer.why"), args));
	say_why(s->a, facts, NULL, f->reason);
	return tell_staff_on(&fl, doc->card, arena_fmt(s->a, "file-no-answer:%" PRId64, f->id),
			     value_tx(s->a, TX("flow.file.no_answer"), args), say, facts, NULL,
			     ROLE_OWNER | ROLE_ACCOUNTING, reterr);
}

static const char *stands(enum filing_state state)
{
	static const char *const keys[FILING_STATES] = {
		[FILING_READY] = TX("flow.file.ready"),
		[FILING_UPLOADING] = TX("flow.file.uploading"),
		[FILING_SENT] = TX("flow.file.sent"),
		[FILING_PROCESSING] = TX("flow.file.processing"),
		[FILING_OK] = TX("flow.file.ok"),
		[FILING_REJECTED] = TX("flow.file.rejected.state"),
		[FILING_UNKNOWN] = TX("flow.file.unknown"),
	};

	return keys[state];
}

struct value *filing_say(struct arena *a, const struct filing *f)
{
	return value_tx(a, stands(f->state), NULL);
}

enum rc decide_file_late(struct state *s, const struct document *doc, const struct filing *f,
			 struct decision *d, struct why *reterr)
{
	struct flow fl = { .s = s, .d = d };
	struct arena *a = s->a;
	bool late = filing_is_late(f, s->today);
	struct value *say = value_new_list(a), *facts = value_new_list(a),
		     *next = value_new_list(a), *args = about(s, doc, f);

	begin(d, "file-late");
	value_push(a, say,
		   value_tx(a,
			    f->state == FILING_REJECTED ? TX("flow.file.late.rejected") :
							  TX("flow.file.late.waits"),
			    args));
	say_fact(a, facts, TX("flow.fact.file_state"), filing_say(a, f));
	say_fact(a, facts, TX("flow.fact.file_by"), value_day(a, f->deadline));
	say_why(a, facts, NULL, f->reason);
	say_option(a, next, value_tx(a, TX("flow.option.filings"), NULL), S("EFACTURA"));
	return tell_staff_on(
		&fl, doc->card, arena_fmt(a, "file-%s:%" PRId64, late ? "late" : "urgent", f->id),
		value_tx(a, late ? TX("flow.file.late") : TX("flow.file.urgent"), args), say, facts,
		next, ROLE_OWNER, reterr);
}
