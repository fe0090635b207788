/* What comes from ANAF without a mail (see received.h). */
#include "received.h"

#include <inttypes.h>

#include "flow.h"
#include "say.h"
#include "span.h"

static struct value *facts_of(struct state *s, const struct received *r)
{
	struct value *facts = value_new_list(s->a);

	say_fact_text(s->a, facts, TX("received.supplier"), r->name);
	say_fact_text(s->a, facts, TX("received.cui"), r->seller);
	say_fact_text(s->a, facts, TX("received.number"), r->number);
	if (day_is_set(r->issue))
		say_fact(s->a, facts, TX("received.issue"), value_day(s->a, r->issue));
	if (day_is_set(r->due))
		say_fact(s->a, facts, TX("received.due"), value_day(s->a, r->due));
	if (r->number.len) {
		say_fact(s->a, facts, TX("received.total"), value_money(s->a, r->total));
		if (r->payable.minor != r->total.minor)
			say_fact(s->a, facts, TX("received.payable"),
				 value_money(s->a, r->payable));
	}
	say_fact_text(s->a, facts, TX("received.items"), r->items);
	say_fact_text(s->a, facts, TX("received.index"), r->upload);
	seal_facts(s->a, facts, &r->seal);
	return facts;
}

static const char *headline_of(const struct received *r)
{
	if (r->gone)
		return TX("received.gone");
	if (r->unreadable)
		return TX("received.unreadable");
	return r->credit_note ? TX("received.credit_note") : TX("received.invoice");
}

enum rc decide_received(struct state *s, const struct received *r, struct decision *d,
			struct why *reterr)
{
	struct flow fl = { .s = s, .d = d };
	struct value *say = value_new_list(s->a), *args;
	size_t first = d->effects.n;
	enum rc rc;

	d->folder = FOLDER_STAY;
	d->outcome = S("received");
	args = say_text(s->a, NULL, "supplier", r->name.len ? r->name : r->seller);
	say_money(s->a, args, "total", r->total);
	say_count(s->a, args, "n", r->before);
	if (r->gone)
		value_push(s->a, say, value_tx(s->a, TX("received.gone.why"), args));
	else if (r->unreadable)
		value_push(s->a, say, value_tx(s->a, TX("received.unreadable.why"), args));
	else
		value_push(s->a, say,
			   value_tx(s->a, r->before ? TX("received.known") : TX("received.new"),
				    args));
	if (seal_is_bad(r->seal.is)) {
		value_push(s->a, say, seal_say(s->a, &r->seal));
		value_push(s->a, say, value_tx(s->a, TX("seal.received"), NULL));
	}
	if (r->sums && r->sums->u.list.n) {
		value_push(s->a, say, value_tx(s->a, TX("received.sums"), NULL));
		for (size_t i = 0; i < r->sums->u.list.n; i++)
			value_push(s->a, say, r->sums->u.list.at[i]);
	}
	if (r->boxes.len)
		value_push(s->a, say,
			   value_tx(s->a, TX("received.boxes"),
				    say_text(s->a, NULL, "letters", r->boxes)));
	if (r->no_pdf)
		value_push(s->a, say, value_tx(s->a, TX("received.no_pdf"), NULL));
	rc = tell_staff(&fl, arena_fmt(s->a, "received:%.*s", SPAN_ARG(r->message)),
			value_tx(s->a, headline_of(r), args), say, facts_of(s, r), NULL,
			ROLE_OWNER | ROLE_ACCOUNTING, reterr);
	for (size_t i = first; !rc && !r->gone && i < d->effects.n; i++)
		d->effects.at[i].mail.received = r->id;
	return rc;
}

enum rc decide_received_first(struct state *s, int64_t n, struct decision *d, struct why *reterr)
{
	struct flow fl = { .s = s, .d = d };
	struct value *say = value_new_list(s->a), *args = say_count(s->a, NULL, "n", n);

	d->folder = FOLDER_STAY;
	d->outcome = S("received");
	value_push(s->a, say, value_tx(s->a, TX("received.first.why"), NULL));
	return tell_staff(&fl, S("received:first"), value_tx(s->a, TX("received.first"), args), say,
			  value_new_list(s->a), NULL, ROLE_OWNER | ROLE_ACCOUNTING, reterr);
}

enum rc decide_anaf_ends(struct state *s, struct day end, int64_t *told, struct decision *d,
			 struct why *reterr)
{
	static const int64_t steps[] = { 1, 7, 14, 30 };
	struct flow fl = { .s = s, .d = d };
	int64_t left = end.n - s->today.n, step = 0;
	struct value *say = value_new_list(s->a), *args;

	d->folder = FOLDER_STAY;
	d->outcome = S("nothing");
	for (size_t i = 0; i < ARRAY_LEN(steps) && !step; i++)
		if (left <= steps[i])
			step = steps[i];
	/* An end that has passed is a trouble, told as one. */
	if (!step || left < 0 || (*told && *told <= step))
		return RC_OK;
	*told = step;
	d->outcome = S("told");
	args = say_count(s->a, NULL, "n", left);
	say_day(s->a, args, "day", end);
	value_push(s->a, say, value_tx(s->a, TX("received.signin.why"), args));
	return tell_staff(&fl, arena_fmt(s->a, "anaf-ends:%" PRId32 ":%" PRId64, end.n, step),
			  value_tx(s->a, TX("received.signin"), args), say, value_new_list(s->a),
			  NULL, ROLE_OWNER, reterr);
}
