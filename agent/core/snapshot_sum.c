/* Sums of a document, by EN 16931: net of a line (BT-131 = quantity x price less allowances and more
 * charges), the VAT groups (BR-CO-17; allowances and charges of the document in theirs), totals
 * (BR-CO-10 to -16). Every product is rounded to the minor unit, half away from zero, so that a storno
 * is the exact mirror of its invoice (tests/unit/test_snapshot_random.c). */
#include "snapshot.h"

#include <string.h>

#include "span.h"

static struct money zero(const char cur[4])
{
	struct money m = { 0 };

	memcpy(m.cur, cur, sizeof(m.cur));
	return m;
}

static bool percent_fits(struct decimal d)
{
	return d.n >= 0 && decimal_cmp(d, DECIMAL_INT(100)) <= 0;
}

static bool category_fits(char category, struct decimal rate)
{
	if (category == 'S')
		return rate.n > 0;
	return strchr("ZEAKGO", category) && rate.n == 0;
}

/* The amount of an allowance or charge of `base`, taken off or added to *net. */
static enum rc adjust_apply(struct adjust *x, struct money base, struct money *net,
			    struct why *reterr)
{
	enum rc rc = RC_OK;

	if (!percent_fits(x->percent))
		return why_fail(reterr, RC_BAD_INPUT, "allowance or charge outside 0..100 %%");
	x->base = zero(base.cur);
	if (x->percent.n != 0) {
		x->base = base;
		rc = money_percent(base, x->percent, &x->amount);
	} else if (!x->amount.cur[0]) {
		memcpy(x->amount.cur, base.cur, sizeof(base.cur));
	}
	if (!rc)
		rc = x->charge ? money_add(*net, x->amount, net) : money_sub(*net, x->amount, net);
	if (rc)
		return why_fail(reterr, rc, "allowance or charge: too large, or another currency");
	return RC_OK;
}

/* A list of its own: a line that was copied from another document shares that one's. */
static struct adjusts own_adjusts(struct arena *a, const struct adjusts *from)
{
	struct adjusts ret = { 0 };

	for (size_t i = 0; i < from->n; i++)
		*ARENA_PUSH(a, &ret) = from->at[i];
	return ret;
}

static bool turned(struct money net, struct money gross)
{
	return (gross.minor >= 0 && net.minor < 0) || (gross.minor < 0 && net.minor > 0);
}

static enum rc line_compute(struct arena *a, struct line *l, const char cur[4], size_t no,
			    bool turn_matters, struct why *reterr)
{
	struct money gross;
	enum rc rc;

	if (span_trim(l->name).len == 0)
		return why_fail(reterr, RC_BAD_INPUT, "line %zu has no name", no);
	if (l->price.n < 0)
		return why_fail(reterr, RC_BAD_INPUT, "line %zu: price below zero", no);
	if (!l->vat_category)
		l->vat_category = l->vat_rate.n > 0 ? 'S' : 'Z';
	if (!percent_fits(l->vat_rate) || !category_fits(l->vat_category, l->vat_rate))
		return why_fail(reterr, RC_BAD_INPUT,
				"line %zu: VAT category does not fit its rate", no);
	rc = money_from_price(l->qty, l->price, cur, &gross);
	if (rc)
		return why_fail(reterr, rc, "line %zu: sum too large", no);
	l->net = gross;
	l->adjusts = own_adjusts(a, &l->adjusts);
	for (size_t i = 0; i < l->adjusts.n; i++) {
		rc = adjust_apply(&l->adjusts.at[i], gross, &l->net, reterr);
		if (rc)
			return rc;
	}
	if (turn_matters && turned(l->net, gross))
		return why_fail(reterr, RC_BAD_INPUT,
				"line %zu: more is taken off than stands there", no);
	return RC_OK;
}

/* What makes a VAT group of a line or of an allowance. */
struct group_key {
	char category;
	struct decimal rate;
	struct span code, reason;
};

/* One breakdown of each category and rate (BR-E-01 and its kin); several grounds are said together, and
 * then no code fits. */
static void group_reason(struct arena *a, struct vat_subtotal *t, const struct group_key *k)
{
	if (t->reason.len == 0 && t->code.len == 0) {
		t->code = k->code;
		t->reason = k->reason;
		return;
	}
	if (!span_eq(t->code, k->code))
		t->code = S("");
	if (k->reason.len > 0 && span_find(t->reason, k->reason, 0) == SIZE_MAX)
		t->reason = arena_fmt(a, "%.*s; %.*s", SPAN_ARG(t->reason), SPAN_ARG(k->reason));
}

static struct vat_subtotal *group_of(struct arena *a, struct snapshot *s, const struct group_key *k)
{
	struct vat_subtotal *t = NULL;

	for (size_t i = 0; !t && i < s->vat.n; i++)
		if (s->vat.at[i].category == k->category && decimal_eq(s->vat.at[i].rate, k->rate))
			t = &s->vat.at[i];
	if (!t) {
		t = ARENA_PUSH(a, &s->vat);
		t->category = k->category;
		t->rate = decimal_norm(k->rate);
		t->base = t->tax = zero(s->currency);
	}
	group_reason(a, t, k);
	return t;
}

static enum rc sum_lines(struct arena *a, struct snapshot *s, struct why *reterr)
{
	for (size_t i = 0; i < s->lines.n; i++) {
		struct line *l = &s->lines.at[i];
		enum rc rc = line_compute(a, l, s->currency, i + 1, s->kind != DOC_STORNO, reterr);
		struct vat_subtotal *t;

		if (rc)
			return rc;
		t = group_of(a, s,
			     &(struct group_key){ l->vat_category, l->vat_rate, l->vat_code,
						  l->vat_reason });
		rc = money_add(t->base, l->net, &t->base);
		if (!rc)
			rc = money_add(s->sum_lines, l->net, &s->sum_lines);
		if (rc)
			return why_fail(reterr, rc, "the sum of the lines is too large");
	}
	return RC_OK;
}

/* Allowances and charges of the document: percents are of their group's lines. */
static enum rc sum_adjusts(struct arena *a, struct snapshot *s, struct why *reterr)
{
	struct money *lines = ARENA_ARRAY(a, s->vat.n + s->adjusts.n + 1, struct money);
	size_t n = s->vat.n;

	s->adjusts = own_adjusts(a, &s->adjusts);
	for (size_t i = 0; i < n; i++)
		lines[i] = s->vat.at[i].base;
	for (size_t i = 0; i < s->adjusts.n; i++) {
		struct adjust *x = &s->adjusts.at[i];
		struct money *sum = x->charge ? &s->charges : &s->allowances;
		struct vat_subtotal *t;
		size_t at;
		enum rc rc;

		if (!percent_fits(x->vat_rate) || !category_fits(x->vat_category, x->vat_rate))
			return why_fail(reterr, RC_BAD_INPUT,
					"allowance or charge: VAT category does not fit its rate");
		t = group_of(a, s,
			     &(struct group_key){ x->vat_category, x->vat_rate, x->vat_code,
						  x->vat_reason });
		at = (size_t)(t - s->vat.at);
		rc = adjust_apply(x, at < n ? lines[at] : zero(s->currency), &t->base, reterr);
		if (!rc && money_add(*sum, x->amount, sum))
			rc = why_fail(reterr, RC_BAD_INPUT, "allowances are too large");
		if (rc)
			return rc;
	}
	return RC_OK;
}

static enum rc too_large(struct why *reterr, const char *what)
{
	return why_fail(reterr, RC_BAD_INPUT, "%s: too large", what);
}

/* VAT of each group, and in lei what the group's sums are worth (BT-111 is their sum, so that a
 * register's columns add up to what is printed). */
static enum rc sum_vat(struct snapshot *s, struct why *reterr)
{
	bool other = s->tax_currency[0] && s->exchange.n > 0;
	struct money none = zero(other ? s->tax_currency : "\0\0\0");

	for (size_t i = 0; i < s->vat.n; i++) {
		struct vat_subtotal *t = &s->vat.at[i];

		if (t->category == 'O' && s->vat.n > 1)
			return why_fail(reterr, RC_BAD_INPUT,
					"what is not subject to VAT stands alone (BR-O-11)");
		t->base_lei = t->tax_lei = none;
		if (money_percent(t->base, t->rate, &t->tax))
			return too_large(reterr, "the VAT");
		if (other && (money_from_price(money_decimal(t->base), s->exchange, s->tax_currency,
					       &t->base_lei) ||
			      money_from_price(money_decimal(t->tax), s->exchange, s->tax_currency,
					       &t->tax_lei)))
			return too_large(reterr, "the sums in lei");
	}
	return RC_OK;
}

static enum rc sum_payable(struct snapshot *s, struct why *reterr)
{
	if (money_sub(s->total, s->prepaid, &s->payable) ||
	    money_add(s->payable, s->rounding, &s->payable))
		return why_fail(reterr, RC_BAD_INPUT,
				"what was paid is in another currency than the total");
	return RC_OK;
}

enum rc snapshot_total(struct snapshot *s, struct why *reterr)
{
	s->tax = zero(s->currency);
	s->net_lei = s->tax_lei = zero(s->vat.n > 0 ? s->vat.at[0].tax_lei.cur : "\0\0\0");
	for (size_t i = 0; i < s->vat.n; i++) {
		const struct vat_subtotal *t = &s->vat.at[i];

		if (money_add(s->tax, t->tax, &s->tax) ||
		    money_add(s->net_lei, t->base_lei, &s->net_lei) ||
		    money_add(s->tax_lei, t->tax_lei, &s->tax_lei))
			return too_large(reterr, "the VAT");
	}
	if (money_add(s->net_lei, s->tax_lei, &s->total_lei) ||
	    money_sub(s->sum_lines, s->allowances, &s->net) ||
	    money_add(s->net, s->charges, &s->net) || money_add(s->net, s->tax, &s->total))
		return too_large(reterr, "the total");
	return sum_payable(s, reterr);
}

/* Receipts and the like carry a sum of their own and no lines. */
static bool may_lack_lines(enum doc_kind k)
{
	return k == DOC_RECEIPT || k == DOC_STATEMENT || k == DOC_REMINDER;
}

static void drop_advances(struct arena *a, struct snapshot *s)
{
	struct doc_refs kept = { 0 };

	for (size_t i = 0; i < s->advances.n; i++) {
		bool used = false;

		for (size_t k = 0; k < s->lines.n; k++)
			used |= span_eq(s->lines.at[k].takes_off, s->advances.at[i].label);
		if (used)
			*ARENA_PUSH(a, &kept) = s->advances.at[i];
	}
	s->advances = kept;
}

static bool is_discount(const struct adjust *x)
{
	return !x->charge && x->percent.n == 0 && span_eq_str(x->code, "95");
}

/* The VAT groups of the lines alone, as allowances of nothing. */
static enum rc line_groups(struct arena *a, const struct snapshot *s, struct adjusts *ret,
			   struct money *sum)
{
	for (size_t i = 0; i < s->lines.n; i++) {
		const struct line *l = &s->lines.at[i];
		struct adjust *x = NULL;

		for (size_t k = 0; !x && k < ret->n; k++)
			if (ret->at[k].vat_category == l->vat_category &&
			    decimal_eq(ret->at[k].vat_rate, l->vat_rate))
				x = &ret->at[k];
		if (!x) {
			x = ARENA_PUSH(a, ret);
			*x = (struct adjust){ .code = S("95"),
					      .vat_category = l->vat_category,
					      .vat_rate = l->vat_rate,
					      .vat_code = l->vat_code,
					      .vat_reason = l->vat_reason };
		}
		if (money_add(x->base, l->net, &x->base) || money_add(*sum, l->net, sum))
			return RC_BAD_INPUT;
	}
	return RC_OK;
}

enum rc snapshot_take_off(struct arena *a, struct snapshot *s, struct money amount)
{
	struct adjusts kept = { 0 }, groups = { 0 };
	struct money sum = { 0 }, done = { 0 };

	for (size_t i = 0; i < s->adjusts.n; i++)
		if (!is_discount(&s->adjusts.at[i]))
			*ARENA_PUSH(a, &kept) = s->adjusts.at[i];
	if (line_groups(a, s, &groups, &sum) || amount.minor < 0 || amount.minor > sum.minor)
		return RC_BAD_INPUT;
	for (size_t i = 0; i < groups.n && amount.minor > 0; i++) {
		struct adjust *x = ARENA_PUSH(a, &kept);

		*x = groups.at[i];
		/* the last group takes what roundings have left */
		if (i + 1 == groups.n ? money_sub(amount, done, &x->amount) :
					money_scale(amount, x->base.minor, sum.minor, &x->amount))
			return RC_BAD_INPUT;
		if (money_add(done, x->amount, &done))
			return RC_BAD_INPUT;
	}
	s->adjusts = kept;
	return RC_OK;
}

enum rc snapshot_spread(struct arena *a, struct snapshot *s)
{
	struct money sum = { 0 };

	for (size_t i = 0; i < s->adjusts.n; i++)
		if (is_discount(&s->adjusts.at[i]) && money_add(sum, s->adjusts.at[i].amount, &sum))
			return RC_BAD_INPUT;
	return sum.minor == 0 ? RC_OK : snapshot_take_off(a, s, sum);
}

enum rc snapshot_compute(struct arena *a, struct snapshot *s, struct why *reterr)
{
	enum rc rc;

	if (!s->currency[0])
		return why_fail(reterr, RC_BAD_INPUT, "the document has no currency");
	if (!s->prepaid.cur[0])
		s->prepaid = zero(s->currency);
	if (!s->rounding.cur[0])
		s->rounding = zero(s->currency);
	if (s->lines.n == 0 && !may_lack_lines(s->kind))
		return why_fail(reterr, RC_BAD_INPUT, "the document has no line");
	drop_advances(a, s);
	if (s->lines.n == 0)
		return sum_payable(s, reterr);
	s->vat = (struct vat_subtotals){ 0 };
	s->sum_lines = s->allowances = s->charges = zero(s->currency);
	rc = sum_lines(a, s, reterr);
	if (!rc)
		rc = sum_adjusts(a, s, reterr);
	if (!rc)
		rc = sum_vat(s, reterr);
	return rc ? rc : snapshot_total(s, reterr);
}
