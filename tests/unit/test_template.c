/* Mustache: the cases of the official specification (github.com/mustache/spec, specs folder as JSON)
 * when PLIC_MUSTACHE_SPEC or ../shared/ref/mustache-spec names a folder that holds it; and what is
 * ours: strict names, guarded lines, messages with file and line. */
#include "template.h"
#include "unit.h"

/* Numbers with a point are no values of ours: they become texts. */
static struct span quote_floats(struct arena *a, struct span json)
{
	struct buf b;
	bool in_text = false;

	buf_init(&b, a, json.len * 2 + 16);
	for (size_t i = 0; i < json.len; i++) {
		size_t end = i;

		if (json.ptr[i] == '"' && (i == 0 || json.ptr[i - 1] != '\\'))
			in_text = !in_text;
		while (!in_text && end < json.len && strchr("0123456789.", json.ptr[end]))
			end++;
		if (end > i && span_find_char(span_sub(json, i, end - i), '.', 0) != SIZE_MAX) {
			buf_add_fmt(&b, "\"%.*s\"", SPAN_ARG(span_sub(json, i, end - i)));
			i = end - 1;
		} else {
			buf_add_char(&b, json.ptr[i]);
		}
	}
	return buf_span(&b);
}

static struct span read_spec(const char *name)
{
	const char *dir = getenv("PLIC_MUSTACHE_SPEC");
	struct arena *a = unit_arena();
	struct span path = arena_fmt(
		a, "%s/%s.json", dir ? dir : PLIC_SOURCE_DIR "/../shared/ref/mustache-spec", name);
	FILE *f = fopen(arena_str(a, path), "r");
	char *p = arena_array(a, 1 << 20, 1);
	size_t n;

	if (!f)
		return S("");
	n = fread(p, 1, 1 << 20, f);
	(void)fclose(f);
	return (struct span){ p, n };
}

static bool find_partial(void *ctx, struct span name, struct span *text)
{
	const struct value *v = value_get(ctx, arena_str(unit_arena(), name));

	if (!v)
		return false;
	*text = v->u.text;
	return true;
}

static void run_case(const struct value *c)
{
	struct arena *a = unit_arena();
	struct why why = { 0 };
	struct template *t;
	struct value *none = value_new_map(a), *partials = NULL;
	struct buf out;

	UNIT_CASE("%.*s", SPAN_ARG(value_get_text(c, "name")));
	for (size_t i = 0; i < c->u.map.n; i++)
		if (span_eq_str(c->u.map.at[i].key, "partials"))
			partials = c->u.map.at[i].val;
	buf_init(&out, a, 1 << 16);
	if (!CHECK_RC(template_compile(a, S("spec"), value_get_text(c, "template"), &t, &why),
		      RC_OK))
		return;
	CHECK_RC(template_render(a, t, value_get(c, "data"), ESCAPE_HTML, false, find_partial,
				 partials ? partials : none, &out, &why),
		 RC_OK);
	CHECK_SPANS(buf_span(&out), value_get_text(c, "expected"));
}

static void run_spec(const char *name, size_t at_least)
{
	struct span json = read_spec(name);
	struct value *spec;
	const struct value *tests;
	struct why why = { 0 };

	if (json.len == 0)
		SKIP("the Mustache specification is not here");
	if (!CHECK_RC(value_from_json(unit_arena(), quote_floats(unit_arena(), json), &spec, &why),
		      RC_OK)) {
		FAIL("%s", why.text);
		return;
	}
	tests = value_get(spec, "tests");
	if (!CHECK(tests && tests->u.list.n >= at_least))
		return;
	for (size_t i = 0; i < tests->u.list.n; i++)
		run_case(tests->u.list.at[i]);
}

TEST(mustache_spec_interpolation)
{
	run_spec("interpolation", 30);
}
TEST(mustache_spec_sections)
{
	run_spec("sections", 30);
}
TEST(mustache_spec_inverted)
{
	run_spec("inverted", 15);
}
TEST(mustache_spec_comments)
{
	run_spec("comments", 10);
}
TEST(mustache_spec_delimiters)
{
	run_spec("delimiters", 10);
}
TEST(mustache_spec_partials)
{
	run_spec("partials", 10);
}

static struct value *context(void)
{
	struct arena *a = unit_arena();
	struct value *v = value_new_map(a), *doc = value_new_map(a), *list = value_new_list(a);

	value_set(a, v, "name", value_str(a, "Ion <b> & \"x\""));
	value_set(a, v, "nasty", value_str(a, "a*b|c\n@say d\r\n#e\x01\x07\t\\n"));
	value_set(a, v, "none", value_str(a, ""));
	value_set(a, doc, "label", value_str(a, "FCT 0012"));
	value_set(a, v, "doc", doc);
	value_push(a, list, value_str(a, "1"));
	value_push(a, list, value_str(a, "2"));
	value_set(a, v, "list", list);
	value_set(a, v, "empty", value_new_list(a));
	value_set(a, v, "yes", value_bool(a, true));
	return v;
}

static enum rc render(const char *text, enum escape escape, struct span *ret, struct why *why)
{
	struct arena *a = unit_arena();
	struct template *t;
	struct buf out;
	enum rc rc = template_compile(a, S("ro/mail/x.mail"), span_of(text), &t, why);

	if (rc)
		return rc;
	buf_init(&out, a, 1 << 16);
	rc = template_render(a, t, context(), escape, true, NULL, NULL, &out, why);
	*ret = buf_span(&out);
	return rc;
}

TEST(template_renders_strictly)
{
	static const struct {
		const char *text, *want;
	} good[] = {
		{ "{{doc.label}}", "FCT 0012" },
		{ "{{name}}", "Ion &lt;b&gt; &amp; &quot;x&quot;" },
		{ "{{{name}}}", "Ion <b> & \"x\"" },
		{ "{{#list}}{{.}}{{^none}},{{/none}}{{/list}}", "1,2," },
		{ "{{#doc}}{{label}} {{#list}}{{label}}{{.}}{{/list}}{{/doc}}",
		  "FCT 0012 FCT 00121FCT 00122" },
		{ "{{#none}}x{{/none}}{{^empty}}y{{/empty}}", "y" },
		{ "{{none.label.deep}}{{#none.label}}x{{/none.label}}", "" },
		{ "{{=<% %>=}}{{name}} <%doc.label%>", "{{name}} FCT 0012" },
	};
	static const struct {
		const char *text, *why;
	} bad[] = {
		{ "a\nb {{nmae}}", "ro/mail/x.mail:2: unknown name nmae" },
		{ "{{doc.lable}}", "ro/mail/x.mail:1: unknown name doc.lable" },
		{ "{{#nmae}}{{/nmae}}", "ro/mail/x.mail:1: unknown name nmae" },
		{ "{{^nmae}}{{/nmae}}", "ro/mail/x.mail:1: unknown name nmae" },
		{ "\n\n{{doc}}", "ro/mail/x.mail:3: not a text: doc" },
		{ "{{yes}}", "ro/mail/x.mail:1: not a text: yes" },
		{ "{{> nu}}", "ro/mail/x.mail:1: no such partial: nu" },
		{ "x\n{{#list}}\n{{.}}", "ro/mail/x.mail:2: section is not closed: list" },
		{ "{{/list}}", "ro/mail/x.mail:1: no section is open" },
		{ "{{#list}}\n{{/doc}}", "ro/mail/x.mail:2: doc closes section list of line 1" },
		{ "a\n{{name", "ro/mail/x.mail:2: tag is not closed" },
		{ "{{{name}}", "ro/mail/x.mail:1: tag is not closed" },
		{ "{{}}", "ro/mail/x.mail:1: bad name in a tag" },
		{ "{{a b}}", "ro/mail/x.mail:1: bad name in a tag" },
		{ "{{=a=}}", "ro/mail/x.mail:1: delimiters are not two words" },
	};
	struct span got = { NULL, 0 };
	struct why why;

	for (size_t i = 0; i < ARRAY_LEN(good); i++) {
		UNIT_CASE("%s", good[i].text);
		CHECK_RC(render(good[i].text, ESCAPE_HTML, &got, &why), RC_OK);
		CHECK_SPAN(got, good[i].want);
	}
	for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
		UNIT_CASE("%s", bad[i].text);
		CHECK_RC(render(bad[i].text, ESCAPE_HTML, &got, &why), RC_BAD_CONFIG);
		CHECK_HAS(span_of(why.text), bad[i].why);
	}
}

/* A value cannot begin a directive, make a column or open bold, and comes back whole. */
TEST(template_guards_lines)
{
	struct span got = { NULL, 0 };
	struct why why;

	CHECK_RC(render("@say {{nasty}} | *x*", ESCAPE_LINE, &got, &why), RC_OK);
	CHECK_INT((int64_t)span_find_char(got, '\n', 0), (int64_t)SIZE_MAX);
	CHECK_INT((int64_t)span_find_char(got, '@', 1), (int64_t)SIZE_MAX);
	CHECK_INT((int64_t)span_find_char(got, '#', 0), (int64_t)SIZE_MAX);
	CHECK_INT((int64_t)span_find_char(got, '\\', 0), (int64_t)SIZE_MAX);
	CHECK(span_ends(got, S(" | *x*")));
	CHECK_SPAN(template_unguard(unit_arena(), got, true), "@say a*b|c\n@say d\n#e \\n | *x*");
	CHECK_SPAN(template_unguard(unit_arena(), got, false), "@say a*b|c @say d #e \\n | *x*");
}

/* Inserted text is never expanded again; partials that call themselves end. */
TEST(template_is_safe_from_its_values)
{
	struct arena *a = unit_arena();
	struct value *v = value_new_map(a), *partials = value_new_map(a);
	struct template *t;
	struct buf out;
	struct why why;

	value_set(a, v, "x", value_str(a, "{{y}}{{/x}}"));
	value_set(a, v, "y", value_str(a, "secret"));
	value_set(a, partials, "p", value_str(a, "{{> p}}"));
	buf_init(&out, a, 1000);
	CHECK_RC(template_compile(a, S("t"), S("{{x}}"), &t, &why), RC_OK);
	CHECK_RC(template_render(a, t, v, ESCAPE_NONE, true, NULL, NULL, &out, &why), RC_OK);
	CHECK_SPAN(buf_span(&out), "{{y}}{{/x}}");
	CHECK_RC(template_compile(a, S("t"), S("{{> p}}"), &t, &why), RC_OK);
	CHECK_RC(template_render(a, t, v, ESCAPE_NONE, true, find_partial, partials, &out, &why),
		 RC_BAD_CONFIG);
	CHECK_HAS(span_of(why.text), "too deep");
}
