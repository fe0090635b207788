/* Documents by lot: what a firm may put on an invoice, in any combination that the law knows. */
#include "ubl_cases.h"

#include <assert.h>
#include <string.h>

#include "span.h"
#include "storno.h"

struct lot {
	struct arena *a;
	uint64_t n;
};

/* splitmix64 */
static uint64_t draw(struct lot *t)
{
	uint64_t z = (t->n += UINT64_C(0x9e3779b97f4a7c15));

	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return z ^ (z >> 31);
}

static int64_t draw_in(struct lot *t, int64_t min, int64_t max)
{
	return min + (int64_t)(draw(t) % (uint64_t)(max - min + 1));
}

static bool chance(struct lot *t, int percent)
{
	return draw_in(t, 1, 100) <= percent;
}

static struct decimal draw_decimal(struct lot *t, int64_t max, unsigned scales)
{
	struct decimal d = { draw_in(t, 1, max), (uint8_t)draw_in(t, 0, scales) };

	return d;
}

static void draw_adjust(struct lot *t, struct snapshot *s, struct adjusts *list,
			const struct line *l)
{
	struct adjust *j = ARENA_PUSH(t->a, list);

	j->charge = chance(t, 40);
	j->code = j->charge ? S("FC") : S("95");
	if (chance(t, 70))
		j->reason = j->charge ? S("Transport") : S("Reducere comercială");
	if (chance(t, 60))
		j->percent = draw_decimal(t, j->charge ? 400 : 300, 1);
	else
		j->amount.minor = draw_in(t, 1, 40);
	memcpy(j->amount.cur, s->currency, sizeof(j->amount.cur));
	j->vat_category = l->vat_category;
	j->vat_rate = l->vat_rate;
	j->vat_code = l->vat_code;
	j->vat_reason = l->vat_reason;
	if (j->percent.n && decimal_cmp(j->percent, DECIMAL_INT(30)) > 0)
		j->percent = DECIMAL_INT(30);
}

static void draw_lines(struct lot *t, struct snapshot *s, const char *categories)
{
	static const int rates[] = { 21, 11, 21, 19, 9, 5 };
	static const char *const units[] = { "buc", "ore", "luni", "kg", "sesiuni", "" };
	int64_t n = chance(t, 10) ? draw_in(t, 20, 60) : draw_in(t, 1, 6);
	size_t kinds = strlen(categories);

	s->lines = (struct lines){ 0 };
	for (int64_t i = 0; i < n; i++) {
		char c = categories[draw(t) % kinds];
		int rate = c == 'S' ? rates[draw(t) % ARRAY_LEN(rates)] : 0;
		struct line *l = ubl_case_line(t->a, s, "Servicii", draw_decimal(t, 5000, 3),
					       draw_decimal(t, 9999999, 4), c, rate);

		l->unit = span_of(units[draw(t) % ARRAY_LEN(units)]);
		l->name = ubl_case_words(t->a, (size_t)draw_in(t, 3, 180));
		if (chance(t, 20))
			l->description = ubl_case_words(t->a, (size_t)draw_in(t, 3, 400));
		while (chance(t, 25))
			draw_adjust(t, s, &l->adjusts, l);
		if (chance(t, 15)) {
			l->period_from = ubl_case_day(2026, 10, (int)draw_in(t, 1, 31));
			l->period_to = day_add(l->period_from, (int)draw_in(t, 0, 90));
		}
	}
}

static void draw_buyer(struct lot *t, struct snapshot *s)
{
	static const struct {
		const char *city, *county, *street, *postcode;
	} places[] = {
		{ "Iași", "IS", "Str. Lăpușneanu 4", "" },
		{ "București", "B", "Calea Victoriei 12, sector 1", "" },
		{ "SECTOR6", "B", "Bd. Timișoara 100", "061344" },
		{ "Bucuresti", "B", "Str. Lungă 1", "031234" },
		{ "Otopeni", "IF", "Calea Bucureștilor 224E", "075150" },
	};
	size_t i = draw(t) % ARRAY_LEN(places);

	s->buyer.city = span_of(places[i].city);
	s->buyer.county = span_of(places[i].county);
	s->buyer.street = span_of(places[i].street);
	s->buyer.postcode = span_of(places[i].postcode);
	s->buyer.vat_registered = chance(t, 60);
	if (chance(t, 30)) {
		s->buyer.tax_id = S("");
		s->buyer.vat_registered = false;
	}
	if (chance(t, 30))
		s->buyer.contact = S("Ioana Țâru");
	if (chance(t, 30))
		s->buyer.phone = S("0722 123 456");
}

static void draw_currency(struct lot *t, struct snapshot *s)
{
	static const char *const currencies[] = { "EUR", "USD", "HUF", "JPY", "GBP" };

	if (chance(t, 70))
		return;
	memcpy(s->currency, currencies[draw(t) % ARRAY_LEN(currencies)], 4);
	memcpy(s->tax_currency, "RON", 4);
	s->exchange = (struct decimal){ draw_in(t, 100, 69999), 4 };
	s->exchange_day = ubl_case_day(2026, 11, 11);
	s->exchange_source = S("BNR");
}

static void draw_references(struct lot *t, struct snapshot *s)
{
	if (chance(t, 20))
		s->order_ref = S("OFR 0004");
	if (chance(t, 20))
		s->contract_ref = S("CTR 0002");
	if (chance(t, 20)) {
		s->period_from = ubl_case_day(2026, 11, 1);
		s->period_to = ubl_case_day(2026, 11, 30);
	}
	if (chance(t, 20))
		s->tax_point = s->delivery = ubl_case_day(2026, 10, (int)draw_in(t, 1, 31));
	if (chance(t, 15))
		s->tax_point_code = S("432");
	if (chance(t, 30))
		s->note = ubl_case_words(t->a, (size_t)draw_in(t, 1, 900));
	if (chance(t, 20)) {
		s->preceding = S("PRF 0031");
		s->preceding_day = ubl_case_day(2026, 11, 2);
	}
}

/* Whole, in part, or what an earlier one in part has left. */
static struct snapshot drawn_storno(struct lot *t, const struct snapshot *invoice)
{
	struct decimal *qty = ARENA_ARRAY(t->a, invoice->lines.n, struct decimal);
	struct snapshot part, rest;
	const struct snapshot *first = &part;
	struct stornos earlier = { 0 };
	struct why why = { "" };
	enum rc rc;

	for (size_t i = 0; i < invoice->lines.n; i++) {
		qty[i] = invoice->lines.at[i].qty;
		qty[i].n = i > 0 && chance(t, 30) ? 0 : draw_in(t, 1, qty[i].n);
	}
	rc = storno_make(t->a, invoice, &earlier, qty, &part, &why);
	if (rc || chance(t, 40)) {
		rc = snapshot_mirror(t->a, invoice, &part, &why);
	} else if (chance(t, 50)) {
		earlier = (struct stornos){ &first, 1, 1 };
		for (size_t i = 0; i < invoice->lines.n; i++)
			qty[i] = storno_left(invoice, &earlier, i);
		if (storno_any_left(invoice, &earlier)) {
			rc = storno_make(t->a, invoice, &earlier, qty, &rest, &why);
			part = rest;
		}
	}
	assert(rc == RC_OK);
	part.series = S("STN");
	part.number = S("0007");
	part.due = DAY_NONE;
	return part;
}

void ubl_case_random(struct arena *a, uint64_t seed, struct ubl_case *ret)
{
	static const char *const sorts[] = { "S", "S", "SZ", "SE", "A", "SA", "O", "E", "ZE", "G" };
	struct lot t = { a, seed };
	struct snapshot *s = &ret->s;
	struct why why = { "" };
	const char *sort;

	*ret = (struct ubl_case){ .name = "random" };
	ubl_case_begin(a, s);
	sort = sorts[draw(&t) % ARRAY_LEN(sorts)];
	s->number = arena_fmt(a, "%04d", (int)draw_in(&t, 1, 99999));
	s->seller.vat_registered = sort[0] != 'O';
	draw_currency(&t, s);
	draw_buyer(&t, s);
	draw_references(&t, s);
	draw_lines(&t, s, sort);
	while (chance(&t, 20))
		draw_adjust(&t, s, &s->adjusts, &s->lines.at[0]);
	if (snapshot_compute(a, s, &why)) { /* more was taken off than stood there */
		s->adjusts = (struct adjusts){ 0 };
		for (size_t i = 0; i < s->lines.n; i++)
			s->lines.at[i].adjusts = (struct adjusts){ 0 };
		ubl_case_sums(a, s);
	}
	if (chance(&t, 20) && s->payable.minor > 0) {
		s->prepaid = s->payable;
		s->prepaid.minor = draw_in(&t, 1, s->payable.minor);
		ubl_case_sums(a, s);
	}
	if (chance(&t, 30)) {
		*s = drawn_storno(&t, s);
		if (chance(&t, 25))
			s->type_code = S("381");
	}
}
