/* Decimals and amounts. */
#include "decimal.h"
#include "money.h"
#include "unit.h"

TEST(decimal_reads_what_people_print)
{
	static const struct {
		const char *in;
		enum decimal_mark mark;
		const char *want; /* NULL: refused */
	} rows[] = {
		{ "0", MARK_GUESS, "0" },
		{ "1234", MARK_GUESS, "1234" },
		{ "-2", MARK_GUESS, "-2" },
		{ "+2", MARK_GUESS, "2" },
		{ "−2,5", MARK_GUESS, "-2.5" },
		{ "1.234,5", MARK_GUESS, "1234.5" },
		{ "1,234.5", MARK_GUESS, "1234.5" },
		{ "1 234.50", MARK_GUESS, "1234.5" },
		{ "1'234.5", MARK_GUESS, "1234.5" },
		{ "1’234’567", MARK_GUESS, "1234567" },
		{ "1\xc2\xa0"
		  "234,56",
		  MARK_GUESS, "1234.56" },
		{ "1\xe2\x80\xaf"
		  "234,56",
		  MARK_GUESS, "1234.56" },
		{ "1.234", MARK_GUESS, "1234" }, /* a lone mark and three digits */
		{ "1,234", MARK_GUESS, "1234" },
		{ "12.345", MARK_GUESS, "12345" },
		{ "0,125", MARK_GUESS, "0.125" },       /* no group begins with 0 */
		{ "1234,567", MARK_GUESS, "1234.567" }, /* no group has four digits */
		{ "1 234,500", MARK_GUESS, "1234.5" },  /* blanks group already */
		{ "1.23", MARK_GUESS, "1.23" },
		{ "1,2", MARK_GUESS, "1.2" },
		{ "1.2345", MARK_GUESS, "1.2345" },
		{ "1.234.567", MARK_GUESS, "1234567" },
		{ "1.234.567,89", MARK_GUESS, "1234567.89" },
		{ "1000,", MARK_GUESS, "1000" },
		{ ",5", MARK_GUESS, "0.5" },
		{ " 7 ", MARK_GUESS, "7" },
		{ "4.977300", MARK_GUESS, "4.9773" },
		{ "1.234", MARK_COMMA, "1234" },
		{ "1.234", MARK_DOT, "1.234" },
		{ "1,234", MARK_DOT, "1234" },
		{ "1,234", MARK_COMMA, "1.234" },
		{ "1.234,56", MARK_COMMA, "1234.56" },
		{ "1.234,56", MARK_DOT, NULL }, /* known marks: the other locale is refused */
		{ "1,234.56", MARK_COMMA, NULL },
		{ "1.23", MARK_COMMA, NULL },
		{ "1,2,3", MARK_GUESS, NULL },
		{ "1,23,456", MARK_GUESS, NULL },
		{ "1.234,567.89", MARK_GUESS, NULL },
		{ "1,234 567", MARK_GUESS, NULL }, /* a mark, then blanks: out of order */
		{ "12 11 2026", MARK_GUESS, NULL },
		{ "12.11.2026", MARK_GUESS, NULL },
		{ "1  234", MARK_GUESS, NULL },
		{ "1 234'567", MARK_GUESS, NULL },
		{ "1234 567", MARK_GUESS, NULL },
		{ "", MARK_GUESS, NULL },
		{ ",", MARK_GUESS, NULL },
		{ "-", MARK_GUESS, NULL },
		{ "- 5", MARK_GUESS, NULL },
		{ "--5", MARK_GUESS, NULL },
		{ "5-", MARK_GUESS, NULL },
		{ "1e5", MARK_GUESS, NULL },
		{ "0x10", MARK_GUESS, NULL },
		{ "abc", MARK_GUESS, NULL },
		{ "1.2345678", MARK_GUESS, NULL },
		{ "9223372036854775807", MARK_GUESS, "9223372036854775807" },
		{ "-9223372036854775808", MARK_GUESS, "-9223372036854775808" },
		{ "9223372036854775808", MARK_GUESS, NULL },
		{ "99999999999999999999", MARK_GUESS, NULL },
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct decimal d = { 77, 6 };
		enum rc rc = decimal_parse(span_of(rows[i].in), rows[i].mark, &d);

		UNIT_CASE("\"%s\" mark %d", rows[i].in, (int)rows[i].mark);
		if (!rows[i].want) {
			CHECK_RC(rc, RC_BAD_INPUT);
			CHECK_INT(d.n, 77); /* untouched */
		} else if (CHECK_RC(rc, RC_OK)) {
			CHECK_SPAN(decimal_print(unit_arena(), d, 0), rows[i].want);
		}
	}
	{
		struct decimal d;

		CHECK_RC(decimal_parse(S("1\0002"), MARK_GUESS, &d), RC_BAD_INPUT);
	}
}

TEST(decimal_prints)
{
	struct arena *a = unit_arena();

	CHECK_SPAN(decimal_print(a, (struct decimal){ 15000, 4 }, 0), "1.5");
	CHECK_SPAN(decimal_print(a, (struct decimal){ 15000, 4 }, 2), "1.50");
	CHECK_SPAN(decimal_print(a, DECIMAL_INT(5), 2), "5.00");
	CHECK_SPAN(decimal_print(a, DECIMAL_INT(0), 0), "0");
	CHECK_SPAN(decimal_print(a, (struct decimal){ -5, 2 }, 0), "-0.05");
	CHECK_SPAN(decimal_print(a, (struct decimal){ -1050, 3 }, 2), "-1.05");
	CHECK_SPAN(decimal_print(a, (struct decimal){ INT64_MIN, 6 }, 0), "-9223372036854.775808");
}

TEST(decimal_compares_across_scales)
{
	CHECK(decimal_eq((struct decimal){ 150, 2 }, (struct decimal){ 15, 1 }));
	CHECK(decimal_cmp((struct decimal){ INT64_MAX, 0 }, (struct decimal){ INT64_MAX, 6 }) > 0);
	CHECK(decimal_cmp((struct decimal){ -1, 0 }, (struct decimal){ 1, 6 }) < 0);
	CHECK_INT(decimal_norm((struct decimal){ 1500, 3 }).scale, 1);
	CHECK_INT(decimal_norm((struct decimal){ 0, 3 }).scale, 0);
	CHECK_INT(decimal_neg((struct decimal){ 5, 1 }).n, -5);
}

/* What we print in either locale is read back as the same number. */
TEST(decimal_round_trips)
{
	struct arena *a = arena_new(1u << 20);

	for (int round = 0; round < 50000; round++) {
		struct decimal d = { (int64_t)unit_random() >> unit_random() % 60,
				     (uint8_t)(unit_random() % 7) };
		struct decimal back = { 0 };
		struct span text = decimal_print(a, d, 0);

		UNIT_CASE("%.*s", SPAN_ARG(text));
		CHECK_RC(decimal_parse(text, MARK_DOT, &back), RC_OK);
		CHECK(decimal_eq(d, back));
		arena_clear(a);
	}
	arena_free(a);
}

TEST(money_reads_what_banks_and_people_print)
{
	static const struct {
		const char *in, *cur;
		int64_t minor;
		const char *want; /* currency; NULL: refused */
	} rows[] = {
		{ "1.234,56", "RON", 123456, "RON" },
		{ "450 lei", "", 45000, "RON" },
		{ "450 LEI", "EUR", 45000, "RON" },
		{ "450 de lei", "", 45000, "RON" },
		{ "1 leu", "", 100, "RON" },
		{ "450lei", "", 45000, "RON" },
		{ "EUR 12.30", "", 1230, "EUR" },
		{ "12,30 EUR", "", 1230, "EUR" },
		{ "€12.30", "", 1230, "EUR" },
		{ "12,30 €", "", 1230, "EUR" },
		{ "12,30\xc2\xa0€", "", 1230, "EUR" },
		{ "100 euro", "", 10000, "EUR" },
		{ "$2,480.00", "", 248000, "USD" },
		{ "-5,00 RON", "", -500, "RON" },
		{ "5,00- RON", "", -500, "RON" },
		{ "5,00 RON-", "", -500, "RON" },
		{ "−5,00", "RON", -500, "RON" },
		{ "+1 234,56 CZK", "", 123456, "CZK" },
		{ "(5,00)", "RON", -500, "RON" },
		{ "(5,00 RON)", "", -500, "RON" },
		{ "RON (5.00)", "", -500, "RON" },
		{ "RON -5.00", "", -500, "RON" },
		{ "-RON 5.00", "", -500, "RON" },
		{ "450,- lei", "", 45000, "RON" },
		{ "450,-", "DKK", 45000, "DKK" },
		{ "1.500", "RON", 150000, "RON" },
		{ "JPY 1234", "", 1234, "JPY" },
		{ "KWD 1.5", "", 1500, "KWD" },
		{ "RON 5 lei", "", 500, "RON" },
		{ "0", "RON", 0, "RON" },
		{ "450", "", 0, NULL }, /* no currency */
		{ "RON 5 EUR", "", 0, NULL },
		{ "5,001 RON", "RON", 500100, "RON" }, /* three digits: thousands */
		{ "5,0015 RON", "RON", 0, NULL },      /* more decimals than bani */
		{ "JPY 12.5", "", 0, NULL },
		{ "5,00 xyz", "RON", 0, NULL },
		{ "-(5,00)", "RON", 0, NULL },
		{ "--5", "RON", 0, NULL },
		{ "-5-", "RON", 0, NULL },
		{ "lei", "", 0, NULL },
		{ "", "RON", 0, NULL },
		{ "-", "RON", 0, NULL },
		{ "()", "RON", 0, NULL },
		{ "12.11.2026", "RON", 0, NULL },
		{ "5 all", "", 0, NULL }, /* a word before it is a currency */
		{ "5 ALL", "", 500, "ALL" },
		{ "92233720368547758,07 lei", "", INT64_MAX, "RON" },
		{ "92233720368547758,08 lei", "", 0, NULL },
		{ "5 de", "RON", 0, NULL },
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct money m = { 77, "XXX" };
		char cur[4] = "";
		enum rc rc;

		memcpy(cur, rows[i].cur, strlen(rows[i].cur));
		rc = money_parse(span_of(rows[i].in), MARK_GUESS, cur, &m);
		UNIT_CASE("\"%s\" %s", rows[i].in, rows[i].cur);
		if (!rows[i].want) {
			CHECK_RC(rc, RC_BAD_INPUT);
			CHECK_INT(m.minor, 77);
		} else if (CHECK_RC(rc, RC_OK)) {
			CHECK_INT(m.minor, rows[i].minor);
			CHECK_STR(m.cur, rows[i].want);
		}
	}
}

TEST(money_adds_only_like_to_like)
{
	struct money sum = MONEY_RON(1), eur = { 100, "EUR" }, none = { 0 };

	CHECK_RC(money_add(MONEY_RON(100), MONEY_RON(-30), &sum), RC_OK);
	CHECK_INT(sum.minor, 70);
	CHECK_RC(money_add(none, eur, &sum), RC_OK);
	CHECK_STR(sum.cur, "EUR");
	CHECK_RC(money_sub(eur, none, &sum), RC_OK);
	CHECK_INT(sum.minor, 100);
	CHECK_RC(money_sub(none, eur, &sum), RC_OK);
	CHECK_INT(sum.minor, -100);
	CHECK_RC(money_add(MONEY_RON(1), eur, &sum), RC_BAD_INPUT);
	CHECK_RC(money_add(MONEY_RON(0), eur, &sum),
		 RC_BAD_INPUT); /* a zero of RON is no stranger's */
	CHECK_RC(money_add(MONEY_RON(INT64_MAX), MONEY_RON(1), &sum), RC_BAD_INPUT);
	CHECK_RC(money_sub(MONEY_RON(-2), MONEY_RON(INT64_MAX), &sum), RC_BAD_INPUT);
	CHECK_INT(sum.minor, -100); /* refusals write nothing */
	CHECK(money_cmp(MONEY_RON(1), MONEY_RON(2)) < 0);
	CHECK(money_cmp(none, MONEY_RON(0)) == 0);
	CHECK_INT(money_neg(MONEY_RON(5)).minor, -5);
	CHECK(money_is_zero(none));
}

TEST(money_rounds_half_away_from_zero)
{
	static const struct {
		int64_t minor;
		struct decimal percent;
		int64_t want;
	} rows[] = {
		{ 10000, { 19, 0 }, 1900 }, { 10050, { 21, 0 }, 2111 }, { 50, { 1, 0 }, 1 },
		{ -50, { 1, 0 }, -1 },      { 49, { 1, 0 }, 0 },        { -49, { 1, 0 }, 0 },
		{ 150, { 1, 0 }, 2 },       { 12345, { 95, 1 }, 1173 }, { 100, { -5, 1 }, -1 },
	};
	struct money m;

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		UNIT_CASE("row %zu", i);
		CHECK_RC(money_percent(MONEY_RON(rows[i].minor), rows[i].percent, &m), RC_OK);
		CHECK_INT(m.minor, rows[i].want);
	}
	CHECK_RC(money_from_price((struct decimal){ 25, 1 }, (struct decimal){ 199, 2 }, "RON", &m),
		 RC_OK);
	CHECK_INT(m.minor, 498); /* 2.5 * 1.99 = 4.975 */
	CHECK_RC(
		money_from_price((struct decimal){ -25, 1 }, (struct decimal){ 199, 2 }, "RON", &m),
		RC_OK);
	CHECK_INT(m.minor, -498);
	CHECK_RC(money_from_price(DECIMAL_INT(3), (struct decimal){ 333333, 4 }, "JPY", &m), RC_OK);
	CHECK_INT(m.minor, 100); /* 99.9999 */
	CHECK_RC(money_scale(MONEY_RON(100), 1, 3, &m), RC_OK);
	CHECK_INT(m.minor, 33);
	CHECK_RC(money_scale(MONEY_RON(100), 2, 3, &m), RC_OK);
	CHECK_INT(m.minor, 67);
	CHECK_RC(money_scale(MONEY_RON(100), 1, 0, &m), RC_BAD_INPUT);
	CHECK_RC(money_scale(MONEY_RON(INT64_MAX), 2, 1, &m), RC_BAD_INPUT);
	CHECK_RC(money_from_price(DECIMAL_INT(INT64_MAX), DECIMAL_INT(INT64_MAX), "RON", &m),
		 RC_BAD_INPUT);
	CHECK_RC(money_from_price((struct decimal){ INT64_MIN, 0 },
				  (struct decimal){ INT64_MIN, 6 }, "RON", &m),
		 RC_BAD_INPUT);
}

/* money_scale against the definition: |2 * (r * den - m * num)| <= den, and a tie goes outward. */
TEST(money_scale_is_nearest)
{
	for (int round = 0; round < 50000; round++) {
		int64_t minor = unit_random_in(-1000000000, 1000000000),
			num = unit_random_in(-1000, 1000);
		int64_t den = unit_random_in(1, 1000), off;
		struct money m;

		UNIT_CASE("%lld * %lld / %lld", (long long)minor, (long long)num, (long long)den);
		CHECK_RC(money_scale(MONEY_RON(minor), num, den, &m), RC_OK);
		off = 2 * (m.minor * den - minor * num);
		CHECK(off <= den && -off <= den);
		if (off == den)
			CHECK(m.minor > 0);
		if (-off == den)
			CHECK(m.minor < 0);
	}
}

TEST(money_prints_and_reads_back)
{
	static const char *const cur[] = { "RON", "JPY", "KWD" };
	struct arena *a = arena_new(1u << 20);

	CHECK_SPAN(money_print(a, MONEY_RON(123450)), "1234.50");
	CHECK_SPAN(money_print(a, MONEY_RON(-5)), "-0.05");
	CHECK_SPAN(money_print(a, (struct money){ 5, "JPY" }), "5");
	CHECK_SPAN(money_print(a, (struct money){ 5, "KWD" }), "0.005");
	CHECK_INT(money_exponent("XYZ"), 2);
	CHECK_INT(money_decimal(MONEY_RON(150)).scale, 2);
	for (int round = 0; round < 30000; round++) {
		struct money m = { unit_random_in(-(INT64_C(1) << 50), INT64_C(1) << 50), "" },
			     back = { 0 };
		struct span text;

		memcpy(m.cur, cur[unit_random() % 3], 4);
		text = money_print(a, m);
		UNIT_CASE("%.*s %s", SPAN_ARG(text), m.cur);
		CHECK_RC(money_parse(text, MARK_DOT, m.cur, &back), RC_OK);
		CHECK_INT(back.minor, m.minor);
		arena_clear(a);
	}
	arena_free(a);
}
