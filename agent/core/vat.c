/* VAT rates and grounds are dated data (config/vat.conf): the newest row of a name that began by the
 * tax point counts. */
#include "vat.h"

#include "invoice_type.h"
#include "span.h"

#define COLLECTION_CODE "432" /* UNTDID 2005 as EN 16931 BT-8 has it: paid to date */

struct decimal vat_rate_at(const struct firm *f, struct span name, struct day tax_point)
{
	const struct vat_rate *best = NULL;

	if (!f->vat_payer)
		return DECIMAL_INT(0);
	if (name.len == 0)
		name = S("standard");
	for (size_t i = 0; i < f->vat.n; i++) {
		const struct vat_rate *r = &f->vat.at[i];

		if (!span_ieq(r->name, name) || day_cmp(r->from, tax_point) > 0)
			continue;
		if (!best || day_cmp(r->from, best->from) > 0)
			best = r;
	}
	return best ? best->rate : DECIMAL_INT(0);
}

struct decimal vat_rate_moved(const struct firm *f, struct decimal rate, struct day was,
			      struct day now)
{
	for (size_t i = 0; i < f->vat.n; i++)
		if (f->vat_payer && decimal_eq(vat_rate_at(f, f->vat.at[i].name, was), rate))
			return vat_rate_at(f, f->vat.at[i].name, now);
	return rate;
}

static bool holds(const struct vat_ground *g, struct day day)
{
	return day_cmp(g->from, day) <= 0 && (!day_is_set(g->until) || day_cmp(day, g->until) <= 0);
}

const struct vat_ground *vat_ground_said(const struct firm *f, struct span fold, struct day day)
{
	for (size_t i = 0; i < f->grounds.n; i++) {
		const struct vat_ground *g = &f->grounds.at[i];
		struct span rest = g->words, word;

		while (holds(g, day) && span_next_part(&rest, ';', &word))
			if (span_eq(span_trim(word), fold))
				return g;
	}
	return NULL;
}

const struct vat_ground *vat_ground_named(const struct firm *f, struct span name, struct day day)
{
	for (size_t i = 0; i < f->grounds.n; i++)
		if (span_ieq(f->grounds.at[i].name, name) && holds(&f->grounds.at[i], day))
			return &f->grounds.at[i];
	return NULL;
}

static const struct vat_ground *ground_of_category(const struct firm *f, char category,
						   struct day day)
{
	for (size_t i = 0; i < f->grounds.n; i++)
		if (f->grounds.at[i].category == category && holds(&f->grounds.at[i], day))
			return &f->grounds.at[i];
	return NULL;
}

/* The ground whose words, in either language, stand on a line; else the first of its category. */
static const struct vat_ground *ground_on(const struct firm *f, char category, struct span reason,
					  struct day day)
{
	for (size_t i = 0; reason.len > 0 && i < f->grounds.n; i++) {
		const struct vat_ground *g = &f->grounds.at[i];

		if (g->category == category &&
		    (span_eq(g->text[0], reason) || span_eq(g->text[1], reason)))
			return g;
	}
	return reason.len > 0 ? NULL : ground_of_category(f, category, day);
}

static size_t lang_index(struct span lang)
{
	return span_istarts(lang, S("en")) ? 1 : 0;
}

void vat_line_ground(struct line *l, const struct vat_ground *g, struct span lang)
{
	l->vat_category = g->category;
	l->vat_rate = DECIMAL_INT(0);
	l->vat_code = g->code;
	l->vat_reason = g->text[lang_index(lang)];
}

void vat_line_rate(struct line *l, struct decimal rate)
{
	l->vat_category = rate.n > 0 ? 'S' : 'Z';
	l->vat_rate = decimal_norm(rate);
	l->vat_code = l->vat_reason = (struct span){ 0 };
}

static void line_of_no_payer(const struct firm *f, struct line *l, struct day day, struct span lang)
{
	const struct vat_ground *g = vat_ground_named(f, S("no-payer"), day);

	vat_line_rate(l, DECIMAL_INT(0));
	l->vat_category = 'O';
	if (g)
		vat_line_ground(l, g, lang);
}

void vat_line_named(const struct firm *f, struct line *l, struct span name, struct day day)
{
	const struct vat_ground *g = vat_ground_named(f, name, day);

	if (!f->vat_payer)
		line_of_no_payer(f, l, day, f->lang);
	else if (g)
		vat_line_ground(l, g, f->lang);
	else
		vat_line_rate(l, vat_rate_at(f, name, day));
}

/* Settling a draft: what does not change from line to line. */
struct settling {
	const struct firm *f;
	struct snapshot *s;
	struct day was; /* the tax point that the rates are of */
};

static void settle_line(const struct settling *g, struct line *l)
{
	const struct snapshot *s = g->s;
	const struct vat_ground *ground;

	if (!g->f->vat_payer) {
		line_of_no_payer(g->f, l, s->tax_point, s->lang);
		return;
	}
	if (l->vat_category == 'S' && l->takes_off.len == 0)
		vat_line_rate(l, vat_rate_moved(g->f, l->vat_rate, g->was, s->tax_point));
	if (l->vat_category == 'S' || l->vat_category == 'Z' || l->vat_category == '\0')
		return;
	ground = ground_on(g->f, l->vat_category, l->vat_reason, s->tax_point);
	if (ground)
		vat_line_ground(l, ground, s->lang);
}

/* An allowance of the document has its group's VAT as a line has it. */
static void settle_adjust(const struct settling *g, struct adjust *x)
{
	struct line l = { .vat_category = x->vat_category,
			  .vat_rate = x->vat_rate,
			  .vat_code = x->vat_code,
			  .vat_reason = x->vat_reason };

	settle_line(g, &l);
	x->vat_category = l.vat_category;
	x->vat_rate = l.vat_rate;
	x->vat_code = l.vat_code;
	x->vat_reason = l.vat_reason;
}

static void mention(struct arena *a, struct snapshot *s, struct span text)
{
	if (text.len == 0 || span_find(s->mentions, text, 0) != SIZE_MAX)
		return;
	s->mentions = s->mentions.len == 0 ?
			      text :
			      arena_fmt(a, "%.*s\n%.*s", SPAN_ARG(s->mentions), SPAN_ARG(text));
}

static bool on_collection(const struct firm *f, struct day day)
{
	return f->vat_payer && f->collection && day_cmp(f->collection_since, day) <= 0 &&
	       (!day_is_set(f->collection_until) || day_cmp(day, f->collection_until) <= 0);
}

/* Cod fiscal art. 319 (20): the ground of each exemption and, where VAT waits for the payment, that it
 * does. The mention is of fiscal documents and of those that announce them. */
static void settle_mentions(struct arena *a, const struct firm *f, struct snapshot *s)
{
	bool taxed = false;

	s->mentions = (struct span){ 0 };
	for (size_t i = 0; i < s->lines.n; i++) {
		mention(a, s, s->lines.at[i].vat_reason);
		taxed |= s->lines.at[i].vat_category == 'S';
	}
	s->tax_point_code = (struct span){ 0 };
	if (!taxed || s->kind != DOC_INVOICE || invoice_is(s, INVOICE_SELF_BILLED) ||
	    !on_collection(f, s->tax_point))
		return;
	s->tax_point_code = S(COLLECTION_CODE);
	mention(a, s, f->collection_text[lang_index(s->lang)]);
}

void vat_settle(struct arena *a, const struct firm *f, struct snapshot *s)
{
	struct settling g = { .f = f, .s = s };
	struct adjusts adjusts = { 0 };

	if (s->kind == DOC_STORNO)
		return;
	g.was = day_is_set(s->tax_point) ? s->tax_point : s->issue;
	s->tax_point = day_is_set(s->delivery) ? s->delivery : s->issue;
	for (size_t i = 0; i < s->lines.n; i++)
		settle_line(&g, &s->lines.at[i]);
	for (size_t i = 0; i < s->adjusts.n; i++) {
		struct adjust *x = ARENA_PUSH(a, &adjusts);

		*x = s->adjusts.at[i];
		settle_adjust(&g, x);
	}
	s->adjusts = adjusts;
	settle_mentions(a, f, s);
}
