/* Payouts and the bank's lines of them find each other, whichever comes first (payout.h). */
#include "payout.h"

#include <inttypes.h>

#include "pay_link.h"
#include "say.h"
#include "span.h"
#include "utf8.h"

bool payout_is_line(const struct firm *f, struct arena *a, const struct payment *p)
{
	struct span text = arena_fmt(a, "%.*s %.*s", SPAN_ARG(p->payer), SPAN_ARG(p->details));

	return f->cards.on && f->cards.payout.len && p->amount.minor > 0 &&
	       !span_starts(p->source, S("card:")) && span_has(utf8_fold(a, text), f->cards.payout);
}

static bool fits(const struct payout *o, const struct payment *p)
{
	int apart = day_is_set(o->arrival) ? p->day.n - o->arrival.n : 0;

	return !o->payment && !o->failed && money_same_currency(o->amount, p->amount) &&
	       o->amount.minor == p->amount.minor && apart >= -PAYOUT_EARLY_DAYS &&
	       apart <= PAYOUT_LATE_DAYS;
}

static void lay(struct payout *o, struct payment *p)
{
	o->payment = p->id;
	ROW_TOUCH(o);
	p->kind = PAYMENT_SETTLEMENT;
	p->fee = (struct money){ 0 };
	p->left.minor = 0;
	ROW_TOUCH(p);
}

bool payout_takes(struct flow *fl, struct payment *p)
{
	if (!payout_is_line(fl->s->firm, fl->s->a, p))
		return false;
	p->kind = PAYMENT_SETTLEMENT;
	ROW_TOUCH(p);
	for (size_t i = 0; p->left.minor == p->amount.minor && i < fl->s->payouts.n; i++)
		if (fits(fl->s->payouts.at[i], p))
			lay(fl->s->payouts.at[i], p);
	return true;
}

/* The fee of money that came late is known from here at last. */
static void take_fees(struct flow *fl, const struct card_entries *entries)
{
	for (size_t i = 0; i < entries->n; i++) {
		const struct card_entry *e = &entries->at[i];
		struct span identity = pay_link_identity(fl->s->a, e->payment);

		for (size_t k = 0; e->fee.minor > 0 && k < fl->s->payments.n; k++) {
			struct payment *p = fl->s->payments.at[k];

			if (!payment_is_told(p, identity) || p->fee.minor ||
			    e->amount.minor != p->amount.minor ||
			    !money_same_currency(e->fee, p->amount))
				continue;
			p->fee = e->fee;
			ROW_TOUCH(p);
		}
	}
}

static struct payout *known(const struct state *s, struct span ref)
{
	for (size_t i = 0; i < s->payouts.n; i++)
		if (span_eq(s->payouts.at[i]->ref, ref))
			return s->payouts.at[i];
	return NULL;
}

static enum rc came_back(struct flow *fl, struct payout *o, struct why *reterr)
{
	struct arena *a = fl->s->a;

	o->failed = true;
	ROW_TOUCH(o);
	return tell_staff(
		fl, arena_fmt(a, "payout:%.*s", SPAN_ARG(o->ref)),
		value_tx(a, TX("flow.card.payout_failed"), say_money(a, NULL, "amount", o->amount)),
		NULL, NULL, NULL, ROLE_OWNER | ROLE_ACCOUNTING, reterr);
}

static struct payout *new_payout(struct flow *fl, const struct card_fact *f)
{
	struct payout *o = ARENA_NEW(fl->s->a, struct payout);

	o->mark = ROW_NEW;
	o->ref = f->payment;
	o->amount = o->gross = o->fee = f->amount;
	o->gross.minor = o->fee.minor = 0;
	o->arrival = f->day;
	o->created = fl->s->now;
	o->entries = f->entries;
	for (size_t i = 0; i < f->entries.n; i++) {
		o->gross.minor += f->entries.at[i].amount.minor;
		o->fee.minor += f->entries.at[i].fee.minor;
	}
	*ARENA_PUSH(fl->s->a, &fl->s->payouts) = o;
	return o;
}

enum rc payout_told(struct flow *fl, const struct card_fact *f, struct why *reterr)
{
	struct payout *o = known(fl->s, f->payment);

	if (!o)
		o = new_payout(fl, f);
	else if (f->kind == CARD_PAYOUT)
		return RC_OK;
	if (f->kind == CARD_PAYOUT_FAILED)
		return came_back(fl, o, reterr);
	take_fees(fl, &f->entries);
	for (size_t i = 0; !o->payment && i < fl->s->payments.n; i++) {
		struct payment *p = fl->s->payments.at[i];

		if (p->left.minor == p->amount.minor && payout_is_line(fl->s->firm, fl->s->a, p) &&
		    fits(o, p))
			lay(o, p);
	}
	fl->d->outcome = S("payout");
	return RC_OK;
}
