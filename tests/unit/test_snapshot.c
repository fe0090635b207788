/* Sums of documents: EN 16931's rules on hand-made cases, and as properties of random invoices. */
#include "sample_look.h"
#include "snapshot.h"
#include "unit.h"

static struct line line_of(const char *qty, const char *price, const char *discount,
			   const char *rate)
{
	struct line l = {
		.name = S("Curs"), .unit = S("buc"), .period_from = DAY_NONE, .period_to = DAY_NONE
	};

	CHECK_RC(decimal_parse(span_of(qty), MARK_DOT, &l.qty), RC_OK);
	CHECK_RC(decimal_parse(span_of(price), MARK_DOT, &l.price), RC_OK);
	CHECK_RC(decimal_parse(span_of(discount), MARK_DOT, &l.discount), RC_OK);
	CHECK_RC(decimal_parse(span_of(rate), MARK_DOT, &l.vat_rate), RC_OK);
	return l;
}

static struct snapshot invoice(void)
{
	struct snapshot s = { .kind = DOC_INVOICE,
			      .lang = S("ro"),
			      .series = S("FCT"),
			      .number = S("0012"),
			      .currency = "RON" };

	CHECK_RC(day_parse(S("2026-11-12"), &s.issue), RC_OK);
	s.due = day_add(s.issue, 15);
	s.period_from = s.period_to = s.preceding_day = DAY_NONE;
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
			line_of(rows[i].qty, rows[i].price, rows[i].discount, rows[i].rate);
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
		*ARENA_PUSH(a, &s.lines) = line_of("1", "0.03", "0", "21");
	*ARENA_PUSH(a, &s.lines) = line_of("1", "100", "0", "11.0");
	*ARENA_PUSH(a, &s.lines) = line_of("1", "100", "0", "11");
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
		*l = line_of(rows[i].qty, rows[i].price, rows[i].discount, rows[i].rate);
		l->vat_category = rows[i].category;
		if (i == 0)
			l->name = S(" ");
		CHECK_RC(snapshot_compute(a, &s, &why), RC_BAD_INPUT);
		CHECK(why.text[0] != '\0');
	}
	struct snapshot none = invoice();
	CHECK_RC(snapshot_compute(unit_arena(), &none, NULL), RC_BAD_INPUT);
}

static struct snapshot random_invoice(struct arena *a)
{
	static const int64_t rates[] = { 21, 11, 0, 9, 19 };
	struct snapshot s = invoice();
	int64_t n = unit_random_in(1, 12);

	for (int64_t i = 0; i < n; i++) {
		struct line *l = ARENA_PUSH(a, &s.lines);

		*l = (struct line){ .name = S("L"),
				    .period_from = DAY_NONE,
				    .period_to = DAY_NONE };
		l->qty = (struct decimal){ unit_random_in(-50000, 500000),
					   (uint8_t)unit_random_in(0, 3) };
		l->price = (struct decimal){ unit_random_in(0, 1000000),
					     (uint8_t)unit_random_in(0, 4) };
		l->discount = (struct decimal){ unit_random_in(0, 10000), 2 };
		l->vat_rate = DECIMAL_INT(rates[unit_random_in(0, 4)]);
	}
	return s;
}

/* BR-CO-10, -13, -14, -15, -16: what is printed adds up, in every random invoice. */
static void check_adds_up(const struct snapshot *s)
{
	int64_t net = 0, base = 0, tax = 0;

	for (size_t i = 0; i < s->lines.n; i++)
		net += s->lines.at[i].net.minor;
	for (size_t i = 0; i < s->vat.n; i++) {
		base += s->vat.at[i].base.minor;
		tax += s->vat.at[i].tax.minor;
	}
	CHECK_INT(s->net.minor, net);
	CHECK_INT(base, net);
	CHECK_INT(s->tax.minor, tax);
	CHECK_INT(s->total.minor, net + tax);
	CHECK_INT(s->payable.minor, net + tax - s->prepaid.minor);
}

TEST(snapshot_random_sums_and_mirror)
{
	for (int k = 0; k < 5000; k++) {
		SCOPED_ARENA a = arena_new(1 << 20);
		struct snapshot s = random_invoice(a), m, again;

		UNIT_CASE("invoice %d", k);
		if (!CHECK_RC(snapshot_compute(a, &s, NULL), RC_OK))
			return;
		check_adds_up(&s);
		if (!CHECK_RC(snapshot_mirror(a, &s, &m, NULL), RC_OK))
			return;
		/* The mirror sums to zero with its invoice, and computing it anew changes nothing. */
		again = m;
		again.lines = (struct lines){ 0 };
		for (size_t i = 0; i < m.lines.n; i++)
			*ARENA_PUSH(a, &again.lines) = m.lines.at[i];
		CHECK_RC(snapshot_compute(a, &again, NULL), RC_OK);
		CHECK_INT(m.total.minor + s.total.minor, 0);
		CHECK_INT(again.total.minor, m.total.minor);
		CHECK_INT(again.tax.minor, m.tax.minor);
		for (size_t i = 0; i < m.lines.n; i++) {
			CHECK_INT(again.lines.at[i].net.minor + s.lines.at[i].net.minor, 0);
			CHECK(m.lines.at[i].price.n >= 0);
		}
		for (size_t i = 0; i < m.vat.n; i++)
			CHECK_INT(again.vat.at[i].tax.minor + s.vat.at[i].tax.minor, 0);
	}
}

TEST(snapshot_mirror_names_the_original)
{
	struct arena *a = unit_arena();
	struct snapshot s = invoice(), m;

	*ARENA_PUSH(a, &s.lines) = line_of("1", "450", "0", "21");
	CHECK_RC(snapshot_compute(a, &s, NULL), RC_OK);
	CHECK_RC(snapshot_mirror(a, &s, &m, NULL), RC_OK);
	CHECK_INT(m.kind, DOC_STORNO);
	CHECK_SPAN(m.preceding, "FCT 0012");
	CHECK(day_eq(m.preceding_day, s.issue));
	CHECK_INT(m.number.len, 0);
}

static struct span as_json(struct arena *a, const struct snapshot *s)
{
	struct buf b;

	buf_init(&b, a, 1 << 20);
	value_to_json(snapshot_to_value(a, s), &b);
	CHECK(buf_ok(&b));
	return buf_span(&b);
}

TEST(snapshot_survives_json)
{
	for (int k = 0; k < 500; k++) {
		SCOPED_ARENA a = arena_new(4 << 20);
		struct snapshot s = random_invoice(a), back;
		struct value *v;
		struct span json;

		s.note = S("Țară, „ghilimele”\nrând nou");
		s.lines.at[0].period_from = s.issue;
		CHECK_RC(snapshot_compute(a, &s, NULL), RC_OK);
		json = as_json(a, &s);
		if (!CHECK_RC(value_from_json(a, json, &v, NULL), RC_OK) ||
		    !CHECK_RC(snapshot_from_value(a, v, &back, NULL), RC_OK))
			return;
		CHECK_SPANS(as_json(a, &back), json);
		CHECK_SPANS(back.note, s.note);
		CHECK_INT(back.total.minor, s.total.minor);
	}
}

TEST(snapshot_from_value_is_strict)
{
	struct arena *a = unit_arena();
	struct snapshot s = invoice(), back;
	struct value *v;
	struct why why = { "" };

	*ARENA_PUSH(a, &s.lines) = line_of("1", "450", "0", "21");
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
