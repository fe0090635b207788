/* Texts against lists of words. */
#include "span.h"
#include "span_list.h"
#include "unit.h"

static const char *const colours[] = { "red", "green", "blue", "azul marín", NULL };

TEST(a_text_is_one_of_a_list_or_begins_with_one_or_holds_one)
{
	static const struct {
		const char *text;
		bool is, starts, has;
	} rows[] = {
		{ "green", true, true, true },
		{ "greenish", false, true, true },
		{ "gree", false, false, false },
		{ "the green", false, false, true },
		{ "Green", false, false, false },
		{ "", false, false, false },
		{ "r", false, false, false },
		{ "azul marín", true, true, true },
		{ "un azul marín închis", false, false, true },
		{ "bluered", false, true, true },
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		UNIT_CASE("%s", rows[i].text);
		CHECK_INT(span_is_any(span_of(rows[i].text), colours), rows[i].is);
		CHECK_INT(span_starts_any(span_of(rows[i].text), colours), rows[i].starts);
		CHECK_INT(span_has_any(span_of(rows[i].text), colours), rows[i].has);
	}
}

/* The pairs of bytes only spare a search: what is found is what a search finds. */
TEST(words_are_found_where_a_search_finds_them)
{
	static const char *const words[] = { "a", "ab", "abc", "bab", "cabb", "ă", "bă", "" };
	static const char letters[] = "abc\xc4\x83 ";
	char text[24];
	struct hay h;

	for (unsigned n = 0; n < 20000; n++) {
		struct span s = { text, unit_random() % sizeof(text) };

		for (size_t i = 0; i < s.len; i++)
			text[i] = letters[unit_random() % (sizeof(letters) - 1)];
		hay_of(&h, s);
		for (size_t i = 0; i < ARRAY_LEN(words); i++) {
			bool found = s.len && span_has(s, span_of(words[i]));

			UNIT_CASE("%.*s | %s", SPAN_ARG(s), words[i]);
			CHECK_INT(hay_has(&h, words[i]), found);
			CHECK(!found || hay_may_have(&h, words[i]));
		}
	}
}

TEST(a_word_may_be_there_in_any_case)
{
	struct hay h;

	hay_of(&h, S("<DIV id=\"divRplyFwdMsg\">"));
	CHECK(hay_may_have(&h, "divrplyfwdmsg"));
	CHECK(hay_may_have(&h, "DIVRPLYFWDMSG"));
	CHECK(!hay_may_have(&h, "blockquote"));
	CHECK(!hay_has(&h, "divrplyfwdmsg"));
}
