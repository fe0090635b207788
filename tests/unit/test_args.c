/* Words after a verb and item lines, read by the real line reader. */
#include "command.h"
#include "item.h"
#include "unit.h"

static struct command_line line_of(const char *text)
{
	return (struct command_line){ .line_no = 1,
				      .text = span_of(text),
				      .tok = command_tokens(unit_arena(), NULL, span_of(text)) };
}

static struct args args_of(const char *text)
{
	struct command_line l = line_of(text);
	struct args g;

	args_open(unit_arena(), &l, 1, &g);
	return g;
}

TEST(args_cards_in_all_their_forms)
{
	static const struct {
		const char *in;
		int64_t card;
	} rows[] = {
		{ "OFERTA card 1042 Curs", 1042 },
		{ "OFERTA cardul 7", 7 },
		{ "OFERTA #1042 Curs", 1042 },
		{ "OFERTA [C-1042] Curs", 1042 },
		{ "OFERTA C-1042", 1042 },
		{ "OFERTA card nr 12", 12 },
		{ "OFERTA Curs Excel, card 5", 5 },
		{ "OFERTA Curs 5", 0 },
		{ "OFERTA FCT 12", 0 },
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct args g = args_of(rows[i].in);
		int64_t n = 0;

		UNIT_CASE("%s", rows[i].in);
		CHECK_INT(args_has_card(&g), rows[i].card != 0);
		CHECK_INT(args_take_card(&g, &n), rows[i].card != 0);
		CHECK_INT(n, rows[i].card);
	}
}

TEST(args_references_payments_subscriptions)
{
	struct args g = args_of("ALOCA P12 FCT 12, PRF-0031 200 lei TVA 21");
	struct span prefix;
	struct token t;
	int64_t n;

	CHECK(args_take_payment(&g, &n));
	CHECK_INT(n, 12);
	CHECK(args_take_ref(&g, &prefix, &n));
	CHECK_SPAN(prefix, "fct");
	CHECK_INT(n, 12);
	CHECK(args_take_ref(&g, &prefix, &n));
	CHECK_SPAN(prefix, "prf");
	CHECK_INT(n, 31);
	CHECK(!args_take_ref(&g, &prefix, &n));
	CHECK(args_take_kind(&g, TOK_MONEY, &t));
	CHECK_INT(t.money.minor, 20000);
	CHECK(!args_done(&g));
	CHECK_SPAN(args_left(&g), "TVA 21");
	g = args_of("OPRESTE S3");
	CHECK(args_take_subscription(&g, &n));
	CHECK_INT(n, 3);
	CHECK(args_done(&g));
}

TEST(args_dates_and_lengths)
{
	struct args g = args_of("RECURENT lunar din 01.12.2026 pana la 01.12.2027 x");
	struct token t;
	int days = 0;

	CHECK(args_take_after(&g, "din|from", TOK_DATE, &t));
	CHECK_SPAN(day_iso(unit_arena(), t.day), "2026-12-01");
	CHECK(args_take_after(&g, "pana|until", TOK_DATE, &t));
	CHECK_SPAN(day_iso(unit_arena(), t.day), "2027-12-01");
	CHECK(args_take_front(&g, "lunar"));
	CHECK_INT(g.n, 1);
	g = args_of("AMANA 15 zile");
	CHECK(args_take_days(&g, &days));
	CHECK_INT(days, 15);
	g = args_of("AMANA 20 de zile");
	CHECK(args_take_days(&g, &days));
	CHECK_INT(days, 20);
	g = args_of("AMANA 2 saptamani");
	CHECK(args_take_days(&g, &days));
	CHECK_INT(days, 14);
	g = args_of("AMANA FCT 12");
	CHECK(!args_take_days(&g, &days));
}

TEST(args_text_is_as_written)
{
	struct args g = args_of("NOTA  vrea  (dacă se poate) „seara”, la 18");

	CHECK_SPAN(args_take_rest(&g), "vrea  (dacă se poate) „seara”, la 18");
	CHECK(args_done(&g));
	g = args_of("CLIENT adresa Str. Lungă nr. 4, bl. A, oras Cluj");
	{
		bool found;
		struct span s = args_take_section(&g, "adresa", "oras|judet", &found);

		CHECK(found);
		CHECK_SPAN(s, "Str. Lungă nr. 4, bl. A");
		s = args_take_section(&g, "oras", "oras|judet", &found);
		CHECK_SPAN(s, "Cluj");
		(void)args_take_section(&g, "judet", "oras|judet", &found);
		CHECK(!found);
	}
}

static void add_share(struct buf *b, struct arena *a, const struct item_share *x, const char *sign)
{
	if (x->kind != SHARE_NONE)
		buf_add_fmt(b, "%s%.*s%s", sign, SPAN_ARG(decimal_print(a, x->n, 0)),
			    x->kind == SHARE_AMOUNT ? "=" : "");
}

static const struct vat_grounds *grounds(void)
{
	static struct vat_ground rows[] = {
		{ .name = { "reverse", 7 }, .words = { "taxare inversa; reverse charge", 30 } },
		{ .name = { "reverse-eu", 10 }, .words = { "taxare inversa ue", 17 } },
		{ .name = { "export", 6 }, .words = { "export; scutit export", 21 } },
	};
	static const struct vat_grounds all = { rows, ARRAY_LEN(rows), ARRAY_LEN(rows) };

	return &all;
}

/* qty unit | name | price cur | vat or ground | discount, +surcharge ("=": an amount) | description;
 * several items joined by " + ". */
static struct span print_items(struct arena *a, const struct items *v)
{
	struct buf b;

	buf_init(&b, a, 4000);
	for (size_t i = 0; i < v->n; i++) {
		const struct item *it = &v->at[i];

		buf_add_fmt(&b, "%s", i > 0 ? " + " : "");
		if (it->has_qty)
			buf_add_fmt(&b, "%.*s", SPAN_ARG(decimal_print(a, it->qty, 0)));
		buf_add_fmt(&b, " %.*s|%.*s|", SPAN_ARG(it->unit), SPAN_ARG(it->name));
		if (it->has_price)
			buf_add_fmt(&b, "%.*s%s", SPAN_ARG(decimal_print(a, it->price, 0)),
				    it->currency);
		buf_add_str(&b, "|");
		if (it->has_vat)
			buf_add(&b, decimal_print(a, it->vat, 0));
		if (it->ground)
			buf_add(&b, it->ground->name);
		buf_add_str(&b, "|");
		add_share(&b, a, &it->discount, "");
		add_share(&b, a, &it->surcharge, "+");
		buf_add_fmt(&b, "|%.*s", SPAN_ARG(it->description));
	}
	return buf_span(&b);
}

TEST(args_items_as_people_write_them)
{
	static const struct {
		const char *in, *want;
	} rows[] = {
		{ "LINIE 2 ore consultanță x 150 lei, TVA 21", "2 ore|consultanță|150RON|21||" },
		{ "OFERTA Curs Excel x 2, reducere 10%", "2 |Curs Excel|||10|" },
		{ "OFERTA Curs Excel", " |Curs Excel||||" },
		{ "OFERTA 3 x Curs Excel", "3 |Curs Excel||||" },
		{ "OFERTA Consultanță 2 ore x 150", "2 ore|Consultanță|150|||" },
		{ "OFERTA Consultanță 2 x 150 lei", "2 |Consultanță|150RON|||" },
		{ "OFERTA Montaj 450 lei", " |Montaj|450RON|||" },
		{ "OFERTA Montaj 1.234,56 lei", " |Montaj|1234.56RON|||" },
		{ "OFERTA Montaj 100 EUR TVA 0", " |Montaj|100EUR|0||" },
		{ "OFERTA Hosting 30 lei / luna x 12", "12 luna|Hosting|30RON|||" },
		{ "LINIE 1,5 ore audit x 200,50 lei", "1.5 ore|audit|200.5RON|||" },
		{ "LINIE consultanță fiscală, contabilitate x 100 lei",
		  " |consultanță fiscală, contabilitate|100RON|||" },
		{ "LINIE Montaj x 2 x 300 lei, la sediul clientului",
		  "2 |Montaj|300RON|||la sediul clientului" },
		{ "OFERTA 2 ore audit x 150 lei, 3 ore instruire x 200 lei",
		  "2 ore|audit|150RON||| + 3 ore|instruire|200RON|||" },
		{ "OFERTA Curs Excel x 2, 400 lei", "2 |Curs Excel|400RON|||" },
		{ "OFERTA \"Curs Excel 2, avansat\" x 3", "3 |Curs Excel 2, avansat||||" },
		{ "OFERTA Curs Excel 2016", " |Curs Excel 2016||||" },
		{ "OFERTA audit x 2 x 150 lei/oră", "2 oră|audit|150RON|||" },
		{ "LINIE 10% reducere", " ||||10|" },
		{ "OFERTA Servicii fără TVA", " |Servicii||||" },
		{ "OFERTA 2 buc Mouse, 45 lei, discount 5", "2 buc|Mouse|45RON||5|" },
		{ "LINIE Montaj x 300 lei, reducere 50 lei", " |Montaj|300RON||50=|" },
		{ "LINIE Montaj x 300 lei reducere de 10%, adaos 20 lei",
		  " |Montaj|300RON||10+20=|" },
		{ "LINIE Montaj x 300 EUR, adaos 5%", " |Montaj|300EUR||+5|" },
		{ "LINIE Audit x 900 lei, taxare inversă", " |Audit|900RON|reverse||" },
		{ "LINIE Audit x 900 lei taxare inversă UE", " |Audit|900RON|reverse-eu||" },
		{ "LINIE Audit x 900 lei, TVA taxare inversă", " |Audit|900RON|reverse||" },
		{ "LINIE Audit, scutit export", " |Audit||export||" },
		{ "LINIE export", " |||export||" },
		{ "LINIE 2 x export documente x 100 lei, export",
		  "2 |export documente|100RON|export||" },
		{ "LINIE Taxare drumuri x 100 lei", " |Taxare drumuri|100RON|||" },
		{ "LINIE Cărți x 20 lei, export în valize", " |Cărți|20RON|||export în valize" },
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct args g = args_of(rows[i].in);
		struct items items = { 0 };
		struct span fault = S("");

		UNIT_CASE("%s", rows[i].in);
		CHECK(items_read(&g, grounds(), &items, &fault));
		CHECK_SPAN(print_items(unit_arena(), &items), rows[i].want);
	}
}

TEST(args_items_that_say_nothing_sure)
{
	static const struct {
		const char *in, *fault;
	} rows[] = {
		{ "OFERTA Curs 100 lei 200 lei", "200 lei" },
		{ "OFERTA Curs Excel 10%", "10%" },
		{ "OFERTA Curs x 2 x 3 x 4", "x 4" },
		{ "OFERTA Curs x 2, 3 buc", "3 buc" },
		{ "OFERTA Curs 150 lei TVA inclus", "TVA inclus" },
		/* no VAT for a reason that is none: never sold at the full rate instead */
		{ "LINIE Curs x 150 lei, scutit", "scutit" },
		{ "LINIE Curs x 150 lei, taxare normală", "taxare normală" },
		{ "LINIE Curs x 150 lei, reducere 10 EUR", "reducere 10 EUR" },
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct args g = args_of(rows[i].in);
		struct items items = { 0 };
		struct span fault = S("");

		UNIT_CASE("%s", rows[i].in);
		CHECK(!items_read(&g, grounds(), &items, &fault));
		CHECK_SPAN(fault, rows[i].fault);
	}
}
