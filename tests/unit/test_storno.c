/* Stornos of parts: what each of them says by itself, and that with the last of them nothing is left of
 * the invoice in any box. */
#include "random_invoice.h"
#include "storno.h"
#include "unit.h"

static struct snapshot invoice_of(struct arena *a, const char *const qty[],
				  const char *const price[], size_t n)
{
	struct snapshot s;

	snapshot_begin(&s, DOC_INVOICE);
	s.series = S("FCT");
	s.number = S("0012");
	s.issue = (struct day){ 20000 };
	memcpy(s.currency, "RON", 4);
	for (size_t i = 0; i < n; i++) {
		struct line *l = ARENA_PUSH(a, &s.lines);

		*l = (struct line){ .name = S("L"),
				    .vat_category = 'S',
				    .vat_rate = DECIMAL_INT(21),
				    .period_from = DAY_NONE,
				    .period_to = DAY_NONE };
		CHECK_RC(decimal_parse(span_of(qty[i]), MARK_DOT, &l->qty), RC_OK);
		CHECK_RC(decimal_parse(span_of(price[i]), MARK_DOT, &l->price), RC_OK);
	}
	CHECK_RC(snapshot_compute(a, &s, NULL), RC_OK);
	return s;
}

TEST(storno_of_a_line)
{
	struct arena *a = unit_arena();
	struct snapshot inv = invoice_of(a, (const char *[]){ "2", "3" },
					 (const char *[]){ "450", "100" }, 2),
			s;
	struct stornos none = { 0 };
	struct decimal qty[] = { DECIMAL_INT(0), DECIMAL_INT(1) };

	CHECK_RC(storno_make(a, &inv, &none, qty, &s, NULL), RC_OK);
	CHECK_INT(s.kind, DOC_STORNO);
	CHECK_SPAN(s.preceding, "FCT 0012");
	CHECK_INT(s.lines.n, 1);
	CHECK_INT(s.lines.at[0].original, 2);
	CHECK_SPAN(decimal_print(a, s.lines.at[0].qty, 0), "-1");
	CHECK_SPAN(decimal_print(a, s.lines.at[0].price, 0), "100");
	CHECK_SPAN(money_print(a, s.total), "-121.00");
	*ARENA_PUSH(a, &none) = &s;
	CHECK_SPAN(decimal_print(a, storno_left(&inv, &none, 1), 0), "2");
	CHECK(storno_any_left(&inv, &none));
}

TEST(storno_takes_no_more_than_there_is)
{
	struct arena *a = unit_arena();
	struct snapshot inv = invoice_of(a, (const char *[]){ "2", "-1" },
					 (const char *[]){ "450", "100" }, 2),
			s;
	static const struct {
		int64_t first, second;
		enum rc rc;
	} rows[] = {
		{ 3, 0, RC_BAD_INPUT }, { 0, 0, RC_BAD_INPUT },  { -1, 0, RC_BAD_INPUT },
		{ 2, -1, RC_OK },       { 0, -2, RC_BAD_INPUT }, { 1, 1, RC_BAD_INPUT },
	};
	struct stornos none = { 0 };

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct decimal qty[] = { DECIMAL_INT(rows[i].first), DECIMAL_INT(rows[i].second) };
		struct why why = { "" };

		UNIT_CASE("%lld, %lld", (long long)rows[i].first, (long long)rows[i].second);
		CHECK_RC(storno_make(a, &inv, &none, qty, &s, &why), rows[i].rc);
	}
}

/* 3 x 3.335 = 10.005 is 10.01; a third of it 3.335 is 3.34: the last takes 3.33. */
TEST(storno_last_part_takes_the_rest)
{
	static const char *const want[] = { "-3.34", "-3.34", "-3.33" };
	struct arena *a = unit_arena();
	struct snapshot inv =
		invoice_of(a, (const char *[]){ "3" }, (const char *[]){ "3.335" }, 1);
	struct stornos all = { 0 };
	struct decimal one = DECIMAL_INT(1);

	CHECK_SPAN(money_print(a, inv.net), "10.01");
	for (size_t i = 0; i < 3; i++) {
		struct snapshot *s = ARENA_NEW(a, struct snapshot);

		CHECK_RC(storno_make(a, &inv, &all, &one, s, NULL), RC_OK);
		CHECK_SPAN(money_print(a, s->net), want[i]);
		CHECK_INT(s->lines.at[0].adjusts.n, i == 2 ? 1 : 0);
		*ARENA_PUSH(a, &all) = s;
	}
	CHECK(!storno_any_left(&inv, &all));
}

/* What is left of each line, all of it or some. */
static struct decimal *random_part(struct arena *a, const struct snapshot *inv,
				   const struct stornos *earlier)
{
	struct decimal *qty = ARENA_ARRAY(a, inv->lines.n, struct decimal);
	bool any = false;

	while (!any) {
		bool rest = unit_random_in(0, 5) == 0;

		for (size_t i = 0; i < inv->lines.n; i++) {
			struct decimal left = storno_left(inv, earlier, i);
			int64_t most = left.n < 0 ? -left.n : left.n;

			qty[i] = DECIMAL_INT(0);
			if (most == 0 || (!rest && unit_random_in(0, 1)))
				continue;
			qty[i] = left;
			if (!rest && unit_random_in(0, 1))
				qty[i].n = unit_random_in(1, most) * (left.n < 0 ? -1 : 1);
			any = true;
		}
	}
	return qty;
}

/* Every storno adds up by itself. */
static void check_adds_up(const struct snapshot *s)
{
	int64_t lines = 0, base = 0, tax = 0;

	for (size_t i = 0; i < s->lines.n; i++)
		lines += s->lines.at[i].net.minor;
	for (size_t i = 0; i < s->vat.n; i++) {
		const struct vat_subtotal *t = &s->vat.at[i];
		int64_t off;

		base += t->base.minor;
		tax += t->tax.minor;
		/* BR-CO-17 as validators hold it: under one unit of the currency */
		off = t->base.minor * t->rate.n - t->tax.minor * 100;
		CHECK(off > -10000 && off < 10000);
	}
	CHECK_INT(s->sum_lines.minor, lines);
	CHECK_INT(s->net.minor, lines - s->allowances.minor + s->charges.minor);
	CHECK_INT(s->net.minor, base);
	CHECK_INT(s->tax.minor, tax);
	CHECK_INT(s->total.minor, base + tax);
	CHECK_INT(s->payable.minor, base + tax - s->prepaid.minor + s->rounding.minor);
}

/* The document's sums and its VAT groups'. */
static void add_sums(struct value *sum, struct arena *a, const struct snapshot *s)
{
	const struct value *v = snapshot_to_value(a, s), *vat = value_get(v, "vat");

	for (size_t i = 0; i < v->u.map.n; i++)
		if (v->u.map.at[i].val->kind == VALUE_MONEY)
			random_add_boxes(sum, a, v->u.map.at[i].val, v->u.map.at[i].key);
	for (size_t i = 0; i < vat->u.list.n; i++)
		random_add_boxes(sum, a, vat->u.list.at[i],
				 arena_fmt(a, "%c%lld", s->vat.at[i].category,
					   (long long)s->vat.at[i].rate.n));
	for (size_t i = 0; i < s->lines.n; i++)
		random_add_boxes(sum, a, value_money(a, s->lines.at[i].net),
				 arena_fmt(a, "line %lld",
					   s->kind == DOC_STORNO ?
						   (long long)s->lines.at[i].original :
						   (long long)i + 1));
}

TEST(storno_in_random_parts_leaves_nothing)
{
	unsigned parts = 0;

	for (int k = 0; k < 2000; k++) {
		SCOPED_ARENA a = arena_new(64 << 20);
		struct snapshot inv = random_invoice(a);
		struct value *sum = value_new_map(a);
		struct stornos all = { 0 };
		struct why why = { "" };

		UNIT_CASE("invoice %d", k);
		if (!CHECK_RC(snapshot_compute(a, &inv, NULL), RC_OK))
			return;
		add_sums(sum, a, &inv);
		while (storno_any_left(&inv, &all)) {
			struct snapshot *s = ARENA_NEW(a, struct snapshot);

			if (!CHECK_RC(
				    storno_make(a, &inv, &all, random_part(a, &inv, &all), s, &why),
				    RC_OK))
				FAIL("%s", why.text);
			check_adds_up(s);
			add_sums(sum, a, s);
			*ARENA_PUSH(a, &all) = s;
			parts++;
		}
		for (size_t i = 0; i < sum->u.map.n; i++)
			if (sum->u.map.at[i].val->u.num != 0)
				FAIL("%.*s: %lld is left", SPAN_ARG(sum->u.map.at[i].key),
				     (long long)sum->u.map.at[i].val->u.num);
	}
	CHECK(parts > 5000);
}

/* At once, it is the mirror. */
TEST(storno_whole_is_the_mirror)
{
	for (int k = 0; k < 500; k++) {
		SCOPED_ARENA a = arena_new(16 << 20);
		struct snapshot inv = random_invoice(a), s, m;
		struct stornos none = { 0 };
		struct decimal *qty;

		UNIT_CASE("invoice %d", k);
		CHECK_RC(snapshot_compute(a, &inv, NULL), RC_OK);
		qty = ARENA_ARRAY(a, inv.lines.n, struct decimal);
		for (size_t i = 0; i < inv.lines.n; i++)
			qty[i] = inv.lines.at[i].qty;
		CHECK_RC(storno_make(a, &inv, &none, qty, &s, NULL), RC_OK);
		CHECK_RC(snapshot_mirror(a, &inv, &m, NULL), RC_OK);
		CHECK_INT(s.payable.minor, m.payable.minor);
		CHECK_INT(s.tax.minor, m.tax.minor);
		CHECK_INT(s.tax_lei.minor, m.tax_lei.minor);
		for (size_t i = 0; i < s.lines.n; i++) {
			CHECK_INT(s.lines.at[i].net.minor, m.lines.at[i].net.minor);
			CHECK_INT(s.lines.at[i].adjusts.n, m.lines.at[i].adjusts.n);
		}
	}
}
