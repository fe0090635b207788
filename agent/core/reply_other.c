/* "Am plătit" and "opriți abonamentul". The first rests reminders for some days and proves nothing;
 * the second ends a subscription, confirmed to both sides with what stops and when. */
#include <inttypes.h>

#include "calendar.h"
#include "decide_parts.h"
#include "doc_type.h"
#include "say.h"
#include "span.h"

#define REST_WORKING_DAYS 3
#define REST_AGAIN_DAYS   14 /* a second "am plătit" within these rests nothing more */

static bool may_rest(const struct state *s, const struct document *d)
{
	return !day_is_set(d->snoozed) ||
	       day_cmp(day_add(d->snoozed, REST_AGAIN_DAYS), s->today) < 0;
}

/* Rest the reminders of what is open on the card. */
static void rest_reminders(const struct reply *r, unsigned *open, unsigned *paid, unsigned *rested)
{
	struct state *s = r->fl->s;

	*open = *paid = *rested = 0;
	for (size_t i = 0; i < s->documents.n; i++) {
		struct document *d = s->documents.at[i];

		if (d->card != r->card->id || d->state != DOC_ISSUED || !doc_type(d->kind)->payable)
			continue;
		if (d->open.minor <= 0) {
			(*paid)++;
			continue;
		}
		(*open)++;
		if (!may_rest(s, d))
			continue;
		d->snoozed = day_add_working(s->today, REST_WORKING_DAYS);
		ROW_TOUCH(d);
		(*rested)++;
	}
}

enum rc reply_paid(const struct reply *r, struct why *reterr)
{
	struct flow *fl = r->fl;
	struct arena *a = fl->s->a;
	unsigned open, paid, rested;
	int64_t doc = r->doc ? r->doc->id : 0;

	fl->d->outcome = S("paid-claim");
	reply_noted(r, "paid");
	if (!reply_credible(r))
		return pass_to_staff(fl, r->card, doc, TX("flow.ask.paid"), NULL, reterr);
	rest_reminders(r, &open, &paid, &rested);
	if (open == 0 && paid > 0) {
		reply_kindly(r, arena_fmt(a, "ack:card:%" PRId64 ":nothing-open", r->card->id),
			     TX("flow.ack.nothing_open"), NULL);
		return RC_OK;
	}
	if (rested == 0 || fl->f->attachments.n > 0)
		return pass_to_staff(fl, r->card, doc, TX("flow.ask.paid"), NULL, reterr);
	reply_kindly(r,
		     arena_fmt(a, "ack:card:%" PRId64 ":paid:%.*s", r->card->id,
			       SPAN_ARG(day_iso(a, fl->s->today))),
		     TX("flow.ack.paid"), NULL);
	return RC_OK;
}

static struct subscription *only_subscription(const struct reply *r, unsigned *n)
{
	const struct state *s = r->fl->s;
	struct subscription *one = NULL;

	*n = 0;
	for (size_t i = 0; i < s->subscriptions.n; i++) {
		struct subscription *sub = s->subscriptions.at[i];

		if (sub->card == r->card->id && !sub->stopped) {
			one = sub;
			(*n)++;
		}
	}
	return *n == 1 ? one : NULL;
}

static void mail_stopped(const struct reply *r, const struct subscription *sub)
{
	struct state *s = r->fl->s;
	struct mail_spec *m;

	if (!client_reachable(r->client))
		return;
	m = reply_mail(r, "stopped",
		       arena_fmt(s->a, "stopped:%" PRId64 ":%" PRId64, sub->id, r->fl->m->id));
	say_value(s->a, m->data, "title", card_sold(s, r->card));
	/* What is billed stays billed: the last period already invoiced runs to its end. */
	say_day(s->a, m->data, "until",
		sub->next_period > 0 ? period_to(sub, sub->next_period - 1) : DAY_NONE);
}

static struct value *stop_options(const struct reply *r)
{
	struct state *s = r->fl->s;
	struct value *options = value_new_list(s->a);

	for (size_t i = 0; i < s->subscriptions.n; i++) {
		const struct subscription *sub = s->subscriptions.at[i];

		if (sub->card == r->card->id && !sub->stopped)
			say_option(s->a, options,
				   value_tx(s->a, TX("flow.option.stop"),
					    say_int(s->a, NULL, "subscription", sub->id)),
				   arena_fmt(s->a, "OPRESTE S%" PRId64, sub->id));
	}
	return options;
}

enum rc reply_stop(const struct reply *r, struct why *reterr)
{
	struct flow *fl = r->fl;
	unsigned n;
	struct subscription *sub = only_subscription(r, &n);
	enum rc rc;

	fl->d->outcome = S("stop");
	reply_noted(r, "stop");
	if (!sub || !r->proven)
		return pass_to_staff(fl, r->card, 0, TX("flow.ask.stop"), stop_options(r), reterr);
	sub->stopped = true;
	ROW_TOUCH(sub);
	state_event(fl->s, r->card->id, "stopped", 0, 0, NULL);
	mail_stopped(r, sub);
	rc = card_run(fl, r->card, EV_STOPPED, NULL, reterr);
	if (rc && rc != RC_REFUSED)
		return rc;
	if (rc == RC_REFUSED)
		return pass_to_staff(fl, r->card, 0, TX("flow.ask.not_moved"), NULL, reterr);
	return flow_mail_issued(fl, r->card, reterr);
}
