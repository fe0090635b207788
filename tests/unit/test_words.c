/* Sums in words. */
#include "unit.h"
#include "words.h"

TEST(words_romanian)
{
	static const struct {
		int64_t minor;
		const char *want;
	} row[] = {
		{ 0, "zero lei" },
		{ 1, "zero lei și un ban" },
		{ 100, "un leu" },
		{ 200, "doi lei" },
		{ 1200, "doisprezece lei" },
		{ 1900, "nouăsprezece lei" },
		{ 2000, "douăzeci de lei" },
		{ 2102, "douăzeci și unu de lei și doi bani" },
		{ 10000, "o sută de lei" },
		{ 10100, "o sută unu lei" },
		{ 20200, "două sute doi lei" },
		{ 45050, "patru sute cincizeci de lei și cincizeci de bani" },
		{ 94995, "nouă sute patruzeci și nouă de lei și nouăzeci și cinci de bani" },
		{ 100000, "o mie de lei" },
		{ 200000, "două mii de lei" },
		{ 100100, "o mie unu lei" },
		{ 1200000, "douăsprezece mii de lei" },
		{ 2100000, "douăzeci și una de mii de lei" },
		{ 2200019, "douăzeci și două de mii de lei și nouăsprezece bani" },
		{ 1066608, "zece mii șase sute șaizeci și șase de lei și opt bani" },
		{ 10300000, "o sută trei mii de lei" },
		{ 100000000, "un milion de lei" },
		{ 250000101, "două milioane cinci sute de mii unu lei și un ban" },
		{ 100000000000, "un miliard de lei" },
		{ -45000, "minus patru sute cincizeci de lei" },
		{ 100000000000000, "o mie de miliarde de lei" },
		{ 420220000000001, "patru mii două sute două miliarde două sute de milioane de "
				   "lei și un ban" },
		{ INT64_MAX, "nouăzeci și două de milioane două sute treizeci și trei de mii șapte "
			     "sute douăzeci de miliarde trei sute șaizeci și opt de milioane "
			     "cinci sute patruzeci și șapte de mii șapte sute cincizeci și opt de "
			     "lei și șapte bani" },
		{ INT64_MIN, "" },
	};

	for (size_t i = 0; i < ARRAY_LEN(row); i++) {
		UNIT_CASE("%lld", (long long)row[i].minor);
		CHECK_SPAN(words_money(unit_arena(), S("ro"), MONEY_RON(row[i].minor)),
			   row[i].want);
	}
}

TEST(words_english)
{
	static const struct {
		struct money m;
		const char *want;
	} row[] = {
		{ { 94995, "RON" }, "nine hundred and forty-nine lei and ninety-five bani" },
		{ { 100, "EUR" }, "one euro" },
		{ { 10101, "EUR" }, "one hundred and one euros and one cent" },
		{ { 100005, "EUR" }, "one thousand euros and five cents" },
		{ { 100500, "USD" }, "one thousand and five dollars" },
		{ { 123456700, "EUR" },
		  "one million two hundred and thirty-four thousand five hundred and "
		  "sixty-seven euros" },
		{ { 100000000000010, "EUR" }, "one trillion euros and ten cents" },
		{ { 5050, "CHF" }, "fifty CHF and 50/100" },
		{ { 1500, "JPY" }, "one thousand five hundred JPY" },
	};

	for (size_t i = 0; i < ARRAY_LEN(row); i++) {
		UNIT_CASE("%lld %s", (long long)row[i].m.minor, row[i].m.cur);
		CHECK_SPAN(words_money(unit_arena(), S("en"), row[i].m), row[i].want);
	}
}

/* Every sum has words, and different sums have different words. */
TEST(words_never_repeat)
{
	struct span last = S("");

	for (int64_t n = 0; n < 200000; n += 97) {
		struct span now = words_money(unit_arena(), S("ro"), MONEY_RON(n));

		if (!CHECK(now.len > 0) || !CHECK(!span_eq(now, last)))
			return;
		last = now;
	}
}
