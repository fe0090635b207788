/* Numbers of e-invoices: exact, as the official rules take them. */
#include "span.h"
#include "ubl_number.h"
#include "unit.h"

TEST(ubl_numbers_are_exact)
{
	static const struct {
		const char *text;
		bool ok;
	} cases[] = { { "0.1", true },
		      { " -12.50 ", true },
		      { "+3", true },
		      { ".5", true },
		      { "5.", true },
		      { "", false },
		      { "-", false },
		      { ".", false },
		      { "1e3", false },
		      { "1,5", false },
		      { "1.2.3", false },
		      { "123456789012345678901234567890123456", true },
		      { "1234567890123456789012345678901234567", false } };
	struct ubl_number x = { 0 }, y = { 0 };

	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		UNIT_CASE("%s", cases[i].text);
		CHECK(ubl_number_parse(span_of(cases[i].text), &x) == cases[i].ok);
	}
	CHECK(ubl_number_parse(S("2.345"), &x) && ubl_number_parse(S("2.35"), &y) &&
	      ubl_number_cmp(ubl_number_round(x, 2), y) == 0);
	CHECK(ubl_number_parse(S("-2.345"), &x) && ubl_number_parse(S("-2.34"), &y) &&
	      ubl_number_cmp(ubl_number_round(x, 2), y) == 0);
	CHECK(ubl_number_parse(S("-0.5"), &x) && ubl_number_is_zero(ubl_number_round(x, 0)));
	CHECK(ubl_number_parse(S("99999999999999"), &x) && ubl_number_parse(S("21"), &y));
	x = ubl_number_percent(x, y);
	CHECK(ubl_number_parse(S("20999999999999.79"), &y) && ubl_number_cmp(x, y) == 0);
	CHECK(ubl_number_parse(S("1000"), &x) && ubl_number_parse(S("-0.05"), &y));
	x = ubl_number_percent(x, y);
	CHECK(ubl_number_parse(S("-0.5"), &y) && ubl_number_cmp(x, y) == 0);
	CHECK(ubl_number_near(x, y) && !ubl_number_near(y, ubl_number_abs(y)));
}

/* The official rules take amounts as they are, however small the difference. */
TEST(ubl_numbers_keep_36_decimals)
{
	struct ubl_number x = { 0 }, y = { 0 }, sum;

	CHECK(ubl_number_parse(S("500.0000000000000000000000001"), &x) &&
	      ubl_number_parse(S("500"), &y) && ubl_number_cmp(x, y) > 0);
	sum = ubl_number_sub(y, x);
	CHECK(ubl_number_parse(S("-0.0000000000000000000000001"), &y) &&
	      ubl_number_cmp(sum, y) == 0 && !ubl_number_is_zero(sum));
	CHECK(ubl_number_is_zero(ubl_number_add(sum, ubl_number_abs(sum))));
	/* as a double 0.1 is a little more than the decimal 0.1 */
	CHECK(ubl_number_parse(S("1.0999999999999999"), &x) && ubl_number_near_real(S("0.1"), x));
	CHECK(ubl_number_parse(S("1.2"), &x) && !ubl_number_near_real(S("0.1"), x));
	CHECK(ubl_number_parse(S("-99999999999999999999.5"), &x) &&
	      !ubl_number_near_real(S("99999999999999999999"), x) &&
	      !ubl_number_near_real(S("-1e300"), x));
}
