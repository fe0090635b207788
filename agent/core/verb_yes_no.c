/* DA and NU: answers to the question of the mail that is replied to. The first valid answer counts;
 * the second is told who gave it. */
#include <inttypes.h>

#include "bank_learn.h"
#include "company.h"
#include "flow_hold.h"
#include "run_commands.h"
#include "span.h"

static enum rc refuse_no_question(struct verb_call *c)
{
	(void)verb_refuse(c, value_tx(c->s->a, TX("verb.no.question"), NULL));
	return RC_OK;
}

static void instead_lines(struct verb_call *c, const struct question *q)
{
	struct command_lines lines;

	preview_lines(c->s->a, q->data, &lines);
	for (size_t i = 0; i < lines.n; i++)
		verb_instead(c, "%.*s", SPAN_ARG(lines.at[i].text));
}

/* What the question offered, for who answered with another word. */
static void instead_options(struct verb_call *c, const struct question *q)
{
	const struct value *options = value_get(q->data, "options");

	for (size_t i = 0;
	     options != NULL && options->kind == VALUE_LIST && i < options->u.list.n && i < 5; i++)
		verb_instead(c, "%.*s", SPAN_ARG(value_get_text(options->u.list.at[i], "command")));
}

/* The question that this mail may answer now, or NULL: refused. */
static struct question *find_question(struct verb_call *c)
{
	struct state *s = c->s;
	struct question *q = state_question(s, s->sender.token_question);

	if (q == NULL || !s->sender.token_ok || !span_eq_str(s->sender.token_purpose, "staff") ||
	    !span_ieq(s->sender.token_addr, s->sender.addr)) {
		(void)refuse_no_question(c);
		return NULL;
	}
	if (q->state == Q_DONE || q->state == Q_DECLINED) {
		(void)verb_refuse(c, tx(s->a,
					q->state == Q_DONE ? TX("verb.no.answered_yes") :
							     TX("verb.no.answered_no"),
					"who", tx_span(c, q->answered_by), NULL));
		return NULL;
	}
	if (q->state == Q_EXPIRED || (q->expires != 0 && s->now > q->expires)) {
		bool late = q->expires != 0 && s->now > q->expires;

		(void)verb_refuse(c, tx(s->a, late ? TX("verb.no.expired") : TX("verb.no.replaced"),
					"day", value_day(s->a, day_of_instant(q->expires)), NULL));
		if (q->kind == Q_PREVIEW)
			instead_lines(c, q);
		return NULL;
	}
	if (q->asked.len > 0 && !span_ieq(q->asked, s->sender.addr)) {
		(void)verb_refuse(
			c, tx(s->a, TX("verb.no.not_asked"), "who", tx_span(c, q->asked), NULL));
		return NULL;
	}
	return q;
}

static void close(struct verb_call *c, struct question *q, enum question_state state)
{
	q->state = state;
	q->answered_by = c->s->sender.addr;
	ROW_TOUCH(q);
}

static bool second_owner_missing(struct verb_call *c, const struct question *q)
{
	struct span by = value_get_text(q->data, "by");

	if (!value_get_bool(q->data, "second"))
		return false;
	if ((c->s->sender.staff->roles & ROLE_OWNER) && !span_ieq(by, c->s->sender.addr))
		return false;
	(void)verb_refuse(c, value_tx(c->s->a, TX("verb.no.second_owner"), NULL));
	return true;
}

/* Run what was shown; it counts only if it is still what was shown. */
static enum rc do_preview(struct verb_call *c, struct question *q, struct why *reterr)
{
	struct commands_run *run = c->run;
	struct command_lines lines;
	struct span after = run->after;
	bool costly = run->costly, used = run->after_used;
	enum rc rc;

	preview_lines(c->s->a, q->data, &lines);
	if (lines.n == 0)
		return refuse_no_question(c);
	run->preview = q;
	run->confirmed = true;
	run->after = value_get_text(q->data, "after");
	run->after_used = false;
	run->card = q->card != 0 ? state_card(c->s, q->card) : c->card;
	run->client = run->card != NULL ? state_client(c->s, run->card->client) : c->client;
	rc = commands_run_lines(run, &lines, reterr);
	run->confirmed = false;
	run->costly = costly;
	run->after = after;
	run->after_used = used;
	c->card = run->card;
	c->client = run->client;
	if (rc || verb_refused(c))
		return rc;
	/* a draft's own hash was compared by TRIMITE */
	run->preview_fits = value_get_bool(q->data, "draft") ||
			    span_eq(preview_hash(c->s, c->d, run->start), q->shown);
	if (q->state == Q_OPEN)
		close(c, q, Q_DONE);
	return RC_OK;
}

static enum rc yes_held(struct verb_call *c, struct question *q, struct why *reterr)
{
	enum rc rc = hold_again(c->fl, q, reterr);

	return rc ? rc : verb_refuse_faults(c);
}

static enum rc yes_bank(struct verb_call *c, struct question *q, struct why *reterr)
{
	struct notices told;

	(void)bank_learn_told(c->s->a, q, NULL, &told);
	if (bank_learn_unsure(q)) {
		(void)verb_refuse(c, value_tx(c->s->a, TX("verb.no.bank_sum"), NULL));
		instead_options(c, q);
		return RC_OK;
	}
	return bank_learn_take(c, q, &told, reterr);
}

static bool may_answer_company(struct verb_call *c)
{
	if (c->s->sender.staff->roles & COMPANY_ROLES)
		return true;
	(void)verb_refuse(c, value_tx(c->s->a, TX("verb.no.yes_here"), NULL));
	return false;
}

static enum rc yes_company(struct verb_call *c, struct question *q, struct why *reterr)
{
	struct client *cl;
	enum rc rc;

	if (!may_answer_company(c))
		return RC_OK;
	cl = company_apply(c->fl, q);
	if (!cl)
		return refuse_no_question(c);
	c->client = cl;
	c->out->headline =
		tx(c->s->a, TX("verb.client.one"), "name", tx_span(c, cl->party.name), NULL);
	rc = verb_run_held(c, cl, reterr);
	return rc || verb_refused(c) ? rc : verb_redraft(c, cl, reterr);
}

/* Ours stay: what waited goes on, unless there is nothing of ours to keep. */
static enum rc no_company(struct verb_call *c, struct question *q, struct why *reterr)
{
	struct arena *a = c->s->a;
	struct client *cl = state_client(c->s, value_get_int(q->data, "client", 0));

	if (!may_answer_company(c))
		return RC_OK;
	verb_changed(
		c, value_tx(a, TX("verb.label.question"), NULL), NULL,
		value_tx(a, company_stays(q) ? TX("company.stopped") : TX("verb.question.declined"),
			 NULL));
	if (company_stays(q))
		return RC_OK;
	close(c, q, Q_DECLINED);
	if (!cl)
		return RC_OK;
	c->client = cl;
	return verb_run_held(c, cl, reterr);
}

static enum rc yes(struct verb_call *c, struct why *reterr)
{
	struct question *q;

	c->run->yes_no = true;
	if (verb_leftover(c))
		return RC_OK;
	q = find_question(c);
	if (q == NULL || second_owner_missing(c, q))
		return RC_OK;
	switch (q->kind) {
	case Q_PREVIEW:
		return do_preview(c, q, reterr);
	case Q_PERIODS:
		if ((c->s->sender.staff->roles & (ROLE_OWNER | ROLE_ACCOUNTING)) == 0)
			break;
		return periods_answer(c->fl, q, true, reterr);
	case Q_HELD:
		return yes_held(c, q, reterr);
	case Q_COMPANY:
		return yes_company(c, q, reterr);
	case Q_PAYMENT:
		if (!bank_learn_is(q) || !(c->s->sender.staff->roles & BANK_LEARN_ROLES))
			break;
		return yes_bank(c, q, reterr);
	case Q_PRODUCT:
	case Q_CLIENT_QUESTION:
	case Q_CONFIRM_ACCEPT:
	case Q_CONFIRM_STAFF:
		break;
	}
	(void)verb_refuse(c, value_tx(c->s->a, TX("verb.no.yes_here"), NULL));
	instead_options(c, q);
	return RC_OK;
}

static enum rc no(struct verb_call *c, struct why *reterr)
{
	struct question *q;

	c->run->yes_no = true;
	if (verb_leftover(c))
		return RC_OK;
	q = find_question(c);
	if (q == NULL)
		return RC_OK;
	if (q->kind == Q_PERIODS) {
		if (c->s->sender.staff->roles & (ROLE_OWNER | ROLE_ACCOUNTING))
			return periods_answer(c->fl, q, false, reterr);
		return verb_refuse(c, value_tx(c->s->a, TX("verb.no.yes_here"), NULL));
	}
	if (q->kind == Q_CONFIRM_ACCEPT)
		return refuse_no_question(c);
	if (q->kind == Q_COMPANY)
		return no_company(c, q, reterr);
	close(c, q, Q_DECLINED);
	verb_changed(c, value_tx(c->s->a, TX("verb.label.question"), NULL), NULL,
		     q->kind == Q_PREVIEW ? value_tx(c->s->a, TX("verb.preview.declined"), NULL) :
					    value_tx(c->s->a, TX("verb.question.declined"), NULL));
	if (q->kind == Q_PAYMENT && q->payment)
		verb_next(c, value_tx(c->s->a, TX("verb.next.allocate"), NULL), "%s P%" PRId64 " ",
			  lang_is_en(staff_lang(c->s)) ? "ALLOCATE" : "ALOCA", q->payment);
	return RC_OK;
}

const struct verb verb_yes = {
	.ro = "DA",
	.en = "YES",
	.help = TX("help.da"),
	.example = { TX("help.da.1") },
	.roles = ROLE_ALL & ~ROLE_VIEWER,
	.moves = true,
	.decide = yes,
};
const struct verb verb_no = {
	.ro = "NU",
	.en = "NO",
	.help = TX("help.nu"),
	.example = { TX("help.nu.1") },
	.roles = ROLE_ALL & ~ROLE_VIEWER,
	.moves = true,
	.decide = no,
};
