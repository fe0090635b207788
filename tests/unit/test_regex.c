/* Patterns under limits. */
#include "regex.h"
#include "unit.h"

static struct regex *compile(const char *pattern, unsigned flags)
{
	struct regex *re = NULL;
	struct why why = { "" };

	CHECK_RC(regex_compile(span_of(pattern), flags, &re, &why), RC_OK);
	return re;
}

TEST(regex_names_groups)
{
	struct regex *re =
		compile("suma: (?<amount>[\\d.,]+) (?<currency>\\w{3})|fara", REGEX_CASELESS);
	bool found = false;

	CHECK_RC(regex_match(re, S("x Suma: 1.234,50 RON y"), 0, &found, NULL), RC_OK);
	CHECK(found);
	CHECK_SPAN(regex_whole(re), "Suma: 1.234,50 RON");
	CHECK_SPAN(regex_group(re, "amount"), "1.234,50");
	CHECK_SPAN(regex_group(re, "currency"), "RON");
	CHECK_SPAN(regex_group(re, "absent"), "");
	CHECK(regex_has_group(re, "amount"));
	CHECK(!regex_has_group(re, "absent"));
	CHECK_RC(regex_match(re, S("fara"), 0, &found, NULL), RC_OK);
	CHECK(found);
	CHECK_SPAN(regex_group(re, "amount"), "");
	CHECK_RC(regex_match(re, S("nimic"), 0, &found, NULL), RC_OK);
	CHECK(!found);
	regex_free(re);
}

TEST(regex_takes_the_alternative_that_matched)
{
	struct regex *re = compile("(?<amount>\\d+) lei|lei (?<amount>\\d+)", REGEX_PLAIN);
	bool found = false;

	CHECK_RC(regex_match(re, S("lei 15"), 0, &found, NULL), RC_OK);
	CHECK_SPAN(regex_group(re, "amount"), "15");
	CHECK_RC(regex_match(re, S("15 lei"), 0, &found, NULL), RC_OK);
	CHECK_SPAN(regex_group(re, "amount"), "15");
	regex_free(re);
}

TEST(regex_knows_unicode)
{
	struct regex *re = compile("^\\w+$", REGEX_PLAIN);
	bool found = false;

	CHECK_RC(regex_match(re, S("Ștefăniță"), 0, &found, NULL), RC_OK);
	CHECK(found);
	regex_free(re);
}

TEST(regex_gives_up_as_undecided)
{
	struct regex *re = compile("^(a+)+$", REGEX_PLAIN);
	struct why why = { "" };
	bool found = false;

	CHECK_RC(regex_match(
			 re,
			 S("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!"),
			 0, &found, &why),
		 RC_BAD_INPUT);
	CHECK_HAS(span_of(why.text), "undecided");
	regex_free(re);
}

TEST(regex_refuses_wrong_patterns)
{
	static const char *const wrong[] = { "", "(", "[a", "(?<1>a)", "\\C", "a{2,1}" };
	struct regex *re = NULL;
	struct why why;

	for (size_t i = 0; i < ARRAY_LEN(wrong); i++) {
		UNIT_CASE("%s", wrong[i]);
		why.text[0] = '\0';
		CHECK_RC(regex_compile(span_of(wrong[i]), REGEX_PLAIN, &re, &why), RC_BAD_CONFIG);
		CHECK_HAS(span_of(why.text), "pattern");
	}
	CHECK(re == NULL);
}
