/* The question about a bank's mail that no rule reads, with what it seems to tell: see bank_learn.h. */
#include "bank_learn.h"

#include "decide_parts.h"
#include "say.h"
#include "span.h"
#include "utf8.h"

static struct value *keep_part(struct arena *a, const struct guess_part *p)
{
	struct value *v = say_text(a, NULL, "field", p->field);

	say_text(a, v, "label", p->label);
	say_text(a, v, "value", p->value);
	say_int(a, v, "minor", p->amount.minor);
	return say_text(a, v, "currency", span_of(p->amount.cur));
}

static void keep(const struct flow *fl, struct question *q)
{
	const struct bank_guess *g = &fl->f->guess;
	struct arena *a = fl->s->a;
	struct value *told = value_new_list(a), *parts = value_new_list(a),
		     *sums = value_new_list(a);

	for (size_t i = 0; i < g->told.n; i++) {
		struct notice n = g->told.at[i];
		struct value *v;

		n.day = day_is_set(n.day) ? n.day : fl->s->today;
		v = bank_learn_keep(a, &n);
		value_set(a, v, "dated", value_bool(a, day_is_set(g->told.at[i].day)));
		value_push(a, told,
			   say_int(a, v, "at", i < g->told_at.n ? (int64_t)g->told_at.at[i] : -1));
	}
	for (size_t i = 0; i < g->sums.n; i++)
		value_push(a, sums, value_text(a, g->sums.at[i]));
	for (size_t i = 0; i < g->n; i++)
		value_push(a, parts, keep_part(a, &g->at[i]));
	q->data = say_text(a, NULL, "bank", fl->f->bank);
	value_set(a, q->data, "told", told);
	value_set(a, q->data, "parts", parts);
	value_set(a, q->data, "sums", sums);
	say_text(a, q->data, "text", g->text);
	say_text(a, q->data, "title", g->title);
	say_int(a, q->data, "seen", g->seen);
	say_int(a, q->data, "mark", g->mark);
	say_text(a, q->data, "quote", utf8_cut(fl->f->text, 1200));
}

static struct span label_of(const struct bank_guess *g, const char *field)
{
	for (size_t i = 0; i < g->n; i++)
		if (span_eq_str(g->at[i].field, field))
			return g->at[i].label;
	return S("");
}

static void say_guess(const struct flow *fl, struct value *facts, const char *key,
		      const char *field, struct value *what, bool some)
{
	struct arena *a = fl->s->a;
	struct span label = label_of(&fl->f->guess, field);

	if (!some)
		return;
	say_fact(a, facts, key,
		 label.len ?
			 value_tx(a, TX("bank.guess.at"),
				  say_text(a, say_value(a, NULL, "what", what), "label", label)) :
			 what);
}

/* Which of the sums it is must be said: none is shown as if it were. */
static struct value *sums_fact(struct arena *a, const struct spans *sums)
{
	struct span all = S("");

	for (size_t i = 0; i < sums->n; i++)
		all = arena_fmt(a, "%.*s%s%.*s", SPAN_ARG(all), i ? "; " : "",
				SPAN_ARG(sums->at[i]));
	return value_tx(a, TX("bank.guess.which"), say_text(a, NULL, "sums", all));
}

static void one_fact(const struct flow *fl, struct value *facts, const struct notice *n)
{
	const struct spans *sums = &fl->f->guess.sums;
	struct arena *a = fl->s->a;

	say_guess(fl, facts, TX("flow.fact.amount"), "amount",
		  sums->n ? sums_fact(a, sums) : value_money(a, n->amount), true);
	say_fact(a, facts, TX("bank.guess.direction"),
		 value_tx(a, n->incoming ? TX("bank.guess.in") : TX("bank.guess.out"), NULL));
	say_guess(fl, facts, TX("flow.fact.day"), "date", value_day(a, n->day), day_is_set(n->day));
	say_guess(fl, facts, TX("flow.fact.payer"), "payer", value_text(a, n->payer),
		  n->payer.len > 0);
	say_guess(fl, facts, TX("flow.fact.payer_iban"), "iban", value_text(a, n->payer_iban),
		  n->payer_iban.len > 0);
	say_guess(fl, facts, TX("flow.fact.details"), "details",
		  value_text(a, utf8_cut(n->details, 400)), n->details.len > 0);
	say_guess(fl, facts, TX("flow.fact.bank_ref"), "ref", value_text(a, n->bank_ref),
		  n->bank_ref.len > 0);
}

static struct value *guess_facts(const struct flow *fl)
{
	const struct notices *told = &fl->f->guess.told;
	struct arena *a = fl->s->a;
	struct value *facts = value_new_list(a);

	if (told->n == 1)
		one_fact(fl, facts, &told->at[0]);
	for (size_t i = 0; told->n > 1 && i < told->n; i++)
		say_fact(a, facts, TX("bank.guess.nth"), bank_learn_say(a, &told->at[i], i));
	return facts;
}

static void one_option(struct arena *a, struct value *options, const struct notice *n,
		       const struct spans *sums)
{
	struct notice open = *n;

	for (size_t i = 0; i < sums->n; i++)
		say_option(a, options,
			   value_tx(a, TX("bank.guess.this_sum"),
				    say_text(a, NULL, "sum", sums->at[i])),
			   arena_fmt(a, "FORMAT suma %.*s", SPAN_ARG(sums->at[i])));
	if (!sums->n)
		say_option(a, options, value_tx(a, TX("bank.guess.amount"), NULL),
			   arena_fmt(a, "FORMAT suma %.*s %s", SPAN_ARG(money_print(a, n->amount)),
				     n->amount.cur));
	if (sums->n)
		open.amount.minor = 0; /* which it is, they say */
	say_option(a, options, value_tx(a, TX("bank.guess.all"), NULL),
		   bank_learn_line(a, &open, 0, 1));
	if (!sums->n)
		say_option(a, options,
			   value_tx(a,
				    n->incoming ? TX("bank.guess.is_out") : TX("bank.guess.is_in"),
				    NULL),
			   n->incoming ? S("FORMAT iesire") : S("FORMAT intrare"));
}

static struct value *guess_options(const struct flow *fl)
{
	const struct notices *told = &fl->f->guess.told;
	struct arena *a = fl->s->a;
	struct value *options = value_new_list(a);

	if (!fl->f->guess.sums.n)
		say_option(a, options, value_tx(a, TX("bank.guess.yes"), NULL), S("DA"));
	if (told->n == 1)
		one_option(a, options, &told->at[0], &fl->f->guess.sums);
	for (size_t i = 0; told->n > 1 && i < told->n && i < BANK_LEARN_BUTTONS; i++)
		say_option(a, options,
			   value_tx(a, TX("bank.guess.fix"), say_int(a, NULL, "n", (int64_t)i + 1)),
			   bank_learn_line(a, &told->at[i], i, told->n));
	say_option(a, options,
		   value_tx(a, told->n > 1 ? TX("bank.guess.none") : TX("bank.guess.no"), NULL),
		   S("NU"));
	return options;
}

static bool was_read(const struct state *s, struct span bank)
{
	struct span rest = s->banks_read, one;

	while (span_next_word(&rest, &one))
		if (span_eq(one, bank))
			return true;
	return false;
}

void bank_learn_was_read(struct state *s, struct span bank)
{
	if (was_read(s, bank))
		return;
	s->banks_read = arena_fmt(s->a, "%.*s%s%.*s", SPAN_ARG(s->banks_read),
				  s->banks_read.len ? " " : "", SPAN_ARG(bank));
	s->banks_read_changed = true;
}

enum rc bank_learn_ask(struct flow *fl, const struct bank_source *b, struct why *reterr)
{
	struct arena *a = fl->s->a;
	struct value *say = value_new_list(a), *args = say_text(a, NULL, "bank", b->title);
	struct question *q = state_new_question(fl->s, Q_PAYMENT);

	fl->d->folder = FOLDER_REVIEW;
	keep(fl, q);
	value_push(a, say,
		   value_tx(a,
			    was_read(fl->s, fl->f->bank) ? TX("bank.ask.changed") :
							   TX("bank.ask.first"),
			    args));
	value_push(a, say,
		   value_tx(a,
			    fl->f->guess.sums.n     ? TX("bank.ask.which") :
			    fl->f->guess.told.n > 1 ? TX("bank.ask.several") :
						      TX("bank.ask.what"),
			    NULL));
	return ask_staff(fl, q, say, guess_facts(fl), guess_options(fl), BANK_LEARN_ROLES, reterr);
}
