/* An event that would issue a document which is not fit to leave (preflight.h): what happened stays
 * recorded, the card stays where it is, staff are asked for what is missing. When it is there, by CLIENT
 * or by DA, the event runs again. */
#include "flow_hold.h"

#include <inttypes.h>

#include "checkpoint.h"
#include "say.h"
#include "span.h"

#define HELD_DAYS 180

struct hold {
	const struct checkpoint *before;
	unsigned n_issued;
	size_t n_changes;
};

static size_t *changes_of(const struct flow *fl)
{
	return fl->out && fl->out->changes ? &fl->out->changes->u.list.n : NULL;
}

struct hold *hold_begin(struct flow *fl)
{
	struct hold *h = ARENA_NEW(fl->s->a, struct hold);
	const size_t *n = changes_of(fl);

	h->before = state_checkpoint(fl->s, fl->d);
	h->n_issued = fl->n_issued;
	h->n_changes = n ? *n : 0;
	return h;
}

void hold_undo(const struct hold *h, struct flow *fl)
{
	size_t *n = changes_of(fl);

	state_rollback(h->before, fl->s, fl->d);
	fl->n_issued = h->n_issued;
	if (n)
		*n = h->n_changes;
}

static struct question *held(const struct state *s, const struct card *card, struct span event)
{
	for (size_t i = 0; i < s->questions.n; i++) {
		struct question *q = s->questions.at[i];

		if (q->kind == Q_HELD && q->state == Q_OPEN && q->card == card->id &&
		    span_eq(value_get_text(q->data, "event"), event))
			return q;
	}
	return NULL;
}

/* The buttons are for who writes next; an example's address must not be sent by a tap. */
static struct value *options(struct flow *fl, struct value *say, bool again)
{
	struct arena *a = fl->s->a;
	bool en = span_istarts(fl->s->firm->lang, S("en"));
	struct value *list = value_new_list(a);
	struct span line = preflight_client_line(a, &fl->faults, en, false);

	if (line.len > 0) {
		value_push(a, say,
			   value_tx(a, TX("flow.held.client"),
				    say_text(a, NULL, "line",
					     preflight_client_line(a, &fl->faults, en, true))));
		say_option(a, list, value_tx(a, TX("flow.option.complete"), NULL), line);
	}
	for (size_t i = 0; i < fl->faults.n; i++) {
		const struct preflight_fault *f = &fl->faults.at[i];

		if (f->kind == FIX_COMMAND)
			say_option(a, list, value_str(a, f->word[en]),
				   arena_fmt(a, "%s ", f->word[en]));
	}
	for (size_t i = 0; i < fl->faults.n; i++)
		if (fl->faults.at[i].kind == FIX_COMMAND)
			say_option(a, list, value_tx(a, TX("flow.option.complete"), NULL),
				   arena_fmt(a, "%s ", fl->faults.at[i].word[en]));
	if (again)
		say_option(a, list, value_tx(a, TX("flow.option.again"), NULL), S("DA"));
	return list;
}

enum rc hold_event(struct flow *fl, struct card *card, enum event ev, struct why *reterr)
{
	struct arena *a = fl->s->a;
	const struct client *c = state_client(fl->s, card->client);
	struct span event = span_of(event_name(ev));
	struct value *say, *args = say_int(a, NULL, "card", card->id);
	struct question *q;

	if (held(fl->s, card, event))
		return RC_OK;
	say = value_new_list(a);
	say_text(a, args, "client", c ? c->party.name : S(""));
	value_push(a, say, value_tx(a, TX("flow.held"), args));
	value_push(a, say, preflight_say(a, &fl->faults));
	q = state_new_question(fl->s, Q_HELD);
	q->card = card->id;
	q->expires = fl->s->now + HELD_DAYS * INT64_C(86400);
	q->data = say_text(a, NULL, "event", event);
	return ask_staff(fl, q, say, NULL, options(fl, say, true),
			 ROLE_OWNER | ROLE_SALES | ROLE_ACCOUNTING, reterr);
}

enum rc hold_again(struct flow *fl, struct question *q, struct why *reterr)
{
	struct card *card = state_card(fl->s, q->card);
	enum event ev;
	enum rc rc;

	if (q->kind != Q_HELD || q->state != Q_OPEN || !card ||
	    !event_from_name(value_get_text(q->data, "event"), &ev))
		return flow_refuse(fl, reterr, TX("flow.no.question"), "the question is closed");
	rc = card_run(fl, card, ev, NULL, reterr);
	if (fl->faults.n > 0)
		return rc;
	if (rc && rc != RC_REFUSED) /* refused: the card has moved meanwhile */
		return rc;
	q->state = Q_DONE;
	q->answered_by = fl->s->sender.addr;
	ROW_TOUCH(q);
	return flow_mail_issued(fl, card, reterr);
}

enum rc hold_again_of(struct flow *fl, const struct client *c, struct why *reterr)
{
	struct preflight_faults left = { 0 };

	for (size_t i = 0; i < fl->s->questions.n; i++) {
		struct question *q = fl->s->questions.at[i];
		const struct card *card = state_card(fl->s, q->card);
		enum rc rc;

		if (q->kind != Q_HELD || q->state != Q_OPEN || !card || card->client != c->id)
			continue;
		rc = hold_again(fl, q, reterr);
		if (rc)
			return rc;
		if (fl->faults.n > 0)
			left = fl->faults;
	}
	fl->faults = left;
	return RC_OK;
}

enum rc hold_period(struct flow *fl, const struct subscription *sub, struct why *reterr)
{
	struct arena *a = fl->s->a;
	const struct client *c = state_client(fl->s, sub->client);
	struct value *say = value_new_list(a), *args = say_int(a, NULL, "subscription", sub->id);
	struct value *list;

	say_text(a, args, "client", c ? c->party.name : S(""));
	value_push(a, say, preflight_say(a, &fl->faults));
	list = options(fl, say, false); /* the next day's run tries again */
	return tell_staff_on(fl, sub->card,
			     arena_fmt(a, "held:%" PRId64 ":%" PRId64, sub->id, sub->next_period),
			     value_tx(a, TX("flow.held.period"), args), say, NULL, list,
			     ROLE_OWNER | ROLE_SALES | ROLE_ACCOUNTING, reterr);
}
