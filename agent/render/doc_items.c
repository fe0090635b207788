/* Layout file + context -> items; and the check that a look's layouts can be printed. */
#include "doc_items.h"
#include "doc_context.h"
#include "span.h"
#include "template.h"

#define LAYOUT_MAX ((size_t)32 << 20)

/* Where partials ({{> _table}}) of a layout come from: its own folder. */
struct partials {
	const struct look *look;
	struct arena *a;
	const char *folder; /* "ro/pdf" */
	bool numbered;
};

static bool render_partial(void *ctx, struct span name, struct span *text)
{
	const struct partials *p = ctx;
	struct span path = arena_fmt(p->a, "%s/%.*s.layout", p->folder, SPAN_ARG(name));

	*text = look_file(p->look, arena_str(p->a, path));
	if (text->len > 0 && p->numbered)
		*text = layout_number(p->a, *text, arena_fmt(p->a, "%.*s.layout:", SPAN_ARG(name)));
	return text->len > 0;
}

enum rc doc_open_type(const struct look *l, struct arena *a, struct type *ret, struct why *reterr)
{
	return type_open(a, look_file(l, arena_str(a, look_brand(l, "font_regular"))),
			 look_file(l, arena_str(a, look_brand(l, "font_bold"))), ret, reterr);
}

enum rc doc_items(const struct type *t, const struct look *l, const struct snapshot *s,
		  const struct value *context, struct items *ret, struct why *reterr)
{
	struct arena *a = t->arena;
	struct partials partials = { l, a, span_eq_str(s->lang, "en") ? "en/pdf" : "ro/pdf",
				     false };
	struct span path = arena_fmt(a, "%s/%s.layout", partials.folder, doc_kind_name(s->kind));
	const struct template *layout = look_template(l, arena_str(a, path));
	struct span source = look_file(l, arena_str(a, path));
	struct template *numbered;
	struct buf out;
	enum rc rc;

	if (!layout)
		return why_fail(reterr, RC_BAD_CONFIG, "%.*s: there is no such layout",
				SPAN_ARG(path));
	buf_init(&out, a, LAYOUT_MAX);
	rc = template_render(a, layout, context, ESCAPE_LINE, true, render_partial, &partials, &out,
			     reterr);
	if (rc)
		return rc;
	if (!buf_ok(&out))
		return why_fail(reterr, RC_BAD_INPUT, "%.*s: over 32 MB of text", SPAN_ARG(path));
	path = look_shown(l, path);
	rc = layout_parse(t, path, buf_span(&out), ret, reterr);
	if (rc != RC_BAD_CONFIG)
		return rc;
	/* Once more with line numbers, so that the message can name the line. */
	*ret = (struct items){ 0 };
	partials.numbered = true;
	rc = template_compile(a, path, layout_number(a, source, S("")), &numbered, reterr);
	buf_init(&out, a, LAYOUT_MAX);
	if (!rc)
		rc = template_render(a, numbered, context, ESCAPE_LINE, true, render_partial,
				     &partials, &out, reterr);
	return rc ? rc : layout_parse(t, path, buf_span(&out), ret, reterr);
}

/* Every key of the tree, at any depth. */
struct names {
	struct arena *a;
	struct span *at;
	size_t n, cap;
	struct span unknown; /* the first name that is not there */
	unsigned line, depth;
};

static void names_take(struct names *names, const struct value *v)
{
	if (v->kind == VALUE_LIST)
		for (size_t i = 0; i < v->u.list.n; i++)
			names_take(names, v->u.list.at[i]);
	if (v->kind != VALUE_MAP)
		return;
	for (size_t i = 0; i < v->u.map.n; i++) {
		*ARENA_PUSH(names->a, names) = v->u.map.at[i].key;
		names_take(names, v->u.map.at[i].val);
	}
}

static void names_check(void *ctx, struct span name, unsigned line, bool printed)
{
	struct names *names = ctx;
	struct span rest = name, part;

	(void)printed;
	while (names->unknown.len == 0 && span_next_part(&rest, '.', &part)) {
		size_t i = 0;

		while (i < names->n && !span_eq(names->at[i], part))
			i++;
		if (i < names->n)
			continue;
		names->unknown = name;
		names->line = line;
	}
}

static enum rc check_names(const struct look *l, struct names *names, const char *folder,
			   struct span file, struct why *reterr)
{
	struct span path = arena_fmt(names->a, "%s/%.*s.layout", folder, SPAN_ARG(file)), text;
	const struct template *t = look_template(l, arena_str(names->a, path));
	size_t at = 0;

	if (!t)
		return why_fail(reterr, RC_BAD_CONFIG, "%.*s: there is no such layout",
				SPAN_ARG(path));
	template_each_name(t, names_check, names);
	if (names->unknown.len > 0)
		return why_fail(reterr, RC_BAD_CONFIG, "%.*s:%u: unknown name %.*s",
				SPAN_ARG(look_shown(l, path)), names->line,
				SPAN_ARG(names->unknown));
	text = look_file(l, arena_str(names->a, path));
	while ((at = span_find(text, S("{{>"), at)) != SIZE_MAX) {
		size_t end = span_find(text, S("}}"), at += 3);
		enum rc rc;

		if (end == SIZE_MAX)
			break;
		file = span_trim(span_sub(text, at, end - at));
		if (names->depth++ > 20)
			return why_fail(reterr, RC_BAD_CONFIG, "%.*s: partials take in each other",
					SPAN_ARG(path));
		rc = check_names(l, names, folder, file, reterr);
		if (rc)
			return rc;
	}
	return RC_OK;
}

enum rc doc_check(const struct look *l, struct arena *a, const struct snapshot *sample,
		  struct why *reterr)
{
	struct names names = { .a = a };
	struct snapshot full = *sample;
	struct value *context;
	enum rc rc;

	/* Lists that the sample leaves empty get an item, so that its names are seen. */
	full.note = S("-");
	if (full.lines.n == 0)
		*ARENA_PUSH(a, &full.lines) =
			(struct line){ .period_from = DAY_NONE, .period_to = DAY_NONE };
	if (full.vat.n == 0)
		(void)ARENA_PUSH(a, &full.vat);
	if (full.adjusts.n == 0)
		(void)ARENA_PUSH(a, &full.adjusts);
	if (full.advances.n == 0)
		ARENA_PUSH(a, &full.advances)->day = DAY_NONE;
	rc = doc_context(l, a, &full, false, &context, reterr);
	if (rc)
		return rc;
	names_take(&names, context);
	return check_names(l, &names, span_eq_str(sample->lang, "en") ? "en/pdf" : "ro/pdf",
			   span_of(doc_kind_name(sample->kind)), reterr);
}
