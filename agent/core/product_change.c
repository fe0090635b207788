/* Reading a PRODUS line. People write commas or none, the unit and the flow with their word or bare;
 * what stands alone and names neither is refused, not made part of the name. */
#include "product_change.h"

#include "span.h"
#include "utf8.h"

#define SECTIONS                                                                                   \
	"sinonim|sinonime|synonym|synonyms|flux|pipeline|unitate|unit|descriere|description|nume|" \
	"name|tva|vat|pret|price"

static bool word_at(const struct args *g, size_t i, const char *alternatives)
{
	return i < g->n && g->at[i].kind == TOK_WORD && word_in(g->at[i].fold, alternatives);
}

/* The name of the rate that is this percent today, standard before others. */
static bool vat_named(struct verb_call *c, struct decimal rate, struct span *ret)
{
	const struct firm *f = c->s->firm;

	for (size_t i = 0; i < f->vat.n; i++) {
		if (!decimal_eq(vat_rate_at(f, f->vat.at[i].name, c->s->today), rate))
			continue;
		*ret = f->vat.at[i].name;
		if (span_eq_str(*ret, "standard"))
			break;
	}
	return ret->len > 0;
}

/* "TVA scutit învățământ": the product bears no VAT, and why. */
static bool take_ground(struct verb_call *c, struct product_change *ch)
{
	const struct vat_ground *g;
	struct args *args = &c->args;

	for (size_t i = 0; i < args->n; i++) {
		size_t n = word_at(args, i, "tva|vat") ?
				   item_ground(args, i, args->n, &c->s->firm->grounds, &g) :
				   0;

		if (n == 0)
			continue;
		ch->has_vat = true;
		ch->vat = g->name;
		args_remove(args, i, n);
		return true;
	}
	return false;
}

static bool take_vat(struct verb_call *c, struct product_change *ch)
{
	struct token t;
	struct buf known;

	if (take_ground(c, ch))
		return true;
	if (!args_take_after(&c->args, "tva|vat", TOK_PERCENT, &t) &&
	    !args_take_after(&c->args, "tva|vat", TOK_NUMBER, &t))
		return true;
	ch->has_vat = true;
	if (vat_named(c, t.num, &ch->vat))
		return true;
	buf_init(&known, c->s->a, 1000);
	for (size_t i = 0; i < c->s->firm->vat.n; i++) {
		struct span r = decimal_print(
			c->s->a, vat_rate_at(c->s->firm, c->s->firm->vat.at[i].name, c->s->today),
			0);

		if (!span_has(buf_span(&known), r))
			buf_add_fmt(&known, "%s%.*s%%", known.len ? ", " : "", SPAN_ARG(r));
	}
	(void)verb_refuse(c, tx(c->s->a, TX("verb.no.vat"), "rate", value_decimal(c->s->a, t.num),
				"known", tx_span(c, buf_span(&known)), NULL));
	return false;
}

static bool pipeline_named(struct verb_call *c, struct span fold, struct span *ret)
{
	const struct pipelines *all = &c->s->firm->pipelines;

	for (size_t i = 0; i < all->n; i++) {
		if (!span_eq(utf8_fold(c->s->a, all->at[i].name), fold))
			continue;
		*ret = all->at[i].name;
		return true;
	}
	return false;
}

static bool take_pipeline(struct verb_call *c, struct product_change *ch)
{
	const struct pipelines *all = &c->s->firm->pipelines;
	struct span wish =
		args_take_section(&c->args, "flux|pipeline", SECTIONS, &ch->has_pipeline);
	struct buf known;

	if (!ch->has_pipeline)
		return true;
	wish = utf8_fold(c->s->a, wish);
	if (pipeline_named(c, wish, &ch->pipeline))
		return true;
	buf_init(&known, c->s->a, 1000);
	for (size_t i = 0; i < all->n; i++)
		buf_add_fmt(&known, "%s%.*s", known.len > 0 ? ", " : "", SPAN_ARG(all->at[i].name));
	(void)verb_refuse(c, tx(c->s->a, TX("verb.no.pipeline"), "name", tx_span(c, wish), "known",
				tx_span(c, buf_span(&known)), NULL));
	return false;
}

/* "450 lei", "450 lei / ora", "pret 450". */
static bool take_price(struct verb_call *c, struct product_change *ch)
{
	struct args *g = &c->args;
	struct token t;
	size_t per;

	for (size_t i = 0; i < g->n && !ch->has_price; i++) {
		if (g->at[i].kind != TOK_MONEY)
			continue;
		ch->has_price = true;
		ch->price = g->at[i].money;
		ch->price_text = g->at[i].text;
		per = item_per(g, i + 1, g->n, &ch->unit);
		ch->has_unit = per > 0;
		args_remove(g, i + 1, per);
		args_remove(g, i, 1);
	}
	if (!ch->has_price && args_take_after(g, "pret|price", TOK_NUMBER, &t)) {
		ch->has_price = true;
		if (money_from_price(DECIMAL_INT(1), t.num, c->s->firm->currency, &ch->price))
			ch->price.minor = -1;
	}
	(void)args_take_word(g, "pret|price");
	if (!ch->has_price || ch->price.minor >= 0)
		return true;
	(void)verb_refuse(c, value_tx(c->s->a, TX("verb.no.negative"), NULL));
	return false;
}

/* "+ TVA", "fără TVA": prices are without VAT anyway. */
static bool without_vat(const struct args *g, size_t i)
{
	return word_at(g, i, "+|plus|fara|without|excl") && word_at(g, i + 1, "tva|vat");
}

static bool ends_name(const struct args *g, size_t i)
{
	return g->at[i].kind == TOK_COMMA || g->at[i].kind == TOK_MONEY ||
	       word_at(g, i, SECTIONS) || without_vat(g, i);
}

/* "-Curs Excel": the sign that drops. */
static bool take_minus(struct args *g)
{
	if (g->n == 0 || g->at[0].kind != TOK_WORD || !span_starts(g->at[0].text, S("-")))
		return false;
	g->at[0].text = span_from(g->at[0].text, 1);
	g->at[0].fold = span_from(g->at[0].fold, 1);
	g->at[0].begin++;
	return true;
}

static struct span take_name(struct args *g, bool *retire)
{
	struct span unit = S(""), name;
	size_t from = 0, to, end;

	*retire = args_take_front(g, "sterge|retrage|scoate|-|drop|retire|remove|delete") ||
		  take_minus(g);
	(void)args_take_front(g, "nou|noua|new|adauga|add");
	if (g->n > 0 && g->at[0].kind == TOK_MONEY) /* "450 lei Curs Excel" */
		from = 1 + item_per(g, 1, g->n, &unit);
	while (from < g->n && g->at[from].kind == TOK_COMMA)
		from++;
	for (to = from; to < g->n && !ends_name(g, to);)
		to++;
	end = to;
	/* "Curs Word la 300 lei", "Curs Word: 300 lei" */
	while (to > from && (g->at[to - 1].kind == TOK_COLON ||
			     word_at(g, to - 1, "la|cu|de|-|\xe2\x80\x93|=|for|at")))
		to--;
	name = args_text(g, from, to);
	args_remove(g, from, end - from);
	return name;
}

/* A word that stands by itself: the unit, the flow. How many tokens were understood. */
static size_t take_loose_word(struct verb_call *c, size_t i, struct product_change *ch)
{
	const struct args *g = &c->args;
	struct span unit = S(""), pipeline = S("");
	size_t n = item_per(g, i, g->n, &unit);

	if (without_vat(g, i))
		return 2;
	if (n == 0 && g->at[i].kind == TOK_WORD && item_is_unit(g->at[i].fold)) {
		unit = g->at[i].text;
		n = 1;
	}
	if (n > 0 && !ch->has_unit) {
		ch->has_unit = true;
		ch->unit = unit;
		return n;
	}
	if (n == 0 && !ch->has_pipeline && g->at[i].kind == TOK_WORD &&
	    pipeline_named(c, g->at[i].fold, &pipeline)) {
		ch->has_pipeline = true;
		ch->pipeline = pipeline;
		return 1;
	}
	return 0;
}

static void refuse_loose(struct verb_call *c, struct span name, struct span words, bool number,
			 const struct product_change *ch)
{
	bool en = lang_is_en(staff_lang(c->s));
	struct span price = ch->price_text;

	(void)verb_refuse(c, tx(c->s->a, TX("verb.no.words"), "words", tx_span(c, words), NULL));
	if (price.len == 0)
		price = number ? arena_fmt(c->s->a, "%.*s lei", SPAN_ARG(words)) : S("450 lei");
	verb_instead(c, "%s %.*s %.*s / %.*s, %s %.*s", en ? "PRODUCT" : "PRODUS", SPAN_ARG(name),
		     SPAN_ARG(price), SPAN_ARG(ch->unit.len ? ch->unit : S("buc")),
		     en ? "pipeline" : "flux",
		     SPAN_ARG(ch->pipeline.len ? ch->pipeline : c->s->firm->default_pipeline));
}

/* What is left beside the name: "buc", "curs"; a word that says nothing here is not guessed. */
static bool take_loose(struct verb_call *c, struct span name, struct product_change *ch)
{
	const struct args *g = &c->args;
	size_t i = 0, end;

	while (i < g->n) {
		size_t n = g->at[i].kind == TOK_COMMA ? 1 : take_loose_word(c, i, ch);

		i += n;
		if (n > 0)
			continue;
		for (end = i; end < g->n && g->at[end].kind != TOK_COMMA;)
			end++;
		refuse_loose(c, name, args_text(g, i, end),
			     end == i + 1 && g->at[i].kind == TOK_NUMBER, ch);
		return false;
	}
	c->args.n = 0;
	return true;
}

bool product_change_read(struct verb_call *c, struct product_change *ch)
{
	struct args *g = &c->args;

	*ch = (struct product_change){ 0 };
	ch->product = take_name(g, &ch->retire);
	if (!take_vat(c, ch) || !take_pipeline(c, ch) || !take_price(c, ch))
		return false;
	ch->synonyms = args_take_section(g, "sinonim|sinonime|synonym|synonyms", SECTIONS,
					 &ch->has_synonyms);
	ch->description =
		args_take_section(g, "descriere|description", SECTIONS, &ch->has_description);
	if (!ch->has_unit)
		ch->unit = args_take_section(g, "unitate|unit", SECTIONS, &ch->has_unit);
	ch->name = args_take_section(g, "nume|name", SECTIONS, &ch->has_name);
	return take_loose(c, ch->product, ch);
}

void product_names(struct args *g, struct span ret[2])
{
	bool skip;

	ret[0] = take_name(g, &skip);
	ret[1] = args_take_section(g, "nume|name", SECTIONS, &skip);
}
