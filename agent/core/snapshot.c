/* Sums of a document, by EN 16931: net of a line (BR-CO-04, BT-131 = quantity x price less allowance),
 * VAT per category and rate (BR-CO-17), totals (BR-CO-10, -13, -14, -15, -16). Every product is
 * rounded to the minor unit, half away from zero, so that a storno is the exact mirror of its invoice
 * (tests/unit/test_snapshot.c). */
#include "snapshot.h"

#include <string.h>

#include "span.h"

static const char *const kind_names[DOC_KINDS] = {
	[DOC_OFFER] = "offer",     [DOC_PROFORMA] = "proforma",   [DOC_CONTRACT] = "contract",
	[DOC_PV] = "pv",           [DOC_INVOICE] = "invoice",     [DOC_STORNO] = "storno",
	[DOC_RECEIPT] = "receipt", [DOC_STATEMENT] = "statement", [DOC_REMINDER] = "reminder",
};

const char *doc_kind_name(enum doc_kind k)
{
	return kind_names[k];
}

bool doc_kind_from_name(struct span name, enum doc_kind *ret)
{
	for (int k = 0; k < DOC_KINDS; k++) {
		if (span_eq_str(name, kind_names[k])) {
			*ret = (enum doc_kind)k;
			return true;
		}
	}
	return false;
}

static bool decimal_within(struct decimal d, int64_t low, int64_t high)
{
	return decimal_cmp(d, DECIMAL_INT(low)) >= 0 && decimal_cmp(d, DECIMAL_INT(high)) <= 0;
}

/* Category letters of UNTDID 5305 that EN 16931 allows here; A stands for AE. */
static bool category_fits(char category, struct decimal rate)
{
	if (category == 'S')
		return rate.n > 0;
	return strchr("ZEAKGO", category) && rate.n == 0;
}

static enum rc line_compute(struct line *l, const char cur[4], size_t no, struct why *reterr)
{
	struct money gross, off;
	enum rc rc;

	if (span_trim(l->name).len == 0)
		return why_fail(reterr, RC_BAD_INPUT, "line %zu has no name", no);
	if (l->price.n < 0)
		return why_fail(reterr, RC_BAD_INPUT, "line %zu: price below zero", no);
	if (!decimal_within(l->discount, 0, 100) || !decimal_within(l->vat_rate, 0, 100))
		return why_fail(reterr, RC_BAD_INPUT, "line %zu: discount or VAT outside 0..100",
				no);
	if (!l->vat_category)
		l->vat_category = l->vat_rate.n > 0 ? 'S' : 'Z';
	if (!category_fits(l->vat_category, l->vat_rate))
		return why_fail(reterr, RC_BAD_INPUT,
				"line %zu: VAT category does not fit its rate", no);
	rc = money_from_price(l->qty, l->price, cur, &gross);
	if (!rc)
		rc = money_percent(gross, l->discount, &off);
	if (!rc)
		rc = money_sub(gross, off, &l->net);
	if (rc)
		return why_fail(reterr, rc, "line %zu: sum too large", no);
	l->discount_amount = off;
	return RC_OK;
}

static struct vat_subtotal *subtotal_of(struct arena *a, struct vat_subtotals *v, char category,
					struct decimal rate)
{
	struct vat_subtotal *t;

	for (size_t i = 0; i < v->n; i++)
		if (v->at[i].category == category && decimal_eq(v->at[i].rate, rate))
			return &v->at[i];
	t = ARENA_PUSH(a, v);
	t->category = category;
	t->rate = decimal_norm(rate);
	return t;
}

static enum rc sum_lines(struct arena *a, struct snapshot *s, struct why *reterr)
{
	enum rc rc;

	for (size_t i = 0; i < s->lines.n; i++) {
		struct line *l = &s->lines.at[i];
		struct vat_subtotal *t;

		rc = line_compute(l, s->currency, i + 1, reterr);
		if (rc)
			return rc;
		t = subtotal_of(a, &s->vat, l->vat_category, l->vat_rate);
		rc = money_add(t->base, l->net, &t->base);
		if (!rc)
			rc = money_add(s->net, l->net, &s->net);
		if (rc)
			return why_fail(reterr, rc, "the sum of the lines is too large");
	}
	for (size_t i = 0; i < s->vat.n; i++) {
		struct vat_subtotal *t = &s->vat.at[i];

		rc = money_percent(t->base, t->rate, &t->tax);
		if (!rc)
			rc = money_add(s->tax, t->tax, &s->tax);
		if (rc)
			return why_fail(reterr, rc, "the VAT is too large");
	}
	return RC_OK;
}

static struct money zero(const char cur[4])
{
	struct money m = { 0 };

	memcpy(m.cur, cur, sizeof(m.cur));
	return m;
}

/* Receipts and the like carry a sum of their own and no lines. */
static bool may_lack_lines(enum doc_kind k)
{
	return k == DOC_RECEIPT || k == DOC_STATEMENT || k == DOC_REMINDER;
}

enum rc snapshot_compute(struct arena *a, struct snapshot *s, struct why *reterr)
{
	enum rc rc;

	if (!s->currency[0])
		return why_fail(reterr, RC_BAD_INPUT, "the document has no currency");
	if (!s->prepaid.cur[0])
		s->prepaid = zero(s->currency);
	if (s->lines.n == 0 && !may_lack_lines(s->kind))
		return why_fail(reterr, RC_BAD_INPUT, "the document has no line");
	if (s->lines.n > 0) {
		s->vat = (struct vat_subtotals){ 0 };
		s->net = s->tax = zero(s->currency);
		rc = sum_lines(a, s, reterr);
		if (rc)
			return rc;
		rc = money_add(s->net, s->tax, &s->total);
		if (rc)
			return why_fail(reterr, rc, "the total is too large");
	}
	rc = money_sub(s->total, s->prepaid, &s->payable);
	if (rc)
		return why_fail(reterr, rc, "what was paid is in another currency than the total");
	return RC_OK;
}

enum rc snapshot_mirror(struct arena *a, const struct snapshot *s, struct snapshot *ret,
			struct why *reterr)
{
	if (s->lines.n == 0)
		return why_fail(reterr, RC_BAD_INPUT, "the document has no line");
	*ret = *s;
	ret->kind = DOC_STORNO;
	ret->series = ret->number = ret->reference = ret->acceptance = (struct span){ 0 };
	ret->preceding = snapshot_label(a, s);
	ret->preceding_day = s->issue;
	ret->lines = (struct lines){ 0 };
	ret->vat = (struct vat_subtotals){ 0 };
	for (size_t i = 0; i < s->lines.n; i++) {
		struct line *l = ARENA_PUSH(a, &ret->lines);

		*l = s->lines.at[i];
		l->qty = decimal_neg(l->qty);
		l->discount_amount = money_neg(l->discount_amount);
		l->net = money_neg(l->net);
	}
	for (size_t i = 0; i < s->vat.n; i++) {
		struct vat_subtotal *t = ARENA_PUSH(a, &ret->vat);

		*t = s->vat.at[i];
		t->base = money_neg(t->base);
		t->tax = money_neg(t->tax);
	}
	ret->net = money_neg(s->net);
	ret->tax = money_neg(s->tax);
	ret->total = money_neg(s->total);
	ret->prepaid = money_neg(s->prepaid);
	ret->payable = money_neg(s->payable);
	return RC_OK;
}

struct span snapshot_label(struct arena *a, const struct snapshot *s)
{
	if (s->number.len == 0)
		return (struct span){ 0 };
	return arena_fmt(a, "%.*s %.*s", SPAN_ARG(s->series), SPAN_ARG(s->number));
}

struct span snapshot_file_name(struct arena *a, const struct snapshot *s)
{
	struct span name = s->number.len ? arena_fmt(a, "%.*s-%.*s", SPAN_ARG(s->series),
						     SPAN_ARG(s->number)) :
					   arena_fmt(a, "%s", doc_kind_name(s->kind));
	char *p = arena_alloc(a, name.len + 1);

	/* A series prefix is the owner's choice: what a file system minds becomes "-". */
	for (size_t i = 0; i < name.len; i++) {
		unsigned char c = (unsigned char)name.ptr[i];

		p[i] = c <= ' ' || strchr("/\\:*?\"<>|", c) ? '-' : (char)c;
	}
	return (struct span){ p, name.len };
}

struct span snapshot_attachment_name(struct arena *a, const struct snapshot *s, enum doc_face face,
				     int64_t no, struct span lang)
{
	bool en = span_istarts(lang, S("en"));
	const char *word = face == FACE_DRAFT ? (en ? "draft" : "ciorna") :
						(en ? "preview" : "previzualizare");

	if (face == FACE_ISSUED)
		return arena_fmt(a, "%.*s.pdf", SPAN_ARG(snapshot_file_name(a, s)));
	return arena_fmt(a, "%s-%lld.pdf", word, (long long)no);
}
