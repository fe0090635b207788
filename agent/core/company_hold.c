/* An invoice waits while ANAF's register says something else of its buyer than our data (see company.h). */
#include <inttypes.h>

#include "company.h"
#include "flow_hold.h"
#include "say.h"
#include "span.h"

bool company_has_code(const struct client *c)
{
	struct span id = c->party.tax_id;

	return id.len >= 2 && id.len <= 10 && span_all_digits(id) &&
	       (!c->party.country.len || span_eq_str(c->party.country, "RO"));
}

struct span company_status(struct arena *a, const struct company *co)
{
	return arena_fmt(a, "%.*s vat=%d inactive=%d off=%d", SPAN_ARG(co->cui), co->vat,
			 co->inactive, day_is_set(co->struck_off));
}

static bool vat_differs(const struct client *cl, const struct company *co)
{
	return cl->party.vat_registered != co->vat;
}

/* Name and address stop nothing; TVA la incasare is the seller's matter. */
bool company_differs(const struct client *cl, const struct company *co)
{
	return co->found && (vat_differs(cl, co) || co->inactive || day_is_set(co->struck_off));
}

static struct question *newest(const struct state *s, int64_t client)
{
	struct question *best = NULL;

	for (size_t i = 0; i < s->questions.n; i++) {
		struct question *q = s->questions.at[i];

		if (q->kind == Q_COMPANY && value_get_int(q->data, "client", 0) == client &&
		    (!best || q->id > best->id))
			best = q;
	}
	return best;
}

static bool is_of(const struct state *s, const struct question *q, const struct company *co)
{
	return q && span_eq(value_get_text(q->data, "status"), company_status(s->a, co));
}

/* Yesterday's word counts as long as it is being asked about: an outage lets nothing go that was held. */
bool company_in_doubt(const struct state *s, const struct client *cl, const struct company *co)
{
	const struct question *q = newest(s, cl->id);

	if (!company_differs(cl, co) || !span_eq(cl->party.tax_id, co->cui))
		return false;
	if (is_of(s, q, co) && (q->state == Q_DONE || q->state == Q_DECLINED))
		return false;
	return (is_of(s, q, co) && q->state == Q_OPEN) || day_eq(co->asked, s->today);
}

const struct company *company_known(const struct state *s, const struct client *cl)
{
	for (size_t i = 0; i < s->doubts.n; i++)
		if (span_eq(s->doubts.at[i]->cui, cl->party.tax_id))
			return s->doubts.at[i];
	return NULL;
}

static const struct company *doubt_of(const struct state *s, const struct client *cl)
{
	const struct company *co = cl ? company_known(s, cl) : NULL;

	return co && company_in_doubt(s, cl, co) ? co : NULL;
}

void company_warn(struct arena *a, const struct company *co, struct value *say)
{
	if (!co->found)
		value_push(a, say, value_tx(a, TX("company.unknown.why"), NULL));
	if (co->inactive)
		value_push(a, say, value_tx(a, TX("company.inactive"), NULL));
	if (day_is_set(co->struck_off))
		value_push(a, say,
			   value_tx(a, TX("company.struck_off"),
				    say_day(a, NULL, "day", co->struck_off)));
}

void company_preflight(struct flow *fl, const struct document *doc)
{
	struct arena *a = fl->s->a;
	const struct client *cl = state_client(fl->s, doc->client);

	/* a revision has its number: it was issued to him as he was */
	if (doc->kind != DOC_INVOICE || doc->number != 0 || !doubt_of(fl->s, cl))
		return;
	*ARENA_PUSH(a, &fl->faults) = (struct preflight_fault){
		.id = "company",
		.why = value_tx(a, TX("company.held.why"),
				say_text(a, NULL, "name", cl->party.name)),
		.kind = FIX_ANSWER,
	};
}

bool company_holds(const struct flow *fl)
{
	for (size_t i = 0; i < fl->faults.n; i++)
		if (fl->faults.at[i].kind == FIX_ANSWER)
			return true;
	return false;
}

struct question *company_open(const struct state *s, const struct client *cl)
{
	const struct company *co = doubt_of(s, cl);
	struct question *q = co ? newest(s, cl->id) : NULL;

	return q && q->state == Q_OPEN && is_of(s, q, co) ? q : NULL;
}

bool company_asked_held(const struct state *s, const struct question *q, const struct company *co)
{
	return is_of(s, q, co) && q->state == Q_OPEN && value_get(q->data, "off");
}

static struct question *new_question(struct state *s, const struct client *cl,
				     const struct company *co, int64_t card)
{
	struct question *q = state_new_question(s, Q_COMPANY);

	q->card = card;
	q->data = say_text(s->a, say_int(s->a, NULL, "client", cl->id), "cui", co->cui);
	say_text(s->a, q->data, "status", company_status(s->a, co));
	value_set(s->a, q->data, "vat", value_bool(s->a, co->vat));
	value_set(s->a, q->data, "off", value_bool(s->a, !vat_differs(cl, co)));
	return q;
}

struct value *company_facts(struct arena *a, const struct client *cl, const struct company *co,
			    struct value *facts)
{
	if (vat_differs(cl, co))
		company_change(a, facts, TX("company.vat"),
			       company_vat_word(a, cl->party.vat_registered),
			       company_vat_word(a, co->vat));
	return facts;
}

void company_options(struct arena *a, bool data, struct value *options)
{
	say_option(a, options, value_tx(a, data ? TX("company.yes") : TX("company.issue"), NULL),
		   S("DA"));
	say_option(a, options, value_tx(a, data ? TX("company.no") : TX("company.stop"), NULL),
		   S("NU"));
}

void company_say(const struct state *s, const struct client *cl, struct value *rows)
{
	struct arena *a = s->a;
	const struct company *co = doubt_of(s, cl);
	struct value *why = value_new_list(a);

	if (!co)
		return;
	(void)company_facts(a, cl, co, rows);
	company_warn(a, co, why);
	for (size_t i = 0; i < why->u.list.n; i++)
		say_fact(a, rows, TX("company.register"), why->u.list.at[i]);
}

enum rc company_ask_held(struct flow *fl, struct client *cl, int64_t card, struct value *what,
			 struct span key, const struct staff *but, struct question **ret,
			 struct why *reterr)
{
	struct arena *a = fl->s->a;
	const struct company *co = doubt_of(fl->s, cl);
	struct value *say = value_new_list(a), *options = value_new_list(a), *facts;
	struct value *args = say_text(a, NULL, "name", cl->party.name);
	bool vat, stays;

	if (!co)
		return why_fail(reterr, RC_REFUSED, "nothing is in doubt");
	vat = vat_differs(cl, co);
	*ret = company_open(fl->s, cl);
	if (!*ret)
		*ret = new_question(fl->s, cl, co, card);
	(*ret)->expires = fl->s->now + HOLD_DAYS * INT64_C(86400);
	stays = company_stays(*ret);
	say_text(a, args, "cui", co->cui);
	value_push(a, say,
		   value_tx(a, vat ? TX("company.held.vat") : TX("company.held.off"), args));
	company_warn(a, co, say);
	value_push(a, say,
		   value_tx(a, stays ? TX("company.held.off_how") : TX("company.held.how"), NULL));
	for (size_t i = 0; i < fl->faults.n; i++)
		if (fl->faults.at[i].kind != FIX_ANSWER)
			value_push(a, say, fl->faults.at[i].why);
	facts = company_kept_facts(a, cl, (*ret)->data, value_new_list(a));
	(void)company_facts(a, cl, co, facts);
	say_fact(a, facts, TX("company.waiting"), what);
	company_options(a, !stays, options);
	return ask_staff_again(fl, *ret, key, but, say, facts, options, COMPANY_ROLES, reterr);
}
