/* Mustache at start: is every name of a template one that its context will have? */
#include "template_node.h"

enum { PARTIALS_DEEP = 24 };

struct checking {
	const struct template *t;
	template_find_fn *find;
	void *ctx;
	struct why *why;
	unsigned depth;
};

static enum rc check_fail(const struct checking *c, const struct node *n, const char *what)
{
	return why_fail(c->why, RC_BAD_CONFIG, "%.*s:%u: %s %.*s", SPAN_ARG(c->t->name), n->line,
			what, SPAN_ARG(n->text));
}

static enum rc check_nodes(const struct checking *c, size_t from, size_t to, const struct frame *f);

/* A section is entered whatever it tests; a list by its first item. What an empty list would hold is
 * not known, so nothing is said of it. */
static enum rc check_section(const struct checking *c, size_t at, const struct value *v,
			     const struct frame *f)
{
	const struct node *n = &c->t->at[at];
	struct frame inner = { v, f };

	if (n->kind == NODE_INVERTED)
		return check_nodes(c, at + 1, n->end, f);
	if (v && v->kind == VALUE_LIST) {
		if (v->u.list.n == 0)
			return RC_OK;
		inner.v = v->u.list.at[0];
	}
	return check_nodes(c, at + 1, n->end, &inner);
}

static enum rc check_partial(const struct checking *c, const struct node *n, const struct frame *f)
{
	struct checking inner = *c;

	inner.t = c->find(c->ctx, n->text);
	if (!inner.t)
		return check_fail(c, n, "there is no part");
	if (++inner.depth == PARTIALS_DEEP)
		return check_fail(c, n, "parts take in each other:");
	return check_nodes(&inner, 0, inner.t->n, f);
}

static enum rc check_nodes(const struct checking *c, size_t from, size_t to, const struct frame *f)
{
	enum rc rc = RC_OK;

	for (size_t i = from; i < to && rc == RC_OK; i++) {
		const struct node *n = &c->t->at[i];
		const struct value *v;
		bool known;

		if (n->kind == NODE_TEXT)
			continue;
		if (n->kind == NODE_PARTIAL) {
			rc = check_partial(c, n, f);
			continue;
		}
		v = template_lookup(f, n->text, &known);
		if (!known)
			return check_fail(c, n, "unknown name");
		if (n->kind == NODE_SECTION || n->kind == NODE_INVERTED) {
			rc = check_section(c, i, v, f);
			i = n->end - 1;
		} else if (v && (v->kind == VALUE_MAP || v->kind == VALUE_LIST ||
				 v->kind == VALUE_BOOL)) {
			return check_fail(c, n, "not a text:");
		}
	}
	return rc;
}

enum rc template_check(const struct template *t, const struct value *shape, template_find_fn *find,
		       void *ctx, struct why *reterr)
{
	struct checking c = { .t = t, .find = find, .ctx = ctx, .why = reterr };
	struct frame root = { shape, NULL };

	return check_nodes(&c, 0, t->n, &root);
}
