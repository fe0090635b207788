/* The last resort for mail of staff that nothing proves (product.md 5): what it asks for is mailed to the
 * stored address under a token of its own; DA in reply to that carries it out, once. One such question a
 * day and address, and none where the mail is known to be forged. */
#include <inttypes.h>

#include "commands.h"
#include "decide_parts.h"
#include "preview.h"
#include "reason.h"
#include "say.h"
#include "span.h"
#include "trust.h"

static bool is_word(const struct flow *fl, const char *ro)
{
	const struct command_lines *l = &fl->f->lines;
	const struct verb *v;
	size_t used;
	bool typo;

	v = l->n == 1 ? verb_of_line(fl->s->a, &l->at[0], &used, &typo) : NULL;
	return v && !typo && strcmp(v->ro, ro) == 0;
}

static struct span text_of_lines(const struct flow *fl)
{
	struct span text = S("");

	for (size_t i = 0; i < fl->f->lines.n; i++)
		text = arena_fmt(fl->s->a, "%.*s%s%.*s", SPAN_ARG(text), i ? "\n" : "",
				 SPAN_ARG(fl->f->lines.at[i].text));
	return text;
}

bool confirm_asked(const struct state *s)
{
	for (size_t i = 0; i < s->questions.n; i++)
		if (s->questions.at[i]->kind == Q_CONFIRM_STAFF &&
		    span_ieq(s->questions.at[i]->asked, s->sender.staff->addr))
			return true;
	return false;
}

static struct question *keep(struct flow *fl)
{
	struct state *s = fl->s;
	struct question *q = state_new_question(s, Q_CONFIRM_STAFF);

	q->card = s->card ? s->card->id : 0;
	q->asked = s->sender.staff->addr;
	q->expires = s->now + (int64_t)s->firm->preview_hours * 3600;
	q->data = preview_keep(s->a, &fl->f->lines, fl->f->text_after, s->sender.staff->addr);
	return q;
}

static void mail_question(struct flow *fl, const struct question *q)
{
	struct arena *a = fl->s->a;
	const struct staff *who = fl->s->sender.staff;
	struct value *say = value_new_list(a), *options = value_new_list(a);
	struct value *facts = value_new_list(a);
	struct mail_spec *m = effect_mail_staff(fl->s, fl->d, "question", SORT_NOTICE,
						arena_fmt(a, "staff-confirm:%" PRId64, q->id), who);

	value_push(a, say, value_tx(a, TX("trust.confirm.ask"), NULL));
	value_push(a, say, value_tx(a, TX("trust.confirm.hint"), NULL));
	say_fact_text(a, facts, TX("flow.fact.from_mail"), fl->f->from.addr);
	say_fact_text(a, facts, TX("flow.fact.subject"), fl->f->subject);
	say_why(a, facts, trust_why(fl->f->auth.code), fl->f->auth.about);
	say_option(a, options, value_tx(a, TX("trust.confirm.yes"), NULL), S("DA"));
	say_option(a, options, value_tx(a, TX("trust.confirm.no"), NULL), S("NU"));
	m->card = q->card;
	m->token_purpose = S("confirm");
	m->token_question = q->id;
	value_set(a, m->data, "headline", say->u.list.at[0]);
	value_set(a, m->data, "say", say);
	value_set(a, m->data, "facts", facts);
	value_set(a, m->data, "options", options);
	value_set(a, m->data, "next", options);
	say_text(a, m->data, "quote", text_of_lines(fl));
}

bool confirm_can_ask(const struct flow *fl)
{
	return looks_like_command(fl) && !is_word(fl, "DA") && !is_word(fl, "NU") &&
	       !confirm_asked(fl->s) && flow_may_answer(fl->s);
}

void confirm_ask(struct flow *fl)
{
	mail_question(fl, keep(fl));
}

struct question *confirm_answered(const struct flow *fl)
{
	const struct sender *w = &fl->s->sender;
	struct question *q = state_question(fl->s, w->token_question);

	if (!w->token_ok || !span_eq_str(w->token_purpose, "confirm") || !w->staff || !q ||
	    q->kind != Q_CONFIRM_STAFF || q->state != Q_OPEN || q->expires < fl->s->now ||
	    !span_ieq(w->token_addr, w->addr) || !span_ieq(q->asked, w->staff->addr))
		return NULL;
	return is_word(fl, "DA") || is_word(fl, "NU") ? q : NULL;
}

/* Somebody writes in a colleague's name: the owners should know. */
static enum rc denied(struct flow *fl, struct why *reterr)
{
	struct arena *a = fl->s->a;
	const struct staff *who = fl->s->sender.staff;
	struct value *args = say_text(a, NULL, "who", who->name.len ? who->name : who->addr);

	fl->d->outcome = S("staff-denied");
	return tell_staff(fl, arena_fmt(a, "staff-denied:%" PRId64, fl->s->sender.token_question),
			  value_tx(a, TX("trust.confirm.denied"), args), NULL, NULL, NULL,
			  ROLE_OWNER, reterr);
}

enum rc confirm_carry_out(struct flow *fl, struct question *q, struct why *reterr)
{
	bool yes = is_word(fl, "DA");

	q->state = yes ? Q_DONE : Q_DECLINED;
	q->answered_by = fl->s->sender.staff->addr;
	ROW_TOUCH(q);
	fl->d->folder = FOLDER_HANDLED;
	return yes ? decide_kept_commands(fl->s, fl->f, fl->m, q, fl->d, reterr) :
		     denied(fl, reterr);
}
