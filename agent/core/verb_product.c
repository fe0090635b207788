/* PRODUS: the price list. Prices are without VAT; a product that is retired stays on old documents. */
#include "run_commands.h"
#include "span.h"
#include "utf8.h"

#define MOST_SHOWN 40
#define SECTIONS                                                                                   \
	"sinonim|sinonime|synonym|synonyms|flux|pipeline|unitate|unit|descriere|description|nume|" \
	"name|tva|vat|pret|price"

struct change {
	bool has_price, has_vat, has_pipeline, has_unit, has_synonyms, has_description, has_name;
	struct money price;
	struct span vat, pipeline, unit, synonyms, description, name;
};

static struct value *price_of(struct verb_call *c, const struct product *p)
{
	struct arena *a = c->s->a;
	struct money m = { 0 };
	struct value *args = value_new_map(a);

	if (money_from_price(DECIMAL_INT(1), p->price, p->currency, &m))
		m = (struct money){ 0 };
	value_set(a, args, "price", value_money(a, m));
	value_set(a, args, "unit", value_text(a, p->unit));
	value_set(a, args, "vat", value_decimal(a, vat_rate_at(c->s->firm, p->vat, c->s->today)));
	value_set(a, args, "pipeline", value_text(a, p->pipeline));
	return value_tx(a, TX("verb.product.price"), args);
}

static void show_list(struct verb_call *c)
{
	struct arena *a = c->s->a;
	const struct state *s = c->s;
	size_t n = 0;

	for (size_t i = 0; i < s->products.n; i++) {
		const struct product *p = s->products.at[i];

		if (!p->active)
			continue;
		if (n++ < MOST_SHOWN)
			verb_show(c, tx_span(c, p->name), price_of(c, p));
	}
	c->out->headline = tx(a, n == 0 ? TX("verb.product.none") : TX("verb.product.list"), "n",
			      value_int(a, (int64_t)n), NULL);
	verb_next(c, value_tx(a, TX("verb.next.product"), NULL),
		  lang_is_en(staff_lang(s)) ? "PRODUCT Excel course 450 lei" :
					      "PRODUS Curs Excel 450 lei");
}

static void show_one(struct verb_call *c, const struct product *p)
{
	struct arena *a = c->s->a;

	c->out->headline = tx(a, TX("verb.product.one"), "name", tx_span(c, p->name), NULL);
	verb_show(c, tx_span(c, p->name), price_of(c, p));
	if (p->synonyms.len > 0)
		verb_show(c, value_tx(a, TX("verb.label.synonyms"), NULL), tx_span(c, p->synonyms));
	if (p->description.len > 0)
		verb_show(c, value_tx(a, TX("verb.label.description"), NULL),
			  tx_span(c, p->description));
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

static bool take_vat(struct verb_call *c, struct change *ch)
{
	struct token t;
	struct buf known;

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

static bool take_pipeline(struct verb_call *c, struct change *ch)
{
	const struct pipelines *all = &c->s->firm->pipelines;
	struct span wish =
		args_take_section(&c->args, "flux|pipeline", SECTIONS, &ch->has_pipeline);
	struct buf known;

	if (!ch->has_pipeline)
		return true;
	wish = utf8_fold(c->s->a, wish);
	for (size_t i = 0; i < all->n; i++) {
		if (!span_eq(utf8_fold(c->s->a, all->at[i].name), wish))
			continue;
		ch->pipeline = all->at[i].name;
		return true;
	}
	buf_init(&known, c->s->a, 1000);
	for (size_t i = 0; i < all->n; i++)
		buf_add_fmt(&known, "%s%.*s", known.len > 0 ? ", " : "", SPAN_ARG(all->at[i].name));
	(void)verb_refuse(c, tx(c->s->a, TX("verb.no.pipeline"), "name", tx_span(c, wish), "known",
				tx_span(c, buf_span(&known)), NULL));
	return false;
}

/* "450 lei", "450 lei / ora", "pret 450". */
static bool take_price(struct verb_call *c, struct change *ch)
{
	struct args *g = &c->args;
	struct token t;
	size_t per;

	for (size_t i = 0; i < g->n && !ch->has_price; i++) {
		if (g->at[i].kind != TOK_MONEY)
			continue;
		ch->has_price = true;
		ch->price = g->at[i].money;
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

static bool take_change(struct verb_call *c, struct change *ch)
{
	struct args *g = &c->args;

	if (!take_vat(c, ch) || !take_pipeline(c, ch) || !take_price(c, ch))
		return false;
	ch->synonyms = args_take_section(g, "sinonim|sinonime|synonym|synonyms", SECTIONS,
					 &ch->has_synonyms);
	ch->description =
		args_take_section(g, "descriere|description", SECTIONS, &ch->has_description);
	if (!ch->has_unit)
		ch->unit = args_take_section(g, "unitate|unit", SECTIONS, &ch->has_unit);
	ch->name = args_take_section(g, "nume|name", SECTIONS, &ch->has_name);
	return true;
}

/* "a, b; c" as kept: "a; b; c". */
static struct span synonyms_join(struct arena *a, struct span s)
{
	struct buf b;
	struct span comma, part, rest = s;

	buf_init(&b, a, 4000);
	while (span_next_part(&rest, ';', &comma))
		while (span_next_part(&comma, ',', &part))
			if (span_trim(part).len > 0)
				buf_add_fmt(&b, "%s%.*s", b.len ? "; " : "",
					    SPAN_ARG(span_trim(part)));
	return buf_span(&b);
}

static void set_text(struct verb_call *c, struct product *p, struct span *field, const char *label,
		     struct span value)
{
	if (span_eq(*field, value))
		return;
	if (p->mark != ROW_NEW)
		verb_changed(c, value_tx(c->s->a, label, NULL), tx_span(c, *field),
			     tx_span(c, value));
	*field = value;
	ROW_TOUCH(p);
}

static void apply(struct verb_call *c, struct product *p, const struct change *ch)
{
	struct value *before = p->mark == ROW_NEW ? NULL : price_of(c, p);
	bool figures = ch->has_price || ch->has_vat || ch->has_unit || ch->has_pipeline;

	if (ch->has_price) {
		p->price = decimal_norm(money_decimal(ch->price));
		for (size_t i = 0; i < sizeof(p->currency); i++)
			p->currency[i] = ch->price.cur[i];
	}
	if (ch->has_vat)
		p->vat = ch->vat;
	if (ch->has_unit && ch->unit.len > 0)
		p->unit = ch->unit;
	if (ch->has_pipeline)
		p->pipeline = ch->pipeline;
	if (figures || before == NULL) {
		verb_changed(c, tx_span(c, p->name), before, price_of(c, p));
		ROW_TOUCH(p);
	}
	if (ch->has_synonyms)
		set_text(c, p, &p->synonyms, TX("verb.label.synonyms"),
			 synonyms_join(c->s->a, ch->synonyms));
	if (ch->has_description)
		set_text(c, p, &p->description, TX("verb.label.description"), ch->description);
	if (ch->has_name && ch->name.len > 0) {
		set_text(c, p, &p->name, TX("verb.label.name"), ch->name);
		p->fold = utf8_fold(c->s->a, ch->name);
	}
}

static struct product *new_product(struct verb_call *c, struct span name)
{
	struct product *p = state_new_product(c->s);

	p->name = name;
	p->fold = utf8_fold(c->s->a, name);
	p->unit = S("buc");
	p->vat = S("standard");
	p->pipeline = c->s->firm->default_pipeline;
	p->active = true;
	return p;
}

static enum rc refuse_unknown(struct verb_call *c, struct span name, bool price)
{
	bool tie, en = lang_is_en(staff_lang(c->s));
	const struct product *near = product_match(c->s, name, &tie);

	(void)verb_refuse(c, tx(c->s->a, TX("verb.no.product"), "name", tx_span(c, name), NULL));
	if (near != NULL)
		verb_instead(c, "%s %.*s", en ? "PRODUCT" : "PRODUS", SPAN_ARG(near->name));
	if (price)
		verb_instead(c, "%s %.*s 450 lei", en ? "PRODUCT" : "PRODUS", SPAN_ARG(name));
	return RC_OK;
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

static enum rc product(struct verb_call *c, struct why *reterr)
{
	struct change ch = { 0 };
	struct product *p;
	struct span name;
	bool retire, changes;

	(void)reterr;
	if (args_done(&c->args)) {
		show_list(c);
		return RC_OK;
	}
	retire = args_take_front(&c->args, "sterge|retrage|scoate|-|drop|retire|remove|delete") ||
		 take_minus(&c->args);
	(void)args_take_front(&c->args, "nou|noua|new|adauga|add");
	if (!take_change(c, &ch))
		return RC_OK;
	name = args_take_rest(&c->args);
	p = product_named(c->s, name);
	changes = ch.has_price || ch.has_vat || ch.has_pipeline || ch.has_unit || ch.has_synonyms ||
		  ch.has_description || ch.has_name;
	if (name.len == 0 || (p == NULL && (retire || !ch.has_price)))
		return refuse_unknown(c, name, !retire);
	if (retire) {
		p->active = false;
		ROW_TOUCH(p);
		verb_changed(c, tx_span(c, p->name), price_of(c, p),
			     value_tx(c->s->a, TX("verb.product.retired"), NULL));
		return RC_OK;
	}
	if (p != NULL && !changes) {
		show_one(c, p);
		return RC_OK;
	}
	apply(c, p == NULL ? new_product(c, name) : p, &ch);
	c->out->headline = tx(c->s->a, TX("verb.product.one"), "name", tx_span(c, name), NULL);
	verb_next(c, value_tx(c->s->a, TX("verb.next.products"), NULL), "%s",
		  lang_is_en(staff_lang(c->s)) ? "PRODUCT" : "PRODUS");
	return RC_OK;
}

const struct verb verb_product = {
	.ro = "PRODUS",
	.en = "PRODUCT",
	.synonyms = "PRODUSE|PRODUCTS|PRET|PRETURI",
	.help = TX("help.produs"),
	.example = { TX("help.produs.1"), TX("help.produs.2"), TX("help.produs.3") },
	.roles = ROLE_OWNER | ROLE_SALES | ROLE_ACCOUNTING,
	.decide = product,
};
