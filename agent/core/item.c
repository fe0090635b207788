/* Reading item lines. The grammar is loose where people are (quantity before or after the name, "x"
 * or none) and strict where it costs: a number whose place says nothing is a fault, not a guess. */
#include "item.h"

#include <string.h>

#include "span.h"

#define VAT_WORDS       "tva|vat"
#define DISCOUNT_WORDS  "reducere|reduceri|discount|rabat|minus"
#define SURCHARGE_WORDS "adaos|majorare|supliment|surcharge"
/* words that begin a ground: what follows one must be known, or VAT would be asked for nothing */
#define GROUND_HEADS    "scutit|scutita|scutire|neimpozabil|neimpozabila|taxare|exempt|reverse"

bool item_is_unit(struct span fold)
{
	return word_in(fold, "buc|bucata|bucati|ora|ore|h|zi|zile|luna|luni|an|ani|saptamana|"
			     "saptamani|sedinta|sedinte|persoana|persoane|pers|set|seturi|"
			     "pachet|pachete|pagina|pagini|kg|g|t|m|mp|mc|ml|km|l|litru|litri|"
			     "hour|hours|day|days|week|weeks|month|months|year|years|pc|pcs|"
			     "piece|pieces|session|sessions|person|persons|page|pages");
}

static bool is(const struct args *g, size_t i, size_t end, enum token_kind kind)
{
	return i < end && g->at[i].kind == kind;
}

static bool is_word(const struct args *g, size_t i, size_t end, const char *alternatives)
{
	return is(g, i, end, TOK_WORD) && word_in(g->at[i].fold, alternatives);
}

static bool is_unit(const struct args *g, size_t i, size_t end)
{
	return is(g, i, end, TOK_WORD) && item_is_unit(g->at[i].fold);
}

static void set_qty(struct item *it, struct decimal qty)
{
	it->has_qty = true;
	it->qty = qty;
}

static void set_money(struct item *it, const struct token *t)
{
	it->has_price = true;
	it->price = money_decimal(t->money);
	for (size_t i = 0; i < sizeof(it->currency); i++)
		it->currency[i] = t->money.cur[i];
}

/* "TVA 21", "TVA 21%", "fara TVA", "+ TVA": prices are without VAT. *i past it. */
static bool read_vat(const struct args *g, size_t *i, size_t end, struct item *it)
{
	size_t k = *i;

	if (is_word(g, k, end, "fara|plus|+|without|no|excl") &&
	    is_word(g, k + 1, end, VAT_WORDS)) {
		*i = k + 2;
		return true;
	}
	if (!is_word(g, k, end, VAT_WORDS))
		return false;
	k++;
	if (!is(g, k, end, TOK_NUMBER) && !is(g, k, end, TOK_PERCENT))
		return false;
	it->has_vat = true;
	it->vat = g->at[k].num;
	*i = k + 1;
	return true;
}

/* The sum is in the currency of the line. */
static bool share_amount(struct item *it, const struct token *t, struct item_share *ret)
{
	if (it->currency[0] != '\0' && strcmp(it->currency, t->money.cur) != 0)
		return false;
	memcpy(it->currency, t->money.cur, sizeof(it->currency));
	*ret = (struct item_share){ SHARE_AMOUNT, money_decimal(t->money) };
	return true;
}

/* "reducere 10%", "10% reducere", "discount de 5", "reducere 50 lei". */
static bool read_share(const struct args *g, size_t *i, size_t end, const char *words,
		       struct item *it, struct item_share *ret)
{
	size_t k = *i;

	if (is(g, k, end, TOK_PERCENT) && is_word(g, k + 1, end, words)) {
		*ret = (struct item_share){ SHARE_PERCENT, g->at[k].num };
		*i = k + 2;
		return true;
	}
	if (!is_word(g, k, end, words))
		return false;
	k++;
	while (is_word(g, k, end, "de|of"))
		k++;
	if (is(g, k, end, TOK_MONEY)) {
		if (!share_amount(it, &g->at[k], ret))
			return false;
	} else if (is(g, k, end, TOK_PERCENT) || is(g, k, end, TOK_NUMBER)) {
		*ret = (struct item_share){ SHARE_PERCENT, g->at[k].num };
	} else {
		return false;
	}
	*i = k + 1;
	return true;
}

/* Do the folded words of [i, end), joined by blanks, stand among g's? */
static bool ground_words(const struct args *g, size_t i, size_t end,
			 const struct vat_ground *ground)
{
	struct span rest = ground->words, said;

	while (span_next_part(&rest, ';', &said)) {
		struct span word;
		size_t k = i;

		while (k < end && span_next_word(&said, &word) && is(g, k, end, TOK_WORD) &&
		       span_eq(g->at[k].fold, word))
			k++;
		if (k == end && k > i && span_trim(said).len == 0)
			return true;
	}
	return false;
}

size_t item_ground(const struct args *g, size_t i, size_t end, const struct vat_grounds *grounds,
		   const struct vat_ground **ret)
{
	size_t from = i + (is_word(g, i, end, VAT_WORDS) ? 1 : 0);

	for (size_t to = end; to > from; to--) {
		for (size_t k = 0; k < grounds->n; k++) {
			if (!ground_words(g, from, to, &grounds->at[k]))
				continue;
			*ret = &grounds->at[k];
			return to - i;
		}
	}
	return 0;
}

size_t item_per(const struct args *g, size_t i, size_t end, struct span *unit)
{
	if (is_word(g, i, end, "/|pe|per|a") && is_unit(g, i + 1, end)) {
		*unit = g->at[i + 1].text;
		return 2;
	}
	if (is(g, i, end, TOK_WORD) && span_starts(g->at[i].fold, S("/")) &&
	    item_is_unit(span_from(g->at[i].fold, 1))) {
		*unit = span_from(g->at[i].text, 1);
		return 1;
	}
	return 0;
}

/* What stands after "x": a price, a quantity (with its unit), or nothing that we know. */
static bool read_factor(const struct args *g, size_t *i, size_t end, struct item *it)
{
	size_t k = *i + 1;

	if (is(g, k, end, TOK_MONEY) && !it->has_price) {
		set_money(it, &g->at[k]);
		*i = k + 1;
		*i += item_per(g, *i, end, &it->unit);
		return true;
	}
	if (!is(g, k, end, TOK_NUMBER))
		return false;
	if (!it->has_qty) {
		set_qty(it, g->at[k].num);
		k++;
		if (is_unit(g, k, end))
			it->unit = g->at[k++].text;
	} else if (!it->has_price) {
		it->has_price = true;
		it->price = g->at[k++].num;
	} else {
		return false;
	}
	*i = k;
	return true;
}

/* A quantity in front: "2 ore consultanță", "3 x Curs", "2 Cursuri". */
static size_t read_front(const struct args *g, size_t i, size_t end, struct item *it)
{
	if (!is(g, i, end, TOK_NUMBER))
		return i;
	set_qty(it, g->at[i].num);
	i++;
	if (is_unit(g, i, end))
		it->unit = g->at[i++].text;
	/* "3 x Curs": the sign belongs to what we have read */
	if (is(g, i, end, TOK_TIMES) && !is(g, i + 1, end, TOK_NUMBER) &&
	    !is(g, i + 1, end, TOK_MONEY))
		i++;
	if (is_word(g, i, end, "de|of") && i + 1 < end)
		i++;
	return i;
}

/* "Consultanță 2 ore x 150", "Consultanță 2 x 150", "Curs 2 buc": quantity behind the name. */
static bool read_behind(const struct args *g, size_t *i, size_t end, struct item *it)
{
	size_t k = *i + 1;

	if (it->has_qty || !is(g, *i, end, TOK_NUMBER))
		return false;
	if (is_unit(g, k, end))
		k++;
	else if (!is(g, k, end, TOK_TIMES))
		return false;
	if (k < end && !is(g, k, end, TOK_TIMES))
		return false;
	set_qty(it, g->at[*i].num);
	if (k == *i + 2)
		it->unit = g->at[*i + 1].text;
	*i = k;
	return true;
}

static bool read_figure(const struct args *g, size_t *i, size_t end, struct item *it)
{
	if (read_vat(g, i, end, it) || read_share(g, i, end, DISCOUNT_WORDS, it, &it->discount) ||
	    read_share(g, i, end, SURCHARGE_WORDS, it, &it->surcharge) ||
	    read_behind(g, i, end, it))
		return true;
	if (is(g, *i, end, TOK_TIMES))
		return read_factor(g, i, end, it);
	if (!is(g, *i, end, TOK_MONEY) || it->has_price)
		return false;
	set_money(it, &g->at[(*i)++]);
	*i += item_per(g, *i, end, &it->unit);
	return true;
}

/* A ground of no VAT is a part of its own, or stands behind the figures: before them it is a name. */
static bool read_ground(const struct args *g, size_t *i, size_t begin, size_t end,
			const struct vat_grounds *grounds, struct item *it)
{
	const struct vat_ground *ground;
	size_t n = item_ground(g, *i, end, grounds, &ground);

	if (n == 0 || (*i == begin && *i + n != end))
		return false;
	it->ground = ground;
	*i += n;
	return true;
}

/* One part between commas: figures and, in one run, the name. first: nothing was read before it. */
static bool read_part(struct args *g, size_t i, size_t end, bool first,
		      const struct vat_grounds *grounds, struct item *it, struct span *fault)
{
	size_t name = SIZE_MAX, name_end = SIZE_MAX, begin = i;

	i = read_front(g, i, end, it);
	while (i < end) {
		bool ground_may = i == begin || name_end != SIZE_MAX || it->has_price;
		size_t at = i;

		if (read_figure(g, &i, end, it) ||
		    (ground_may && read_ground(g, &i, begin, end, grounds, it))) {
			if (name != SIZE_MAX && name_end == SIZE_MAX)
				name_end = at;
			continue;
		}
		if (ground_may && !(first && i == begin) && is_word(g, i, end, GROUND_HEADS)) {
			*fault = args_text(g, i, end);
			return false;
		}
		if (name_end != SIZE_MAX || is(g, i, end, TOK_PERCENT) ||
		    is(g, i, end, TOK_MONEY)) {
			*fault = args_text(g, i, end);
			return false;
		}
		if (name == SIZE_MAX)
			name = i;
		i++;
	}
	if (name != SIZE_MAX)
		it->name = args_text(g, name, name_end == SIZE_MAX ? end : name_end);
	return true;
}

static struct span joined(struct arena *a, struct span x, struct span y)
{
	return x.len == 0 ? y : arena_fmt(a, "%.*s, %.*s", SPAN_ARG(x), SPAN_ARG(y));
}

/* Bring a part's figures into the item it belongs to. */
static bool merge(struct arena *a, struct item *to, const struct item *part)
{
	if ((part->has_qty && to->has_qty) || (part->has_price && to->has_price))
		return false;
	if (part->has_qty)
		set_qty(to, part->qty);
	if (part->has_price) {
		to->has_price = true;
		to->price = part->price;
	}
	if (part->has_vat) {
		to->has_vat = true;
		to->vat = part->vat;
	}
	if (part->ground)
		to->ground = part->ground;
	if (part->discount.kind)
		to->discount = part->discount;
	if (part->surcharge.kind)
		to->surcharge = part->surcharge;
	if (part->currency[0] != '\0' && to->currency[0] != '\0' &&
	    strcmp(part->currency, to->currency) != 0)
		return false;
	if (part->currency[0] != '\0')
		memcpy(to->currency, part->currency, sizeof(to->currency));
	if (part->unit.len > 0)
		to->unit = part->unit;
	if (part->name.len == 0)
		return true;
	if (to->has_qty || to->has_price)
		to->description = joined(a, to->description, part->name);
	else
		to->name = joined(a, to->name, part->name);
	return true;
}

bool items_read(struct args *g, const struct vat_grounds *grounds, struct items *ret,
		struct span *fault)
{
	size_t i = 0;

	while (i < g->n) {
		struct item part = { 0 };
		size_t end = i;

		/* "RECURENT lunar: 1 abonament x 200 lei" */
		while (i < g->n && g->at[i].kind == TOK_COLON)
			end = ++i;
		while (end < g->n && g->at[end].kind != TOK_COMMA)
			end++;
		if (end > i) {
			struct item *last = ret->n > 0 ? &ret->at[ret->n - 1] : NULL;
			bool figures;

			if (!read_part(g, i, end, last == NULL, grounds, &part, fault))
				return false;
			figures = part.has_qty || part.has_price;
			if (last == NULL ||
			    (part.name.len > 0 && figures && (last->has_qty || last->has_price))) {
				*ARENA_PUSH(g->a, ret) = part;
			} else if (part.name.len > 0 && figures) {
				/* "Consultanță fiscală, contabilitate x 100 lei" */
				last->name = joined(g->a, last->name, part.name);
				part.name = S("");
				(void)merge(g->a, last, &part);
			} else if (!merge(g->a, last, &part)) {
				*fault = args_text(g, i, end);
				return false;
			}
		}
		i = end + 1;
	}
	g->n = 0;
	return true;
}
