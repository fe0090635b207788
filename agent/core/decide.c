/* One mail: which part decides. The order is the safety: what was handled, what we wrote and what
 * machines wrote never reaches the parts that act or answer; banks and staff are believed only when
 * proven; what is nobody's stays untouched. */
#include "decide_parts.h"

#include <inttypes.h>

#include "reason.h"
#include "say.h"
#include "span.h"

/* Our own mail that came back to us. One written by hand from our address is a person's. */
static enum rc decide_own(struct flow *fl)
{
	bool ours = fl->s->sender.own_id || !fl->s->firm->leave_unknown;

	fl->d->outcome = S("own");
	fl->d->folder = ours ? FOLDER_NOISE : FOLDER_STAY;
	return RC_OK;
}

/* Banks and shops write like machines (Precedence: bulk); their notices count none the less. */
static bool is_noise(const struct mail_fact *f)
{
	switch (f->class) {
	case MAIL_HUMAN:
		return false;
	case MAIL_AUTO_REPLY:
	case MAIL_LIST:
		return f->bank.len == 0;
	case MAIL_BOUNCE:
	case MAIL_FEEDBACK:
	case MAIL_MDN:
	case MAIL_OTHER:
		break;
	}
	return true;
}

bool looks_like_command(const struct flow *fl)
{
	const struct command_lines *l = &fl->f->lines;
	size_t used;
	bool typo;

	return l->n > 0 && verb_of_line(fl->s->a, &l->at[0], &used, &typo) != NULL;
}

/* Web forms may be sent from a staff address; commands are not forms. */
static bool is_form(const struct flow *fl)
{
	return fl->f->request.is_form && !fl->f->forward.present && !looks_like_command(fl);
}

/* Web sites often send their forms from the mailbox's own address. */
static bool is_own(const struct flow *fl)
{
	return fl->s->sender.own_id ||
	       (span_ieq(fl->f->from.addr, fl->s->firm->address) && !is_form(fl));
}

static enum rc decide_others(struct flow *fl, struct why *reterr)
{
	bool mine;
	enum rc rc = decide_impostor(fl, &mine, reterr);

	if (!rc && !mine)
		rc = decide_client(fl, &mine, reterr);
	if (!rc && !mine)
		rc = decide_request(fl, &mine, reterr);
	if (!rc && !mine)
		rc = decide_unknown(fl, reterr);
	return rc;
}

/* A person moved it back into the inbox, perhaps to have it done anew. It goes back where it was. */
static enum rc say_done_already(struct flow *fl, struct why *reterr)
{
	struct arena *a = fl->s->a;
	struct value *args = say_text(a, NULL, "subject", fl->f->subject);
	struct value *facts = value_new_list(a), *next = value_new_list(a);

	fl->d->folder = fl->m->was_in;
	fl->d->outcome = S("moved-back");
	say_fact_text(a, facts, TX("flow.fact.from_mail"), fl->f->from.addr);
	say_fact_text(a, facts, TX("flow.fact.subject"), fl->f->subject);
	if (fl->m->was_card)
		say_option(a, next, value_tx(a, TX("flow.next.card"), NULL),
			   arena_fmt(a, "CARD %" PRId64, fl->m->was_card));
	return tell_staff(fl, arena_fmt(a, "moved-back:%" PRId64, fl->m->id),
			  value_tx(a, TX("flow.moved_back"), args), NULL, facts, next,
			  ROLE_OWNER | ROLE_SALES, reterr);
}

enum rc decide_mail(struct state *s, const struct mail_fact *f, const struct message *m,
		    struct decision *d, struct why *reterr)
{
	struct flow fl = { .s = s, .d = d, .m = m, .f = f };
	bool mine;

	d->folder = FOLDER_STAY;
	d->outcome = S("unknown");
	if (m->duplicate) {
		d->folder = FOLDER_NOISE;
		d->outcome = S("duplicate");
		return m->moved_back ? say_done_already(&fl, reterr) : RC_OK;
	}
	if (is_own(&fl))
		return decide_own(&fl);
	if (is_noise(f))
		return decide_noise(&fl, reterr);
	if (f->bank.len)
		return decide_bank(&fl, reterr);
	if (is_form(&fl))
		return decide_request(&fl, &mine, reterr);
	if (s->sender.staff)
		return decide_staff(&fl, reterr);
	return decide_others(&fl, reterr);
}

enum rc set_aside(struct flow *fl, enum folder folder, struct span key, const char *text_key,
		  const char *why_key, struct span detail, struct why *reterr)
{
	struct arena *a = fl->s->a;
	struct value *args = say_text(a, NULL, "from", fl->f->from.addr);
	struct value *facts = value_new_list(a);

	say_text(a, args, "subject", fl->f->subject);
	say_fact_text(a, facts, TX("flow.fact.from_mail"), fl->f->from.addr);
	say_fact_text(a, facts, TX("flow.fact.subject"), fl->f->subject);
	say_why(a, facts, why_key, detail);
	if (fl->f->encrypted)
		say_why(a, facts, TX("flow.why.encrypted"), S(""));
	fl->d->folder = folder;
	return tell_staff(fl, key, value_tx(a, text_key, args), NULL, facts, NULL, ROLE_OWNER,
			  reterr);
}

enum rc decide_unknown(struct flow *fl, struct why *reterr)
{
	fl->d->outcome = S("unknown");
	if (fl->s->firm->leave_unknown) {
		fl->d->folder = FOLDER_STAY;
		return RC_OK;
	}
	return set_aside(fl, FOLDER_REVIEW, arena_fmt(fl->s->a, "unknown:%" PRId64, fl->m->id),
			 TX("flow.aside.unknown"), NULL, S(""), reterr);
}
