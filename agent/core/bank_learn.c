/* The answer about a bank's mail that no rule reads: booked, and kept as a form. See bank_learn.h. */
#include "bank_learn.h"

#include "decide_parts.h"
#include "run_commands.h"
#include "say.h"
#include "span.h"
#include "utf8.h"

#define WORDS "suma|amount|platitor|payer|detalii|details|referinta|reference|data|date"

extern const struct verb verb_form_bank;

struct value *bank_learn_keep(struct arena *a, const struct notice *n)
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

static struct notice kept_notice(const struct value *v)
{
	struct span cur = value_get_text(v, "currency");
	struct notice n = {
		.bank = value_get_text(v, "bank"),
		.incoming = value_get_bool(v, "in"),
		.amount.minor = value_get_int(v, "minor", 0),
		.payer = value_get_text(v, "payer"),
		.payer_iban = value_get_text(v, "iban"),
		.payer_account = value_get_text(v, "printed"),
		.payer_tax_id = value_get_text(v, "tax_id"),
		.details = value_get_text(v, "details"),
		.bank_ref = value_get_text(v, "ref"),
		.account = value_get_text(v, "account"),
		.reference = value_get_text(v, "reference"),
	};

	if (cur.len == 3)
		memcpy(n.amount.cur, cur.ptr, 3);
	if (day_parse(value_get_text(v, "day"), &n.day))
		n.day = DAY_NONE;
	return n;
}

const struct value *bank_learn_list(const struct question *q, const char *key)
{
	const struct value *v = q->data ? value_get(q->data, key) : NULL;

	return v && v->kind == VALUE_LIST ? v : NULL;
}

bool bank_learn_is(const struct question *q)
{
	return q && q->kind == Q_PAYMENT && q->payment == 0 && bank_learn_list(q, "told");
}

bool bank_learn_unsure(const struct question *q)
{
	const struct value *sums = bank_learn_list(q, "sums");

	return sums && sums->u.list.n > 0;
}

static bool take_text(struct args *g, const char *words, struct span *to)
{
	bool found = false;
	struct span text = args_take_section(g, words, WORDS, &found);

	if (!found)
		return false;
	while (text.len && (text.ptr[0] == '"' || text.ptr[0] == ':' || text.ptr[0] == ' '))
		text = span_from(text, 1);
	while (text.len && (text.ptr[text.len - 1] == '"' || text.ptr[text.len - 1] == ' '))
		text.len--;
	*to = text;
	return true;
}

/* What is told, put right. The details go first: they may hold any word. unsure: the sum must be said. */
static bool correct(struct args *g, bool unsure, struct notice *n)
{
	struct span amount = { 0 }, day = { 0 };

	(void)take_text(g, "detalii|details", &n->details);
	(void)take_text(g, "platitor|payer", &n->payer);
	(void)take_text(g, "referinta|reference", &n->bank_ref);
	if (take_text(g, "data|date", &day) && day_parse(day, &n->day))
		return false;
	if (take_text(g, "suma|amount", &amount)) {
		if (money_parse(amount, MARK_GUESS, n->amount.cur, &n->amount) ||
		    n->amount.minor <= 0)
			return false;
	} else if (unsure) {
		return false;
	}
	(void)args_take_word(g, "e|este|is");
	if (args_take_word(g, "iesire|out"))
		n->incoming = false;
	else if (args_take_word(g, "intrare|in"))
		n->incoming = true;
	return args_done(g);
}

/* "2 suma 123,45": which of several; the only one needs no number. SIZE_MAX: there is none such. */
static size_t take_which(struct args *g, size_t n)
{
	size_t at = 0;

	if (g->n && g->at[0].kind == TOK_NUMBER && g->at[0].num.scale == 0) {
		at = g->at[0].num.n >= 1 && g->at[0].num.n <= (int64_t)n ?
			     (size_t)g->at[0].num.n - 1 :
			     n;
		args_remove(g, 0, 1);
	} else if (n > 1) {
		return SIZE_MAX;
	}
	return at < n ? at : SIZE_MAX;
}

bool bank_learn_told(struct arena *a, const struct question *q, struct args *said,
		     struct notices *ret)
{
	const struct value *told = bank_learn_list(q, "told");
	size_t which;

	*ret = (struct notices){ 0 };
	for (size_t i = 0; told && i < told->u.list.n; i++)
		*ARENA_PUSH(a, ret) = kept_notice(told->u.list.at[i]);
	if (!said)
		return true;
	which = take_which(said, ret->n);
	if (which == SIZE_MAX)
		return false;
	if (ret->n == 1 || !args_take_word(said, "nu|no"))
		return correct(said, bank_learn_unsure(q), &ret->at[which]);
	ret->at[which].amount.minor = 0;
	return args_done(said);
}

bool bank_learn_is_one(const struct notice *n)
{
	return n->amount.minor != 0;
}

void bank_learn_put(struct arena *a, struct question *q, const struct notices *told)
{
	const struct value *was = bank_learn_list(q, "told");
	struct value *data = value_new_map(a), *list = value_new_list(a);

	for (size_t i = 0; i < told->n; i++) {
		const struct value *old = was->u.list.at[i];
		struct value *v = bank_learn_keep(a, &told->at[i]);
		struct notice before = kept_notice(old);

		say_int(a, v, "at", value_get_int(old, "at", -1));
		value_set(a, v, "dated",
			  value_bool(a, value_get_bool(old, "dated") ||
						!day_eq(before.day, told->at[i].day)));
		value_push(a, list, v);
	}
	/* a copy: a mail that is refused leaves the question as it was */
	for (size_t i = 0; i < q->data->u.map.n; i++)
		value_set(a, data, arena_str(a, q->data->u.map.at[i].key),
			  q->data->u.map.at[i].val);
	q->data = value_set(a, data, "told", list);
	ROW_TOUCH(q);
}

/* "123,45 RON, bani intrați, 21.11.2026, de la ACME": one of several. */
struct value *bank_learn_say(struct arena *a, const struct notice *n, size_t i)
{
	struct value *v = say_int(a, NULL, "n", (int64_t)i + 1);

	if (!bank_learn_is_one(n))
		return value_tx(a, TX("bank.guess.dropped"), v);
	say_money(a, v, "amount", n->amount);
	say_value(a, v, "direction",
		  value_tx(a, n->incoming ? TX("bank.guess.in") : TX("bank.guess.out"), NULL));
	say_day(a, v, "day", n->day);
	say_text(a, v, "payer", n->payer);
	say_text(a, v, "iban", n->payer_account.len ? n->payer_account : n->payer_iban);
	say_text(a, v, "details", utf8_cut(n->details, 140));
	say_text(a, v, "ref", n->bank_ref);
	return value_tx(a, TX("bank.guess.one"), v);
}

struct span bank_learn_line(struct arena *a, const struct notice *n, size_t i, size_t all)
{
	struct span line = all > 1 ? arena_fmt(a, "FORMAT %zu", i + 1) : S("FORMAT");

	line = arena_fmt(a, "%.*s suma %.*s %s", SPAN_ARG(line),
			 SPAN_ARG(bank_learn_is_one(n) ? money_print(a, n->amount) : S("")),
			 n->amount.cur);
	line = arena_fmt(a, "%.*s platitor \"%.*s\"", SPAN_ARG(line), SPAN_ARG(n->payer));
	if (n->bank_ref.len)
		line = arena_fmt(a, "%.*s referinta %.*s", SPAN_ARG(line), SPAN_ARG(n->bank_ref));
	return arena_fmt(a, "%.*s detalii \"%.*s\"", SPAN_ARG(line),
			 SPAN_ARG(utf8_cut(n->details, 200)));
}

void bank_learn_loads(struct arena *a, const struct question *q, const struct mail_fact *f,
		      struct notices *ret)
{
	struct command_lines lines;
	struct span after;
	struct args g;

	(void)bank_learn_told(a, q, NULL, ret);
	commands_block(a, f, &lines, &after);
	for (size_t i = 0; i < lines.n; i++) {
		size_t used;
		bool typo;

		if (verb_of_line(a, &lines.at[i], &used, &typo) != &verb_form_bank)
			continue;
		args_open(a, &lines.at[i], used, &g);
		if (!bank_learn_told(a, q, &g, ret))
			*ret = (struct notices){ 0 };
	}
}

static void learn(struct verb_call *c, const struct question *q, const struct notices *told)
{
	struct arena *a = c->s->a;
	struct value *form = bank_learn_form(a, q, told);
	struct span bank = told->at[0].bank;
	struct value *what = tx(a, TX("bank.form"), "bank", tx_span(c, bank), NULL);
	struct bank_form_row *row;
	struct buf b;

	if (!form) {
		verb_show(c, what, value_tx(a, TX("bank.form.none"), NULL));
		return;
	}
	buf_init(&b, a, 32768);
	value_to_json(form, &b);
	row = ARENA_PUSH(a, &c->s->new_bank_forms);
	*row = (struct bank_form_row){ .bank = bank,
				       .rule = buf_span(&b),
				       .by = c->s->sender.addr };
	verb_changed(c, what, NULL, value_tx(a, TX("bank.form.learnt"), NULL));
	verb_next(c, value_tx(a, TX("bank.form.show"), NULL), "FORMAT");
}

enum rc bank_learn_take(struct verb_call *c, struct question *q, const struct notices *told,
			struct why *reterr)
{
	enum rc rc = RC_OK;

	q->state = Q_DONE;
	q->answered_by = c->s->sender.addr;
	ROW_TOUCH(q);
	for (size_t i = 0; !rc && i < told->n; i++)
		if (bank_learn_is_one(&told->at[i]))
			rc = bank_book_notice(c->fl, told, i, reterr);
	if (rc || !told->n)
		return rc;
	for (size_t i = 0; i < told->n; i++)
		if (bank_learn_is_one(&told->at[i]))
			verb_changed(c,
				     value_tx(c->s->a,
					      told->at[i].incoming ? TX("bank.guess.in") :
								     TX("bank.guess.out"),
					      NULL),
				     NULL, value_money(c->s->a, told->at[i].amount));
	bank_learn_was_read(c->s, told->at[0].bank);
	learn(c, q, told);
	return RC_OK;
}
