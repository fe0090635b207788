/* Reading the parts of a storno (storno_parts.h). What they say is looked at in the preview, so a bare
 * number may be a line's. */
#include "storno_parts.h"

#include "span.h"

#define LINE_WORDS "linie|linia|liniei|line|pozitia|pozitie|poz|item"

struct part {
	int64_t line; /* from 1; 0 = not said */
	bool has_qty;
	struct decimal qty;
};

static bool is(const struct args *g, size_t i, enum token_kind kind)
{
	return i < g->n && g->at[i].kind == kind;
}

static bool is_word(const struct args *g, size_t i, const char *words)
{
	return is(g, i, TOK_WORD) && word_in(g->at[i].fold, words);
}

static bool is_unit(const struct args *g, size_t i)
{
	return is(g, i, TOK_WORD) && item_is_unit(g->at[i].fold);
}

/* "linia 2", "linia 2:"; *i past it. */
static bool read_line(const struct args *g, size_t *i, struct part *p)
{
	size_t k = *i + (is_word(g, *i, LINE_WORDS) ? 1 : 0);

	if (!is(g, k, TOK_NUMBER) || decimal_norm(g->at[k].num).scale != 0)
		return false;
	p->line = decimal_norm(g->at[k].num).n;
	*i = k + 1;
	if (is(g, *i, TOK_COLON))
		(*i)++;
	return true;
}

/* "1", "1 buc". */
static bool read_qty(const struct args *g, size_t *i, struct part *p)
{
	if (!is(g, *i, TOK_NUMBER))
		return false;
	p->has_qty = true;
	p->qty = g->at[(*i)++].num;
	if (is_unit(g, *i))
		(*i)++;
	return true;
}

/* One part at the front; 0: there is none. */
static size_t read_part(const struct args *g, struct part *p)
{
	size_t i = 0;

	*p = (struct part){ 0 };
	/* "1 buc din linia 2": a quantity first */
	if (is(g, 0, TOK_NUMBER) && is_unit(g, 1)) {
		(void)read_qty(g, &i, p);
		while (is_word(g, i, "din|de|pe|la|from|of"))
			i++;
		if (is_word(g, i, LINE_WORDS))
			(void)read_line(g, &i, p);
		return i;
	}
	if (!read_line(g, &i, p))
		return 0;
	(void)read_qty(g, &i, p);
	return i;
}

static bool refuse_line(struct verb_call *c, size_t lines, int64_t n)
{
	struct arena *a = c->s->a;
	struct value *count = value_int(a, (int64_t)lines);

	(void)verb_refuse(c, n == 0 ? tx(a, TX("verb.no.storno_line"), "n", count, NULL) :
				      tx(a, TX("verb.no.such_line"), "n", value_int(a, n), "lines",
					 count, NULL));
	return false;
}

static bool refuse_left(struct verb_call *c, int64_t n, struct decimal left)
{
	struct arena *a = c->s->a;

	left.n = left.n < 0 ? -left.n : left.n;
	(void)verb_refuse(c, tx(a, TX("verb.no.storno_left"), "n", value_int(a, n), "left",
				value_decimal(a, left), NULL));
	return false;
}

/* What the part takes of its line: a line with minus is taken back with plus. */
static bool take(struct verb_call *c, const struct part *p, size_t lines,
		 const struct decimal *left, struct decimal *qty)
{
	int64_t n = p->line == 0 && lines == 1 ? 1 : p->line;
	struct decimal q = decimal_norm(p->qty), most;

	if (n < 1 || (uint64_t)n > lines)
		return refuse_line(c, lines, n);
	most = left[n - 1];
	if (!p->has_qty)
		q = most;
	else if (most.n < 0)
		q = decimal_neg(q);
	if (q.n == 0 || (q.n < 0) != (most.n < 0) ||
	    (q.n < 0 ? decimal_cmp(q, most) < 0 : decimal_cmp(q, most) > 0))
		return refuse_left(c, n, most);
	qty[n - 1] = q;
	return true;
}

bool storno_parts(struct verb_call *c, const struct document *invoice, struct decimal **qty)
{
	size_t lines = invoice->snap ? invoice->snap->lines.n : 0, n;
	const struct decimal *left = lines ? doc_storno_left(c->fl, invoice) : NULL;
	struct part p;

	*qty = NULL;
	while (lines > 0 && (n = read_part(&c->args, &p)) > 0) {
		if (*qty == NULL)
			*qty = ARENA_ARRAY(c->s->a, lines, struct decimal);
		if (!take(c, &p, lines, left, *qty))
			return false;
		args_remove(&c->args, 0, n);
		while (is(&c->args, 0, TOK_COMMA) || is_word(&c->args, 0, "si|and|+"))
			args_remove(&c->args, 0, 1);
	}
	return true;
}
