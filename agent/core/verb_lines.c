/* From item lines to document lines: the price list gives what was not typed, VAT rates are those in
 * force today, and what is unclear is asked. */
#include <string.h>

#include "run_commands.h"
#include "span.h"
#include "utf8.h"

bool verb_items(struct verb_call *c, struct items *ret)
{
	struct span fault = S("");

	if (items_read(&c->args, &c->s->firm->grounds, ret, &fault))
		return true;
	(void)verb_refuse(c, tx(c->s->a, TX("verb.no.item"), "words", tx_span(c, fault), NULL));
	verb_instead(c, lang_is_en(staff_lang(c->s)) ? "LINE 2 hours consulting x 150 lei, VAT 21" :
						       "LINIE 2 ore consultanță x 150 lei, TVA 21");
	return false;
}

static bool names_product(struct arena *a, const struct product *p, struct span fold)
{
	struct span rest = p->synonyms, name;

	if (span_eq(p->fold, fold))
		return true;
	while (span_next_part(&rest, ';', &name))
		if (span_eq(utf8_fold(a, name), fold))
			return true;
	return false;
}

struct product *product_named(const struct state *s, struct span name)
{
	struct span fold = utf8_fold(s->a, name);

	for (size_t i = 0; i < s->products.n; i++)
		if (s->products.at[i]->active && names_product(s->a, s->products.at[i], fold))
			return s->products.at[i];
	return NULL;
}

/* "Curs Excel, Curs Word": two products, not one with a comma in its name. */
static void split_products(struct state *s, const struct items *in, struct items *ret)
{
	for (size_t i = 0; i < in->n; i++) {
		struct span rest = in->at[i].name, part;
		bool all =
			span_find_char(rest, ',', 0) != SIZE_MAX && product_named(s, rest) == NULL;

		while (all && span_next_part(&rest, ',', &part))
			all = product_named(s, span_trim(part)) != NULL;
		rest = in->at[i].name;
		if (!all) {
			*ARENA_PUSH(s->a, ret) = in->at[i];
			continue;
		}
		while (span_next_part(&rest, ',', &part)) {
			struct item *it = ARENA_PUSH(s->a, ret);

			/* figures belong to the last one named */
			if (rest.len == 0)
				*it = in->at[i];
			it->name = span_trim(part);
		}
	}
}

static bool refuse_price(struct verb_call *c, const struct item *it, bool tie)
{
	struct arena *a = c->s->a;
	struct span fold = utf8_fold(a, it->name), part;
	unsigned said = 0;
	size_t used;
	bool typo;
	const struct verb *v = verb_of_line(a, c->line, &used, &typo);
	const char *word = v == NULL ? "" : verb_word(c, v);
	struct args all;

	(void)verb_refuse(c, tx(a, tie ? TX("verb.no.one_product") : TX("verb.no.price"), "name",
				tx_span(c, it->name), NULL));
	/* products that share a word */
	while (span_next_word(&fold, &part)) {
		for (size_t i = 0; part.len > 2 && i < c->s->products.n && said < 3; i++) {
			const struct product *p = c->s->products.at[i];

			if (!p->active || !span_has(p->fold, part))
				continue;
			verb_instead(c, "%s %.*s", word, SPAN_ARG(p->name));
			said++;
		}
		if (said > 0)
			break;
	}
	args_open(a, c->line, used, &all);
	if (!tie)
		verb_instead(c, "%s %.*s x 150 lei", word, SPAN_ARG(args_text(&all, 0, all.n)));
	return false;
}

/* A rate is one of those in force today, or none at all. */
static bool set_vat(struct verb_call *c, struct line *line, struct decimal rate)
{
	const struct firm *f = c->s->firm;
	struct arena *a = c->s->a;
	struct buf known;
	bool ok = rate.n == 0;

	buf_init(&known, a, 1000);
	for (size_t i = 0; i < f->vat.n; i++) {
		struct decimal r = vat_rate_at(f, f->vat.at[i].name, c->s->today);
		struct span text = decimal_print(a, r, 0);

		ok |= f->vat_payer && decimal_eq(r, rate);
		if (r.n != 0 && !span_has(buf_span(&known), text))
			buf_add_fmt(&known, "%s%.*s%%", known.len > 0 ? ", " : "", SPAN_ARG(text));
	}
	if (ok) {
		if (f->vat_payer)
			vat_line_rate(line, rate);
		return true;
	}
	if (f->vat_payer)
		(void)verb_refuse(c, tx(a, TX("verb.no.vat"), "rate", value_decimal(a, rate),
					"known", tx_span(c, buf_span(&known)), NULL));
	else
		(void)verb_refuse(c, value_tx(a, TX("verb.no.vat_payer"), NULL));
	return false;
}

/* "taxare inversă": in force today, of a firm that is a payer. */
static bool set_ground(struct verb_call *c, struct line *line, const struct vat_ground *g)
{
	if (!c->s->firm->vat_payer) {
		(void)verb_refuse(c, value_tx(c->s->a, TX("verb.no.vat_payer"), NULL));
		return false;
	}
	g = vat_ground_named(c->s->firm, g->name, c->s->today);
	if (g == NULL) {
		(void)verb_refuse(c, value_tx(c->s->a, TX("verb.no.ground"), NULL));
		return false;
	}
	vat_line_ground(line, g, c->s->firm->lang);
	return true;
}

bool verb_share(struct verb_call *c, const struct item_share *said, bool charge, struct adjust *ret)
{
	/* UNTDID 5189, 7161: discount; miscellaneous */
	*ret = (struct adjust){ .charge = charge, .code = charge ? S("ABK") : S("95") };
	if (said->n.n < 0 ||
	    (said->kind == SHARE_PERCENT && decimal_cmp(said->n, DECIMAL_INT(100)) > 0)) {
		(void)verb_refuse(c, value_tx(c->s->a, TX("verb.no.discount"), NULL));
		return false;
	}
	if (said->kind == SHARE_PERCENT)
		ret->percent = decimal_norm(said->n);
	else
		ret->amount.minor = said->n.n; /* of a token, so in minor units */
	return true;
}

static bool set_share(struct verb_call *c, struct line *line, const struct item_share *said,
		      bool charge)
{
	struct adjust x;
	struct money gross;

	if (said->kind == SHARE_NONE)
		return true;
	if (!verb_share(c, said, charge, &x))
		return false;
	if (!charge && (money_from_price(line->qty, line->price, line->net.cur, &gross) ||
			x.amount.minor > gross.minor)) {
		(void)verb_refuse(c, value_tx(c->s->a, TX("verb.no.discount"), NULL));
		return false;
	}
	line_set_adjust(c->s->a, line, &x);
	return true;
}

/* What was typed wins over what the price list says. */
static bool set_figures(struct verb_call *c, struct line *line, const struct item *it)
{
	if (it->has_qty) {
		if (it->qty.n <= 0) {
			(void)verb_refuse(c, value_tx(c->s->a, TX("verb.no.qty"), NULL));
			return false;
		}
		line->qty = decimal_norm(it->qty);
	}
	if (it->unit.len > 0)
		line->unit = it->unit;
	if (it->has_price) {
		if (it->price.n < 0) {
			(void)verb_refuse(c, value_tx(c->s->a, TX("verb.no.negative"), NULL));
			verb_instead(c, "DISCOUNT 1: 10%%");
			return false;
		}
		line->price = decimal_norm(it->price);
	}
	if (it->description.len > 0)
		line->description = it->description;
	return (!it->has_vat || set_vat(c, line, it->vat)) &&
	       (it->ground == NULL || set_ground(c, line, it->ground)) &&
	       set_share(c, line, &it->discount, false) && set_share(c, line, &it->surcharge, true);
}

static bool same_currency(struct verb_call *c, struct line *line, const char *currency)
{
	if (line->net.cur[0] == '\0' || strcmp(line->net.cur, currency) == 0) {
		memcpy(line->net.cur, currency, sizeof(line->net.cur));
		return true;
	}
	(void)verb_refuse(c,
			  tx(c->s->a, TX("verb.no.currency"), "one", value_str(c->s->a, currency),
			     "two", value_str(c->s->a, line->net.cur), NULL));
	return false;
}

static bool make_line(struct verb_call *c, const struct item *it, struct line *ret)
{
	struct state *s = c->s;
	const struct product *p;
	bool tie = false;

	if (it->name.len == 0) {
		(void)verb_refuse(c, value_tx(s->a, TX("verb.no.item_name"), NULL));
		verb_instead(c, lang_is_en(staff_lang(s)) ? "LINE 2 hours consulting x 150 lei" :
							    "LINIE 2 ore consultanță x 150 lei");
		return false;
	}
	p = product_named(s, it->name);
	if (p == NULL && !it->has_price)
		p = product_match(s, it->name, &tie);
	if (p == NULL && !it->has_price)
		return refuse_price(c, it, tie);
	if (p != NULL) {
		*ret = product_line(s, p);
		if (it->has_price && it->currency[0] != '\0')
			memcpy(ret->net.cur, it->currency, sizeof(ret->net.cur));
	} else {
		struct product plain = {
			.name = it->name, .unit = S("buc"), .vat = S("standard"), .active = true
		};

		memcpy(plain.currency, it->currency[0] ? it->currency : s->firm->currency,
		       sizeof(plain.currency));
		*ret = product_line(s, &plain);
	}
	return set_figures(c, ret, it);
}

bool verb_lines(struct verb_call *c, struct items *items, struct lines *ret)
{
	struct items split = { 0 };

	split_products(c->s, items, &split);
	for (size_t i = 0; i < split.n; i++) {
		struct line line = { 0 };

		if (!make_line(c, &split.at[i], &line))
			return false;
		if (ret->n > 0 && !same_currency(c, &line, ret->at[0].net.cur))
			return false;
		*ARENA_PUSH(c->s->a, ret) = line;
	}
	return true;
}

bool verb_line_change(struct verb_call *c, struct line *line, const struct item *it)
{
	const struct product *p = it->name.len == 0 ? NULL : product_named(c->s, it->name);

	if (it->currency[0] != '\0' && strcmp(line->net.cur, it->currency) != 0 &&
	    !same_currency(c, line, it->currency))
		return false;
	if (p != NULL) {
		struct line fresh = product_line(c->s, p);

		if (!it->has_price && !same_currency(c, &fresh, line->net.cur))
			return false;
		fresh.qty = line->qty;
		fresh.adjusts = line->adjusts;
		*line = fresh;
	} else if (it->name.len > 0) {
		line->name = it->name;
	}
	return set_figures(c, line, it);
}
