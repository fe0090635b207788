/* Mustache, second half: nodes and a context into text. What is inserted is escaped for where it
 * goes and never expanded again. */
#include "span.h"
#include "template_node.h"

enum { PARTIALS_DEEP = 24 };

struct render {
	struct arena *a;
	const struct template *t;
	enum escape escape;
	bool strict;
	template_partial_fn *partial;
	void *ctx;
	struct buf *out;
	struct why *why;
	unsigned depth;
};

static enum rc render_fail(const struct render *r, const struct node *n, const char *what)
{
	return why_fail(r->why, RC_BAD_CONFIG, "%.*s:%u: %s %.*s", SPAN_ARG(r->t->name), n->line,
			what, SPAN_ARG(n->text));
}

static const struct value *member(const struct value *v, struct span key)
{
	if (!v || v->kind != VALUE_MAP)
		return NULL;
	for (size_t i = 0; i < v->u.map.n; i++)
		if (span_eq(v->u.map.at[i].key, key))
			return v->u.map.at[i].val;
	return NULL;
}

static bool truthy(const struct value *v)
{
	if (!v)
		return false;
	switch (v->kind) {
	case VALUE_NULL:
		return false;
	case VALUE_TEXT:
		return v->u.text.len > 0;
	case VALUE_BOOL:
		return v->u.yes;
	case VALUE_LIST:
		return v->u.list.n > 0;
	case VALUE_MAP:
	case VALUE_INT:
	case VALUE_MONEY:
	case VALUE_DAY:
	case VALUE_DECIMAL:
	case VALUE_TX:
		return true;
	}
	return false;
}

/* The first part is sought up the stack, the rest only in what was found (spec: dotted names). */
const struct value *template_lookup(const struct frame *f, struct span name, bool *known)
{
	struct span rest = name, part;
	const struct value *v = NULL;

	*known = true;
	if (span_eq_str(name, "."))
		return f->v;
	if (!span_next_part(&rest, '.', &part))
		return NULL;
	for (; f && !v; f = f->up)
		v = member(f->v, part);
	while (v && span_next_part(&rest, '.', &part)) {
		const struct value *inner = member(v, part);

		if (!inner && !truthy(v))
			return NULL;
		v = inner;
	}
	*known = v != NULL;
	return v;
}

static void add_html(struct buf *out, struct span s)
{
	size_t from = 0;

	for (size_t i = 0; i < s.len; i++) {
		const char *as;

		switch (s.ptr[i]) {
		case '&':
			as = "&amp;";
			break;
		case '<':
			as = "&lt;";
			break;
		case '>':
			as = "&gt;";
			break;
		case '"':
			as = "&quot;";
			break;
		case '\'':
			as = "&#39;";
			break;
		default:
			continue;
		}
		buf_add(out, span_sub(s, from, i - from));
		buf_add_str(out, as);
		from = i + 1;
	}
	buf_add(out, span_from(s, from));
}

static void add_line(struct buf *out, struct span s)
{
	for (size_t i = 0; i < s.len; i++) {
		char c = s.ptr[i];

		switch (c) {
		case '*':
			c = GUARD_STAR;
			break;
		case '|':
			c = GUARD_BAR;
			break;
		case '@':
			c = GUARD_AT;
			break;
		case '#':
			c = GUARD_HASH;
			break;
		case '\n':
			c = GUARD_BREAK;
			break;
		case '\\':
			c = GUARD_BACKSLASH;
			break;
		case '\t':
			c = ' ';
			break;
		default:
			if ((unsigned char)c < ' ' || c == 0x7f)
				continue;
			break;
		}
		buf_add_char(out, c);
	}
}

struct span template_unguard(struct arena *a, struct span s, bool breaks)
{
	static const char was[] = { '\0', '*', '|', '@', '#', '\n', '\\' };
	char *p = arena_array(a, s.len + 1, 1);

	for (size_t i = 0; i < s.len; i++) {
		char c = s.ptr[i];

		if (c >= GUARD_STAR && c <= GUARD_BACKSLASH)
			c = c == GUARD_BREAK && !breaks ? ' ' : was[(int)c];
		p[i] = c;
	}
	return (struct span){ p, s.len };
}

static void add_escaped(const struct render *r, struct span s, bool raw)
{
	switch (r->escape) {
	case ESCAPE_HTML:
		if (raw)
			buf_add(r->out, s);
		else
			add_html(r->out, s);
		return;
	case ESCAPE_LINE:
		add_line(r->out, s);
		return;
	case ESCAPE_NONE:
		buf_add(r->out, s);
		return;
	}
}

static enum rc render_var(const struct render *r, const struct node *n, const struct frame *f)
{
	bool known;
	const struct value *v = template_lookup(f, n->text, &known);

	if (!known && r->strict)
		return render_fail(r, n, "unknown name");
	if (!v)
		return RC_OK;
	switch (v->kind) {
	case VALUE_TEXT:
		add_escaped(r, v->u.text, n->kind == NODE_RAW);
		return RC_OK;
	case VALUE_INT:
		buf_add_fmt(r->out, "%lld", (long long)v->u.num);
		return RC_OK;
	case VALUE_BOOL:
		if (r->strict)
			return render_fail(r, n, "not a text:");
		buf_add_str(r->out, v->u.yes ? "true" : "false");
		return RC_OK;
	case VALUE_NULL:
		return RC_OK;
	case VALUE_LIST:
	case VALUE_MAP:
	case VALUE_MONEY:
	case VALUE_DAY:
	case VALUE_DECIMAL:
	case VALUE_TX:
		return r->strict ? render_fail(r, n, "not a text:") : RC_OK;
	}
	return RC_OK;
}

static enum rc render_nodes(const struct render *r, size_t from, size_t to, const struct frame *f);

static enum rc render_section(const struct render *r, size_t at, const struct frame *f)
{
	const struct node *n = &r->t->at[at];
	bool known;
	const struct value *v = template_lookup(f, n->text, &known);
	struct frame inner = { v, f };

	if (!known && r->strict)
		return render_fail(r, n, "unknown name");
	if (n->kind == NODE_INVERTED)
		return truthy(v) ? RC_OK : render_nodes(r, at + 1, n->end, f);
	if (!truthy(v))
		return RC_OK;
	if (v->kind != VALUE_LIST)
		return render_nodes(r, at + 1, n->end, &inner);
	for (size_t i = 0; i < v->u.list.n; i++) {
		enum rc rc;

		inner.v = v->u.list.at[i];
		rc = render_nodes(r, at + 1, n->end, &inner);
		if (rc)
			return rc;
	}
	return RC_OK;
}

/* Every line of a partial takes the blanks that stood before its tag (spec: standalone
 * indentation). */
static struct span indented(struct arena *a, struct span text, struct span indent)
{
	struct buf b;

	if (indent.len == 0)
		return text;
	buf_init(&b, a, (text.len + 1) * (indent.len + 1));
	for (size_t i = 0; i < text.len; i++) {
		if (i == 0 || text.ptr[i - 1] == '\n')
			buf_add(&b, indent);
		buf_add_char(&b, text.ptr[i]);
	}
	return buf_span(&b);
}

static enum rc render_partial(const struct render *r, const struct node *n, const struct frame *f)
{
	struct render inner = *r;
	struct template *t;
	struct span text;
	enum rc rc;

	if (!r->partial || !r->partial(r->ctx, n->text, &text))
		return r->strict ? render_fail(r, n, "no such partial:") : RC_OK;
	if (r->depth == PARTIALS_DEEP)
		return render_fail(r, n, "partials are too deep at");
	text = indented(r->a, text, n->indent);
	rc = template_compile(r->a, n->text, text, &t, r->why);
	if (rc)
		return rc;
	inner.t = t;
	inner.depth++;
	return render_nodes(&inner, 0, t->n, f);
}

static enum rc render_nodes(const struct render *r, size_t from, size_t to, const struct frame *f)
{
	enum rc rc = RC_OK;

	for (size_t i = from; i < to && rc == RC_OK; i++) {
		const struct node *n = &r->t->at[i];

		switch (n->kind) {
		case NODE_TEXT:
			buf_add(r->out, n->text);
			break;
		case NODE_VAR:
		case NODE_RAW:
			rc = render_var(r, n, f);
			break;
		case NODE_SECTION:
		case NODE_INVERTED:
			rc = render_section(r, i, f);
			i = n->end - 1;
			break;
		case NODE_PARTIAL:
			rc = render_partial(r, n, f);
			break;
		}
	}
	return rc;
}

enum rc template_render(struct arena *a, const struct template *t, const struct value *context,
			enum escape escape, bool strict, template_partial_fn *partial, void *ctx,
			struct buf *out, struct why *reterr)
{
	struct render r = { .a = a,
			    .t = t,
			    .escape = escape,
			    .strict = strict,
			    .partial = partial,
			    .ctx = ctx,
			    .out = out,
			    .why = reterr };
	struct frame root = { context, NULL };

	return render_nodes(&r, 0, t->n, &root);
}
