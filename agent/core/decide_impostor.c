/* Strangers who are made to look like somebody known: a domain that reads like ours, a colleague's, a
 * bank's or the card's client's; a colleague's name over another address with a command under it. */
#include "decide_parts.h"
#include "lookalike.h"
#include "say.h"
#include "span.h"
#include "trust.h"
#include "utf8.h"

static struct span domain_of(struct span addr)
{
	size_t at = span_find_char(addr, '@', 0);

	return at == SIZE_MAX ? addr : span_from(addr, at + 1);
}

/* Whose domain From's reads like, "" = nobody's. A mailbox at a domain that is known itself is no
 * look-alike of another one. */
static struct span resembles(const struct flow *fl)
{
	const struct state *s = fl->s;
	struct span from = domain_of(fl->f->from.addr), known[64], like = S("");
	size_t n = 0;

	known[n++] = domain_of(s->firm->address);
	for (size_t i = 0; i < s->firm->staff.n && n < 20; i++)
		known[n++] = domain_of(s->firm->staff.at[i].addr);
	for (size_t i = 0; i < s->firm->banks.n && n < 40; i++)
		known[n++] = s->firm->banks.at[i].auth_domain;
	for (size_t i = 0; i < s->clients.n && n < 64; i++)
		known[n++] = domain_of(s->clients.at[i]->party.email);
	for (size_t i = 0; i < n; i++) {
		if (span_ieq(known[i], from))
			return S("");
		if (!like.len && lookalike(s->a, from, known[i]))
			like = known[i];
	}
	return like;
}

/* The colleague whose name or address From's name shows, NULL = none. */
static const struct staff *shown_staff(const struct flow *fl)
{
	struct arena *a = fl->s->a;
	struct span name = span_trim(utf8_fold(a, fl->f->from.name));

	for (size_t i = 0; name.len && i < fl->s->firm->staff.n; i++) {
		const struct staff *who = &fl->s->firm->staff.at[i];

		if (span_eq(name, span_trim(utf8_fold(a, who->name))) ||
		    span_ifind(fl->f->from.name, who->addr, 0) != SIZE_MAX)
			return who;
	}
	return NULL;
}

static enum rc warn(struct flow *fl, const char *outcome, struct span who, const char *text_key,
		    struct value *args, struct why *reterr)
{
	struct arena *a = fl->s->a;
	struct value *facts = value_new_list(a);

	fl->d->outcome = span_of(outcome);
	fl->d->folder = FOLDER_QUARANTINE;
	say_text(a, args, "from", fl->f->from.addr);
	say_fact_text(a, facts, TX("flow.fact.from_mail"), fl->f->from.addr);
	say_fact_text(a, facts, TX("flow.fact.subject"), fl->f->subject);
	return tell_staff_on(fl, 0,
			     arena_fmt(a, "%s:%.*s:%.*s", outcome, SPAN_ARG(who),
				       SPAN_ARG(day_iso(a, fl->s->today))),
			     value_tx(a, text_key, args), NULL, facts, NULL, ROLE_OWNER, reterr);
}

enum rc decide_impostor(struct flow *fl, bool *mine, struct why *reterr)
{
	struct arena *a = fl->s->a;
	struct span like = fl->s->sender.client ? S("") : resembles(fl);
	const struct staff *shown = looks_like_command(fl) ? shown_staff(fl) : NULL;

	*mine = like.len || shown;
	if (like.len)
		return warn(fl, "lookalike", domain_of(fl->f->from.addr), TX("trust.lookalike"),
			    say_text(a, NULL, "like", like), reterr);
	if (shown)
		return warn(fl, "staff-name", fl->f->from.addr, TX("trust.staff_name"),
			    say_text(a, NULL, "name", shown->name), reterr);
	return RC_OK;
}
