/* What machines write (RFC 3464, 3834, 5965, 8098; product.md 4): noted, never answered. A bounce is
 * believed only when it names a Message-ID that we gave: forged ones would switch off clients. */
#include <inttypes.h>

#include "decide_parts.h"
#include "reason.h"
#include "say.h"
#include "span.h"

static bool is_about(const struct bounce *b, struct span to)
{
	return span_ieq(b->recipient, to) || (b->alias.len && span_ieq(b->alias, to));
}

/* What the server said, for people; else the word for it. */
static struct span words_of(const struct bounce *b)
{
	return b->said.len ? b->said : b->reason;
}

/* The bounce's line about the address our mail went to, or the only line there is. */
static const struct bounce *bounce_about(const struct mail_fact *f, const struct our_mail *o)
{
	for (size_t i = 0; i < f->bounces.n; i++)
		if (f->bounces.at[i].failed && is_about(&f->bounces.at[i], o->to))
			return &f->bounces.at[i];
	/* Forwarded by the recipient's own host: another address is named, it failed all the same. */
	return f->bounces.n == 1 && f->bounces.at[0].failed ? &f->bounces.at[0] : NULL;
}

/* 5.1.1 and the like: dead at once when the host knows no such mailbox, else at the second time. */
static void mark_address(struct client *c, const struct bounce *b, const struct our_mail *o)
{
	bool its_own = b->recipient.len == 0 || is_about(b, o->to);

	if (!b->address_invalid || !span_ieq(c->party.email, o->to) || c->address == ADDRESS_DEAD)
		return;
	c->address = (its_own && span_eq_str(b->status, "5.1.1")) || c->address == ADDRESS_SUSPECT ?
			     ADDRESS_DEAD :
			     ADDRESS_SUSPECT;
	ROW_TOUCH(c);
}

static enum rc tell_bounce(struct flow *fl, const struct our_mail *o, const struct bounce *b,
			   struct why *reterr)
{
	struct arena *a = fl->s->a;
	const struct client *c = state_client(fl->s, o->client);
	const struct document *doc = state_document(fl->s, o->document);
	struct value *args = say_text(a, NULL, "address", o->to);
	struct value *facts = value_new_list(a), *say = value_new_list(a),
		     *next = value_new_list(a);

	say_text(a, args, "client", c ? c->party.name : o->to);
	if (c && c->address == ADDRESS_DEAD)
		value_push(a, say, value_tx(a, TX("flow.bounce.dead"), args));
	else
		value_push(a, say, value_tx(a, TX("flow.bounce.once"), args));
	say_fact_text(a, facts, TX("flow.fact.client"), c ? c->party.name : S(""));
	say_fact_text(a, facts, TX("flow.fact.email"), o->to);
	say_fact_text(a, facts, TX("flow.fact.phone"), c ? c->party.phone : S(""));
	if (doc)
		say_fact(a, facts, TX("flow.fact.document"), doc_say(a, doc));
	say_why(a, facts,
		reason_of_status(b->status,
				 arena_fmt(a, "%.*s %.*s", SPAN_ARG(b->reason), SPAN_ARG(b->said))),
		words_of(b));
	if (o->card)
		say_option(a, next, value_tx(a, TX("flow.next.card"), NULL),
			   arena_fmt(a, "CARD %" PRId64, o->card));
	return tell_staff(
		fl,
		arena_fmt(a, "bounce:%s%.*s", o->again ? "again:" : "", SPAN_ARG(o->message_id)),
		value_tx(a, TX("flow.bounce.headline"), args), say, facts, next,
		ROLE_OWNER | ROLE_SALES, reterr);
}

static enum rc one_bounce(struct flow *fl, const struct our_mail *o, struct why *reterr)
{
	struct arena *a = fl->s->a;
	const struct bounce *b = bounce_about(fl->f, o);
	struct client *c = state_client(fl->s, o->client);

	/* A notice to staff that bounces is told to nobody: it would bounce again. */
	if (!b || !c)
		return RC_OK;
	/* The same mail reported twice is one failure, unless the second says that nobody is there, and
	 * that is news. */
	if (o->again && (!span_eq_str(b->status, "5.1.1") || c->address == ADDRESS_DEAD))
		return RC_OK;
	mark_address(c, b, o);
	fl->s->card = state_card(fl->s, o->card);
	if (o->card)
		state_event(
			fl->s, o->card, "bounce", o->document, 0,
			say_text(a, say_text(a, NULL, "address", o->to), "reason", words_of(b)));
	return tell_bounce(fl, o, b, reterr);
}

static enum rc decide_bounce(struct flow *fl, struct why *reterr)
{
	enum rc rc = RC_OK;

	fl->d->outcome = S("bounce");
	fl->d->folder = FOLDER_NOISE;
	if (fl->s->bounced.n == 0) {
		/* Of a mail that a person sent from this mailbox. */
		fl->d->outcome = S("bounce-foreign");
		fl->d->folder = fl->s->firm->leave_unknown ? FOLDER_STAY : FOLDER_NOISE;
	}
	for (size_t i = 0; !rc && i < fl->s->bounced.n; i++)
		rc = one_bounce(fl, &fl->s->bounced.at[i], reterr);
	return rc;
}

/* Somebody marked our mail as spam: no mail goes to that address until staff write it anew (CLIENT). */
static enum rc one_complaint(struct flow *fl, const struct our_mail *o, struct why *reterr)
{
	struct arena *a = fl->s->a;
	struct client *c = state_client(fl->s, o->client);
	const struct document *doc = state_document(fl->s, o->document);
	struct value *args = say_text(a, NULL, "address", o->to), *say = value_new_list(a),
		     *facts = value_new_list(a);

	if (!c)
		return RC_OK;
	if (span_ieq(c->party.email, o->to) && c->address != ADDRESS_DEAD) {
		c->address = ADDRESS_DEAD;
		ROW_TOUCH(c);
	}
	if (o->card)
		state_event(fl->s, o->card, "complaint", o->document, 0,
			    say_text(a, NULL, "address", o->to));
	value_push(a, say, value_tx(a, TX("flow.feedback.why"), args));
	say_fact_text(a, facts, TX("flow.fact.client"), c->party.name);
	say_fact_text(a, facts, TX("flow.fact.email"), o->to);
	if (doc)
		say_fact(a, facts, TX("flow.fact.document"), doc_say(a, doc));
	fl->s->card = state_card(fl->s, o->card);
	return tell_staff(fl, arena_fmt(a, "feedback:%.*s", SPAN_ARG(o->message_id)),
			  value_tx(a, TX("flow.aside.feedback"), args), say, facts, NULL,
			  ROLE_OWNER, reterr);
}

/* Believed like a bounce: only when it names a mail of ours. Others change nothing; the owner hears of them
 * once a day, because providers may hide the Message-ID. */
static enum rc decide_feedback(struct flow *fl, struct why *reterr)
{
	struct arena *a = fl->s->a;
	enum rc rc = RC_OK;

	fl->d->outcome = S("feedback");
	fl->d->folder = FOLDER_NOISE;
	for (size_t i = 0; !rc && i < fl->s->bounced.n; i++)
		rc = one_complaint(fl, &fl->s->bounced.at[i], reterr);
	if (rc || fl->s->bounced.n)
		return rc;
	fl->d->outcome = S("feedback-foreign");
	return set_aside(
		fl, FOLDER_NOISE, arena_fmt(a, "feedback:%.*s", SPAN_ARG(day_iso(a, fl->s->today))),
		TX("flow.aside.feedback"), TX("flow.why.feedback"), fl->f->class_why, reterr);
}

static void note_auto_reply(struct flow *fl)
{
	if (fl->s->card)
		state_event(fl->s, fl->s->card->id, "auto-reply", 0, 0,
			    say_text(fl->s->a, NULL, "subject", fl->f->subject));
}

enum rc decide_noise(struct flow *fl, struct why *reterr)
{
	fl->d->folder = FOLDER_NOISE;
	switch (fl->f->class) {
	case MAIL_BOUNCE:
		return decide_bounce(fl, reterr);
	case MAIL_FEEDBACK:
		return decide_feedback(fl, reterr);
	case MAIL_AUTO_REPLY:
		fl->d->outcome = S("auto-reply");
		note_auto_reply(fl);
		return RC_OK;
	case MAIL_MDN:
		fl->d->outcome = S("receipt");
		return RC_OK;
	case MAIL_LIST:
		fl->d->outcome = S("list");
		return RC_OK;
	case MAIL_OTHER:
		fl->d->outcome = S("unreadable");
		return set_aside(fl, FOLDER_QUARANTINE,
				 arena_fmt(fl->s->a, "unreadable:%" PRId64, fl->m->id),
				 TX("flow.aside.unreadable"), TX("flow.why.no_letter"),
				 fl->f->class_why, reterr);
	case MAIL_HUMAN:
		break;
	}
	return decide_unknown(fl, reterr);
}
