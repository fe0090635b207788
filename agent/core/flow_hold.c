/* An event that would issue a document which is not fit to leave (preflight.h): what happened stays
 * recorded, the card stays where it is, staff are asked for what is missing. When it is there, by CLIENT
 * or by DA, the event runs again. */
#include "flow_hold.h"

#include <inttypes.h>

#include "calendar.h"
#include "checkpoint.h"
#include "company.h"
#include "invoice_type.h"
#include "preview.h"
#include "say.h"
#include "span.h"

#define PERIOD "period" /* in place of an event's name */

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

static struct question *held(const struct state *s, int64_t card, struct span event,
			     int64_t document, int64_t subscription)
{
	for (size_t i = 0; i < s->questions.n; i++) {
		struct question *q = s->questions.at[i];

		if (q->kind == Q_HELD && q->state == Q_OPEN && q->card == card &&
		    q->document == document && q->subscription == subscription &&
		    span_eq(value_get_text(q->data, "event"), event))
			return q;
	}
	return NULL;
}

static struct question *hold(struct state *s, int64_t card, struct span event)
{
	struct question *q = state_new_question(s, Q_HELD);

	q->card = card;
	q->expires = s->now + HOLD_DAYS * INT64_C(86400);
	q->data = say_text(s->a, NULL, "event", event);
	return q;
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
	struct client *c = state_client(fl->s, card->client);
	struct span event = span_of(event_name(ev));
	struct value *say, *args = say_int(a, NULL, "card", card->id);
	struct question *q = held(fl->s, card->id, event, 0, 0), *company;

	if (q && (!c || !company_holds(fl) || company_open(fl->s, c)))
		return RC_OK;
	if (c && company_holds(fl)) {
		if (!q)
			(void)hold(fl->s, card->id, event);
		return company_ask_held(
			fl, c, card->id, value_tx(a, TX("company.what.card"), args),
			arena_fmt(a, "held:%" PRId64 ":%.*s", card->id, SPAN_ARG(event)), NULL,
			&company, reterr);
	}
	say = value_new_list(a);
	say_text(a, args, "client", c ? c->party.name : S(""));
	value_push(a, say, value_tx(a, TX("flow.held"), args));
	value_push(a, say, preflight_say(a, &fl->faults));
	q = hold(fl->s, card->id, event);
	return ask_staff(fl, q, say, NULL, options(fl, say, true),
			 ROLE_OWNER | ROLE_SALES | ROLE_ACCOUNTING, reterr);
}

static void done(struct state *s, struct question *q)
{
	q->state = Q_DONE;
	q->answered_by = s->sender.addr;
	ROW_TOUCH(q);
}

/* What was due meanwhile, as the day's run would have billed it. */
static enum rc bill_again(struct flow *fl, struct subscription *sub, struct why *reterr)
{
	enum rc rc = RC_OK;

	while (!rc && sub && !sub->paused && !sub->stopped && periods_due(sub, fl->s->today) > 0 &&
	       fl->faults.n == 0) {
		const struct hold *before = hold_begin(fl);
		bool billed;

		rc = period_bill(fl, sub, &billed, reterr);
		if (rc == RC_REFUSED && fl->faults.n > 0) {
			hold_undo(before, fl);
			rc = RC_OK;
		}
	}
	return rc;
}

/* The card hears of an invoice that was a draft, where its pipeline wants to. */
static enum rc hear(struct flow *fl, struct card *card, const struct document *doc, enum event ev,
		    struct why *reterr)
{
	const struct pipeline *p = pipeline_find(&fl->s->firm->pipelines, card->pipeline);

	return p && pipeline_next(p, card->stage, ev) ?
		       card_run(fl, card, ev, &doc->snap->lines, reterr) :
		       RC_OK;
}

/* What was withdrawn, sent or changed meanwhile is not. */
static enum rc issue_again(struct flow *fl, struct card *card, const struct question *q,
			   enum event ev, struct why *reterr)
{
	struct document *draft = state_document(fl->s, q->document);
	const struct hold *before = hold_begin(fl);
	enum rc rc;

	if (!draft || draft->state != DOC_DRAFT)
		return RC_OK;
	if (!span_eq(q->shown, preview_hash_draft(fl->s->a, draft))) {
		flow_changed(fl, doc_say(fl->s->a, draft), value_str(fl->s->a, ""),
			     value_tx(fl->s->a, TX("company.held.edited"), NULL));
		return RC_OK;
	}
	rc = doc_refresh(fl, draft, NULL, reterr);
	if (!rc)
		rc = doc_issue(fl, draft, reterr);
	if (rc == RC_REFUSED && fl->faults.n > 0) {
		hold_undo(before, fl);
		return RC_OK;
	}
	if (rc || draft->snap->advance)
		return rc;
	rc = hear(fl, card, draft, ev, reterr);
	return rc || !invoice_type_of(draft->snap->type_code)->settled ?
		       rc :
		       hear(fl, card, draft, EV_PAID, reterr);
}

enum rc hold_again(struct flow *fl, struct question *q, struct why *reterr)
{
	struct card *card = state_card(fl->s, q->card);
	struct span name = value_get_text(q->data, "event");
	bool period = span_eq_str(name, PERIOD);
	enum event ev = EV_INVOICED;
	enum rc rc;

	if (q->kind != Q_HELD || q->state != Q_OPEN || !card ||
	    (!period && !event_from_name(name, &ev)))
		return flow_refuse(fl, reterr, TX("flow.no.question"), "the question is closed");
	fl->faults = (struct preflight_faults){ 0 };
	rc = period      ? bill_again(fl, state_subscription(fl->s, q->subscription), reterr) :
	     q->document ? issue_again(fl, card, q, ev, reterr) :
			   card_run(fl, card, ev, NULL, reterr);
	if (fl->faults.n > 0)
		return rc;
	if (rc && (rc != RC_REFUSED || period || q->document))
		return rc; /* an event is refused when the card has moved meanwhile */
	done(fl->s, q);
	return flow_mail_issued(fl, card, reterr);
}

enum rc hold_again_of(struct flow *fl, const struct client *c, struct why *reterr)
{
	struct preflight_faults left = { 0 };

	for (size_t i = 0, n = fl->s->questions.n; i < n; i++) {
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

static enum rc hold_company_period(struct flow *fl, const struct subscription *sub,
				   struct client *c, struct value *args, struct why *reterr)
{
	struct question *q = held(fl->s, sub->card, S(PERIOD), 0, sub->id), *company;

	if (q && company_open(fl->s, c))
		return RC_OK;
	if (!q)
		hold(fl->s, sub->card, S(PERIOD))->subscription = sub->id;
	return company_ask_held(
		fl, c, sub->card, value_tx(fl->s->a, TX("company.what.period"), args),
		arena_fmt(fl->s->a, "held:S%" PRId64 ":%" PRId64, sub->id, sub->next_period), NULL,
		&company, reterr);
}

bool hold_has_period(const struct state *s, const struct subscription *sub)
{
	return held(s, sub->card, S(PERIOD), 0, sub->id) != NULL;
}

void hold_period_over(struct state *s, const struct subscription *sub)
{
	struct question *q = held(s, sub->card, S(PERIOD), 0, sub->id);

	if (q)
		done(s, q);
}

enum rc hold_draft(struct flow *fl, const struct document *draft, enum event ev,
		   struct question **ret, struct why *reterr)
{
	struct state *s = fl->s;
	struct span event = span_of(event_name(ev));
	struct client *c = state_client(s, draft->client);
	struct question *q;

	if (!c)
		return flow_refuse(fl, reterr, TX("flow.no.client"), "the document has no client");
	q = held(s, draft->card, event, draft->id, 0);
	if (!q) {
		q = hold(s, draft->card, event);
		q->document = draft->id;
	}
	q->shown = preview_hash_draft(s->a, draft);
	ROW_TOUCH(q);
	return company_ask_held(fl, c, draft->card, doc_say(s->a, draft),
				arena_fmt(s->a, "held:D%" PRId64, draft->id), s->sender.staff, ret,
				reterr);
}

enum rc hold_period(struct flow *fl, const struct subscription *sub, struct why *reterr)
{
	struct arena *a = fl->s->a;
	struct client *c = state_client(fl->s, sub->client);
	struct value *say = value_new_list(a), *args = say_int(a, NULL, "subscription", sub->id);
	struct value *list;

	if (c && company_holds(fl))
		return hold_company_period(fl, sub, c, args, reterr);
	say_text(a, args, "client", c ? c->party.name : S(""));
	value_push(a, say, preflight_say(a, &fl->faults));
	list = options(fl, say, false); /* the next day's run tries again */
	return tell_staff_on(fl, sub->card,
			     arena_fmt(a, "held:%" PRId64 ":%" PRId64, sub->id, sub->next_period),
			     value_tx(a, TX("flow.held.period"), args), say, NULL, list,
			     ROLE_OWNER | ROLE_SALES | ROLE_ACCOUNTING, reterr);
}
