/* Mail from an address of the staff list: obeyed only when it is proven (product.md 5). A forwarded
 * request makes the original sender a client and a card first; the command lines above then speak of
 * that card. */
#include <inttypes.h>

#include "commands.h"
#include "decide_parts.h"
#include "reason.h"
#include "say.h"
#include "span.h"
#include "trust.h"

#define PROSE_WORDS \
	9 /* a first line longer than this with no verb is a letter, no mistyped command */

static bool is_staff_address(const struct firm *f, struct span addr)
{
	for (size_t i = 0; i < f->staff.n; i++)
		if (span_ieq(f->staff.at[i].addr, addr))
			return true;
	return span_ieq(f->address, addr);
}

static bool forwards_request(const struct flow *fl)
{
	const struct forward *fw = &fl->f->forward;

	return fw->present && fw->from.len && !is_staff_address(fl->s->firm, fw->from) &&
	       !fl->s->sender.token_ok;
}

/* Staff write letters through this mailbox too: those stay what they are. */
static bool is_for_us(const struct flow *fl)
{
	const struct command_lines *l = &fl->f->lines;

	if (looks_like_command(fl) || (fl->s->sender.token_ok && l->n > 0) ||
	    (fl->s->card && l->n > 0))
		return true;
	return l->n > 0 && l->at[0].tok.n < PROSE_WORDS;
}

/* Quarantine. Where the address may be asked whether the mail is its own, it is; the owners hear of it
 * once a day, but not in two mails. */
static enum rc set_aside_unproven(struct flow *fl, bool ask, struct why *reterr)
{
	struct arena *a = fl->s->a;
	const struct staff *who = fl->s->sender.staff;
	struct value *args = say_text(a, NULL, "from", fl->f->from.addr);
	struct value *facts = value_new_list(a);

	fl->d->outcome = S("staff-unproven");
	fl->d->folder = FOLDER_QUARANTINE;
	if (ask && confirm_can_ask(fl))
		confirm_ask(fl);
	fl->s->card = NULL;
	say_fact_text(a, facts, TX("flow.fact.from_mail"), fl->f->from.addr);
	say_fact_text(a, facts, TX("flow.fact.subject"), fl->f->subject);
	say_why(a, facts, trust_why(fl->f->auth.code), fl->f->auth.about);
	return tell_staff_but(fl, confirm_asked(fl->s) ? who : NULL, 0,
			      arena_fmt(a, "staff-unproven:%.*s:%.*s", SPAN_ARG(who->addr),
					SPAN_ARG(day_iso(a, fl->s->today))),
			      value_tx(a, TX("flow.aside.staff"), args), NULL, facts, NULL,
			      ROLE_OWNER, reterr);
}

static enum rc set_aside_old(struct flow *fl, struct why *reterr)
{
	struct arena *a = fl->s->a;

	fl->d->outcome = S("staff-old");
	fl->s->card = NULL;
	return set_aside(fl, FOLDER_QUARANTINE,
			 arena_fmt(a, "staff-old:%.*s:%.*s", SPAN_ARG(fl->s->sender.staff->addr),
				   SPAN_ARG(day_iso(a, fl->s->today))),
			 TX("flow.aside.old"), NULL, S(""), reterr);
}

/* Not to be acted upon: why, and what follows. */
static enum rc decline(struct flow *fl, const struct trust_row *row, struct why *reterr)
{
	if (fl->s->sender.authenticated)
		return set_aside_old(fl, reterr);
	return set_aside_unproven(fl, row->act == TRUST_ASK, reterr);
}

enum rc decide_staff(struct flow *fl, struct why *reterr)
{
	const struct trust_row *row = trust_find(TRUST_COMMAND, signs_of(fl));
	struct question *confirmed = confirm_answered(fl);
	bool forwarded = forwards_request(fl);
	enum rc rc;

	if (!forwarded && !is_for_us(fl))
		return decide_unknown(fl, reterr);
	if (row->act != TRUST_DO)
		return decline(fl, row, reterr);
	if (confirmed)
		return confirm_carry_out(fl, confirmed, reterr);
	fl->d->folder = FOLDER_HANDLED;
	if (forwarded) {
		rc = request_forwarded(fl, reterr);
		if (rc)
			return rc;
		if (!looks_like_command(fl))
			return request_run(fl, reterr);
	}
	return decide_commands(fl->s, fl->f, fl->m, fl->d, reterr);
}
