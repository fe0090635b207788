/* What BNR's files say, and what is refused. The frame is the real one; the figures are ours. */
#include "bnr_rates.h"
#include "unit.h"

#define HEAD                                                                                  \
	"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"                                        \
	"<DataSet xmlns=\"http://www.bnr.ro/xsd\" "                                           \
	"xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" "                            \
	"xsi:schemaLocation=\"http://www.bnr.ro/xsd nbrfxrates.xsd\">\n"                      \
	"\t<Header><Publisher>National Bank of Romania</Publisher>"                           \
	"<PublishingDate>2026-11-20</PublishingDate><MessageType>DR</MessageType></Header>\n" \
	"\t<Body>\n\t\t<Subject>Reference rates</Subject>\n"
#define BASE             "\t\t<OrigCurrency>RON</OrigCurrency>\n"
#define TAIL             "\t</Body>\n</DataSet>\n"
#define CUBE(day, rates) "\t\t<Cube date=\"" day "\">" rates "</Cube>\n"
#define EUR              "<Rate currency=\"EUR\">5.0923</Rate>"

static enum rc read(const char *xml, struct fx_rates *ret, struct why *why)
{
	*ret = (struct fx_rates){ 0 };
	return bnr_rates_read(unit_arena(), span_of(xml), ret, why);
}

static void check_rate(const struct fx_rates *r, size_t i, const char *day, const char *cur,
		       const char *rate)
{
	UNIT_CASE("rate %zu", i);
	if (!CHECK(i < r->n))
		return;
	CHECK_SPAN(day_iso(unit_arena(), r->at[i].day), day);
	CHECK_STR(r->at[i].cur, cur);
	CHECK_SPAN(decimal_print(unit_arena(), r->at[i].rate, 4), rate);
}

TEST(bnr_rates_of_several_days_are_per_unit)
{
	struct fx_rates r;
	struct why why = { "" };

	CHECK_RC(read(HEAD BASE CUBE("2026-11-20", EUR
				     "<Rate currency=\"HUF\" multiplier=\"100\">1.3145</Rate>\n"
				     "<Rate currency=\"JPY\" multiplier=\"100\"> 2.8123 </Rate>")
			      CUBE("2026-11-19", "<Rate currency=\"EUR\">5.0900</Rate>") TAIL,
		      &r, &why),
		 RC_OK);
	CHECK_STR(why.text, "");
	CHECK_INT(r.n, 4);
	check_rate(&r, 0, "2026-11-20", "EUR", "5.0923");
	check_rate(&r, 1, "2026-11-20", "HUF", "0.013145");
	check_rate(&r, 2, "2026-11-20", "JPY", "0.028123");
	check_rate(&r, 3, "2026-11-19", "EUR", "5.0900");
}

TEST(bnr_rates_a_currency_without_a_rate_is_left_out)
{
	struct fx_rates r;
	struct why why = { "" };

	CHECK_RC(read(HEAD BASE CUBE("2026-11-20", "<Rate currency=\"RUB\">-</Rate>"
						   "<Rate currency=\"BGN\"></Rate>" EUR) TAIL,
		      &r, &why),
		 RC_OK);
	CHECK_INT(r.n, 1);
	check_rate(&r, 0, "2026-11-20", "EUR", "5.0923");
}

TEST(bnr_rates_what_cannot_be_refuses_the_whole_file)
{
#define ONE(rate) HEAD BASE CUBE("2026-11-20", EUR rate) TAIL
	static const struct {
		const char *xml, *why;
	} rows[] = {
		{ "", "not well formed" },
		{ "<html><body>Pagina a fost mutat&#259;</body></html>", "not BNR's rates" },
		{ "<DataSet><Body/></DataSet>", "not BNR's rates" },
		{ "{\"error\": 1}", "not well formed" },
		{ HEAD BASE TAIL, "no rates" },
		{ HEAD BASE CUBE("2026-11-20", EUR), "not well formed" },
		{ HEAD CUBE("2026-11-20", EUR) TAIL, "another currency" },
		{ HEAD "<OrigCurrency>EUR</OrigCurrency>" CUBE("2026-11-20", EUR) TAIL,
		  "another currency" },
		{ HEAD BASE CUBE("2026-02-30", EUR) TAIL, "a day" },
		{ HEAD BASE CUBE("20 noiembrie", EUR) TAIL, "a day" },
		{ HEAD BASE CUBE("", EUR) TAIL, "a day" },
		{ ONE("<Rate currency=\"USD\">0</Rate>"), "line 7: a rate" },
		{ ONE("<Rate currency=\"USD\">-4.1</Rate>"), "a rate" },
		{ ONE("<Rate currency=\"USD\">4.1 lei</Rate>"), "a rate" },
		{ ONE("<Rate currency=\"USD\">4.1234567</Rate>"), "a rate" },
		{ ONE("<Rate currency=\"USD\" multiplier=\"100\">4.12345</Rate>"), "a rate" },
		{ ONE("<Rate currency=\"USD\">99999999999999999999</Rate>"), "a rate" },
		{ ONE("<Rate currency=\"USD\" multiplier=\"3\">4.1</Rate>"), "a multiplier" },
		{ ONE("<Rate currency=\"USD\" multiplier=\"0\">4.1</Rate>"), "a multiplier" },
		{ ONE("<Rate currency=\"usd\">4.1</Rate>"), "code" },
		{ ONE("<Rate currency=\"DOLLAR\">4.1</Rate>"), "code" },
		{ ONE("<Rate>4.1</Rate>"), "code" },
		{ ONE("<Rate currency=\"EUR\">5.1</Rate>"), "a second rate" },
		{ "<!DOCTYPE d [<!ENTITY e \"5\">]>" HEAD, "document type" },
		{ "<!DOCTYPE DataSet SYSTEM \"http://x/y.dtd\"><DataSet/>", "document type" },
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct fx_rates r;
		struct why why = { "" };

		UNIT_CASE("%.200s", rows[i].xml);
		CHECK_RC(read(rows[i].xml, &r, &why), RC_BAD_INPUT);
		CHECK_INT(r.n, 0);
		CHECK_HAS(span_of(why.text), rows[i].why);
	}
}
