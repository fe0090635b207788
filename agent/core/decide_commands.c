/* The lines of a command mail: read, checked, run, and kept or put back. */
#include "commands.h"

#include "run_commands.h"
#include "span.h"
#include "verb_revise.h"

struct verb_call commands_call(struct commands_run *run, const struct command_line *line,
			       size_t used)
{
	struct verb_call c = { .s = run->s,
			       .d = run->d,
			       .f = run->f,
			       .m = run->m,
			       .line = line,
			       .card = run->card,
			       .client = run->client,
			       .out = &run->out,
			       .fl = &run->fl,
			       .run = run,
			       .confirmed = run->confirmed };

	args_open(run->s->a, line, used, &c.args);
	return c;
}

/* Documents issued for one card leave in one mail, once no line goes on about that card. */
static enum rc mail_issued(struct commands_run *run, const struct card *next, struct why *reterr)
{
	unsigned i = 0;

	while (i < run->fl.n_issued) {
		const struct document *doc = state_document(run->s, run->fl.issued[i]);
		struct card *card = doc == NULL ? NULL : state_card(run->s, doc->card);
		enum rc rc;

		if (card == NULL || card == next) {
			i++;
			continue;
		}
		rc = flow_mail_issued(&run->fl, card, reterr);
		if (rc)
			return rc;
		i = 0;
	}
	return RC_OK;
}

static void say_understood(struct commands_run *run, const struct command_line *line,
			   const struct read_line *r)
{
	struct arena *a = run->s->a;
	struct verb_call c = { .s = run->s };
	struct args g;

	if (!r->typo) {
		value_push(a, run->out.understood, value_text(a, line->text));
		return;
	}
	args_open(a, line, r->used, &g);
	value_push(a, run->out.understood,
		   tx(a, TX("verb.read_as"), "line", value_text(a, line->text), "read",
		      value_text(a, arena_fmt(a, "%s %.*s", verb_word(&c, r->verb),
					      SPAN_ARG(args_text(&g, 0, g.n)))),
		      NULL));
}

static bool nothing_to_bill(const struct state *s, const struct card *card)
{
	if (card->product != 0)
		return false;
	for (size_t i = 0; i < s->documents.n; i++)
		if (s->documents.at[i]->card == card->id)
			return false;
	return true;
}

/* Arithmetic that cannot be, a rule of the flow: said, not a reason to set the mail aside. The usual
 * reasons have words of their own; else what the flow says in English is a small last line. */
static enum rc refuse_error(struct verb_call *c, enum rc rc, const struct why *err)
{
	struct arena *a = c->s->a;
	bool en = lang_is_en(staff_lang(c->s));

	if (rc != RC_REFUSED && rc != RC_BAD_INPUT)
		return rc;
	if (verb_refused(c))
		return RC_OK;
	if (rc == RC_BAD_INPUT)
		return verb_refuse(c, value_tx(a, TX("verb.no.sums"), NULL));
	if (c->client != NULL && span_trim(c->client->party.name).len == 0) {
		(void)verb_refuse(c, value_tx(a, TX("verb.no.client_name"), NULL));
		verb_instead(c, en ? "CLIENT name Ion Popescu" : "CLIENT nume Popescu Ion");
		return RC_OK;
	}
	if (c->card != NULL && nothing_to_bill(c->s, c->card)) {
		(void)verb_refuse(
			c, tx(a, TX("verb.no.content"), "card", value_int(a, c->card->id), NULL));
		verb_instead(c, en ? "OFFER 2 hours consulting x 150 lei" :
				     "OFERTA 2 ore consultanță x 150 lei");
		return RC_OK;
	}
	if (c->fl->faults.n > 0)
		return verb_refuse_faults(c);
	if (c->fl->refused != NULL)
		return verb_refuse(c, value_tx(a, c->fl->refused, NULL));
	c->out->detail = span_of(arena_str(a, span_of(err->text)));
	return verb_refuse(c, value_tx(a, TX("verb.no.flow"), NULL));
}

enum rc commands_finish(struct verb_call *c, struct why *reterr)
{
	struct commands_run *run = c->run;
	struct document *doc = run->began;
	struct subscription *sub = run->began_sub;
	struct card *card;
	enum rc rc;

	run->began = NULL;
	run->began_sub = NULL;
	if (sub != NULL && sub->template_->lines.n == 0) {
		(void)verb_refuse(c, value_tx(c->s->a, TX("verb.no.sub_lines"), NULL));
		verb_instead(c, lang_is_en(staff_lang(c->s)) ? "LINE Subscription x 300 lei" :
							       "LINIE Abonament x 300 lei");
	}
	if (doc == NULL || verb_refused(c))
		return RC_OK;
	card = state_card(c->s, doc->card);
	rc = doc_issue(c->fl, doc, reterr);
	if (rc)
		return rc;
	return verb_move(c, card, run->began_event, &doc->snap->lines, reterr);
}

static enum rc run_line(struct commands_run *run, const struct command_line *line,
			const struct read_line *r, struct why *reterr)
{
	struct verb_call c = commands_call(run, line, r->used);
	struct why err = { "" };
	enum rc rc = RC_OK;

	run->failed = line;
	run->out.headline = NULL;
	if (!r->verb->edits)
		rc = commands_finish(&c, &err);
	if (rc == RC_OK && !verb_refused(&c))
		rc = r->verb->decide(&c, &err);
	if (rc == RC_OK && !verb_refused(&c)) {
		rc = mail_issued(run, c.card, &err);
		run->card = c.card;
		run->client = c.client;
	}
	rc = refuse_error(&c, rc, &err);
	if (rc)
		return why_fail(reterr, rc, "%s", err.text);
	if (!verb_refused(&c))
		run->failed = NULL;
	return RC_OK;
}

enum rc commands_run_lines(struct commands_run *run, const struct command_lines *lines,
			   struct why *reterr)
{
	struct read_line *read = ARENA_ARRAY(run->s->a, lines->n, struct read_line);
	struct why err = { "" };
	struct verb_call last;
	enum rc rc;

	if (!commands_read(run, lines, read))
		return RC_OK;
	for (size_t i = 0; i < lines->n; i++) {
		say_understood(run, &lines->at[i], &read[i]);
		rc = run_line(run, &lines->at[i], &read[i], reterr);
		if (rc || run->out.refusal != NULL)
			return rc;
	}
	last = commands_call(run, &lines->at[lines->n - 1], 0);
	rc = commands_finish(&last, &err);
	if (rc == RC_OK && run->out.refusal == NULL)
		rc = verb_revise_finish(&last, &err);
	if (rc == RC_OK && run->out.refusal == NULL)
		rc = mail_issued(run, NULL, &err);
	rc = refuse_error(&last, rc, &err);
	return rc ? why_fail(reterr, rc, "%s", err.text) : RC_OK;
}

static void begin(struct commands_run *run, struct state *s, const struct mail_fact *f,
		  const struct message *m, struct decision *d)
{
	*run = (struct commands_run){ .s = s, .d = d, .f = f, .m = m, .card = s->card };
	if (s->card != NULL)
		run->client = state_client(s, s->card->client);
	answer_begin(s->a, &run->out);
	run->fl = (struct flow){ .s = s, .d = d, .m = m, .f = f, .out = &run->out };
}

/* Put all back and say why nothing was done. */
static enum rc answer_refused(struct commands_run *run, const struct command_lines *lines,
			      struct why *reterr)
{
	struct arena *a = run->s->a;
	struct value *understood = value_new_list(a);
	enum rc rc;

	state_rollback(run->start, run->s, run->d);
	if (run->failed != NULL && lines->n > 1)
		run->out.refusal =
			tx(a, TX("verb.no.line"), "line", value_text(a, run->failed->text), "why",
			   run->out.refusal, NULL);
	for (size_t i = 0; i < lines->n; i++)
		value_push(a, understood, value_text(a, lines->at[i].text));
	run->out.understood = understood;
	run->out.changes = value_new_list(a);
	run->out.next = value_new_list(a);
	run->out.headline = NULL;
	run->out.quote = S("");
	run->out.n_document = 0;
	if (!run->draft_anyway)
		run->draft = NULL;
	else if (run->draft != NULL &&
		 (rc = doc_refresh(&run->fl, run->draft, NULL, reterr)) != RC_OK)
		return rc;
	run->card = run->s->card;
	run->client = run->card == NULL ? NULL : state_client(run->s, run->card->client);
	run->d->outcome = S("refused");
	return commands_answer(run, "refused", reterr);
}

/* What lines would do has been run and looked at: put it back, keep the lines, ask. */
static enum rc answer_preview(struct commands_run *run, const struct command_lines *lines,
			      struct why *reterr)
{
	struct state *s = run->s;
	struct span shown = preview_hash(s, run->d, run->start);
	int64_t first_new = checkpoint_state(run->start)->next.card;
	int64_t card = run->card == NULL || run->card->id >= first_new ? 0 : run->card->id;
	struct question *q;

	preview_mask_numbers(s, run->start, run->out.changes);
	preview_mask_numbers(s, run->start, run->out.shown);
	run->out.proposed = preview_documents(s, run->start);
	preview_mask_numbers(s, run->start, run->out.proposed);
	state_rollback(run->start, s, run->d);
	run->card = state_card(s, card);
	run->client = run->card == NULL ? NULL : state_client(s, run->card->client);
	run->out.next = value_new_list(s->a);
	run->out.n_document = 0;
	run->draft = NULL;
	q = state_new_question(s, Q_PREVIEW);
	q->card = card;
	q->document = run->revised; /* DA means that one, whatever else the card has by then */
	q->asked = run->second_owner ? S("") : s->sender.staff->addr;
	q->shown = shown;
	q->expires = s->now + (int64_t)s->firm->preview_hours * 3600;
	q->data = preview_keep(s->a, lines, run->after, s->sender.staff->addr);
	value_set(s->a, q->data, "second", value_bool(s->a, run->second_owner));
	run->told = q;
	run->d->outcome = S("preview");
	return commands_answer(run, "waiting", reterr);
}

/* A newer preview stands for it. */
static void replaced(struct question *q)
{
	if (q == NULL)
		return;
	q->state = Q_EXPIRED;
	ROW_TOUCH(q);
}

/* DA: the preview's lines are run again, and count only when they do what was shown. */
static enum rc answer_stale(struct commands_run *run, struct why *reterr)
{
	struct state *s = run->s;
	struct command_lines lines;
	struct commands_run again;
	struct question *q = run->preview;
	enum rc rc;

	preview_lines(s->a, q->data, &lines);
	state_rollback(run->start, s, run->d);
	begin(&again, s, run->f, run->m, run->d);
	again.start = run->start;
	again.after = value_get_text(q->data, "after");
	again.card = q->card ? state_card(s, q->card) : again.card;
	rc = commands_run_lines(&again, &lines, reterr);
	if (rc)
		return rc;
	if (again.out.refusal != NULL)
		return answer_refused(&again, &lines, reterr);
	again.out.headline = value_tx(s->a, TX("verb.preview.changed"), NULL);
	rc = answer_preview(&again, &lines, reterr);
	if (!rc)
		replaced(q);
	return rc;
}

enum rc decide_commands(struct state *s, const struct mail_fact *f, const struct message *m,
			struct decision *d, struct why *reterr)
{
	struct commands_run run;
	struct command_lines lines;
	struct question *before;
	enum rc rc;

	begin(&run, s, f, m, d);
	commands_block(s->a, f, &lines, &run.after);
	before = verb_revise_continue(&run, &lines);
	d->folder = FOLDER_HANDLED;
	d->outcome = S("command");
	run.start = state_checkpoint(s, d);
	rc = commands_run_lines(&run, &lines, reterr);
	if (rc)
		return rc;
	if (run.out.refusal != NULL)
		return answer_refused(&run, &lines, reterr);
	if (run.preview != NULL && !run.preview_fits)
		return answer_stale(&run, reterr);
	if (run.costly && run.yes_no) {
		run.out.refusal = value_tx(s->a, TX("verb.no.yes_alone"), NULL);
		return answer_refused(&run, &lines, reterr);
	}
	if (run.costly)
		rc = answer_preview(&run, &lines, reterr);
	else
		rc = commands_answer(&run, run.out.changes->u.list.n == 0 ? "" : "done", reterr);
	replaced(before);
	return rc;
}

enum rc decide_kept_commands(struct state *s, const struct mail_fact *f, const struct message *m,
			     const struct question *q, struct decision *d, struct why *reterr)
{
	struct commands_run run;
	struct command_lines lines;
	enum rc rc;

	begin(&run, s, f, m, d);
	preview_lines(s->a, q->data, &lines);
	run.after = value_get_text(q->data, "after");
	run.confirmed = true;
	run.card = q->card ? state_card(s, q->card) : NULL;
	run.client = run.card ? state_client(s, run.card->client) : NULL;
	d->outcome = S("command");
	run.start = state_checkpoint(s, d);
	rc = commands_run_lines(&run, &lines, reterr);
	if (rc)
		return rc;
	if (run.out.refusal != NULL)
		return answer_refused(&run, &lines, reterr);
	if (run.second_owner)
		return answer_preview(&run, &lines, reterr);
	return commands_answer(&run, run.out.changes->u.list.n == 0 ? "" : "done", reterr);
}
