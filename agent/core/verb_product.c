/* PRODUS: the price list. Prices are without VAT; a product that is retired stays on old documents. */
#include "product_change.h"
#include "span.h"
#include "utf8.h"

#define MOST_SHOWN 40
static struct value *price_of(struct verb_call *c, const struct product *p)
{
	struct arena *a = c->s->a;
	struct money m = { 0 };
	struct value *args = value_new_map(a);
	struct line line = product_line(c->s, p);

	if (money_from_price(DECIMAL_INT(1), p->price, p->currency, &m))
		m = (struct money){ 0 };
	value_set(a, args, "price", value_money(a, m));
	value_set(a, args, "unit", value_text(a, p->unit));
	value_set(a, args, "vat", value_decimal(a, line.vat_rate));
	value_set(a, args, "ground", value_text(a, line.vat_reason));
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

/* before: NULL = it is new. */
static void apply(struct verb_call *c, struct product *p, struct value *before,
		  const struct product_change *ch)
{
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

static struct product *product_of_fold(const struct state *s, struct span fold)
{
	for (size_t i = 0; i < s->products.n; i++)
		if (span_eq(s->products.at[i]->fold, fold))
			return s->products.at[i];
	return NULL;
}

static bool name_taken(struct verb_call *c, const struct product *p, struct span name)
{
	const struct product *other = product_of_fold(c->s, utf8_fold(c->s->a, name));

	if (other == NULL || other == p)
		return false;
	(void)verb_refuse(
		c, tx(c->s->a, TX("verb.no.name_taken"), "name", tx_span(c, other->name), NULL));
	return true;
}

/* A product that was retired comes back as the row it was: its name is taken. */
static struct product *new_product(struct verb_call *c, struct span name, struct value **before)
{
	struct span fold = utf8_fold(c->s->a, name);
	struct product *p = product_of_fold(c->s, fold);

	if (p == NULL) {
		p = state_new_product(c->s);
	} else {
		*before = value_tx(c->s->a, TX("verb.product.retired"), NULL);
		ROW_TOUCH(p);
	}
	p->name = name;
	p->fold = fold;
	p->synonyms = p->description = S("");
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

static enum rc product(struct verb_call *c, struct why *reterr)
{
	struct product_change ch;
	struct value *before = NULL;
	struct product *p;
	struct span name;
	bool changes;

	(void)reterr;
	if (args_done(&c->args)) {
		show_list(c);
		return RC_OK;
	}
	if (!product_change_read(c, &ch))
		return RC_OK;
	name = ch.product;
	p = product_named(c->s, name);
	changes = ch.has_price || ch.has_vat || ch.has_pipeline || ch.has_unit || ch.has_synonyms ||
		  ch.has_description || ch.has_name;
	if (name.len == 0 || (p == NULL && (ch.retire || !ch.has_price)))
		return refuse_unknown(c, name, !ch.retire);
	if (ch.retire) {
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
	if (ch.has_name && name_taken(c, p, ch.name))
		return RC_OK;
	if (p == NULL)
		p = new_product(c, name, &before);
	else
		before = price_of(c, p);
	apply(c, p, before, &ch);
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
