/* Errors in configuration files name the right line, also below comments. */
#include "confuse_file.h"
#include "flow.h"
#include "load_pipelines.h"
#include "load_vat.h"
#include "unit.h"

#include <sys/stat.h>
#include <unistd.h>

TEST(config_comments_are_blanked)
{
	static const struct {
		const char *in, *out;
	} rows[] = {
		{ "# a\nx", "   \nx" },
		{ "x = 'a # b' # c\ny", "x = 'a # b'    \ny" },
		{ "x = \"a \\\" # b\" // c", "x = \"a \\\" # b\"     " },
		{ "x = 'it\\'s # in' # out", "x = 'it\\'s # in'      " },
		{ "a /* b\n c */ d", "a     \n      d" },
		{ "a /* never closed", "a                " },
		{ "'never closed # a", "'never closed # a" },
		{ "a / b", "a / b" },
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct span in = span_of(rows[i].in);
		char *t = arena_alloc(unit_arena(), in.len + 1);

		UNIT_CASE("%s", rows[i].in);
		memcpy(t, in.ptr, in.len);
		confuse_blank_comments(t, in.len);
		CHECK_SPANS(((struct span){ t, in.len }), span_of(rows[i].out));
	}
}

/* Write a file of the test's own below build/. */
static const char *write_file(const char *dir, const char *name, const char *text)
{
	struct arena *a = unit_arena();
	const char *path = arena_str(a, arena_fmt(a, "%s/%s", dir, name));
	FILE *f = fopen(path, "w");

	if (!f) {
		FAIL("%s cannot be written", path);
		return path;
	}
	bool written = fputs(text, f) >= 0;

	if (fclose(f) != 0 || !written)
		FAIL("%s cannot be written", path);
	return path;
}

#define HEAD "# one\n# two\n/* three\n four */\n"

TEST(config_errors_name_their_line)
{
	static const struct {
		const char *text, *line, *why;
	} rows[] = {
		{ HEAD
		  "stage new { ro = 'a' en = 'b' }\non { from = 'new' event = 'pays' to = 'new' }\n",
		  ":6:", "no event is called \"pays\"" },
		{ HEAD
		  "stage new { ro = 'a' en = 'b' }\n\non { from = 'old' event = 'paid' to = 'new' }\n",
		  ":7:", "no stage is called \"old\"" },
		{ HEAD "stage new { ro = 'a' }\n", ":5:", "needs a name in both languages" },
		{ HEAD "stage new { ro = 'a' en = 'b' }\n"
		       "on { from = 'new' event = 'paid' steps = {'fly'} to = 'new' }\n",
		  ":6:", "no step is called \"fly\"" },
		{ HEAD "speed = 7\n", ":5:", "speed" },
		{ "", ":1:", "stages" },
	};
	char dir[] = "/tmp/plic-unit-XXXXXX";

	if (!CHECK(mkdtemp(dir) != NULL))
		return;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		const char *path = write_file(dir, "p.conf", rows[i].text);
		struct pipelines all = { 0 };
		struct why why = { "" };

		UNIT_CASE("%s", rows[i].why);
		CHECK_RC(load_pipeline(path, S("p"), unit_arena(), &all, &why), RC_BAD_CONFIG);
		CHECK_HAS(span_of(why.text), rows[i].line);
		CHECK_HAS(span_of(why.text), rows[i].why);
		CHECK_INT(unlink(path), 0);
	}
	CHECK_INT(rmdir(dir), 0);
}

TEST(vat_rates_are_dated)
{
	static const struct {
		const char *name, *day;
		int64_t rate;
	} rows[] = {
		{ "standard", "2015-12-31", 24 }, { "standard", "2016-01-01", 20 },
		{ "standard", "2025-07-31", 19 }, { "standard", "2025-08-01", 21 },
		{ "reduced", "2026-11-12", 11 },  { "", "2026-11-12", 21 },
		{ "standard", "2001-01-01", 0 },  { "none", "2026-11-12", 0 },
	};
	struct firm f = { .vat_payer = true };
	struct why why = { "" };
	struct day d, was, now;

	CHECK_RC(load_vat(PLIC_SOURCE_DIR "/config", unit_arena(), &f, &why), RC_OK);
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		UNIT_CASE("%s %s", rows[i].name, rows[i].day);
		CHECK_RC(day_parse(span_of(rows[i].day), &d), RC_OK);
		CHECK(decimal_eq(vat_rate_at(&f, span_of(rows[i].name), d),
				 DECIMAL_INT(rows[i].rate)));
	}
	CHECK_RC(day_parse(S("2025-03-01"), &was), RC_OK);
	CHECK_RC(day_parse(S("2026-11-12"), &now), RC_OK);
	CHECK(decimal_eq(vat_rate_moved(&f, DECIMAL_INT(19), was, now), DECIMAL_INT(21)));
	CHECK(decimal_eq(vat_rate_moved(&f, DECIMAL_INT(9), was, now), DECIMAL_INT(11)));
	CHECK(decimal_eq(vat_rate_moved(&f, DECIMAL_INT(7), was, now), DECIMAL_INT(7)));
	f.vat_payer = false;
	CHECK(decimal_eq(vat_rate_at(&f, S("standard"), now), DECIMAL_INT(0)));
}
