/* Layout file + context -> items; and the check that a look's layouts can be printed. */
#include "doc_items.h"
#include "doc_context.h"
#include "look.h"
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

static const char *doc_folder(const struct look *l, struct arena *a, struct span lang)
{
	return arena_str(a, arena_fmt(a, "%.*s/pdf", SPAN_ARG(look_lang(l, lang))));
}

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

/* "contract.curs" where there is such a layout and the document may be printed by it, else "contract". */
static struct span layout_name(const struct look *l, struct arena *a, const char *folder,
			       const struct snapshot *s)
{
	struct span rest = s->variant, word;

	while (span_next_word(&rest, &word)) {
		struct span name = arena_fmt(a, "%s.%.*s", doc_kind_name(s->kind), SPAN_ARG(word));

		if (look_template(l, arena_str(a, arena_fmt(a, "%s/%.*s.layout", folder,
							    SPAN_ARG(name)))))
			return name;
	}
	return span_of(doc_kind_name(s->kind));
}

enum rc doc_items_named(const struct type *t, const struct look *l, struct span lang,
			struct span name, const struct value *context, struct items *ret,
			struct why *reterr)
{
	struct arena *a = t->arena;
	struct partials partials = { l, a, doc_folder(l, a, lang), false };
	struct span path = arena_fmt(a, "%s/%.*s.layout", partials.folder, SPAN_ARG(name));
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

enum rc doc_items(const struct type *t, const struct look *l, const struct snapshot *s,
		  const struct value *context, struct items *ret, struct why *reterr)
{
	struct span name = layout_name(l, t->arena, doc_folder(l, t->arena, s->lang), s);

	return doc_items_named(t, l, s->lang, name, context, ret, reterr);
}

static const struct template *find_layout(void *ctx, struct span name)
{
	const struct partials *p = ctx;

	struct span path = arena_fmt(p->a, "%s/%.*s.layout", p->folder, SPAN_ARG(name));

	/* cppcheck-suppress CastIntegerToAddressAtReturn ; it takes "struct template" for another language's word */
	return look_template(p->look, arena_str(p->a, path));
}

enum rc doc_check_named(const struct look *l, struct arena *a, struct span lang, struct span name,
			const struct value *shape, struct why *reterr)
{
	struct partials partials = { l, a, doc_folder(l, a, lang), false };
	const struct template *t = find_layout(&partials, name);

	if (!t)
		return why_fail(reterr, RC_BAD_CONFIG, "%s/%.*s.layout: there is no such layout",
				partials.folder, SPAN_ARG(name));
	return template_check(t, shape, find_layout, &partials, reterr);
}

enum rc doc_check(const struct look *l, struct arena *a, const struct snapshot *sample,
		  struct why *reterr)
{
	struct span name = layout_name(l, a, doc_folder(l, a, sample->lang), sample);
	struct snapshot full = *sample;
	struct value *context;
	struct line line;
	enum rc rc;

	/* Lists that the sample leaves empty get an item, so that its names are seen. */
	full.note = full.mentions = S("-");
	line = full.lines.n ? full.lines.at[0] :
			      (struct line){ .period_from = DAY_NONE, .period_to = DAY_NONE };
	if (line.adjusts.n == 0)
		(void)ARENA_PUSH(a, &line.adjusts);
	full.lines = (struct lines){ NULL, 0, 0 };
	*ARENA_PUSH(a, &full.lines) = line;
	if (full.vat.n == 0)
		(void)ARENA_PUSH(a, &full.vat);
	if (full.adjusts.n == 0)
		(void)ARENA_PUSH(a, &full.adjusts);
	if (full.advances.n == 0)
		ARENA_PUSH(a, &full.advances)->day = DAY_NONE;
	rc = doc_context(l, a, &full, FACE_ISSUED, &context, reterr);
	return rc ? rc : doc_check_named(l, a, sample->lang, name, context, reterr);
}
