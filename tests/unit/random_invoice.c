/* random_invoice.h */
#include "random_invoice.h"

#include "unit.h"

static const struct {
	char category;
	int64_t rate;
	const char *code, *reason;
} cases[] = {
	{ 'S', 21, "", "" },
	{ 'S', 11, "", "" },
	{ 'S', 19, "", "" },
	{ 'S', 9, "", "" },
	{ 'Z', 0, "", "" },
	{ 'E', 0, "VATEX-EU-132-1I", "Scutit, art. 292 (1) f)" },
	{ 'E', 0, "", "Scutit, art. 292 (2) e)" },
	{ 'A', 0, "VATEX-EU-AE", "Taxare inversă" },
	{ 'K', 0, "VATEX-EU-IC", "Livrare intracomunitară" },
	{ 'G', 0, "VATEX-EU-G", "Export" },
};

static struct adjust random_adjust(bool charge, int64_t most)
{
	struct adjust x = { .charge = charge, .code = charge ? S("FC") : S("95") };

	if (unit_random_in(0, 1))
		x.percent = (struct decimal){ unit_random_in(1, 3000), 2 };
	else
		x.amount.minor = unit_random_in(0, most);
	return x;
}

static void random_line(struct arena *a, struct snapshot *s)
{
	struct line *l = ARENA_PUSH(a, &s->lines);
	size_t c = (size_t)unit_random_in(0, ARRAY_LEN(cases) - 1);

	l->name = S("L");
	l->period_from = l->period_to = DAY_NONE;
	l->qty = (struct decimal){ unit_random_in(1, 500000), (uint8_t)unit_random_in(0, 3) };
	l->price = (struct decimal){ unit_random_in(0, 1000000), (uint8_t)unit_random_in(0, 4) };
	l->vat_category = cases[c].category;
	l->vat_rate = DECIMAL_INT(cases[c].rate);
	l->vat_code = span_of(cases[c].code);
	l->vat_reason = span_of(cases[c].reason);
	if (unit_random_in(0, 3) == 0)
		*ARENA_PUSH(a, &l->adjusts) = random_adjust(true, 5000);
	/* not an amount: it could be more than the line */
	if (unit_random_in(0, 2) == 0)
		*ARENA_PUSH(a, &l->adjusts) = random_adjust(false, 0);
	if (unit_random_in(0, 9) == 0)
		l->qty = decimal_neg(l->qty); /* an advance that is taken off */
	if (l->qty.n < 0)
		for (size_t i = 0; i < l->adjusts.n; i++)
			l->adjusts.at[i].amount = money_neg(l->adjusts.at[i].amount);
}

struct snapshot random_invoice(struct arena *a)
{
	int64_t n = unit_random_in(1, 12), extra = unit_random_in(0, 2);
	struct snapshot s;

	snapshot_begin(&s, DOC_INVOICE);
	s.lang = S("ro");
	s.series = S("FCT");
	s.number = S("0012");
	s.issue = (struct day){ 20000 };
	memcpy(s.currency, unit_random_in(0, 1) ? "RON" : "EUR", 4);
	if (s.currency[0] == 'E') {
		memcpy(s.tax_currency, "RON", 4);
		s.exchange = (struct decimal){ unit_random_in(40000, 60000), 4 };
	}
	for (int64_t i = 0; i < n; i++)
		random_line(a, &s);
	for (int64_t i = 0; i < extra; i++) {
		const struct line *l = &s.lines.at[unit_random_in(0, n - 1)];
		struct adjust *x = ARENA_PUSH(a, &s.adjusts);

		*x = random_adjust(unit_random_in(0, 1), 10000);
		x->vat_category = l->vat_category;
		x->vat_rate = l->vat_rate;
		x->vat_code = l->vat_code;
		x->vat_reason = l->vat_reason;
	}
	s.prepaid.minor = unit_random_in(0, 1) ? unit_random_in(0, 100000) : 0;
	s.rounding.minor = unit_random_in(-99, 99);
	memcpy(s.prepaid.cur, s.currency, 4);
	memcpy(s.rounding.cur, s.currency, 4);
	return s;
}

void random_add_boxes(struct value *sum, struct arena *a, const struct value *v, struct span path)
{
	if (v->kind == VALUE_MONEY) {
		const char *key = arena_str(a, path);
		const struct value *old = value_get(sum, key);

		value_set(a, sum, key, value_int(a, v->u.money.minor + (old ? old->u.num : 0)));
	}
	for (size_t i = 0; v->kind == VALUE_LIST && i < v->u.list.n; i++)
		random_add_boxes(sum, a, v->u.list.at[i],
				 arena_fmt(a, "%.*s.%zu", SPAN_ARG(path), i));
	for (size_t i = 0; v->kind == VALUE_MAP && i < v->u.map.n; i++)
		random_add_boxes(
			sum, a, v->u.map.at[i].val,
			arena_fmt(a, "%.*s.%.*s", SPAN_ARG(path), SPAN_ARG(v->u.map.at[i].key)));
}
