/* Thousands of random invoices: sums against a computation of its own (in 128 bits, by another way of
 * rounding), the storno that makes zero of every box, and the way to JSON and back. */
#include "random_invoice.h"
#include "snapshot.h"
#include "unit.h"

/* n / 10^places, rounded half away from zero: the half is added before the cut. */
static int64_t rounded(__int128 n, unsigned places)
{
	__int128 den = 2, mag = n < 0 ? -n : n;

	for (unsigned i = 0; i < places; i++)
		den *= 10;
	mag = (2 * mag + den / 2) / den;
	return (int64_t)(n < 0 ? -mag : mag);
}

/* What a list of allowances and charges adds to base. */
static int64_t adjusted(const struct adjusts *list, int64_t base)
{
	int64_t sum = 0;

	for (size_t i = 0; i < list->n; i++) {
		const struct adjust *x = &list->at[i];
		int64_t amount = x->amount.minor;

		if (x->percent.n != 0) {
			amount = rounded((__int128)base * x->percent.n, x->percent.scale + 2);
			CHECK_INT(x->amount.minor, amount);
			CHECK_INT(x->base.minor, base);
		}
		sum += x->charge ? amount : -amount;
	}
	return sum;
}

static int64_t line_net(const struct line *l)
{
	unsigned places = (unsigned)l->qty.scale + l->price.scale;
	__int128 product = (__int128)l->qty.n * l->price.n * 100;
	int64_t gross = rounded(product, places);

	return gross + adjusted(&l->adjusts, gross);
}

static bool same_group(char category, struct decimal rate, const struct vat_subtotal *t)
{
	return category == t->category && decimal_eq(rate, t->rate);
}

/* One group's base from the lines and the document's allowances; tax and lei from it. */
static void check_group(const struct snapshot *s, const struct vat_subtotal *t)
{
	struct adjusts mine = { 0 };
	struct arena *a = unit_arena();
	int64_t lines = 0, base, tax;

	for (size_t i = 0; i < s->lines.n; i++)
		if (same_group(s->lines.at[i].vat_category, s->lines.at[i].vat_rate, t))
			lines += line_net(&s->lines.at[i]);
	for (size_t i = 0; i < s->adjusts.n; i++)
		if (same_group(s->adjusts.at[i].vat_category, s->adjusts.at[i].vat_rate, t))
			*ARENA_PUSH(a, &mine) = s->adjusts.at[i];
	base = lines + adjusted(&mine, lines);
	tax = rounded((__int128)base * t->rate.n, t->rate.scale + 2);
	CHECK_INT(t->base.minor, base);
	CHECK_INT(t->tax.minor, tax);
	if (s->tax_currency[0] == '\0') {
		CHECK_INT(t->tax_lei.minor, 0);
		return;
	}
	CHECK_INT(t->base_lei.minor, rounded((__int128)base * s->exchange.n, s->exchange.scale));
	CHECK_INT(t->tax_lei.minor, rounded((__int128)tax * s->exchange.n, s->exchange.scale));
}

/* BR-CO-10 to -17, computed apart from the code that made them. */
static void check_sums(const struct snapshot *s)
{
	int64_t net = 0, tax = 0, lei = 0, less = 0, more = 0, lines = 0;

	for (size_t i = 0; i < s->lines.n; i++) {
		CHECK_INT(s->lines.at[i].net.minor, line_net(&s->lines.at[i]));
		lines += s->lines.at[i].net.minor;
	}
	for (size_t i = 0; i < s->adjusts.n; i++)
		*(s->adjusts.at[i].charge ? &more : &less) += s->adjusts.at[i].amount.minor;
	for (size_t i = 0; i < s->vat.n; i++) {
		check_group(s, &s->vat.at[i]);
		net += s->vat.at[i].base.minor;
		tax += s->vat.at[i].tax.minor;
		lei += s->vat.at[i].tax_lei.minor;
	}
	CHECK_INT(s->sum_lines.minor, lines);
	CHECK_INT(s->allowances.minor, less);
	CHECK_INT(s->charges.minor, more);
	CHECK_INT(s->net.minor, lines - less + more);
	CHECK_INT(s->net.minor, net);
	CHECK_INT(s->tax.minor, tax);
	CHECK_INT(s->total.minor, net + tax);
	CHECK_INT(s->payable.minor, net + tax - s->prepaid.minor + s->rounding.minor);
	CHECK_INT(s->tax_lei.minor, lei);
	CHECK_INT(s->total_lei.minor, s->net_lei.minor + lei);
}

static void check_zero(struct arena *a, const struct snapshot *s, const struct snapshot *m)
{
	struct value *sum = value_new_map(a);

	random_add_boxes(sum, a, snapshot_to_value(a, s), S(""));
	random_add_boxes(sum, a, snapshot_to_value(a, m), S(""));
	for (size_t i = 0; i < sum->u.map.n; i++)
		if (sum->u.map.at[i].val->u.num != 0)
			FAIL("%.*s: %lld", SPAN_ARG(sum->u.map.at[i].key),
			     (long long)sum->u.map.at[i].val->u.num);
}

/* Invoice + storno = 0 in every box, and computing the storno anew changes nothing of it. */
TEST(snapshot_random_sums_and_mirror)
{
	for (int k = 0; k < 5000; k++) {
		SCOPED_ARENA a = arena_new(4 << 20);
		struct snapshot s = random_invoice(a), m;

		UNIT_CASE("invoice %d", k);
		if (!CHECK_RC(snapshot_compute(a, &s, NULL), RC_OK))
			return;
		check_sums(&s);
		if (!CHECK_RC(snapshot_mirror(a, &s, &m, NULL), RC_OK))
			return;
		check_zero(a, &s, &m);
		if (!CHECK_RC(snapshot_compute(a, &m, NULL), RC_OK))
			return;
		check_zero(a, &s, &m);
		for (size_t i = 0; i < m.lines.n; i++) {
			CHECK(m.lines.at[i].price.n >= 0);
			CHECK_INT(m.lines.at[i].original, i + 1);
		}
	}
}

static struct span as_json(struct arena *a, const struct snapshot *s)
{
	struct buf b;

	buf_init(&b, a, 1 << 20);
	value_to_json(snapshot_to_value(a, s), &b);
	CHECK(buf_ok(&b));
	return buf_span(&b);
}

static void add_rarer_fields(struct arena *a, struct snapshot *s)
{
	s->note = S("Țară, „ghilimele”\nrând nou");
	s->mentions = S("TVA la încasare");
	s->tax_point_code = S("432");
	s->delivery = day_add(s->issue, -3);
	s->contract_ref = S("CTR 0007");
	s->exchange_source = S("BNR");
	s->lines.at[0].period_from = s->issue;
	s->lines.at[0].takes_off = S("FCT 0003");
	*ARENA_PUSH(a, &s->advances) = (struct doc_ref){ S("FCT 0003"), s->issue };
}

TEST(snapshot_survives_json)
{
	for (int k = 0; k < 500; k++) {
		SCOPED_ARENA a = arena_new(4 << 20);
		struct snapshot s = random_invoice(a), back;
		struct value *v;
		struct span json;

		add_rarer_fields(a, &s);
		CHECK_RC(snapshot_compute(a, &s, NULL), RC_OK);
		json = as_json(a, &s);
		if (!CHECK_RC(value_from_json(a, json, &v, NULL), RC_OK) ||
		    !CHECK_RC(snapshot_from_value(a, v, &back, NULL), RC_OK))
			return;
		CHECK_SPANS(as_json(a, &back), json);
		CHECK_SPANS(back.note, s.note);
		CHECK_SPANS(back.mentions, s.mentions);
		CHECK_INT(back.total.minor, s.total.minor);
		CHECK_INT(back.tax_lei.minor, s.tax_lei.minor);
		CHECK_SPAN(back.advances.at[0].label, "FCT 0003");
		CHECK_INT(back.adjusts.n, s.adjusts.n);
		CHECK_INT(back.lines.at[0].adjusts.n, s.lines.at[0].adjusts.n);
		CHECK(day_eq(back.delivery, s.delivery));
	}
}
