/* Sums of documents: EN 16931's rules on hand-made cases (random ones: test_snapshot_random.c). */
#include "sample_look.h"
#include "snapshot.h"
#include "unit.h"

static struct line line_of(struct arena *a, const char *qty, const char *price,
			   const char *discount, const char *rate)
{
	struct line l = {
		.name = S("Curs"), .unit = S("buc"), .period_from = DAY_NONE, .period_to = DAY_NONE
	};
	struct decimal off;

	CHECK_RC(decimal_parse(span_of(qty), MARK_DOT, &l.qty), RC_OK);
	CHECK_RC(decimal_parse(span_of(price), MARK_DOT, &l.price), RC_OK);
	CHECK_RC(decimal_parse(span_of(discount), MARK_DOT, &off), RC_OK);
	line_set_discount(a, &l, off);
	CHECK_RC(decimal_parse(span_of(rate), MARK_DOT, &l.vat_rate), RC_OK);
	return l;
}

static struct snapshot invoice(void)
{
	struct snapshot s;

	snapshot_begin(&s, DOC_INVOICE);
	s.lang = S("ro");
	s.series = S("FCT");
	s.number = S("0012");
	memcpy(s.currency, "RON", 4);
	CHECK_RC(day_parse(S("2026-11-12"), &s.issue), RC_OK);
	s.due = day_add(s.issue, 15);
	s.seller.name = S("Atelier Diana SRL");
	s.seller.vat_registered = true;
	s.buyer.name = S("Ion Popescu");
	return s;
}

TEST(snapshot_sums)
{
	static const struct {
		const char *qty, *price, *discount, *rate, *net, *tax, *total;
	} rows[] = {
		{ "1", "450", "0", "21", "450.00", "94.50", "544.50" },
		{ "2", "150", "10", "21", "270.00", "56.70", "326.70" },
		{ "3", "0.335", "0", "21", "1.01", "0.21", "1.22" }, /* 1.005 -> 1.01 */
		{ "0.333", "100", "0", "11", "33.30", "3.66", "36.96" },
		{ "1", "10.05", "50", "21", "5.02", "1.05", "6.07" }, /* 5.025 off -> 5.03 */
		{ "-2", "150", "10", "21", "-270.00", "-56.70", "-326.70" },
		{ "1", "100", "100", "21", "0.00", "0.00", "0.00" },
		{ "12.5", "80.10", "0", "0", "1001.25", "0.00", "1001.25" },
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct arena *a = unit_arena();
		struct snapshot s = invoice();
		struct why why = { "" };

		UNIT_CASE("%s x %s - %s%% at %s", rows[i].qty, rows[i].price, rows[i].discount,
			  rows[i].rate);
		*ARENA_PUSH(a, &s.lines) =
			line_of(a, rows[i].qty, rows[i].price, rows[i].discount, rows[i].rate);
		CHECK_RC(snapshot_compute(a, &s, &why), RC_OK);
		CHECK_SPAN(money_print(a, s.lines.at[0].net), rows[i].net);
		CHECK_SPAN(money_print(a, s.tax), rows[i].tax);
		CHECK_SPAN(money_print(a, s.total), rows[i].total);
		CHECK_SPAN(money_print(a, s.payable), rows[i].total);
	}
}

/* VAT is of the category's sum (BR-CO-17), not the sum of lines' VAT. */
TEST(snapshot_vat_by_category)
{
	struct arena *a = unit_arena();
	struct snapshot s = invoice();

	for (int i = 0; i < 3; i++)
		*ARENA_PUSH(a, &s.lines) = line_of(a, "1", "0.03", "0", "21");
	*ARENA_PUSH(a, &s.lines) = line_of(a, "1", "100", "0", "11.0");
	*ARENA_PUSH(a, &s.lines) = line_of(a, "1", "100", "0", "11");
	s.prepaid = MONEY_RON(1000);
	CHECK_RC(snapshot_compute(a, &s, NULL), RC_OK);
	CHECK_INT(s.vat.n, 2);
	CHECK_SPAN(money_print(a, s.vat.at[0].tax), "0.02"); /* 0.09 x 21% = 0.0189; by line 0.03 */
	CHECK_SPAN(money_print(a, s.vat.at[1].base), "200.00");
	CHECK_SPAN(money_print(a, s.total), "222.11");
	CHECK_SPAN(money_print(a, s.payable), "212.11");
}

TEST(snapshot_refuses)
{
	static const struct {
		const char *name, *qty, *price, *discount, *rate;
		char category;
	} rows[] = {
		{ "no name", "1", "1", "0", "21", 0 },
		{ "price below zero", "1", "-1", "0", "21", 0 },
		{ "discount over 100", "1", "1", "101", "21", 0 },
		{ "rate over 100", "1", "1", "0", "101", 0 },
		{ "category without VAT and a rate", "1", "1", "0", "21", 'O' },
		{ "category S at zero", "1", "1", "0", "0", 'S' },
		{ "overflow", "9000000000", "9000000000", "0", "21", 0 },
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct arena *a = unit_arena();
		struct snapshot s = invoice();
		struct line *l = ARENA_PUSH(a, &s.lines);
		struct why why = { "" };

		UNIT_CASE("%s", rows[i].name);
		*l = line_of(a, rows[i].qty, rows[i].price, rows[i].discount, rows[i].rate);
		l->vat_category = rows[i].category;
		if (i == 0)
			l->name = S(" ");
		CHECK_RC(snapshot_compute(a, &s, &why), RC_BAD_INPUT);
		CHECK(why.text[0] != '\0');
	}
	struct snapshot none = invoice();
	CHECK_RC(snapshot_compute(unit_arena(), &none, NULL), RC_BAD_INPUT);
}

TEST(snapshot_mirror_names_the_original)
{
	struct arena *a = unit_arena();
	struct snapshot s = invoice(), m;

	*ARENA_PUSH(a, &s.lines) = line_of(a, "1", "450", "0", "21");
	CHECK_RC(snapshot_compute(a, &s, NULL), RC_OK);
	CHECK_RC(snapshot_mirror(a, &s, &m, NULL), RC_OK);
	CHECK_INT(m.kind, DOC_STORNO);
	CHECK_SPAN(m.preceding, "FCT 0012");
	CHECK(day_eq(m.preceding_day, s.issue));
	CHECK_INT(m.number.len, 0);
}

TEST(snapshot_from_value_is_strict)
{
	struct arena *a = unit_arena();
	struct snapshot s = invoice(), back;
	struct value *v;
	struct why why = { "" };

	*ARENA_PUSH(a, &s.lines) = line_of(a, "1", "450", "0", "21");
	CHECK_RC(snapshot_compute(a, &s, NULL), RC_OK);
	v = snapshot_to_value(a, &s);
	value_set(a, v, "total", value_str(a, "544,50"));
	CHECK_RC(snapshot_from_value(a, v, &back, &why), RC_BAD_INPUT);
	CHECK_HAS(span_of(why.text), "total");
	CHECK_RC(snapshot_from_value(a, value_new_map(a), &back, &why), RC_BAD_INPUT);
}

TEST(snapshot_title_is_what_is_sold)
{
	static const struct {
		const char *title, *names, *ro, *en;
	} rows[] = {
		{ "", "mentenanță", "mentenanță", "mentenanță" },
		{ "", "mentenanță|audit", "mentenanță, audit", "mentenanță, audit" },
		{ "", "curs|curs", "curs", "curs" },
		{ "", "a|b|c", "a și încă 2 poziții", "a and 2 more items" },
		{ "", "a|b|c|d|e|f|g|h|i|j|k|l|m|n|o|p|q|r|s|t|u", "a și încă 20 de poziții",
		  "a and 20 more items" },
		{ "Curs Excel", "a|b", "Curs Excel", "Curs Excel" },
		{ "", "", "", "" },
	};
	struct look *look = sample_look();

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct arena *a = unit_arena();
		struct span rest = span_of(rows[i].names), name;
		struct snapshot s = { .title = span_of(rows[i].title) };

		UNIT_CASE("%s", rows[i].names);
		while (span_next_part(&rest, '|', &name))
			if (name.len > 0)
				ARENA_PUSH(a, &s.lines)->name = name;
		for (int en = 0; en < 2; en++) {
			struct value *tree = value_new_map(a), *said = NULL;
			struct why why;

			value_set(a, tree, "t", snapshot_title(a, &s));
			CHECK_RC(look_localise(look, a, en ? S("en") : S("ro"), tree, &said, &why),
				 RC_OK);
			CHECK_SPAN(value_get_text(said, "t"), en ? rows[i].en : rows[i].ro);
		}
	}
	look_free(look);
}

TEST(snapshot_names)
{
	struct arena *a = unit_arena();
	struct snapshot s = invoice();
	enum doc_kind k;

	CHECK_SPAN(snapshot_label(a, &s), "FCT 0012");
	CHECK_SPAN(snapshot_file_name(a, &s), "FCT-0012");
	s.series = S("A/B 1");
	CHECK_SPAN(snapshot_file_name(a, &s), "A-B-1-0012");
	s.number = S("");
	CHECK_SPAN(snapshot_label(a, &s), "");
	CHECK_SPAN(snapshot_file_name(a, &s), "invoice");
	for (int i = 0; i < DOC_KINDS; i++) {
		CHECK(doc_kind_from_name(span_of(doc_kind_name((enum doc_kind)i)), &k));
		CHECK_INT(k, i);
	}
	CHECK(!doc_kind_from_name(S("factura"), &k));
}

static struct line plain_line(struct arena *a, const char *price, char category, int64_t rate)
{
	struct line l = line_of(a, "1", price, "0", "0");

	l.vat_category = category;
	l.vat_rate = DECIMAL_INT(rate);
	return l;
}

/* BR-CO-10 to -16 with allowances and charges on line and document. */
TEST(snapshot_allowances_and_charges)
{
	struct arena *a = unit_arena();
	struct snapshot s = invoice();
	struct line *l = ARENA_PUSH(a, &s.lines);

	*l = line_of(a, "2", "150", "10", "21");
	*ARENA_PUSH(a, &l->adjusts) = (struct adjust){ .amount = MONEY_RON(2000) };
	*ARENA_PUSH(a, &l->adjusts) = (struct adjust){ .charge = true, .amount = MONEY_RON(500) };
	*ARENA_PUSH(a, &s.lines) = plain_line(a, "100", 'S', 11);
	*ARENA_PUSH(a, &s.adjusts) = (struct adjust){ .percent = DECIMAL_INT(5),
						      .vat_category = 'S',
						      .vat_rate = DECIMAL_INT(21) };
	*ARENA_PUSH(a, &s.adjusts) = (struct adjust){ .charge = true,
						      .amount = MONEY_RON(1500),
						      .vat_category = 'S',
						      .vat_rate = DECIMAL_INT(11) };
	s.prepaid = MONEY_RON(10000);
	s.rounding = MONEY_RON(-3);
	CHECK_RC(snapshot_compute(a, &s, NULL), RC_OK);
	CHECK_SPAN(money_print(a, s.lines.at[0].adjusts.at[0].amount), "30.00");
	CHECK_SPAN(money_print(a, s.lines.at[0].net), "255.00"); /* 300 - 30 - 20 + 5 */
	CHECK_SPAN(money_print(a, s.sum_lines), "355.00");
	CHECK_SPAN(money_print(a, s.allowances), "12.75"); /* 5% of 255 */
	CHECK_SPAN(money_print(a, s.adjusts.at[0].base), "255.00");
	CHECK_SPAN(money_print(a, s.charges), "15.00");
	CHECK_SPAN(money_print(a, s.net), "357.25");
	CHECK_SPAN(money_print(a, s.vat.at[0].base), "242.25");
	CHECK_SPAN(money_print(a, s.vat.at[0].tax), "50.87");
	CHECK_SPAN(money_print(a, s.vat.at[1].base), "115.00");
	CHECK_SPAN(money_print(a, s.vat.at[1].tax), "12.65");
	CHECK_SPAN(money_print(a, s.total), "420.77");
	CHECK_SPAN(money_print(a, s.payable), "320.74");
}

/* BT-111: in lei at the day's rate, by VAT group; in lei there is none. */
TEST(snapshot_vat_in_lei)
{
	struct arena *a = unit_arena();
	struct snapshot s = invoice();

	*ARENA_PUSH(a, &s.lines) = plain_line(a, "1200.50", 'S', 21);
	*ARENA_PUSH(a, &s.lines) = plain_line(a, "60", 'S', 11);
	CHECK_RC(snapshot_compute(a, &s, NULL), RC_OK);
	CHECK_INT(s.tax_lei.cur[0], 0);
	memcpy(s.currency, "EUR", 4);
	memcpy(s.tax_currency, "RON", 4);
	s.prepaid = s.rounding = (struct money){ 0 };
	s.exchange = (struct decimal){ 50987, 4 };
	CHECK_RC(snapshot_compute(a, &s, NULL), RC_OK);
	CHECK_SPAN(money_print(a, s.tax), "258.71");                /* 252.11 + 6.60 */
	CHECK_SPAN(money_print(a, s.vat.at[0].tax_lei), "1285.43"); /* 252.11 x 5.0987 */
	CHECK_SPAN(money_print(a, s.vat.at[1].tax_lei), "33.65");
	CHECK_SPAN(money_print(a, s.tax_lei), "1319.08");
	CHECK_SPAN(money_print(a, s.total_lei), "7745.99"); /* 6120.99 + 305.92 + VAT */
	CHECK_INT(memcmp(s.tax_lei.cur, "RON", 4), 0);
}

/* One group of each category and rate; two grounds are said together, without a code. */
TEST(snapshot_grounds_of_a_group)
{
	struct arena *a = unit_arena();
	struct snapshot s = invoice();

	for (int i = 0; i < 3; i++) {
		struct line *l = ARENA_PUSH(a, &s.lines);

		*l = plain_line(a, "10", 'E', 0);
		l->vat_code = i < 2 ? S("VATEX-EU-132-1I") : S("");
		l->vat_reason = i < 2 ? S("Scutit, art. 292 (1) f)") : S("Scutit, art. 292 (2) e)");
	}
	s.lines.n = 2;
	CHECK_RC(snapshot_compute(a, &s, NULL), RC_OK);
	CHECK_INT(s.vat.n, 1);
	CHECK_SPAN(s.vat.at[0].code, "VATEX-EU-132-1I");
	CHECK_SPAN(s.vat.at[0].reason, "Scutit, art. 292 (1) f)");
	s.lines.n = 3;
	CHECK_RC(snapshot_compute(a, &s, NULL), RC_OK);
	CHECK_INT(s.vat.n, 1);
	CHECK_SPAN(s.vat.at[0].code, "");
	CHECK_SPAN(s.vat.at[0].reason, "Scutit, art. 292 (1) f); Scutit, art. 292 (2) e)");
}

/* A snapshot that an older plic stored lacks the newer keys: they are empty, its sums stay. */
TEST(snapshot_reads_older_ones)
{
	static const char json[] =
		"{\"kind\":\"receipt\",\"lang\":\"ro\",\"series\":\"CHT\",\"number\":\"0003\","
		"\"reference\":\"\",\"preceding\":\"\",\"order_ref\":\"\",\"note\":\"\",\"title\":\"x\","
		"\"acceptance\":\"\",\"template_set\":\"\",\"issue\":{\"$day\":\"2026-11-12\"},"
		"\"due\":null,\"period_from\":null,\"period_to\":null,\"preceding_day\":null,"
		"\"currency\":\"RON\",\"seller\":%s,\"buyer\":%s,\"lines\":[],\"vat\":[],"
		"\"net\":{\"$money\":[100,\"RON\"]},\"tax\":{\"$money\":[0,\"RON\"]},"
		"\"total\":{\"$money\":[100,\"RON\"]},\"prepaid\":{\"$money\":[0,\"RON\"]},"
		"\"payable\":{\"$money\":[100,\"RON\"]}}";
	static const char party[] =
		"{\"name\":\"A\",\"tax_id\":\"\",\"reg_no\":\"\",\"street\":\"\",\"city\":\"\","
		"\"county\":\"\",\"postcode\":\"\",\"country\":\"\",\"email\":\"\",\"phone\":\"\","
		"\"contact\":\"\",\"iban\":\"\",\"bank\":\"\",\"vat_registered\":false}";
	struct arena *a = unit_arena();
	struct snapshot s;
	struct value *v;

	CHECK_RC(value_from_json(a, arena_fmt(a, json, party, party), &v, NULL), RC_OK);
	CHECK_RC(snapshot_from_value(a, v, &s, NULL), RC_OK);
	CHECK_INT(s.total.minor, 100);
	CHECK_INT(s.rounding.minor, 0);
	CHECK(!day_is_set(s.delivery));
	CHECK_SPAN(s.mentions, "");
}
