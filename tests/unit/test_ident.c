/* Check digits of identifiers, and addresses. The numbers are published examples or made by rule. */
#include "ident.h"
#include "span.h"
#include "unit.h"

TEST(ident_cui)
{
	static const char *const good[] = { "14399840",     "RO14399840", "ro 14399840", "1590082",
					    "RO 159 00 82", "361757",     "6719278" };
	static const char *const bad[] = { "",          "1",          "14399841",
					   "RO",        "RO1439984X", "123456789012",
					   "014399840", "DE14399840", "1439984" };
	bool ro = false;

	for (size_t i = 0; i < ARRAY_LEN(good); i++) {
		UNIT_CASE("%s", good[i]);
		CHECK(ident_cui_valid(span_of(good[i])));
	}
	for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
		UNIT_CASE("%s", bad[i]);
		CHECK(!ident_cui_valid(span_of(bad[i])));
	}
	CHECK_SPAN(ident_cui_digits(unit_arena(), S("ro 143 998 40"), &ro), "14399840");
	CHECK(ro);
	CHECK_SPAN(ident_cui_digits(unit_arena(), S("14399840"), &ro), "14399840");
	CHECK(!ro);
	ro = true;
	CHECK_SPAN(ident_cui_digits(unit_arena(), S("RO14399841"), &ro), "");
	CHECK(!ro);
}

/* Every one-digit slip is refused. (A number that ends in 0 is weaker: remainders 0 and 10 share it.) */
TEST(ident_cui_sees_slips)
{
	char text[] = "1590082";

	for (size_t i = 0; i < 7; i++) {
		for (int c = '0'; c <= '9'; c++) {
			char was = text[i];

			if (c == was)
				continue;
			text[i] = (char)c;
			UNIT_CASE("%s", text);
			CHECK(!ident_cui_valid(span_of(text)));
			text[i] = was;
		}
	}
}

TEST(ident_cnp)
{
	CHECK(ident_cnp_valid(S("1800101221144")));
	CHECK(ident_cnp_valid(S(" 1800101221144 ")));
	CHECK(!ident_cnp_valid(S("1800101221145")));
	CHECK(!ident_cnp_valid(S("1801301221144"))); /* month 13 */
	CHECK(!ident_cnp_valid(S("0800101221144")));
	CHECK(!ident_cnp_valid(S("180010122114")));
	CHECK(!ident_cnp_valid(S("")));
}

TEST(ident_iban)
{
	static const char *const good[] = {
		"RO49AAAA1B31007593840000",
		"ro49 aaaa 1b31 0075 9384 0000",
		"DE89370400440532013000",
		"GB29NWBK60161331926819",
		"DK5000400440116243",
		"NO9386011117947",
		"MT84MALT011000012345MTLCAST001S",
	};
	static const char *const bad[] = {
		"RO49AAAA1B31007593840001",
		"RO49AAAA1B3100759384000",
		"RO50AAAA1B31007593840000",
		"DE8937040044053201300",
		"",
		"RO",
		"RO49-AAAA-1B31-0075",
		"4900AAAA1B31007593840000",
	};

	for (size_t i = 0; i < ARRAY_LEN(good); i++) {
		UNIT_CASE("%s", good[i]);
		CHECK(ident_iban_valid(span_of(good[i])));
	}
	for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
		UNIT_CASE("%s", bad[i]);
		CHECK(!ident_iban_valid(span_of(bad[i])));
	}
	CHECK_SPAN(ident_iban_compact(unit_arena(), S("ro49 aaaa\xc2\xa0"
						      "1b31 0075 9384 0000")),
		   "RO49AAAA1B31007593840000");
	CHECK_SPAN(ident_iban_compact(unit_arena(), S("")), "");
}

TEST(ident_creditor_reference)
{
	struct arena *a = unit_arena();

	CHECK(ident_rf_valid(S("RF18539007547034")));
	CHECK(ident_rf_valid(S("rf18 5390 0754 7034")));
	CHECK(!ident_rf_valid(S("RF19539007547034")));
	CHECK(!ident_rf_valid(S("RF18")));
	CHECK_SPAN(ident_rf_make(a, S("539007547034")), "RF18539007547034");
	CHECK_SPAN(ident_rf_make(a, S("")), "");
	CHECK_SPAN(ident_rf_make(a, S("1234567890123456789012")), "");
	for (int i = 0; i < 2000; i++) {
		struct span made = ident_rf_make(a, arena_fmt(a, "fct-%d/%d", i, 2026));

		UNIT_CASE("%.*s", SPAN_ARG(made));
		CHECK(ident_rf_valid(made));
	}
}

TEST(ident_email)
{
	static const char *const good[] = { "ana@example.ro", "a.b+c@x-y.example.com",
					    "o'brien@example.com", "x@1a.ro",
					    "office+k7.mac@plic.test" };
	static const char *const bad[] = {
		"",
		"ana",
		"@example.ro",
		"ana@",
		"ana@gmail",
		"a..b@example.ro",
		".a@example.ro",
		"a.@example.ro",
		"a@b@c.ro",
		"a b@example.ro",
		"\"a\"@example.ro",
		"a@-x.ro",
		"a@x-.ro",
		"a@x..ro",
		"a@.ro",
		"a@x.ro.",
		"a@10.0.0.1",
		"a@[10.0.0.1]",
		"ană@example.ro",
		"a@țară.ro",
		"a\r\n@x.ro",
		"a@x.ro\n",
		"a,b@x.ro",
		"<a@x.ro>",
	};
	char lengthy[300];

	for (size_t i = 0; i < ARRAY_LEN(good); i++) {
		UNIT_CASE("%s", good[i]);
		CHECK(ident_email_valid(span_of(good[i])));
	}
	for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
		UNIT_CASE("%s", bad[i]);
		CHECK(!ident_email_valid(span_of(bad[i])));
	}
	CHECK(!ident_email_valid(S("a\0b@x.ro")));
	memset(lengthy, 'a', sizeof(lengthy));
	memcpy(lengthy + 65, "@x.ro", 5);
	CHECK(!ident_email_valid((struct span){ lengthy, 70 }));
	CHECK(ident_email_valid((struct span){ lengthy + 1, 69 }));
	CHECK_SPAN(ident_email_norm(unit_arena(), S(" Ana.Pop@Example.RO ")), "Ana.Pop@example.ro");
	CHECK_SPAN(ident_email_norm(unit_arena(), S("ana@")), "");
}

TEST(ident_email_mailbox)
{
	static const struct {
		const char *in, *want;
	} rows[] = {
		{ "Ana@Example.ro", "ana@example.ro" },
		{ "ana+1@example.ro", "ana@example.ro" },
		{ "ana+2+3@example.ro", "ana@example.ro" },
		{ "a.n.a+x@gmail.com", "ana@gmail.com" },
		{ "a.n.a@googlemail.com", "ana@googlemail.com" },
		{ "a.n.a@example.ro", "a.n.a@example.ro" },
		{ "+x@example.ro", "@example.ro" },
		{ "nobody", "nobody" },
		{ "", "" },
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		UNIT_CASE("%s", rows[i].in);
		CHECK_SPAN(ident_email_mailbox(unit_arena(), span_of(rows[i].in)), rows[i].want);
	}
	CHECK_SPAN(ident_email_host(S("a@b@c.ro")), "c.ro");
	CHECK_SPAN(ident_email_host(S("abc")), "");
}

TEST(ident_cnp_is_masked)
{
	static const struct {
		const char *in, *want;
	} rows[] = {
		{ "Popescu Ion, CNP 1800101221144", "Popescu Ion, CNP *************" },
		{ "1800101221144", "*************" },
		{ "a1800101221144;1800101221144", "a*************;*************" },
		/* other numbers stay: a wrong check digit, a longer one, a telephone */
		{ "1800101221145", "1800101221145" },
		{ "01800101221144", "01800101221144" },
		{ "tel. 0722123456", "tel. 0722123456" },
		{ "", "" },
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		UNIT_CASE("%s", rows[i].in);
		CHECK_SPAN(ident_cnp_mask(unit_arena(), span_of(rows[i].in)), rows[i].want);
	}
}
