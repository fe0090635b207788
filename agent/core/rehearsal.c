/* The invoices of subscriptions before their day (see rehearsal.h). */
#include "rehearsal.h"

#include <inttypes.h>
#include <string.h>

#include "calendar.h"
#include "fx.h"
#include "vat.h"

void period_lines(struct state *s, const struct subscription *sub, int64_t n, struct day day,
		  struct lines *ret)
{
	struct day was = sub->template_ && day_is_set(sub->template_->issue) ?
				 sub->template_->issue :
				 sub->anchor;

	for (size_t i = 0; sub->template_ && i < sub->template_->lines.n; i++) {
		struct line *l = ARENA_PUSH(s->a, ret);

		*l = sub->template_->lines.at[i];
		if (l->vat_category == 'S')
			l->vat_rate = vat_rate_moved(s->firm, l->vat_rate, was, day);
		l->period_from = period_from(sub, n);
		l->period_to = period_to(sub, n);
	}
	for (size_t i = 0; n == sub->next_period && i < sub->once.n; i++)
		*ARENA_PUSH(s->a, ret) = sub->once.at[i];
	if (ret->at && sub->template_ && sub->template_->currency[0])
		memcpy(ret->at[0].net.cur, sub->template_->currency, 4);
}

enum rc rehearse_period(struct state *s, const struct subscription *sub, int64_t n,
			struct snapshot **ret, struct why *reterr)
{
	struct snapshot *sn = ARENA_NEW(s->a, struct snapshot);
	const struct client *c = state_client(s, sub->client);
	struct day day = period_from(sub, n);
	enum rc rc;

	snapshot_begin(sn, DOC_INVOICE);
	sn->issue = day_cmp(day, s->today) < 0 ? s->today : day;
	sn->lang = c ? c->lang : s->firm->lang;
	sn->seller = s->firm->self;
	if (c)
		sn->buyer = c->party;
	period_lines(s, sub, n, sn->issue, &sn->lines);
	if (sn->lines.n == 0 || !sub->template_)
		return why_fail(reterr, RC_BAD_INPUT, "subscription %" PRId64 " has no lines",
				sub->id);
	memcpy(sn->currency, sub->template_->currency, sizeof(sn->currency));
	vat_settle(s->a, s->firm, sn);
	rc = snapshot_compute(s->a, sn, reterr);
	*ret = sn;
	return rc;
}
