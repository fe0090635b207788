/* Does a document add up? Recomputed here from the lines by plain sums, not by the code that made
 * them: EN 16931 BR-CO-10 (sum of lines), BR-CO-13, BR-CO-14 (sum of VAT), BR-CO-15 (total with VAT), BR-CO-16
 * (to pay), and each VAT category's base (BR-S-08 and its kin). */
#include <stdarg.h>

#include "check.h"
#include "decimal.h"

void check_say(struct check *c, const char *rule, const char *fmt, ...)
{
	char text[400];
	va_list ap;

	va_start(ap, fmt);
	(void)vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	c->report(c, rule, text);
}

struct sum {
	int64_t v;
	bool bad; /* overflow, or another currency */
};

static void sum_add(struct sum *s, struct money m, const char *cur)
{
	if (m.minor && strncmp(m.cur, cur, sizeof(m.cur)) != 0)
		s->bad = true;
	if (__builtin_add_overflow(s->v, m.minor, &s->v))
		s->bad = true;
}

static void expect(struct check *c, const char *label, const char *what, struct sum is,
		   struct money want)
{
	if (is.bad)
		check_say(c, "document-sum", "%s: %s: amounts in several currencies, or too large",
			  label, what);
	else if (is.v != want.minor)
		check_say(c, "document-sum", "%s: %s: %lld, but %lld stands there", label, what,
			  (long long)is.v, (long long)want.minor);
}

/* The base of a category is the sum of its lines, less and more what the document takes off and adds. */
static void check_base(struct check *c, const struct snapshot *s, const struct vat_subtotal *v,
		       const char *label)
{
	struct sum base = { 0 };

	for (size_t i = 0; i < s->lines.n; i++) {
		const struct line *l = &s->lines.at[i];

		if (l->vat_category == v->category && decimal_eq(l->vat_rate, v->rate))
			sum_add(&base, l->net, s->currency);
	}
	for (size_t i = 0; i < s->adjusts.n; i++) {
		const struct adjust *x = &s->adjusts.at[i];

		if (x->vat_category == v->category && decimal_eq(x->vat_rate, v->rate))
			sum_add(&base, x->charge ? x->amount : money_neg(x->amount), s->currency);
	}
	expect(c, label, "base of a VAT category", base, v->base);
}

void check_sums(struct check *c, const struct snapshot *s, const char *label)
{
	struct sum lines = { 0 }, net = { 0 }, tax = { 0 }, base = { 0 }, total = { 0 },
		   payable = { 0 };

	if (!s->lines.n) {
		if (s->kind == DOC_OFFER || s->kind == DOC_PROFORMA || s->kind == DOC_INVOICE ||
		    s->kind == DOC_STORNO)
			check_say(c, "document-sum", "%s has no lines", label);
		return;
	}
	for (size_t i = 0; i < s->lines.n; i++)
		sum_add(&lines, s->lines.at[i].net, s->currency);
	for (size_t i = 0; i < s->vat.n; i++) {
		sum_add(&base, s->vat.at[i].base, s->currency);
		sum_add(&tax, s->vat.at[i].tax, s->currency);
		check_base(c, s, &s->vat.at[i], label);
	}
	expect(c, label, "sum of the lines", lines, s->sum_lines);
	sum_add(&net, s->sum_lines, s->currency);
	sum_add(&net, money_neg(s->allowances), s->currency);
	sum_add(&net, s->charges, s->currency);
	expect(c, label, "lines less allowances and more charges", net, s->net);
	if (s->vat.n)
		expect(c, label, "sum of the VAT bases", base, s->net);
	expect(c, label, "sum of the VAT", tax, s->tax);
	sum_add(&total, s->net, s->currency);
	sum_add(&total, s->tax, s->currency);
	expect(c, label, "net and VAT", total, s->total);
	sum_add(&payable, s->total, s->currency);
	sum_add(&payable, money_neg(s->prepaid), s->currency);
	sum_add(&payable, s->rounding, s->currency);
	expect(c, label, "total less prepaid, rounded", payable, s->payable);
}
