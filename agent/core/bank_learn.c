/* The answer about a bank's mail that no rule reads: booked, and kept as a form. See bank_learn.h. */
#include "bank_learn.h"

#include "decide_parts.h"
#include "run_commands.h"
#include "say.h"
#include "span.h"
#include "utf8.h"

#define WORDS "suma|amount|platitor|payer|detalii|details|referinta|reference|data|date"

extern const struct verb verb_form_bank;

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

static const struct value *list_of(const struct question *q, const char *key)
{
	const struct value *v = q->data ? value_get(q->data, key) : NULL;

	return v && v->kind == VALUE_LIST ? v : NULL;
}

bool bank_learn_is(const struct question *q)
{
	return q && q->kind == Q_PAYMENT && q->payment == 0 && list_of(q, "told");
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

/* What is told, put right. The details go first: they may hold any word. */
static bool correct(struct args *g, struct notice *n)
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
	}
	(void)args_take_word(g, "e|este|is");
	if (args_take_word(g, "iesire|out"))
		n->incoming = false;
	else if (args_take_word(g, "intrare|in"))
		n->incoming = true;
	return args_done(g);
}

bool bank_learn_told(struct arena *a, const struct question *q, struct args *said,
		     struct notices *ret)
{
	const struct value *told = list_of(q, "told");

	*ret = (struct notices){ 0 };
	for (size_t i = 0; told && i < told->u.list.n; i++)
		*ARENA_PUSH(a, ret) = kept_notice(told->u.list.at[i]);
	return !said || (ret->n == 1 && correct(said, &ret->at[0]));
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

static bool is_value(const struct value *part, const char *field, const struct notice *n)
{
	struct span text = value_get_text(part, "value");

	if (strcmp(field, "amount") == 0)
		return value_get_int(part, "minor", 0) == n->amount.minor &&
		       span_eq_str(value_get_text(part, "currency"), n->amount.cur);
	if (strcmp(field, "payer") == 0)
		return span_ieq(text, n->payer);
	if (strcmp(field, "details") == 0)
		return span_ieq(text, n->details);
	return span_ieq(text, n->bank_ref);
}

/* The label that a value stands at: the one guessed when its value stayed, else one with what was said. */
static struct span label_at(const struct value *parts, const char *field, const struct notice *n)
{
	struct span other = S("");

	for (size_t i = 0; i < parts->u.list.n; i++) {
		const struct value *p = parts->u.list.at[i];

		if (!is_value(p, field, n))
			continue;
		if (span_eq_str(value_get_text(p, "field"), field))
			return value_get_text(p, "label");
		if (!other.len)
			other = value_get_text(p, "label");
	}
	return other;
}

/* The form as it is kept, NULL when nothing says where the amount stands or which mails are alike. */
static struct value *form_of(struct arena *a, const struct question *q, const struct notice *n)
{
	static const char *const asked[] = { "amount", "payer", "details", "ref" };
	static const char *const kept[] = { "currency", "date", "iban", "tax_id", "account" };
	const struct value *parts = list_of(q, "parts");
	struct value *labels = value_new_map(a), *v;
	struct span label;

	if (!parts || !value_get_text(q->data, "title").len)
		return NULL;
	for (size_t i = 0; i < ARRAY_LEN(asked); i++) {
		label = label_at(parts, asked[i], n);
		if (label.len)
			say_text(a, labels, asked[i], utf8_fold(a, label));
		else if (i == 0)
			return NULL;
	}
	for (size_t i = 0; i < parts->u.list.n; i++) {
		const struct value *p = parts->u.list.at[i];

		for (size_t k = 0; k < ARRAY_LEN(kept); k++)
			if (span_eq_str(value_get_text(p, "field"), kept[k]))
				say_text(a, labels, kept[k],
					 utf8_fold(a, value_get_text(p, "label")));
	}
	v = say_value(a, NULL, "labels", labels);
	say_text(a, v, "title", value_get_text(q->data, "title"));
	say_int(a, v, "seen", value_get_int(q->data, "seen", 0));
	value_set(a, v, "in", value_bool(a, n->incoming));
	return say_int(a, v, "mark", value_get_int(q->data, "mark", MARK_GUESS));
}

static void learn(struct verb_call *c, const struct question *q, const struct notice *n)
{
	struct arena *a = c->s->a;
	struct value *form = form_of(a, q, n);
	struct value *what = tx(a, TX("bank.form"), "bank", tx_span(c, n->bank), NULL);
	struct bank_form_row *row;
	struct buf b;

	if (!form) {
		verb_show(c, what, value_tx(a, TX("bank.form.none"), NULL));
		return;
	}
	buf_init(&b, a, 16384);
	value_to_json(form, &b);
	row = ARENA_PUSH(a, &c->s->new_bank_forms);
	*row = (struct bank_form_row){ .bank = n->bank,
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
		rc = bank_book_notice(c->fl, told, i, reterr);
	if (rc || !told->n)
		return rc;
	for (size_t i = 0; i < told->n; i++)
		verb_changed(
			c,
			value_tx(c->s->a,
				 told->at[i].incoming ? TX("bank.guess.in") : TX("bank.guess.out"),
				 NULL),
			NULL, value_money(c->s->a, told->at[i].amount));
	bank_learn_was_read(c->s, told->at[0].bank);
	learn(c, q, &told->at[0]);
	return RC_OK;
}
