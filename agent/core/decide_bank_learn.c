/* The question about a bank's mail that no rule reads, with what it seems to tell: see bank_learn.h. */
#include "bank_learn.h"

#include "decide_parts.h"
#include "say.h"
#include "span.h"
#include "utf8.h"

static struct value *keep_notice(struct arena *a, const struct notice *n)
{
	struct value *v = say_text(a, NULL, "bank", n->bank);

	value_set(a, v, "in", value_bool(a, n->incoming));
	say_int(a, v, "minor", n->amount.minor);
	say_text(a, v, "currency", span_of(n->amount.cur));
	if (day_is_set(n->day))
		say_text(a, v, "day", day_iso(a, n->day));
	say_text(a, v, "payer", n->payer);
	say_text(a, v, "iban", n->payer_iban);
	say_text(a, v, "printed", n->payer_account);
	say_text(a, v, "tax_id", n->payer_tax_id);
	say_text(a, v, "details", n->details);
	say_text(a, v, "ref", n->bank_ref);
	say_text(a, v, "account", n->account);
	return say_text(a, v, "reference", n->reference);
}

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
	struct value *told = value_new_list(a), *parts = value_new_list(a);

	for (size_t i = 0; i < g->told.n; i++) {
		struct notice n = g->told.at[i];

		n.day = day_is_set(n.day) ? n.day : fl->s->today;
		value_push(a, told, keep_notice(a, &n));
	}
	for (size_t i = 0; i < g->n; i++)
		value_push(a, parts, keep_part(a, &g->at[i]));
	q->data = say_text(a, NULL, "bank", fl->f->bank);
	value_set(a, q->data, "told", told);
	value_set(a, q->data, "parts", parts);
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

static struct value *guess_facts(const struct flow *fl)
{
	struct arena *a = fl->s->a;
	struct value *facts = value_new_list(a);

	for (size_t i = 0; i < fl->f->guess.told.n && i < 10; i++) {
		const struct notice *n = &fl->f->guess.told.at[i];

		say_guess(fl, facts, TX("flow.fact.amount"), "amount", value_money(a, n->amount),
			  true);
		say_fact(a, facts, TX("bank.guess.direction"),
			 value_tx(a, n->incoming ? TX("bank.guess.in") : TX("bank.guess.out"),
				  NULL));
		say_guess(fl, facts, TX("flow.fact.day"), "date", value_day(a, n->day),
			  day_is_set(n->day));
		say_guess(fl, facts, TX("flow.fact.payer"), "payer", value_text(a, n->payer),
			  n->payer.len > 0);
		say_guess(fl, facts, TX("flow.fact.payer_iban"), "iban",
			  value_text(a, n->payer_iban), n->payer_iban.len > 0);
		say_guess(fl, facts, TX("flow.fact.details"), "details",
			  value_text(a, utf8_cut(n->details, 400)), n->details.len > 0);
		say_guess(fl, facts, TX("flow.fact.bank_ref"), "ref", value_text(a, n->bank_ref),
			  n->bank_ref.len > 0);
	}
	return facts;
}

/* The line as it would be written, with all that was guessed: to be put right and sent. */
static struct span whole_line(const struct flow *fl, const struct notice *n)
{
	struct arena *a = fl->s->a;
	struct span line = arena_fmt(a, "FORMAT suma %.*s %s", SPAN_ARG(money_print(a, n->amount)),
				     n->amount.cur);

	line = arena_fmt(a, "%.*s platitor \"%.*s\"", SPAN_ARG(line), SPAN_ARG(n->payer));
	if (n->bank_ref.len)
		line = arena_fmt(a, "%.*s referinta %.*s", SPAN_ARG(line), SPAN_ARG(n->bank_ref));
	return arena_fmt(a, "%.*s detalii \"%.*s\"", SPAN_ARG(line),
			 SPAN_ARG(utf8_cut(n->details, 200)));
}

static struct value *guess_options(const struct flow *fl)
{
	const struct notices *told = &fl->f->guess.told;
	struct arena *a = fl->s->a;
	struct value *options = value_new_list(a);

	say_option(a, options, value_tx(a, TX("bank.guess.yes"), NULL), S("DA"));
	if (told->n == 1) {
		say_option(a, options, value_tx(a, TX("bank.guess.amount"), NULL),
			   arena_fmt(a, "FORMAT suma %.*s %s",
				     SPAN_ARG(money_print(a, told->at[0].amount)),
				     told->at[0].amount.cur));
		say_option(a, options, value_tx(a, TX("bank.guess.all"), NULL),
			   whole_line(fl, &told->at[0]));
		say_option(a, options,
			   value_tx(a,
				    told->at[0].incoming ? TX("bank.guess.is_out") :
							   TX("bank.guess.is_in"),
				    NULL),
			   told->at[0].incoming ? S("FORMAT iesire") : S("FORMAT intrare"));
	}
	say_option(a, options, value_tx(a, TX("bank.guess.no"), NULL), S("NU"));
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
	value_push(a, say, value_tx(a, TX("bank.ask.what"), NULL));
	return ask_staff(fl, q, say, guess_facts(fl), guess_options(fl), BANK_LEARN_ROLES, reterr);
}
