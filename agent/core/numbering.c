/* The decision as a snapshot, and the day on which it is due: a year's first days. */
#include "numbering.h"

#include <string.h>

#include "flow.h"
#include "say.h"
#include "series.h"
#include "span.h"

/* Whoever may issue documents: owners and accounting. */
static struct span persons(const struct state *s)
{
	const struct staffs *staff = &s->firm->staff;
	struct buf b;

	buf_init(&b, s->a, 64 * 1024);
	for (size_t i = 0; i < staff->n; i++) {
		const struct staff *p = &staff->at[i];

		if (!(p->roles & (ROLE_OWNER | ROLE_ACCOUNTING)))
			continue;
		buf_add_fmt(&b, "%s%.*s%s%.*s", b.len ? "\n" : "", SPAN_ARG(p->name),
			    p->name.len ? ", " : "", SPAN_ARG(p->addr));
	}
	return buf_span(&b);
}

static void add_series(struct state *s, struct snapshot *sn, const struct series_rule *r)
{
	struct line *l = ARENA_PUSH(s->a, &sn->lines);
	struct span number = series_next(s, r->kind, sn->issue);

	l->name = arena_fmt(s->a, "%.*s %.*s", SPAN_ARG(r->prefix), SPAN_ARG(number));
	l->unit = span_of(doc_kind_name(r->kind));
	l->description = r->yearly ? S("yearly") : S("");
	l->qty = DECIMAL_INT(1);
	l->vat_category = 'O';
	l->period_from = l->period_to = DAY_NONE;
	memcpy(l->net.cur, sn->currency, sizeof(l->net.cur));
}

struct snapshot *numbering_decision(struct state *s, struct day day)
{
	struct snapshot *sn = ARENA_NEW(s->a, struct snapshot);
	struct civil first = day_civil(day), last = first;

	first.month = first.day = 1;
	last.month = 12;
	last.day = 31;
	snapshot_begin(sn, DOC_DECISION);
	sn->lang = s->firm->lang;
	sn->issue = day;
	if (day_from_civil(first, &sn->period_from) || day_from_civil(last, &sn->period_to))
		sn->period_from = sn->period_to = day;
	memcpy(sn->currency, s->firm->currency, sizeof(sn->currency));
	sn->seller = s->firm->self;
	sn->title = arena_fmt(s->a, "%d", first.year);
	sn->note = persons(s);
	sn->template_set = s->firm->template_set;
	for (size_t i = 0; i < s->firm->series.n; i++)
		if (doc_kind_is_numbered(s->firm->series.at[i].kind))
			add_series(s, sn, &s->firm->series.at[i]);
	return sn;
}

enum rc decide_numbering(struct state *s, struct decision *d, struct why *reterr)
{
	struct flow fl = { .s = s, .d = d };
	struct arena *a = s->a;
	struct snapshot *sn = numbering_decision(s, s->today);
	struct value *args = say_text(a, NULL, "year", sn->title), *say = value_new_list(a);
	struct value *papers = value_new_list(a);

	d->folder = FOLDER_STAY;
	d->outcome = S("told-staff");
	value_push(a, say, value_tx(a, TX("flow.numbering.sign"), args));
	value_push(a, papers, snapshot_to_value(a, sn));
	return tell_staff_with(&fl, arena_fmt(a, "numbering:%.*s", SPAN_ARG(sn->title)),
			       value_tx(a, TX("flow.numbering"), args), say, papers,
			       ROLE_OWNER | ROLE_ACCOUNTING, reterr);
}
