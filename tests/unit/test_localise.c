/* Trees in one language; the catalogue and what is refused in it. */
#include "look.h"
#include "sample_look.h"
#include "unit.h"

#define NN "\xe2\x80\xaf" /* U+202F */

static struct value *local(const struct look *l, const char *lang, const struct value *v)
{
	struct value *ret = NULL;
	struct why why = { 0 };

	if (look_localise(l, unit_arena(), span_of(lang), v, &ret, &why) != RC_OK)
		FAIL("%s", why.text);
	return ret;
}

TEST(localise_writes_money)
{
	static const struct {
		int64_t minor;
		const char *cur, *ro, *en, *plain;
	} row[] = {
		{ 0, "RON", "0,00" NN "lei", "0.00" NN "RON", "0,00" },
		{ 5, "RON", "0,05" NN "lei", "0.05" NN "RON", "0,05" },
		{ 100000, "RON", "1.000,00" NN "lei", "1,000.00" NN "RON", "1.000,00" },
		{ 99999, "EUR", "999,99" NN "EUR", "999.99" NN "EUR", "999,99" },
		{ -123456789, "RON", "-1.234.567,89" NN "lei", "-1,234,567.89" NN "RON",
		  "-1.234.567,89" },
		{ -12300, "RON", "-123,00" NN "lei", "-123.00" NN "RON", "-123,00" },
		{ 1500, "JPY", "1.500" NN "JPY", "1,500" NN "JPY", "1.500" },
		{ INT64_MIN, "RON", "-92.233.720.368.547.758,08" NN "lei",
		  "-92,233,720,368,547,758.08" NN "RON", "-92.233.720.368.547.758,08" },
	};
	struct look *l = sample_look();
	struct arena *a = unit_arena();

	for (size_t i = 0; l && i < ARRAY_LEN(row); i++) {
		struct money m = { .minor = row[i].minor };
		struct value *v = value_new_map(a);

		memcpy(m.cur, row[i].cur, 4);
		value_set(a, v, "x", value_money(a, m));
		UNIT_CASE("%s", row[i].ro);
		CHECK_SPAN(value_get_text(local(l, "ro", v), "x"), row[i].ro);
		CHECK_SPAN(value_get_text(local(l, "ro", v), "x_plain"), row[i].plain);
		CHECK_SPAN(value_get_text(local(l, "en", v), "x"), row[i].en);
	}
	look_free(l);
}

TEST(localise_writes_days_and_numbers)
{
	struct look *l = sample_look();
	struct arena *a = unit_arena();
	struct value *v = value_new_map(a), *ro, *en;
	struct day d = DAY_NONE;

	CHECK_RC(day_from_civil((struct civil){ 2026, 3, 1 }, &d), RC_OK);
	value_set(a, v, "due", value_day(a, d));
	value_set(a, v, "none", value_day(a, DAY_NONE));
	value_set(a, v, "empty", value_str(a, ""));
	value_set(a, v, "qty", value_decimal(a, (struct decimal){ 12345678, 3 }));
	value_set(a, v, "card", value_int(a, 1042));
	value_set(a, v, "yes", value_bool(a, true));
	ro = local(l, "ro", v);
	en = local(l, "en", v);
	CHECK_SPAN(value_get_text(ro, "due"), "01.03.2026");
	CHECK_SPAN(value_get_text(ro, "due_plain"), "01.03.2026");
	CHECK_SPAN(value_get_text(ro, "due_long"), "1 martie 2026");
	CHECK_SPAN(value_get_text(ro, "due_short"), "1 martie");
	CHECK_SPAN(value_get_text(en, "due"), "1 March 2026");
	CHECK_SPAN(value_get_text(ro, "qty"), "12.345,678");
	CHECK_SPAN(value_get_text(en, "qty"), "12,345.678");
	CHECK_SPAN(value_get_text(ro, "card"), "1042");
	CHECK(value_get_bool(ro, "yes"));
	CHECK(value_get(ro, "none") && value_get(ro, "none_long") && value_get(ro, "none_plain"));
	CHECK(value_get(ro, "empty_long") && value_get_text(ro, "empty_long").len == 0);
	CHECK_SPAN(value_get_text(local(l, "", v), "due_long"), "1 martie 2026");
	look_free(l);
}

TEST(localise_fills_texts_within_texts)
{
	struct look *l = sample_look();
	struct arena *a = unit_arena();
	struct value *args = value_new_map(a), *inner = value_new_map(a), *v = value_new_map(a);
	struct value *list = value_new_list(a), *out;
	struct why why = { 0 };

	value_set(a, inner, "word", value_tx(a, "mail.kind_word.invoice", NULL));
	value_set(a, inner, "label", value_str(a, "FCT 0012"));
	value_set(a, args, "before", value_tx(a, "mail.document", inner));
	value_set(a, args, "last", value_money(a, MONEY_RON(100)));
	value_push(a, list, value_tx(a, "mail.and", args));
	value_set(a, v, "list", list);
	out = local(l, "ro", v);
	CHECK_SPAN(value_get(out, "list")->u.list.at[0]->u.text,
		   "factura FCT 0012 și 1,00" NN "lei");
	out = local(l, "en", v);
	CHECK_SPAN(value_get(out, "list")->u.list.at[0]->u.text,
		   "invoice FCT 0012 and 1.00" NN "RON");
	value_set(a, v, "x", value_tx(a, "mail.no_such", NULL));
	CHECK_RC(look_localise(l, a, S("ro"), v, &out, &why), RC_BAD_CONFIG);
	CHECK_HAS(span_of(why.text), "no text mail.no_such");
	value_set(a, v, "x", value_tx(a, "mail.and", NULL));
	CHECK_RC(look_localise(l, a, S("ro"), v, &out, &why), RC_BAD_CONFIG);
	CHECK_HAS(span_of(why.text), "ro/texts/mail.txt:");
	CHECK_HAS(span_of(why.text), "unknown name before");
	look_free(l);
}

TEST(localise_ends_on_deep_trees)
{
	struct look *l = sample_look();
	struct arena *a = unit_arena();
	struct value *v = value_new_list(a), *out;
	struct why why;

	for (int i = 0; i < 100; i++) {
		struct value *up = value_new_list(a);

		value_push(a, up, v);
		v = up;
	}
	CHECK_RC(look_localise(l, a, S("ro"), v, &out, &why), RC_BAD_CONFIG);
	look_free(l);
}

/* A catalogue of two small files. */
static enum rc two_files(const char *ro, const char *en, struct look **l, struct why *why)
{
	const struct look_file files[] = {
		{ .path = S("ro/texts/a.txt"), .bytes = span_of(ro) },
		{ .path = S("en/texts/a.txt"), .bytes = span_of(en) },
	};

	return look_new(files, 2, l, why);
}

static struct span text(const struct look *l, const char *lang, const char *key)
{
	struct span ret = S("?");
	struct why why;

	return look_text(l, unit_arena(), span_of(lang), span_of(key), NULL, &ret, &why) ?
		       span_of("failed") :
		       ret;
}

TEST(texts_read_the_file_format)
{
	struct look *l = NULL;
	struct why why = { 0 };

	CHECK_RC(two_files("# comment\n\na.b = unu\n  doi\n\ttrei\nc=x\\ny = z\r\n",
			   "c = C\na.b = A\n", &l, &why),
		 RC_OK);
	if (!l) {
		FAIL("%s", why.text);
		return;
	}
	CHECK_SPAN(text(l, "ro", "a.b"), "unu doi trei");
	CHECK_SPAN(text(l, "ro", "c"), "x\ny = z");
	CHECK_SPAN(text(l, "en", "a.b"), "A");
	CHECK_SPAN(text(l, "ro", "a"), "failed");
	look_free(l);
}

TEST(texts_refuse_slips)
{
	static const struct {
		const char *ro, *en, *why;
	} row[] = {
		{ "a = 1\nb = 2\n", "a = 1\n", "ro/texts/a.txt:2: b is missing in language en" },
		{ "a = 1\n", "a = 1\n\nz = 2\n", "en/texts/a.txt:3: z is missing in language ro" },
		{ "a = 1\na = 2\n", "a = 1\n", "a is already in ro/texts/a.txt" },
		{ "a\n", "a = 1\n", "ro/texts/a.txt:1: not \"key = text\"" },
		{ "ă = 1\n", "ă = 1\n", "ro/texts/a.txt:1: not \"key = text\"" },
		{ "a = {{#x}}\n", "a = 1\n", "ro/texts/a.txt:1, a:1: section is not closed: x" },
		{ "a = {{nmae}}\n", "a = {{name}}\n",
		  "ro/texts/a.txt:1: a asks for nmae, but en/texts/a.txt:1 does not" },
		{ "a = {{n}}\nb = {{nou}}\n", "a = {{n}}\nb = x\n",
		  "ro/texts/a.txt:2: b asks for nou" },
		{ "a = x\n", "a = {{#onee}}x{{/onee}}\n", "en/texts/a.txt:1: a asks for onee" },
	};

	for (size_t i = 0; i < ARRAY_LEN(row); i++) {
		struct look *l = NULL;
		struct why why = { 0 };

		UNIT_CASE("%s", row[i].ro);
		CHECK_RC(two_files(row[i].ro, row[i].en, &l, &why), RC_BAD_CONFIG);
		CHECK_HAS(span_of(why.text), row[i].why);
	}
}

/* Forms of days and the grammar of numbers; what a language does not print it may name in a section. */
TEST(texts_may_differ)
{
	struct look *l = NULL;
	struct why why = { 0 };

	CHECK_RC(
		two_files("a = {{n}}{{#de}} de{{/de}} zile {{due_long}}\nb = x{{#more}}{{/more}}\n",
			  "a = {{n}} days {{due}}\nb = {{more}}\n", &l, &why),
		RC_OK);
	look_free(l);
}

/* A language is a folder: no C knows that there is a third. */
TEST(texts_come_in_as_many_languages_as_there_are_folders)
{
	struct look_file files[] = {
		{ .path = S("hu/texts/a.txt"), .bytes = S("a = szia {{n}}\n") },
		{ .path = S("ro/texts/a.txt"), .bytes = S("a = salut {{n}}\n") },
		{ .path = S("en/texts/a.txt"), .bytes = S("a = hello {{n}}\n") },
	};
	static const struct {
		const char *lang, *text;
	} row[] = { { "hu", "szia x" },
		    { "en", "hello x" },
		    { "ro", "salut x" },
		    { "de", "salut x" },
		    { "", "salut x" } };
	struct arena *a = unit_arena();
	struct value *args = value_set(a, value_new_map(a), "n", value_str(a, "x"));
	struct look *l = NULL;
	struct why why = { 0 };
	struct span out;

	if (!CHECK_RC(look_new(files, 3, &l, &why), RC_OK))
		return;
	CHECK_SPAN(look_langs(l, a), "ro hu en");
	for (size_t i = 0; i < ARRAY_LEN(row); i++) {
		CHECK_RC(look_text(l, a, span_of(row[i].lang), S("a"), args, &out, &why), RC_OK);
		CHECK_SPAN(out, row[i].text);
	}
	look_free(l);
	files[0].bytes = S("b = x\n");
	CHECK_RC(look_new(files, 3, &l, &why), RC_BAD_CONFIG);
	CHECK_HAS(span_of(why.text), "a is missing in language hu");
	files[0].bytes = S("a = szia {{nn}}\n");
	CHECK_RC(look_new(files, 3, &l, &why), RC_BAD_CONFIG);
	CHECK_HAS(span_of(why.text), "a asks for n, but hu/texts/a.txt:1 does not");
}

TEST(look_hash_follows_content_not_order)
{
	const struct look_file a[] = {
		{ .path = S("ro/texts/a.txt"), .bytes = S("a = 1\n") },
		{ .path = S("en/texts/a.txt"), .bytes = S("a = 2\n") },
	};
	const struct look_file b[] = { a[1], a[0] };
	struct look_file c[] = { a[0], a[1] };
	struct look *la = NULL, *lb = NULL, *lc = NULL;
	struct why why;

	c[0].bytes = S("a = 3\n");
	CHECK_RC(look_new(a, 2, &la, &why), RC_OK);
	CHECK_RC(look_new(b, 2, &lb, &why), RC_OK);
	CHECK_RC(look_new(c, 2, &lc, &why), RC_OK);
	CHECK_SPANS(look_hash(la), look_hash(lb));
	CHECK(!span_eq(look_hash(la), look_hash(lc)));
	CHECK_INT((int64_t)look_hash(la).len, 64);
	CHECK_SPAN(look_brand(la, "accent"), "#105c4b");
	CHECK_SPAN(look_brand(la, "nothing"), "");
	look_free(la);
	look_free(lb);
	look_free(lc);
}
