/* Storno in part: each of them is a document that adds up by itself, and the last of them takes the rest
 * that roundings have left (storno.h; tests/unit/test_storno.c). */
#include "storno.h"

#include <string.h>

#include "span.h"

/* a - b; false: overflow. */
static bool less(struct decimal a, struct decimal b, struct decimal *ret)
{
	while (a.scale < b.scale) {
		if (__builtin_mul_overflow(a.n, 10, &a.n))
			return false;
		a.scale++;
	}
	while (b.scale < a.scale) {
		if (__builtin_mul_overflow(b.n, 10, &b.n))
			return false;
		b.scale++;
	}
	ret->scale = a.scale;
	return !__builtin_sub_overflow(a.n, b.n, &ret->n);
}

struct decimal storno_left(const struct snapshot *inv, const struct stornos *earlier, size_t i)
{
	struct decimal left = inv->lines.at[i].qty;

	for (size_t k = 0; k < earlier->n; k++) {
		const struct lines *lines = &earlier->at[k]->lines;

		for (size_t j = 0; j < lines->n; j++)
			if (lines->at[j].original == (int64_t)i + 1 &&
			    !less(left, decimal_neg(lines->at[j].qty), &left))
				return DECIMAL_INT(0);
	}
	return decimal_norm(left);
}

bool storno_any_left(const struct snapshot *inv, const struct stornos *earlier)
{
	for (size_t i = 0; i < inv->lines.n; i++)
		if (storno_left(inv, earlier, i).n != 0)
			return true;
	return false;
}

struct making {
	struct arena *a;
	const struct snapshot *inv;
	const struct stornos *earlier;
	const struct decimal *qty;
	struct snapshot *s;
};

/* Is nothing left of line i once this storno is made? */
static bool line_closes(const struct making *m, size_t i)
{
	struct decimal left = storno_left(m->inv, m->earlier, i);

	return decimal_eq(left, m->qty[i]);
}

static bool in_group(const struct line *l, char category, struct decimal rate)
{
	return l->vat_category == category && decimal_eq(l->vat_rate, rate);
}

/* A group without lines of its own closes with the document. */
static bool group_closes(const struct making *m, char category, struct decimal rate)
{
	bool any = false, all = true, document = true;

	for (size_t i = 0; i < m->inv->lines.n; i++) {
		bool closes = line_closes(m, i);

		document = document && closes;
		if (!in_group(&m->inv->lines.at[i], category, rate))
			continue;
		any = true;
		all = all && closes;
	}
	return any ? all : document;
}

/* -(whole + what earlier ones took back) */
static enum rc rest(struct money *whole, struct money taken)
{
	enum rc rc = money_add(*whole, taken, whole);

	if (!rc)
		*whole = money_neg(*whole);
	return rc;
}

/* m times part/whole of two decimals. */
static enum rc share(struct money m, struct decimal part, struct decimal whole, struct money *ret)
{
	part = decimal_norm(part);
	whole = decimal_norm(whole);
	for (; part.scale < whole.scale; part.scale++)
		if (__builtin_mul_overflow(part.n, 10, &part.n))
			return RC_BAD_INPUT;
	for (; whole.scale < part.scale; whole.scale++)
		if (__builtin_mul_overflow(whole.n, 10, &whole.n))
			return RC_BAD_INPUT;
	if (whole.n < 0) {
		whole.n = -whole.n;
		part.n = -part.n;
	}
	if (whole.n == 0) {
		ret->minor = 0;
		memcpy(ret->cur, m.cur, sizeof(m.cur));
		return RC_OK;
	}
	return money_scale(m, part.n, whole.n, ret);
}

/* Line i with minus what is taken back; given amounts by their share of the quantity. */
static enum rc push_line(const struct making *m, size_t i)
{
	const struct line *from = &m->inv->lines.at[i];
	struct line *l = ARENA_PUSH(m->a, &m->s->lines);

	*l = *from;
	l->original = (int64_t)i + 1;
	l->qty = decimal_neg(m->qty[i]);
	l->adjusts = (struct adjusts){ 0 };
	for (size_t k = 0; k < from->adjusts.n; k++) {
		struct adjust *x = ARENA_PUSH(m->a, &l->adjusts);

		*x = from->adjusts.at[k];
		if (x->percent.n == 0 && share(x->amount, l->qty, from->qty, &x->amount))
			return RC_BAD_INPUT;
	}
	return RC_OK;
}

/* The line that is gone now takes the rest of its net. */
static enum rc settle_line(const struct making *m, struct line *l)
{
	const struct line *from = &m->inv->lines.at[l->original - 1];
	struct money net = from->net, taken = { 0 };
	struct adjust x = { .charge = true, .code = S("ABK") };

	for (size_t k = 0; k < m->earlier->n; k++) {
		const struct lines *lines = &m->earlier->at[k]->lines;

		for (size_t j = 0; j < lines->n; j++)
			if (lines->at[j].original == l->original &&
			    money_add(taken, lines->at[j].net, &taken))
				return RC_BAD_INPUT;
	}
	if (rest(&net, taken) || money_sub(net, l->net, &x.amount))
		return RC_BAD_INPUT;
	if (x.amount.minor == 0)
		return RC_OK;
	x.reason = span_istarts(m->s->lang, S("en")) ? S("rounding") : S("rotunjire");
	*ARENA_PUSH(m->a, &l->adjusts) = x;
	return RC_OK;
}

static struct money group_lines(const struct snapshot *s, char category, struct decimal rate)
{
	struct money sum = { 0 };

	for (size_t i = 0; i < s->lines.n; i++)
		if (in_group(&s->lines.at[i], category, rate) &&
		    money_add(sum, s->lines.at[i].net, &sum))
			return (struct money){ 0 };
	return sum;
}

/* Allowances of the document keep their place in the list, so that those of several stornos can be
 * summed; given amounts by their group's share. */
static enum rc push_adjust(const struct making *m, size_t k)
{
	const struct adjust *from = &m->inv->adjusts.at[k];
	struct adjust *x = ARENA_PUSH(m->a, &m->s->adjusts);
	struct money lines = group_lines(m->s, from->vat_category, from->vat_rate),
		     whole = group_lines(m->inv, from->vat_category, from->vat_rate), taken = { 0 };

	*x = *from;
	if (group_closes(m, from->vat_category, from->vat_rate)) {
		for (size_t e = 0; e < m->earlier->n; e++)
			if (m->earlier->at[e]->adjusts.n > k &&
			    money_add(taken, m->earlier->at[e]->adjusts.at[k].amount, &taken))
				return RC_BAD_INPUT;
		x->percent = DECIMAL_INT(0);
		return rest(&x->amount, taken);
	}
	if (x->percent.n != 0)
		return RC_OK;
	return share(x->amount, money_decimal(lines), money_decimal(whole), &x->amount);
}

static const struct vat_subtotal *find_group(const struct snapshot *s, const struct vat_subtotal *t)
{
	for (size_t i = 0; i < s->vat.n; i++)
		if (s->vat.at[i].category == t->category && decimal_eq(s->vat.at[i].rate, t->rate))
			return &s->vat.at[i];
	return NULL;
}

/* The VAT group that is gone now takes the rest of its VAT, and of its sums in lei. */
static enum rc settle_group(const struct making *m, struct vat_subtotal *t)
{
	const struct vat_subtotal *whole = find_group(m->inv, t);
	struct money taken[3] = { { 0 } }, *to[3] = { &t->tax, &t->base_lei, &t->tax_lei };

	if (!whole || !group_closes(m, t->category, t->rate))
		return RC_OK;
	for (size_t e = 0; e < m->earlier->n; e++) {
		const struct vat_subtotal *was = find_group(m->earlier->at[e], t);

		if (was && (money_add(taken[0], was->tax, &taken[0]) ||
			    money_add(taken[1], was->base_lei, &taken[1]) ||
			    money_add(taken[2], was->tax_lei, &taken[2])))
			return RC_BAD_INPUT;
	}
	t->tax = whole->tax;
	t->base_lei = whole->base_lei;
	t->tax_lei = whole->tax_lei;
	for (size_t i = 0; i < 3; i++)
		if (rest(to[i], taken[i]))
			return RC_BAD_INPUT;
	return RC_OK;
}

/* What was paid before is taken back as far as each storno's total goes, so that none of them asks for
 * money. */
static enum rc settle_prepaid(const struct making *m, bool all)
{
	struct money left = money_neg(m->inv->prepaid);

	for (size_t e = 0; e < m->earlier->n; e++)
		if (money_sub(left, m->earlier->at[e]->prepaid, &left))
			return RC_BAD_INPUT;
	if (!all && left.minor < m->s->total.minor)
		left.minor = m->s->total.minor < 0 ? m->s->total.minor : 0;
	m->s->prepaid = left;
	return RC_OK;
}

/* The rounding belongs to the whole: the last storno takes it back. */
static enum rc settle_document(const struct making *m, struct why *reterr)
{
	bool all = true;
	enum rc rc;

	for (size_t i = 0; i < m->inv->lines.n; i++)
		all = all && line_closes(m, i);
	m->s->part = !all || m->earlier->n > 0;
	m->s->rounding.minor = all ? -m->inv->rounding.minor : 0;
	for (size_t i = 0; i < m->s->vat.n; i++)
		if (settle_group(m, &m->s->vat.at[i]))
			return RC_BAD_INPUT;
	rc = snapshot_total(m->s, reterr);
	if (!rc)
		rc = settle_prepaid(m, all);
	return rc ? rc : snapshot_total(m->s, reterr);
}

/* Lines, then what depends on their nets. */
static enum rc fill(const struct making *m, struct why *reterr)
{
	struct snapshot *s = m->s;
	enum rc rc = RC_OK;

	for (size_t i = 0; !rc && i < m->inv->lines.n; i++)
		if (m->qty[i].n != 0)
			rc = push_line(m, i);
	if (!rc)
		rc = snapshot_compute(m->a, s, reterr);
	for (size_t i = 0; !rc && i < s->lines.n; i++)
		if (line_closes(m, (size_t)s->lines.at[i].original - 1))
			rc = settle_line(m, &s->lines.at[i]);
	if (!rc && m->inv->adjusts.n > 0)
		rc = snapshot_compute(m->a, s, reterr);
	for (size_t k = 0; !rc && k < m->inv->adjusts.n; k++)
		rc = push_adjust(m, k);
	if (!rc)
		rc = snapshot_compute(m->a, s, reterr);
	return rc ? rc : settle_document(m, reterr);
}

static bool fits(const struct snapshot *inv, const struct stornos *earlier,
		 const struct decimal *qty)
{
	bool any = false;

	for (size_t i = 0; i < inv->lines.n; i++) {
		struct decimal left = storno_left(inv, earlier, i);
		bool minus = inv->lines.at[i].qty.n < 0;

		any |= qty[i].n != 0;
		if ((qty[i].n != 0 && (qty[i].n < 0) != minus) ||
		    (minus ? decimal_cmp(qty[i], left) < 0 : decimal_cmp(qty[i], left) > 0))
			return false;
	}
	return any;
}

enum rc storno_make(struct arena *a, const struct snapshot *inv, const struct stornos *earlier,
		    const struct decimal *qty, struct snapshot *ret, struct why *reterr)
{
	struct making m = { a, inv, earlier, qty, ret };
	enum rc rc;

	if (!fits(inv, earlier, qty))
		return why_fail(reterr, RC_BAD_INPUT, "nothing, or more than is left of a line");
	rc = snapshot_mirror(a, inv, ret, reterr);
	if (rc)
		return rc;
	ret->tax_point = DAY_NONE;
	ret->lines = (struct lines){ 0 };
	ret->adjusts = (struct adjusts){ 0 };
	rc = fill(&m, reterr);
	return rc ? why_prefix(reterr, rc, "storno") : RC_OK;
}
