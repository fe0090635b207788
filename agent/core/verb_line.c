/* LINIE, DISCOUNT, SCADENTA: change what is not issued yet (verb_target.h). */
#include <string.h>

#include "span.h"
#include "verb_target.h"

static struct line *line_at(struct verb_call *c, struct target *t, int64_t n)
{
	if (n >= 1 && (uint64_t)n <= t->snap->lines.n)
		return &t->snap->lines.at[n - 1];
	(void)verb_refuse(c, tx(c->s->a, TX("verb.no.such_line"), "n", value_int(c->s->a, n),
				"lines", value_int(c->s->a, (int64_t)t->snap->lines.n), NULL));
	return NULL;
}

static struct value *line_name(struct arena *a, int64_t n)
{
	return tx(a, TX("verb.line.no"), "n", value_int(a, n), NULL);
}

static bool drop_line(struct verb_call *c, struct target *t, int64_t n)
{
	struct lines *l = &t->snap->lines;
	struct line *line = line_at(c, t, n);

	if (line == NULL)
		return false;
	if (l->n == 1) {
		(void)verb_refuse(c, value_tx(c->s->a, TX("verb.no.last_line"), NULL));
		verb_instead(c, "%s", lang_is_en(staff_lang(c->s)) ? "CANCEL" : "ANULEAZA");
		return false;
	}
	verb_changed(c, line_name(c->s->a, n), lines_summary(c, line, t->snap->currency),
		     value_tx(c->s->a, TX("verb.line.dropped"), NULL));
	for (size_t i = (size_t)n; i < l->n; i++)
		l->at[i - 1] = l->at[i];
	l->n--;
	return true;
}

static bool change_line(struct verb_call *c, struct target *t, int64_t n)
{
	struct line *line = line_at(c, t, n);
	struct items items = { 0 };
	struct value *before;

	if (line == NULL)
		return false;
	/* "LINIE 1: x 3": the sign belongs to nothing that stands here */
	if (c->args.n > 1 && c->args.at[0].kind == TOK_TIMES)
		args_remove(&c->args, 0, 1);
	if (!verb_items(c, &items))
		return false;
	if (items.n != 1) {
		(void)verb_refuse(
			c, tx(c->s->a, TX("verb.no.one_line"), "n", value_int(c->s->a, n), NULL));
		return false;
	}
	before = lines_summary(c, line, t->snap->currency);
	if (!verb_line_change(c, line, &items.at[0]))
		return false;
	verb_changed(c, line_name(c->s->a, n), before, lines_summary(c, line, t->snap->currency));
	return true;
}

static bool add_lines(struct verb_call *c, struct target *t)
{
	struct items items = { 0 };
	struct lines lines = { 0 };

	if (!verb_items(c, &items))
		return false;
	if (items.n == 0) {
		(void)verb_refuse(c, value_tx(c->s->a, TX("verb.no.item_name"), NULL));
		return false;
	}
	/* the document's currency counts when the line names none */
	for (size_t i = 0; i < items.n; i++)
		for (size_t k = 0; items.at[i].currency[0] == '\0' && k < sizeof(t->snap->currency);
		     k++)
			items.at[i].currency[k] = t->snap->currency[k];
	if (!verb_lines(c, &items, &lines))
		return false;
	for (size_t i = 0; i < lines.n; i++) {
		*ARENA_PUSH(c->s->a, &t->snap->lines) = lines.at[i];
		verb_changed(c, line_name(c->s->a, (int64_t)t->snap->lines.n), NULL,
			     lines_summary(c, &lines.at[i], t->snap->currency));
	}
	return true;
}

/* "-2", "- 2", "sterge 2": the number of the line to drop, or 0. */
static int64_t take_drop(struct args *g)
{
	struct decimal d;
	size_t k = 0;
	bool word = g->n > 1 && g->at[0].kind == TOK_WORD &&
		    word_in(g->at[0].fold, "-|sterge|scoate|elimina|drop|remove|delete");

	if (word)
		k = 1;
	while (word && k + 1 < g->n && g->at[k].kind == TOK_WORD &&
	       word_in(g->at[k].fold, "linia|line"))
		k++;
	if (k + 1 != g->n || g->at[k].kind != TOK_NUMBER)
		return 0;
	d = decimal_norm(g->at[k].num);
	if (d.scale != 0 || (d.n >= 0 && !word) || d.n == 0 || d.n < -10000)
		return 0;
	g->n = 0;
	return d.n < 0 ? -d.n : d.n;
}

/* "1:", "linia 1:" in front: the number of the line meant, or 0. */
static int64_t take_line_no(struct args *g)
{
	struct decimal d;

	if (g->n > 1 && g->at[0].kind == TOK_WORD && word_in(g->at[0].fold, "linia|line|nr"))
		args_remove(g, 0, 1);
	if (g->n < 2 || g->at[0].kind != TOK_NUMBER || g->at[1].kind != TOK_COLON)
		return 0;
	d = decimal_norm(g->at[0].num);
	if (d.scale != 0)
		return 0;
	args_remove(g, 0, 2);
	return d.n;
}

static enum rc line(struct verb_call *c, struct why *reterr)
{
	struct target t;
	int64_t n;
	bool ok;

	if (!target_find(c, &t))
		return RC_OK;
	if ((n = take_drop(&c->args)) != 0)
		ok = drop_line(c, &t, n);
	else if ((n = take_line_no(&c->args)) != 0)
		ok = change_line(c, &t, n);
	else
		ok = add_lines(c, &t);
	return ok ? target_changed(c, &t, reterr) : RC_OK;
}

/* "DISCOUNT 50 lei": off the whole document; "DISCOUNT 2: 50 lei": off a line. */
static enum rc discount_sum(struct verb_call *c, struct target *t, int64_t n, struct money sum,
			    struct why *reterr)
{
	struct item it = { .discount = { SHARE_AMOUNT, money_decimal(sum) } };
	struct value *old;
	struct line *l;

	if (strcmp(sum.cur, t->snap->currency) != 0)
		return verb_refuse(c, tx(c->s->a, TX("verb.no.currency"), "one",
					 value_str(c->s->a, sum.cur), "two",
					 value_str(c->s->a, t->snap->currency), NULL));
	if (verb_leftover(c))
		return RC_OK;
	if (n == 0) {
		if (sum.minor < 0 || snapshot_take_off(c->s->a, t->snap, sum))
			return verb_refuse(c, value_tx(c->s->a, TX("verb.no.discount"), NULL));
		return target_changed(c, t, reterr);
	}
	l = line_at(c, t, n);
	if (l == NULL)
		return RC_OK;
	old = lines_summary(c, l, t->snap->currency);
	if (!verb_line_change(c, l, &it))
		return RC_OK;
	verb_changed(c, line_name(c->s->a, n), old, lines_summary(c, l, t->snap->currency));
	return target_changed(c, t, reterr);
}

static enum rc discount(struct verb_call *c, struct why *reterr)
{
	struct token percent = { 0 }, sum;
	struct target t;
	int64_t n;

	if (!target_find(c, &t))
		return RC_OK;
	n = take_line_no(&c->args);
	if (n == 0) {
		struct token no;

		if (args_take_after(&c->args, "linia|line", TOK_NUMBER, &no))
			n = decimal_norm(no.num).n;
	}
	if (args_take_kind(&c->args, TOK_MONEY, &sum))
		return discount_sum(c, &t, n, sum.money, reterr);
	if (!args_take_kind(&c->args, TOK_PERCENT, &percent) &&
	    !args_take_kind(&c->args, TOK_NUMBER, &percent)) {
		(void)verb_refuse(c, value_tx(c->s->a, TX("verb.no.discount"), NULL));
		verb_instead(c, "DISCOUNT 10%%");
		return RC_OK;
	}
	if (verb_leftover(c) || (n != 0 && line_at(c, &t, n) == NULL))
		return RC_OK;
	for (size_t i = 0; i < t.snap->lines.n; i++) {
		struct item it = { .discount = { SHARE_PERCENT, percent.num } };
		struct line *l = &t.snap->lines.at[i];
		struct value *old = lines_summary(c, l, t.snap->currency);

		if (n != 0 && (uint64_t)n != i + 1)
			continue;
		if (!verb_line_change(c, l, &it))
			return RC_OK;
		verb_changed(c, line_name(c->s->a, (int64_t)i + 1), old,
			     lines_summary(c, l, t.snap->currency));
	}
	return target_changed(c, &t, reterr);
}

static bool take_due(struct verb_call *c, struct day *ret)
{
	struct token t;
	int days;

	if (args_take_kind(&c->args, TOK_DATE, &t)) {
		*ret = t.day;
	} else if (args_take_days(&c->args, &days)) {
		*ret = day_add(c->s->today, days);
	} else if (args_take_kind(&c->args, TOK_NUMBER, &t) && decimal_norm(t.num).scale == 0 &&
		   t.num.n > 0 && decimal_norm(t.num).n <= 365) {
		*ret = day_add(c->s->today, (int)decimal_norm(t.num).n);
	} else {
		(void)verb_refuse(c, value_tx(c->s->a, TX("verb.no.day"), NULL));
		verb_instead(c, lang_is_en(staff_lang(c->s)) ? "DUE 30.11.2026" :
							       "SCADENTA 30.11.2026");
		verb_instead(c, lang_is_en(staff_lang(c->s)) ? "DUE 15 days" : "SCADENTA 15 zile");
		return false;
	}
	(void)args_take_word(&c->args, "pana|until|la|peste|in");
	if (day_cmp(*ret, c->s->today) >= 0)
		return !verb_leftover(c);
	(void)verb_refuse(
		c, tx(c->s->a, TX("verb.no.past_day"), "day", value_day(c->s->a, *ret), NULL));
	return false;
}

static enum rc due(struct verb_call *c, struct why *reterr)
{
	struct target t;
	struct day day;

	if (!target_find(c, &t) || !take_due(c, &day))
		return RC_OK;
	if (t.sub != NULL)
		return verb_refuse(c, value_tx(c->s->a, TX("verb.no.sub_due"), NULL));
	verb_changed(c, value_tx(c->s->a, TX("verb.label.due"), NULL),
		     value_day(c->s->a, t.snap->due), value_day(c->s->a, day));
	t.snap->due = day;
	return target_changed(c, &t, reterr);
}

#define EDITORS (ROLE_OWNER | ROLE_SALES | ROLE_ACCOUNTING)

const struct verb verb_line = {
	.ro = "LINIE",
	.en = "LINE",
	.synonyms = "LINIA",
	.help = TX("help.linie"),
	.example = { TX("help.linie.1"), TX("help.linie.2"), TX("help.linie.3") },
	.roles = EDITORS,
	.edits = true,
	.decide = line,
};
const struct verb verb_discount = {
	.ro = "DISCOUNT",
	.en = "DISCOUNT",
	.synonyms = "REDUCERE",
	.help = TX("help.discount"),
	.example = { TX("help.discount.1"), TX("help.discount.2"), TX("help.discount.3") },
	.roles = EDITORS,
	.edits = true,
	.decide = discount,
};
const struct verb verb_due = {
	.ro = "SCADENTA",
	.en = "DUE",
	.help = TX("help.scadenta"),
	.example = { TX("help.scadenta.1"), TX("help.scadenta.2") },
	.roles = EDITORS,
	.edits = true,
	.decide = due,
};
