/* The accountant's registers: what stands in them, and that they add up or are not given out. */
#include "register.h"
#include "register_csv.h"
#include "sample_look.h"
#include "unit.h"

static struct money of(int64_t minor, const char *cur)
{
	struct money m = { .minor = minor };

	memcpy(m.cur, cur, 4);
	return m;
}

/* An invoice of one VAT group; lei_per_unit hundredths of a leu, 100 in lei, 0 = no rate known. */
static struct document *document(struct arena *a, const char *label, const char *cur, int64_t net,
				 int64_t tax, int64_t lei_per_unit)
{
	struct document *d = ARENA_NEW(a, struct document);
	struct snapshot *s = ARENA_NEW(a, struct snapshot);
	struct vat_subtotal *v;
	bool lei = strcmp(cur, "RON") == 0;

	snapshot_begin(s, DOC_INVOICE);
	d->kind = DOC_INVOICE;
	d->number = 1;
	d->label = span_of(label);
	d->snap = s;
	CHECK_RC(day_from_civil((struct civil){ 2026, 10, 9 }, &s->issue), RC_OK);
	memcpy(s->currency, cur, sizeof(s->currency));
	s->buyer.name = S("=HYPERLINK(\"http://rau.ro\")");
	s->buyer.tax_id = S("18547290");
	s->buyer.vat_registered = true;
	s->buyer.country = S("RO");
	s->net = of(net, cur);
	s->tax = of(tax, cur);
	s->total = of(net + tax, cur);
	v = ARENA_PUSH(a, &s->vat);
	*v = (struct vat_subtotal){
		.category = 'S', .rate = DECIMAL_INT(21), .base = s->net, .tax = s->tax
	};
	if (!lei && lei_per_unit) {
		s->exchange = (struct decimal){ lei_per_unit, 2 };
		v->base_lei = s->net_lei = MONEY_RON(net * lei_per_unit / 100);
		v->tax_lei = s->tax_lei = MONEY_RON(tax * lei_per_unit / 100);
		s->total_lei = MONEY_RON(s->net_lei.minor + s->tax_lei.minor);
	}
	return d;
}

static void add(struct arena *a, struct sales *all, const struct document *d)
{
	sale_of(a, d, ARENA_PUSH(a, all));
}

static struct span csv(const struct value *table, const char *lang)
{
	struct look *l = sample_look();
	struct span text = S("");
	struct why why = { "" };

	if (!CHECK_RC(register_csv(l, unit_arena(), span_of(lang), table, &text, &why), RC_OK))
		FAIL("%s", why.text);
	look_free(l);
	return text;
}

TEST(register_sales_as_excel_opens_it)
{
	struct arena *a = unit_arena();
	struct sales all = { 0 };
	struct value *t;
	struct span text;

	add(a, &all, document(a, "FCT 0001", "RON", 123450, 25925, 100));
	add(a, &all, document(a, "FCT 0002", "EUR", 10000, 2100, 509));
	add(a, &all, document(a, "FCT 0003", "EUR", 10000, 2100, 0));
	CHECK_RC(register_sales(a, &all, &t, NULL), RC_OK);
	text = csv(t, "ro");
	CHECK(span_starts(text, S("\xef\xbb\xbfNr. crt.;Data;Document;Fel;Client;CUI / CIF;")));
	CHECK_HAS(text, "Bază 21% (lei);TVA 21% (lei);");
	CHECK_HAS(
		text,
		"1;09.10.2026;FCT 0001;Factură;\"'=HYPERLINK(\"\"http://rau.ro\"\")\";"
		"RO18547290;RO;1234,50;259,25;1234,50;259,25;1493,75;RON;;1234,50;259,25;1493,75;");
	CHECK_HAS(text, "RO;509,00;106,89;509,00;106,89;615,89;EUR;5,09;100,00;21,00;121,00;");
	/* Without a rate no leu is guessed. */
	CHECK_HAS(text, "FCT 0003");
	CHECK_HAS(text, "RO;;;;;;EUR;;100,00;21,00;121,00;\r\n");
	CHECK_HAS(csv(t, "en"), "VAT 21% (lei)");
}

TEST(register_text_never_becomes_a_formula)
{
	static const struct {
		const char *text, *cell;
	} row[] = {
		{ "=1+1", "'=1+1" },
		{ "+40 744", "'+40 744" },
		{ "-2", "'-2" },
		{ "@SUM(A1)", "'@SUM(A1)" },
		{ "\t=1", "\"'\t=1\"" },
		{ "\r=1", "\"'\r=1\"" },
		{ "a;b", "\"a;b\"" },
		{ "a\nb", "\"a\nb\"" },
		{ "say \"x\"", "\"say \"\"x\"\"\"" },
		{ "Popescu - Ion", "Popescu - Ion" },
	};
	struct arena *a = unit_arena();

	for (size_t i = 0; i < ARRAY_LEN(row); i++) {
		struct value *t = value_new_map(a), *rows = value_new_list(a);
		struct value *cells = value_new_list(a);

		UNIT_CASE("%s", row[i].text);
		value_push(a, cells, value_str(a, row[i].text));
		value_push(a, cells, value_money(a, MONEY_RON(-5)));
		value_push(a, rows, cells);
		value_set(a, t, "columns", value_new_list(a));
		value_set(a, t, "rows", rows);
		CHECK_SPANS(csv(t, "ro"),
			    arena_fmt(a, "\xef\xbb\xbf\r\n%s;-0,05\r\n", row[i].cell));
	}
}

static enum rc control(struct arena *a, const struct sales *s, int64_t n, int64_t sum,
		       struct value **ret, struct why *why)
{
	struct books_sums books = { 0 };
	struct receipts none = { 0 };

	*ARENA_PUSH(a, &books) = (struct books_sum){ S("invoice"), n, MONEY_RON(sum) };
	return register_control(a, s, &none, &books, ret, why);
}

TEST(register_control_finds_one_ban)
{
	struct arena *a = unit_arena();
	struct sales all = { 0 };
	struct value *t;
	struct why why = { "" };

	add(a, &all, document(a, "FCT 0001", "RON", 10000, 2100, 100));
	add(a, &all, document(a, "FCT 0002", "RON", 333, 70, 100));
	CHECK_RC(control(a, &all, 2, 12503, &t, &why), RC_OK);
	CHECK_HAS(csv(t, "ro"), "Facturi;RON;2;103,33;21,70;125,03;125,03;0,00\r\n");
	CHECK_HAS(csv(t, "ro"), "Facturi și stornări, în lei;RON;2;103,33;21,70;125,03;;\r\n");
	CHECK_RC(control(a, &all, 2, 12504, &t, &why), RC_BAD_INPUT);
	CHECK_HAS(span_of(why.text), "12503");
	CHECK_RC(control(a, &all, 3, 12503, &t, &why), RC_BAD_INPUT);
	all.at[1].vat.at[0].tax.minor++;
	CHECK_RC(control(a, &all, 2, 12503, &t, &why), RC_BAD_INPUT);
	CHECK_HAS(span_of(why.text), "FCT 0002");
}

TEST(register_control_of_a_kind_that_a_register_lacks)
{
	struct arena *a = unit_arena();
	struct sales none = { 0 };
	struct value *t;

	CHECK_RC(control(a, &none, 1, 100, &t, NULL), RC_BAD_INPUT);
}

TEST(register_lists_of_numbers)
{
	struct number_list l = { 0 };

	buf_init(&l.out, unit_arena(), 100);
	number_list_add(&l, 5, 5);
	number_list_add(&l, 7, 8);
	number_list_add(&l, 9, 9);
	number_list_add(&l, 12, 12);
	CHECK_SPAN(number_list_end(&l), "5, 7-9, 12");
}
