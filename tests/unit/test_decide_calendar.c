/* The calendar: each period exactly once, missed ones oldest first and above the cap only after a
 * person's yes; reminders by level from the state; offers that expire; the digest. */
#include "calendar.h"
#include "state_builder.h"
#include "unit.h"

struct fixture {
	struct world *w;
	struct client *client;
	struct card *card;
	struct subscription *sub;
};

static struct fixture subscribed(const char *anchor)
{
	struct fixture x = { .w = world_new() };

	x.client = world_client(x.w, "Ion Popescu", "ion@example.org");
	x.card = world_card(x.w, x.client, "abonament", "running", "Mentenanță");
	x.sub = state_new_subscription(&x.w->s);
	x.sub->card = x.card->id;
	x.sub->client = x.client->id;
	x.sub->template_ = ARENA_NEW(x.w->a, struct snapshot);
	x.sub->template_->lines = *world_line(x.w, "Mentenanță", 1, 200);
	memcpy(x.sub->template_->currency, "RON", 4);
	x.sub->template_->issue = DAY_NONE;
	CHECK_RC(day_parse(span_of(anchor), &x.sub->anchor), RC_OK);
	return x;
}

static enum rc bill(struct fixture *x)
{
	world_next(x->w);
	return decide_period_due(&x->w->s, x->sub, &x->w->d, &x->w->why);
}

TEST(period_is_billed_once)
{
	struct fixture x = subscribed("2026-11-12");
	struct document *inv;
	struct mail_spec *m;

	CHECK_RC(bill(&x), RC_OK);
	CHECK_SPAN(x.w->d.outcome, "billed");
	inv = world_newest(x.w, DOC_INVOICE);
	CHECK_SPAN(inv->label, "FCT 0001");
	CHECK_INT(inv->subscription, x.sub->id);
	CHECK_INT(inv->period, 0);
	CHECK_INT(inv->open.minor, 24200);
	CHECK_SPAN(day_iso(x.w->a, inv->snap->period_from), "2026-11-12");
	CHECK_SPAN(day_iso(x.w->a, inv->snap->period_to), "2026-12-11");
	CHECK_SPAN(day_iso(x.w->a, inv->snap->lines.at[0].period_to), "2026-12-11");
	m = world_must(x.w, "ion@example.org", "invoice");
	CHECK_INT(m->document[0], inv->id);
	CHECK_INT(x.sub->next_period, 1);
	CHECK_RC(bill(&x), RC_OK);
	CHECK_SPAN(x.w->d.outcome, "not-due");
	CHECK_INT(world_mails(x.w), 0);
	CHECK_INT(x.w->s.documents.n, 1);
	/* The row says period 0 again (a restore): what was billed is not billed again. */
	x.sub->next_period = 0;
	CHECK_RC(bill(&x), RC_OK);
	CHECK_SPAN(x.w->d.outcome, "billed-before");
	CHECK_INT(x.w->s.documents.n, 1);
	CHECK_INT(x.sub->next_period, 1);
}

TEST(periods_missed_come_oldest_first)
{
	struct fixture x = subscribed("2026-09-30");

	CHECK_INT(periods_due(x.sub, x.w->s.today), 2);
	CHECK_RC(bill(&x), RC_OK);
	CHECK_RC(bill(&x), RC_OK);
	CHECK_INT(x.w->s.documents.n, 2);
	CHECK_SPAN(day_iso(x.w->a, x.w->s.documents.at[0]->snap->period_from), "2026-09-30");
	CHECK_SPAN(day_iso(x.w->a, x.w->s.documents.at[1]->snap->period_from), "2026-10-30");
	/* Dated today: no invoice is written into the past. */
	CHECK(day_eq(x.w->s.documents.at[0]->issue, x.w->s.today));
	CHECK_RC(bill(&x), RC_OK);
	CHECK_SPAN(x.w->d.outcome, "not-due");
}

TEST(periods_above_the_cap_are_asked_about)
{
	struct fixture x = subscribed("2026-05-01");
	struct mail_spec *m;

	CHECK_RC(bill(&x), RC_OK);
	CHECK_SPAN(x.w->d.outcome, "asked");
	CHECK_INT(x.w->s.documents.n, 0);
	m = world_must(x.w, "conta@atelier.ro", "question");
	CHECK_SPAN(data_command(m, 0), "DA");
	CHECK_INT(value_get_int(x.w->s.questions.at[0]->data, "count", 0), 7);
	CHECK_RC(bill(&x), RC_OK); /* the next day: not asked again */
	CHECK_INT(world_mails(x.w), 0);
	CHECK_INT(x.w->s.questions.n, 1);
}

TEST(periods_answered_yes_or_no)
{
	for (int yes = 0; yes < 2; yes++) {
		struct fixture x = subscribed("2026-05-01");
		struct flow fl = { .s = &x.w->s, .d = &x.w->d };
		struct question *q;

		CHECK_RC(bill(&x), RC_OK);
		q = x.w->s.questions.at[0];
		world_next(x.w);
		CHECK_RC(periods_answer(&fl, q, yes != 0, &x.w->why), RC_OK);
		CHECK_INT(q->state, yes ? Q_DONE : Q_DECLINED);
		CHECK_INT(x.w->s.documents.n, yes ? 7 : 0);
		CHECK_INT(x.sub->next_period, 7);
		CHECK_INT(world_mails(x.w), yes ? 7 : 0);
		CHECK_RC(periods_answer(&fl, q, true, &x.w->why), RC_REFUSED);
	}
}

TEST(one_off_lines_are_billed_once)
{
	struct fixture x = subscribed("2026-10-12");

	x.sub->once = *world_line(x.w, "Instalare", 1, 50);
	CHECK_RC(bill(&x), RC_OK);
	CHECK_INT(x.w->s.documents.at[0]->snap->lines.n, 2);
	CHECK_RC(bill(&x), RC_OK);
	CHECK_INT(x.w->s.documents.at[1]->snap->lines.n, 1);
	CHECK_INT(x.sub->template_->lines.n, 1);
}

TEST(paused_stopped_and_ended_subscriptions)
{
	struct fixture x = subscribed("2026-10-12");

	x.sub->paused = true;
	CHECK_INT(periods_due(x.sub, x.w->s.today), 0);
	CHECK_RC(bill(&x), RC_OK);
	CHECK_INT(x.w->s.documents.n, 0);
	x.sub->paused = false;
	x.sub->stopped = true;
	CHECK_RC(bill(&x), RC_OK);
	CHECK_INT(x.w->s.documents.n, 0);
	x.sub->stopped = false;
	CHECK_RC(day_parse(S("2026-11-01"), &x.sub->until), RC_OK);
	CHECK_RC(bill(&x), RC_OK);
	CHECK_INT(x.w->s.documents.n, 1); /* the period of 12 October began before the end */
	CHECK_RC(bill(&x), RC_OK);
	CHECK_SPAN(x.w->d.outcome, "subscription-ended");
	CHECK(x.sub->stopped);
	CHECK_SPAN(x.card->stage, "ended");
	CHECK_INT(x.w->s.documents.n, 1);
}

TEST(subscription_follows_the_vat_of_the_day)
{
	struct fixture x = subscribed("2026-11-12");

	CHECK_RC(day_parse(S("2025-01-10"), &x.sub->template_->issue), RC_OK);
	x.sub->template_->lines.at[0].vat_rate = DECIMAL_INT(19);
	CHECK_RC(bill(&x), RC_OK);
	CHECK_INT(x.w->s.documents.at[0]->open.minor, 24200); /* 21%, not 19% */
}

static struct document *overdue(struct fixture *x, enum doc_kind kind)
{
	return world_issued(x->w, x->card, kind, world_line(x->w, "C", 1, 100));
}

/* One day of the calendar: the template that went to the client, "staff", or "". */
static const char *remind(struct fixture *x, const char *day)
{
	world_next(x->w);
	world_today(x->w, day);
	CHECK_RC(decide_reminders(&x->w->s, x->client, &x->w->d, &x->w->why), RC_OK);
	if (world_mail_to(x->w, "ion@example.org", "reminder1"))
		return "reminder1";
	if (world_mail_to(x->w, "ion@example.org", "reminder2"))
		return "reminder2";
	return world_mail_to(x->w, "conta@atelier.ro", "notice") ? "staff" : "";
}

/* Due 27 November; levels at 3, 10 and 20 days. */
TEST(reminders_rise_by_level)
{
	struct fixture x = subscribed("2026-11-12");
	struct document *d = overdue(&x, DOC_INVOICE);
	struct mail_spec *m;

	CHECK_STR(remind(&x, "2026-11-27"), "");
	CHECK_STR(remind(&x, "2026-11-29"), "");
	CHECK_STR(remind(&x, "2026-11-30"), "reminder1");
	CHECK_INT(d->reminders, 1);
	m = world_mail_to(x.w, "ion@example.org", "reminder1");
	CHECK_INT(m->n_document, 1);
	CHECK_INT(data_minor(m, "open_total"), 12100);
	CHECK_INT(world_keys(x.w, "reminder:1:2026-11-30"), 1);
	CHECK_STR(remind(&x, "2026-11-30"), ""); /* the same day again */
	CHECK_STR(remind(&x, "2026-12-06"), "");
	CHECK_STR(remind(&x, "2026-12-07"), "reminder2");
	CHECK_STR(remind(&x, "2026-12-08"), "");
	CHECK_STR(remind(&x, "2026-12-17"), "staff");
	CHECK_INT(d->reminders, 3);
	CHECK_STR(remind(&x, "2026-12-18"), "");
	CHECK_INT(world_keys(x.w, "overdue:1:conta@atelier.ro"), 0);
}

/* A week off: the state is the same as with every day run, the words are true. */
TEST(reminders_catch_up)
{
	struct fixture x = subscribed("2026-11-12");
	struct document *d = overdue(&x, DOC_INVOICE);

	CHECK_STR(remind(&x, "2026-12-10"), "reminder1"); /* nobody had written before */
	CHECK_INT(d->reminders, 2);
	CHECK_STR(remind(&x, "2026-12-11"), "");
	CHECK_STR(remind(&x, "2026-12-17"), "staff");
}

TEST(reminders_stop_when_paid_or_snoozed)
{
	struct fixture x = subscribed("2026-11-12");
	struct document *d = overdue(&x, DOC_INVOICE);

	CHECK_RC(day_parse(S("2026-12-05"), &d->snoozed), RC_OK);
	CHECK_STR(remind(&x, "2026-12-05"), "");
	CHECK_STR(remind(&x, "2026-12-06"), "reminder1");
	d->open.minor = 0;
	CHECK_STR(remind(&x, "2026-12-20"), "");
	d->open.minor = 100; /* a part is still open: reminded like any other */
	CHECK_STR(remind(&x, "2026-12-20"), "reminder2");
	d->state = DOC_REVERSED;
	CHECK_STR(remind(&x, "2027-01-20"), "");
}

TEST(reminders_are_one_mail_a_client)
{
	struct fixture x = subscribed("2026-11-12");
	struct document *first = overdue(&x, DOC_INVOICE), *second;
	struct mail_spec *m;

	world_today(x.w, "2026-11-16");
	second = overdue(&x, DOC_PROFORMA);
	CHECK_STR(remind(&x, "2026-12-02"), "reminder1");
	m = world_mail_to(x.w, "ion@example.org", "reminder1");
	CHECK_INT(world_mails(x.w), 1);
	CHECK_INT(m->n_document, 2); /* all that is overdue, also what is due since yesterday */
	CHECK_INT(data_n(m, "overdue"), 2);
	CHECK_INT(first->reminders, 1);
	CHECK_INT(second->reminders, 0);
	first->reminded = day_add(x.w->s.today, 2);
	CHECK_STR(remind(&x, "2026-12-04"), "");          /* written to today about the first */
	CHECK_STR(remind(&x, "2026-12-05"), "reminder1"); /* the second one's own */
	CHECK_INT(second->reminders, 1);
}

TEST(reminders_to_nobody_reach_staff)
{
	struct fixture x = subscribed("2026-11-12");
	struct document *d = overdue(&x, DOC_INVOICE);

	x.client->address = ADDRESS_DEAD;
	CHECK_STR(remind(&x, "2026-11-30"), "staff");
	CHECK_INT(d->reminders, 3);
	CHECK_STR(remind(&x, "2026-12-30"), "");
}

TEST(offer_expires_after_its_last_day)
{
	struct fixture x = subscribed("2026-11-12");
	struct document *offer;

	x.card->stage = S("offered");
	offer = overdue(&x, DOC_OFFER); /* valid until 26 November */
	world_today(x.w, "2026-11-26");
	CHECK_RC(decide_offer_expired(&x.w->s, offer, &x.w->d, &x.w->why), RC_OK);
	CHECK_INT(offer->state, DOC_ISSUED);
	world_today(x.w, "2026-11-27");
	CHECK_RC(decide_offer_expired(&x.w->s, offer, &x.w->d, &x.w->why), RC_OK);
	CHECK_INT(offer->state, DOC_EXPIRED);
	CHECK_SPAN(x.card->stage, "lost");
	CHECK_INT(world_keys(x.w, "expired:1:vlad@atelier.ro"), 1);
	CHECK(world_mail_to(x.w, "ion@example.org", "offer") == NULL);
	world_next(x.w);
	CHECK_RC(decide_offer_expired(&x.w->s, offer, &x.w->d, &x.w->why), RC_OK);
	CHECK_INT(world_mails(x.w), 0);
}

TEST(offer_expires_alone_while_another_waits)
{
	struct fixture x = subscribed("2026-11-12");
	struct document *first;

	x.card->stage = S("offered");
	first = overdue(&x, DOC_OFFER);
	world_today(x.w, "2026-11-20");
	(void)overdue(&x, DOC_OFFER);
	world_today(x.w, "2026-11-27");
	CHECK_RC(decide_offer_expired(&x.w->s, first, &x.w->d, &x.w->why), RC_OK);
	CHECK_INT(first->state, DOC_EXPIRED);
	CHECK_SPAN(x.card->stage, "offered");
}

TEST(digest_goes_to_owners_once_a_day)
{
	struct world *w = world_new();
	struct value *figures = value_new_map(w->a);
	struct mail_spec *m;

	value_set(w->a, figures, "money_in_n", value_int(w->a, 2));
	CHECK_RC(decide_digest(&w->s, figures, &w->d, &w->why), RC_OK);
	CHECK_RC(decide_digest(&w->s, figures, &w->d, &w->why), RC_OK);
	CHECK_INT(world_mails(w), 1);
	m = world_must(w, "diana@atelier.ro", "digest");
	CHECK_INT(value_get_int(m->data, "money_in_n", 0), 2);
	CHECK_INT(world_keys(w, "digest:2026-11-12:diana@atelier.ro"), 1);
	CHECK_RC(decide_digest(&w->s, NULL, &w->d, &w->why), RC_BAD_INPUT);
}
