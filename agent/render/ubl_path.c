/* Looking into the tree by paths. */
#include "buf.h"
#include "span.h"
#include "ubl_tree.h"

/* What a walk brings home: all nodes, or only how many texts and the first. */
struct walk {
	const struct ubl_doc *d;
	struct ubl_hits *hits;
	size_t n;
	struct span text;
};

static void push(const struct ubl_doc *d, struct ubl_hits *hits, const struct ubl_node *n)
{
	if (hits->n == hits->cap)
		hits->at = arena_grow(d->arena, hits->at, hits->n, &hits->cap, sizeof(*hits->at));
	hits->at[hits->n++] = n;
}

static void arrive(struct walk *w, const struct ubl_path *p, const struct ubl_node *n)
{
	struct span text = n->text;

	if (w->hits) {
		push(w->d, w->hits, n);
		return;
	}
	if (p->attr.len && !ubl_attr(n, p->attr, &text))
		return;
	if (w->n++ == 0)
		w->text = text;
}

static void descend(struct walk *w, const struct ubl_path *p, size_t step, const struct ubl_node *n)
{
	if (step == p->n) {
		arrive(w, p, n);
		return;
	}
	for (const struct ubl_node *c = n->child; c; c = c->next) {
		if (c->name != p->step[step])
			continue;
		if (step + 1 == p->n) /* most paths are one or two steps */
			arrive(w, p, c);
		else
			descend(w, p, step + 1, c);
	}
}

static const struct ubl_node *first_of(const struct ubl_doc *d, const struct ubl_name *name)
{
	return name->id < d->n_first ? d->first[name->id] : NULL;
}

/* Most paths end in a name that the document has not. From the root, which has many children, a group is
 * looked up by its name. */
static void walk_all(struct walk *w, const struct ubl_node *n, const char *path)
{
	for (const struct ubl_path *p = ubl_path_of(path); p; p = p->next) {
		if (p->n && !first_of(w->d, p->step[p->n - 1]))
			continue;
		if (n != w->d->root || p->n == 0 || p->step[0]->ns != UBL_CAC) {
			descend(w, p, 0, n);
			continue;
		}
		for (const struct ubl_node *c = first_of(w->d, p->step[0]); c; c = c->same)
			if (c->parent == n)
				descend(w, p, 1, c);
	}
}

struct ubl_hits ubl_find(const struct ubl_doc *d, const struct ubl_node *n, const char *path)
{
	struct ubl_hits hits = { 0 };
	struct walk w = { .d = d, .hits = &hits };

	walk_all(&w, n, path);
	return hits;
}

static bool ends_in(const struct ubl_doc *d, const struct ubl_node *n, const struct ubl_path *p)
{
	for (size_t i = p->n; i > 0; i--) {
		if (!n || n->name != p->step[i - 1])
			return false;
		n = n->parent;
	}
	return !p->rooted || n == d->root;
}

struct ubl_hits ubl_match(const struct ubl_doc *d, const char *path)
{
	struct ubl_hits hits = { 0 };

	if (!path[0])
		push(d, &hits, d->root);
	for (const struct ubl_path *p = path[0] ? ubl_path_of(path) : NULL; p; p = p->next) {
		for (const struct ubl_node *n = first_of(d, p->step[p->n - 1]); n; n = n->same)
			if (ends_in(d, n, p))
				push(d, &hits, n);
	}
	return hits;
}

size_t ubl_text(const struct ubl_doc *d, const struct ubl_node *n, const char *path,
		struct span *ret)
{
	struct walk w = { .d = d, .text = S("") };

	walk_all(&w, n, path);
	*ret = w.text;
	return w.n;
}

bool ubl_has(const struct ubl_doc *d, const struct ubl_node *n, const char *path)
{
	struct walk w = { .d = d };

	walk_all(&w, n, path);
	return w.n > 0;
}

const struct ubl_attr *ubl_attr_first(const struct ubl_doc *d, struct span name)
{
	const struct ubl_attr *at = d->attrs;

	while (at && !span_eq(at->name, name))
		at = at->other;
	return at;
}

bool ubl_attr(const struct ubl_node *n, struct span name, struct span *ret)
{
	for (const struct ubl_attr *at = n->attrs; at; at = at->next) {
		if (at->ns == UBL_ATTR_PLAIN && span_eq(at->name, name)) {
			*ret = at->value;
			return true;
		}
	}
	return false;
}

bool ubl_is(const struct ubl_node *n, const char *step)
{
	const struct ubl_path *p = ubl_path_of(step);

	return n->name == p->step[0];
}

static bool blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

struct span ubl_normal(struct arena *a, struct span s)
{
	struct buf b;
	bool clean = true;

	while (s.len && blank(s.ptr[0]))
		s = span_from(s, 1);
	while (s.len && blank(s.ptr[s.len - 1]))
		s.len--;
	for (size_t i = 0; i + 1 < s.len && clean; i++)
		clean = !blank(s.ptr[i]) || (s.ptr[i] == ' ' && !blank(s.ptr[i + 1]));
	if (clean)
		return s;
	buf_init(&b, a, SIZE_MAX);
	for (size_t i = 0; i < s.len; i++)
		if (!blank(s.ptr[i]))
			buf_add_char(&b, s.ptr[i]);
		else if (!blank(s.ptr[i - 1]))
			buf_add_char(&b, ' ');
	return buf_span(&b);
}

size_t ubl_length(struct span s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.len; i++)
		n += ((unsigned char)s.ptr[i] & 0xc0) != 0x80;
	return n;
}
