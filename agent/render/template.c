/* Mustache, first half: text into a list of nodes.
 *
 * Follows the spec at github.com/mustache/spec (interpolation, sections, inverted, comments,
 * delimiters, partials). Tags that are alone on their line take the line with them. */
#include "span.h"
#include "template_node.h"

enum { SECTIONS_DEEP = 32 };

struct scan {
	struct arena *a;
	struct template *t;
	struct span text, open, close;
	size_t pos;
	unsigned line;
	size_t stack[SECTIONS_DEEP];
	size_t depth;
	struct why *why;
};

/* One tag: {{sigil name}} at [from, to). */
struct tag {
	char sigil; /* '\0' for {{name}}, '{' for {{{name}}} */
	struct span name;
	size_t from, to;
	size_t cut; /* where the literal before it ends */
	struct span indent;
};

static enum rc scan_fail(const struct scan *s, const char *what, struct span name)
{
	return why_fail(s->why, RC_BAD_CONFIG, "%.*s:%u: %s %.*s", SPAN_ARG(s->t->name), s->line,
			what, SPAN_ARG(name));
}

static unsigned lines_in(struct span text)
{
	unsigned n = 0;

	for (size_t i = 0; i < text.len; i++)
		n += text.ptr[i] == '\n';
	return n;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* Where the tag's content ends; *to is set past the closing delimiter. extra: '}' or '=' that must
 * stand before it, or 0. */
static size_t find_close(const struct scan *s, size_t from, char extra, size_t *to)
{
	size_t i;

	for (i = span_find(s->text, s->close, from); i != SIZE_MAX;
	     i = span_find(s->text, s->close, i + 1)) {
		size_t end = i;

		/* "}}}}": the first close may begin at the extra brace itself */
		if (extra && end < s->text.len && s->text.ptr[end] == extra &&
		    span_starts(span_from(s->text, end + 1), s->close)) {
			*to = end + 1 + s->close.len;
			return end;
		}
		if (extra && (end == from || s->text.ptr[end - 1] != extra))
			continue;
		*to = end + s->close.len;
		return extra ? end - 1 : end;
	}
	return SIZE_MAX;
}

/* A tag alone on its line: cut the blanks before it and the line end after it. */
static void tag_standalone(const struct scan *s, struct tag *t)
{
	size_t before = t->from, after = t->to;

	while (before > 0 && is_blank(s->text.ptr[before - 1]))
		before--;
	if (before > 0 && s->text.ptr[before - 1] != '\n')
		return;
	while (after < s->text.len && is_blank(s->text.ptr[after]))
		after++;
	if (after < s->text.len && s->text.ptr[after] == '\r')
		after++;
	if (after < s->text.len && s->text.ptr[after] != '\n')
		return;
	t->indent = span_sub(s->text, before, t->from - before);
	t->cut = before;
	t->to = after < s->text.len ? after + 1 : after;
}

static bool name_ok(struct span name)
{
	if (name.len == 0)
		return false;
	for (size_t i = 0; i < name.len; i++)
		if ((unsigned char)name.ptr[i] <= ' ')
			return false;
	return true;
}

static enum rc scan_delimiters(struct scan *s, struct span content)
{
	struct span rest = content, open, close, more;

	if (!span_next_word(&rest, &open) || !span_next_word(&rest, &close) ||
	    span_next_word(&rest, &more) || span_find_char(content, '=', 0) != SIZE_MAX)
		return scan_fail(s, "delimiters are not two words:", content);
	s->open = open;
	s->close = close;
	return RC_OK;
}

/* Read the tag whose opening delimiter stands at i. */
static enum rc scan_tag(struct scan *s, size_t i, struct tag *t)
{
	size_t from = i + s->open.len, end;
	char c = from < s->text.len ? s->text.ptr[from] : '\0';
	char extra = c == '{' ? '}' : c == '=' ? '=' : '\0';

	*t = (struct tag){ .from = i, .cut = i };
	if (c && strchr("#^/!>&{=", c)) {
		t->sigil = c;
		from++;
	}
	end = find_close(s, from, extra, &t->to);
	if (end == SIZE_MAX)
		return scan_fail(s, "tag is not closed:", span_sub(s->text, i, 30));
	t->name = span_trim(span_sub(s->text, from, end - from));
	if (t->sigil && strchr("#^/!>=", t->sigil))
		tag_standalone(s, t);
	if (t->sigil != '!' && t->sigil != '=' && !name_ok(t->name))
		return scan_fail(s, "bad name in a tag:", t->name);
	return RC_OK;
}

static struct node *add_node(struct scan *s, enum node_kind kind, struct span text)
{
	struct node *n = ARENA_PUSH(s->a, s->t);

	*n = (struct node){ .kind = kind, .line = s->line, .text = text };
	return n;
}

static enum rc scan_section(struct scan *s, const struct tag *t)
{
	if (s->depth == SECTIONS_DEEP)
		return scan_fail(s, "sections are too deep at", t->name);
	add_node(s, t->sigil == '#' ? NODE_SECTION : NODE_INVERTED, t->name);
	s->stack[s->depth++] = s->t->n - 1;
	return RC_OK;
}

static enum rc scan_end(struct scan *s, const struct tag *t)
{
	struct node *open;

	if (s->depth == 0)
		return scan_fail(s, "no section is open, but closed is", t->name);
	open = &s->t->at[s->stack[s->depth - 1]];
	if (!span_eq(open->text, t->name))
		return why_fail(s->why, RC_BAD_CONFIG,
				"%.*s:%u: %.*s closes section %.*s of line %u",
				SPAN_ARG(s->t->name), s->line, SPAN_ARG(t->name),
				SPAN_ARG(open->text), open->line);
	open->end = s->t->n;
	s->depth--;
	return RC_OK;
}

static enum rc scan_one(struct scan *s, const struct tag *t)
{
	switch (t->sigil) {
	case '#':
	case '^':
		return scan_section(s, t);
	case '/':
		return scan_end(s, t);
	case '>':
		add_node(s, NODE_PARTIAL, t->name)->indent = t->indent;
		return RC_OK;
	case '=':
		return scan_delimiters(s, t->name);
	case '!':
		return RC_OK;
	case '&':
	case '{':
		add_node(s, NODE_RAW, t->name);
		return RC_OK;
	default:
		add_node(s, NODE_VAR, t->name);
		return RC_OK;
	}
}

enum rc template_compile(struct arena *a, struct span name, struct span text, struct template **ret,
			 struct why *reterr)
{
	struct scan s = {
		.a = a, .text = text, .open = S("{{"), .close = S("}}"), .line = 1, .why = reterr
	};
	enum rc rc;

	s.t = ARENA_NEW(a, struct template);
	s.t->name = name;
	for (;;) {
		size_t i = span_find(text, s.open, s.pos);
		struct tag t;
		struct span lit;

		if (i == SIZE_MAX)
			break;
		s.line += lines_in(span_sub(text, s.pos, i - s.pos));
		rc = scan_tag(&s, i, &t);
		if (rc)
			return rc;
		lit = span_sub(text, s.pos, t.cut - s.pos);
		if (lit.len)
			add_node(&s, NODE_TEXT, lit);
		rc = scan_one(&s, &t);
		if (rc)
			return rc;
		s.line += lines_in(span_sub(text, t.from, t.to - t.from));
		s.pos = t.to;
	}
	if (s.pos < text.len)
		add_node(&s, NODE_TEXT, span_from(text, s.pos));
	if (s.depth) {
		const struct node *open = &s.t->at[s.stack[s.depth - 1]];

		s.line = open->line;
		return scan_fail(&s, "section is not closed:", open->text);
	}
	*ret = s.t;
	return RC_OK;
}

void template_each_name(const struct template *t, template_name_fn *fn, void *ctx)
{
	for (size_t i = 0; i < t->n; i++) {
		const struct node *n = &t->at[i];

		if (n->kind != NODE_TEXT && n->kind != NODE_PARTIAL)
			fn(ctx, n->text, n->line, n->kind == NODE_VAR || n->kind == NODE_RAW);
	}
}
