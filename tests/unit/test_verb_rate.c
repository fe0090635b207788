/* Exchange rates on documents and CURS BNR. */
#include "commands_kit.h"
#include "fx.h"

static void rate(struct kit *k, const char *cur, const char *day, int64_t n, bool staff)
{
	struct fx_rate r = { .rate = { n, 4 }, .staff = staff };

	memcpy(r.cur, cur, 4);
	CHECK_RC(day_parse(span_of(day), &r.day), RC_OK);
	*ARENA_PUSH(k->a, &k->s.rates) = r;
}

static struct day on(const char *text)
{
	struct day d = DAY_NONE;

	CHECK_RC(day_parse(span_of(text), &d), RC_OK);
	return d;
}

TEST(fx_rate_is_of_the_working_day_before)
{
	static const struct {
		const char *day;
		int64_t want; /* 0 = not known */
	} rows[] = {
		{ "2026-11-12", 50902 }, /* Thursday: Wednesday's */
		{ "2026-11-13", 50903 }, /* today's own counts from tomorrow */
		{ "2026-11-14", 50905 }, /* Saturday, Sunday, Monday: Friday's */
		{ "2026-11-15", 50905 }, { "2026-11-16", 50905 },
		{ "2026-11-17", 0 },     /* Monday's is missing: Friday's will not do */
		{ "2026-12-02", 50911 }, /* St Andrew's and the national day: Friday's of before */
		{ "2026-12-03", 0 },     { "2026-11-11", 0 },
	};
	struct kit *k = kit_new();

	rate(k, "USD", "2026-11-11", 43000, false);
	rate(k, "EUR", "2026-11-11", 50902, false);
	rate(k, "EUR", "2026-11-12", 50903, false);
	rate(k, "EUR", "2026-11-13", 50905, false);
	rate(k, "EUR", "2026-11-27", 50911, false);
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct fx_rate r = { 0 };

		UNIT_CASE("%s", rows[i].day);
		CHECK_INT(fx_rate_at(&k->s, "EUR", on(rows[i].day), &r), rows[i].want != 0);
		CHECK_INT(r.rate.n, rows[i].want);
	}
	kit_free(k);
}

TEST(fx_invoice_in_euro_says_its_vat_in_lei)
{
	struct kit *k = kit_new();
	const struct snapshot *sn;

	rate(k, "EUR", "2026-11-11", 50923, false);
	kit_from(k, "diana");
	CHECK_HAS(kit_send(k, "FACTURA Audit 3 ore x 33,33 EUR, TVA 21"), "result=done");
	sn = kit_doc(k, DOC_INVOICE)->snap;
	CHECK_STR(sn->currency, "EUR");
	CHECK_STR(sn->tax_currency, "RON");
	CHECK_SPAN(sn->exchange_source, "BNR");
	CHECK_INT(sn->exchange_day.n, on("2026-11-11").n);
	CHECK_INT(sn->net.minor, 9999);
	CHECK_INT(sn->tax.minor, 2100);
	/* 99.99 x 5.0923 = 509.179..., 21.00 x 5.0923 = 106.938... */
	CHECK_INT(sn->net_lei.minor, 50918);
	CHECK_INT(sn->tax_lei.minor, 10694);
	kit_free(k);
}

TEST(fx_offer_leaves_without_a_rate_an_invoice_does_not)
{
	struct kit *k = kit_new();
	struct span said;

	kit_from(k, "diana");
	said = kit_send(k, "OFERTA Audit 3 ore x 33 EUR, TVA 21");
	CHECK_HAS(said, "result=done");
	CHECK_INT(kit_doc(k, DOC_OFFER)->snap->exchange.n, 0);
	kit_commit(k);
	said = kit_send(k, "FACTURA emite");
	CHECK_HAS(said, "result=refused");
	CHECK_HAS(said, "CURS BNR EUR 5,0923");
	CHECK(kit_doc(k, DOC_INVOICE) == NULL);
	kit_free(k);
}

TEST(verb_rate_is_what_staff_read_at_the_bank)
{
	static const struct {
		const char *in, *says;
		int64_t n; /* new rates */
	} rows[] = {
		{ "CURS BNR EUR 5,0923",
		  "change: Curs BNR EUR |  | 5,0923 lei, publicat pe 11.11.2026", 1 },
		{ "curs bnr euro 5.0923 lei", "5,0923 lei, publicat pe 11.11.2026", 1 },
		{ "Curs BNR 5,1 EUR", "5,1 lei, publicat pe 11.11.2026", 1 },
		{ "CURS VALUTAR USD 4,3871 din 10.11.2026",
		  "change: Curs BNR USD |  | 4,3871 lei, publicat pe 10.11.2026", 1 },
		{ "CURS BNR USD", "row: Curs BNR USD | necunoscut", 0 },
		{ "CURS BNR", "refusal=Scrieți moneda și cursul ei în lei.", 0 },
		{ "CURS BNR 5,0923 lei", "refusal=Scrieți moneda", 0 },
		{ "CURS BNR EUR USD 5,0923", "refusal=Scrieți moneda", 0 },
		{ "CURS BNR EUR 0", "refusal=Scrieți moneda", 0 },
		{ "CURS BNR EUR -5", "refusal=Scrieți moneda", 0 },
		{ "CURS BNR EUR 5,0923 din 08.11.2026", "refusal=Pe 08.11.2026 Banca", 0 },
		{ "CURS BNR EUR 5,0923 din 13.11.2026", "refusal=Pe 13.11.2026 Banca", 0 },
		{ "CURS BNR EUR 5,0923 mâine", "Nu am înțeles „mâine”", 0 },
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct kit *k = kit_new();

		UNIT_CASE("%s", rows[i].in);
		kit_from(k, "geo");
		CHECK_HAS(kit_send(k, rows[i].in), rows[i].says);
		CHECK_INT(k->s.new_rates.n, rows[i].n);
		kit_free(k);
	}
}

TEST(verb_rate_never_overrules_the_bank_and_asks_when_unlike)
{
	struct kit *k = kit_new();

	rate(k, "EUR", "2026-11-10", 50900, false);
	rate(k, "EUR", "2026-11-11", 50923, false);
	CHECK_HAS(kit_send(k, "CURS BNR EUR 5,1"),
		  "refusal=Banca Națională a publicat pe 11.11.2026 cursul 5,0923.");
	k->s.rates.at[1].staff = true;
	CHECK_HAS(kit_send(k, "CURS BNR EUR 5,1"), "result=done");
	k->s.new_rates.n = 0;
	CHECK_HAS(kit_send(k, "CURS BNR EUR 50,923"), "result=waiting");
	CHECK_INT(k->s.new_rates.n, 0);
	kit_free(k);
}

TEST(fx_who_paid_in_lei_may_pay_in_euro)
{
	struct kit *k = kit_new();

	rate(k, "EUR", "2026-11-11", 50923, false);
	(void)kit_sure(k, "FACTURA Audit x 100 lei\nTRIMITE");
	kit_commit(k);
	kit_reply_to(k, 0);
	(void)kit_send(k, "INCASAT 121 lei OP 1 12.11.2026");
	kit_commit(k);
	(void)kit_sure(k, "FACTURA Audit x 100 EUR\nTRIMITE");
	kit_commit(k);
	kit_reply_to(k, 0);
	CHECK_HAS(kit_send(k, "INCASAT 121 EUR OP 2 12.11.2026"), "result=done");
	CHECK_INT(kit_doc(k, DOC_INVOICE)->open.minor, 0);
	CHECK_INT(k->ion->credit.minor, 0);
	kit_free(k);
}
