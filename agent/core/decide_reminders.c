/* Overdue documents of a client: reminder 1, reminder 2, then a notice to staff. The level comes from
 * the state on the day, not from "today equals", so a week off is caught up; one mail a client and day
 * with all that is overdue; nothing for what is paid or snoozed. A client is never told of a second
 * reminder who did not get the first, and staff only after the client was reminded. */
#include <inttypes.h>

#include "doc_type.h"
#include "say.h"
#include "span.h"

#define MAX_DOCS 12

struct overdue {
	struct document *at[MAX_DOCS];
	unsigned n;
	bool rises;  /* one of them is due for a reminder today */
	bool second; /* ... for its second */
	bool reminded_today;
};

static int days_late(const struct document *d, struct day today)
{
	return today.n - d->due.n;
}

static bool is_overdue(const struct state *s, const struct document *d, const struct client *c)
{
	return d->client == c->id && d->state == DOC_ISSUED && d->open.minor > 0 &&
	       (d->kind == DOC_INVOICE || d->kind == DOC_PROFORMA) && day_is_set(d->due) &&
	       days_late(d, s->today) > 0 &&
	       (!day_is_set(d->snoozed) || day_cmp(d->snoozed, s->today) < 0);
}

/* 0 nothing yet, 1 and 2 reminders, 3 staff. */
static int level_due(const struct firm *f, const struct document *d, struct day today)
{
	int late = days_late(d, today);

	if (late >= f->reminder_notice_days && d->reminders >= 2)
		return 3;
	if (late >= f->reminder_days[1])
		return 2;
	return late >= f->reminder_days[0] ? 1 : 0;
}

static void gather(const struct state *s, const struct client *c, struct overdue *o)
{
	for (size_t i = 0; i < s->documents.n; i++) {
		struct document *d = s->documents.at[i];
		int level;

		if (d->client == c->id && day_is_set(d->reminded) &&
		    day_cmp(d->reminded, s->today) >= 0)
			o->reminded_today = true;
		if (!is_overdue(s, d, c) || o->n == MAX_DOCS)
			continue;
		o->at[o->n++] = d;
		level = level_due(s->firm, d, s->today);
		if (level > d->reminders && level < 3)
			o->rises = true;
		if (level == 2 && d->reminders == 1)
			o->second = true;
	}
}

/* One sum only when all are in one currency. */
static struct value *document_rows(struct arena *a, const struct overdue *o, struct day today,
				   struct money *sum, bool *summed)
{
	struct value *rows = value_new_list(a);

	*sum = (struct money){ 0 };
	*summed = true;
	for (unsigned i = 0; i < o->n; i++) {
		const struct document *d = o->at[i];
		struct value *row = say_text(a, NULL, "label", d->label);

		say_value(a, row, "kind_word",
			  value_tx(a,
				   d->kind == DOC_INVOICE ? TX("flow.word.invoice") :
							    TX("flow.word.proforma"),
				   NULL));
		say_money(a, row, "open", d->open);
		say_day(a, row, "due", d->due);
		say_int(a, row, "days", days_late(d, today));
		value_push(a, rows, row);
		*summed = *summed && money_add(*sum, d->open, sum) == RC_OK;
	}
	return rows;
}

static void mail_reminder(struct flow *fl, const struct client *c, const struct overdue *o)
{
	struct state *s = fl->s;
	struct money sum;
	bool summed;
	struct value *rows = document_rows(s->a, o, s->today, &sum, &summed);
	struct mail_spec *m;

	m = effect_mail_client(s, fl->d, o->second ? "reminder2" : "reminder1", SORT_NOTICE,
			       arena_fmt(s->a, "reminder:%" PRId64 ":%.*s", c->id,
					 SPAN_ARG(day_iso(s->a, s->today))),
			       c);
	m->card = o->at[0]->card;
	m->token_document = o->at[0]->id;
	for (unsigned i = 0; i < o->n; i++)
		m->document[m->n_document++] = o->at[i]->id;
	value_set(s->a, m->data, "overdue", rows);
	value_set(s->a, m->data, "open_total",
		  summed ? value_money(s->a, sum) : value_str(s->a, ""));
}

static void note_level(struct state *s, struct document *d, int level)
{
	d->reminders = level;
	d->reminded = s->today;
	ROW_TOUCH(d);
	state_event(s, d->card, "reminder", d->id, 0, say_int(s->a, NULL, "level", level));
}

static void remind_client(struct flow *fl, const struct client *c, const struct overdue *o)
{
	mail_reminder(fl, c, o);
	for (unsigned i = 0; i < o->n; i++) {
		int level = level_due(fl->s->firm, o->at[i], fl->s->today);

		if (level > o->at[i]->reminders && level < 3)
			note_level(fl->s, o->at[i], level);
	}
}

static enum rc tell_overdue(struct flow *fl, const struct client *c, struct document *d,
			    struct why *reterr)
{
	struct arena *a = fl->s->a;
	struct value *args = say_value(a, NULL, "document", doc_say(a, d));
	struct value *facts = value_new_list(a), *next = value_new_list(a);

	say_text(a, args, "client", c->party.name);
	say_count(a, args, "days", days_late(d, fl->s->today));
	say_fact_text(a, facts, TX("flow.fact.client"), c->party.name);
	say_fact_text(a, facts, TX("flow.fact.email"), c->party.email);
	say_fact_text(a, facts, TX("flow.fact.phone"), c->party.phone);
	say_fact(a, facts, TX("flow.fact.open"), value_money(a, d->open));
	say_fact(a, facts, TX("flow.fact.due"), value_day(a, d->due));
	say_option(a, next, value_tx(a, TX("flow.option.message"), NULL), S("MESAJ"));
	say_option(a, next, value_tx(a, TX("flow.next.balance"), NULL),
		   arena_fmt(a, "SOLD card %" PRId64, d->card));
	say_option(a, next, value_tx(a, TX("flow.next.card"), NULL),
		   arena_fmt(a, "CARD %" PRId64, d->card));
	return tell_staff_on(fl, d->card, arena_fmt(a, "overdue:%" PRId64, d->id),
			     value_tx(a, TX("flow.overdue"), args), NULL, facts, next,
			     ROLE_OWNER | ROLE_ACCOUNTING, reterr);
}

enum rc decide_reminders(struct state *s, struct client *c, struct decision *d, struct why *reterr)
{
	struct flow fl = { .s = s, .d = d };
	struct overdue o = { 0 };
	bool reachable = client_reachable(c);
	enum rc rc = RC_OK;

	d->folder = FOLDER_STAY;
	d->outcome = S("nothing");
	gather(s, c, &o);
	if (o.reminded_today)
		return RC_OK;
	for (unsigned i = 0; !rc && i < o.n; i++) {
		struct document *doc = o.at[i];
		int level = level_due(s->firm, doc, s->today);
		bool unreachable = !reachable && level > doc->reminders;

		if (doc->reminders < 3 && (level == 3 || unreachable)) {
			rc = tell_overdue(&fl, c, doc, reterr);
			note_level(s, doc, 3);
			d->outcome = S("told-staff");
		}
	}
	if (!rc && o.rises && reachable) {
		remind_client(&fl, c, &o);
		d->outcome = S("reminded");
	}
	return rc;
}
