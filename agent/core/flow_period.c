/* Billing periods of a subscription: one invoice each, oldest first, each exactly once (a row per
 * subscription and period is unique in the database too). */
#include <inttypes.h>

#include "calendar.h"
#include "company.h"
#include "doc_type.h"
#include "flow_hold.h"
#include "rehearsal.h"
#include "say.h"
#include "span.h"

#define MAX_AT_ONCE 400 /* periods billed on one DA */

static bool already_billed(const struct state *s, const struct subscription *sub)
{
	for (size_t i = 0; i < s->documents.n; i++) {
		const struct document *d = s->documents.at[i];

		if (d->kind == DOC_INVOICE && d->subscription == sub->id &&
		    d->period == sub->next_period)
			return true;
	}
	return false;
}

static enum rc bill(struct flow *fl, struct subscription *sub, struct card *card,
		    struct why *reterr)
{
	struct state *s = fl->s;
	struct lines lines = { 0 };
	struct document *doc;
	enum rc rc;

	period_lines(s, sub, sub->next_period, s->today, &lines);
	if (lines.n == 0)
		return flow_refuse(fl, reterr, TX("flow.no.sub_lines"),
				   "subscription %" PRId64 " has no lines", sub->id);
	rc = doc_draft(fl, DOC_INVOICE, card, &lines, NULL, &doc, reterr);
	if (rc)
		return rc;
	doc->subscription = sub->id;
	doc->period = sub->next_period;
	doc->snap->period_from = period_from(sub, sub->next_period);
	doc->snap->period_to = period_to(sub, sub->next_period);
	doc->snap->order_ref = sub->template_ ? sub->template_->order_ref : (struct span){ 0 };
	rc = doc_issue(fl, doc, reterr);
	if (rc)
		return rc;
	state_event(s, card->id, "period", doc->id, 0,
		    say_int(s->a, NULL, "period", sub->next_period));
	return flow_mail_issued(fl, card, reterr);
}

enum rc period_bill(struct flow *fl, struct subscription *sub, bool *billed, struct why *reterr)
{
	struct card *card = state_card(fl->s, sub->card);
	struct day due = subscription_next_due(sub);
	enum rc rc = RC_OK;

	*billed = false;
	if (sub->paused || !day_is_set(due) || day_cmp(due, fl->s->today) > 0)
		return RC_OK;
	if (!card)
		return flow_refuse(fl, reterr, TX("flow.no.sub_card"),
				   "subscription %" PRId64 " has no card", sub->id);
	if (!already_billed(fl->s, sub)) {
		rc = bill(fl, sub, card, reterr);
		*billed = true;
	}
	if (rc)
		return rc;
	sub->next_period++;
	sub->once = (struct lines){ 0 };
	ROW_TOUCH(sub);
	return RC_OK;
}

static void skip_periods(struct flow *fl, struct subscription *sub)
{
	int64_t n = periods_due(sub, fl->s->today);
	struct value *data = say_int(fl->s->a, NULL, "from", sub->next_period);

	sub->next_period += n;
	ROW_TOUCH(sub);
	state_event(fl->s, sub->card, "period-skipped", 0, 0, say_int(fl->s->a, data, "count", n));
	flow_changed(fl, value_tx(fl->s->a, TX("flow.subscription"), NULL), value_str(fl->s->a, ""),
		     value_tx(fl->s->a, TX("flow.periods.skipped"),
			      say_count(fl->s->a, NULL, "count", n)));
}

enum rc periods_answer(struct flow *fl, struct question *q, bool yes, struct why *reterr)
{
	struct subscription *sub = state_subscription(fl->s, q->subscription);
	bool billed = true;

	if (q->kind != Q_PERIODS || q->state != Q_OPEN || !sub)
		return flow_refuse(fl, reterr, TX("flow.no.question"), "the question is closed");
	for (unsigned i = 0; yes && i < MAX_AT_ONCE && periods_due(sub, fl->s->today); i++) {
		const struct hold *before = hold_begin(fl);
		enum rc rc = period_bill(fl, sub, &billed, reterr);

		if (rc == RC_REFUSED && company_holds(fl)) {
			hold_undo(before, fl);
			rc = hold_period(fl, sub, reterr);
			if (rc)
				return rc;
			flow_changed(fl, value_tx(fl->s->a, TX("flow.subscription"), NULL),
				     value_str(fl->s->a, ""),
				     value_tx(fl->s->a, TX("company.held.state"), NULL));
			fl->faults = (struct preflight_faults){ 0 };
			break;
		}
		if (rc)
			return rc;
	}
	if (!yes)
		skip_periods(fl, sub);
	q->state = yes ? Q_DONE : Q_DECLINED;
	q->answered_by = fl->s->sender.addr;
	ROW_TOUCH(q);
	return RC_OK;
}
