/* A period of a subscription has begun: bill it. More missed periods than the cap (an outage, a wrong
 * start) are put to staff first: nobody wants a year of invoices in one night (lessons.md). */
#include <inttypes.h>

#include "calendar.h"
#include "flow_hold.h"
#include "say.h"
#include "span.h"

static struct question *asked_before(const struct state *s, const struct subscription *sub)
{
	for (size_t i = 0; i < s->questions.n; i++) {
		struct question *q = s->questions.at[i];

		if (q->kind == Q_PERIODS && q->subscription == sub->id && q->state == Q_OPEN)
			return q;
	}
	return NULL;
}

static enum rc ask_periods(struct flow *fl, struct subscription *sub, int64_t n, struct why *reterr)
{
	struct arena *a = fl->s->a;
	const struct client *c = state_client(fl->s, sub->client);
	struct question *q = state_new_question(fl->s, Q_PERIODS);
	struct value *say = value_new_list(a), *facts = value_new_list(a);
	struct value *options = value_new_list(a), *args = say_count(a, NULL, "count", n);

	q->card = sub->card;
	q->subscription = sub->id;
	q->data = say_int(a, say_int(a, NULL, "from", sub->next_period), "count", n);
	say_text(a, args, "client", c ? c->party.name : S(""));
	value_push(a, say, value_tx(a, TX("flow.ask.periods"), args));
	say_fact(a, facts, TX("flow.fact.period_from"),
		 value_day(a, period_from(sub, sub->next_period)));
	say_fact(a, facts, TX("flow.fact.period_to"),
		 value_day(a, period_to(sub, sub->next_period + n - 1)));
	say_option(a, options, value_tx(a, TX("flow.option.periods_yes"), args), S("DA"));
	say_option(a, options, value_tx(a, TX("flow.option.periods_no"), args), S("NU"));
	return ask_staff(fl, q, say, facts, options, ROLE_OWNER | ROLE_ACCOUNTING, reterr);
}

/* The last period is behind: the subscription ends by itself. */
static enum rc end_subscription(struct flow *fl, struct subscription *sub, struct why *reterr)
{
	struct card *card = state_card(fl->s, sub->card);
	enum rc rc = RC_OK;

	sub->stopped = true;
	ROW_TOUCH(sub);
	state_event(fl->s, sub->card, "stopped", 0, 0, NULL);
	fl->d->outcome = S("subscription-ended");
	if (card)
		rc = card_run(fl, card, EV_STOPPED, NULL, reterr);
	return rc == RC_REFUSED ? RC_OK : rc;
}

enum rc decide_period_due(struct state *s, struct subscription *sub, struct decision *d,
			  struct why *reterr)
{
	struct flow fl = { .s = s, .d = d };
	int64_t n = periods_due(sub, s->today);
	const struct hold *hold;
	bool billed;
	enum rc rc;

	d->folder = FOLDER_STAY;
	d->outcome = S("not-due");
	s->card = state_card(s, sub->card);
	if (sub->stopped || sub->paused)
		return RC_OK;
	if (!day_is_set(subscription_next_due(sub)))
		return end_subscription(&fl, sub, reterr);
	if (n == 0)
		return RC_OK;
	if (asked_before(s, sub)) {
		d->outcome = S("asked");
		return RC_OK;
	}
	if (s->firm->missed_periods_cap > 0 && n > s->firm->missed_periods_cap &&
	    !hold_has_period(s, sub)) {
		d->outcome = S("asked");
		return ask_periods(&fl, sub, n, reterr);
	}
	hold = s->firm->preflight ? hold_begin(&fl) : NULL;
	rc = period_bill(&fl, sub, &billed, reterr);
	if (rc == RC_REFUSED && hold && fl.faults.n > 0) {
		hold_undo(hold, &fl);
		d->outcome = S("held");
		return hold_period(&fl, sub, reterr);
	}
	if (rc)
		return rc;
	hold_period_over(s, sub);
	d->outcome = billed ? S("billed") : S("billed-before");
	return RC_OK;
}
