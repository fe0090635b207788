/* Structure by the table of ubl_shapes.c, made once into lists of names that are compared by address. */
#include "ubl_structure.h"

#include "span.h"
#include "utf8.h"

struct particle {
	const struct ubl_name *name;
	bool must, many;
};
struct ubl_content {
	const struct particle *at;
	size_t n;
};

static enum ubl_ns space_of(struct span name)
{
	if (span_eq_str(name, "Invoice"))
		return UBL_INVOICE;
	if (span_eq_str(name, "CreditNote"))
		return UBL_CREDIT_NOTE;
	return span_eq_str(name, "UBLExtensions") || span_eq_str(name, "UBLExtension") ? UBL_EXT :
											 UBL_CAC;
}

static void load(const struct ubl_shape *s)
{
	struct ubl_content *c = ARENA_NEW(ubl_names_arena(), struct ubl_content);
	struct span rest = span_of(s->children), word;
	struct particle *p = ARENA_ARRAY(ubl_names_arena(), span_word_count(rest), struct particle);

	c->at = p;
	while (span_next_word(&rest, &word)) {
		char mark = word.ptr[word.len - 1];
		bool marked = mark == '?' || mark == '*' || mark == '+';
		struct ubl_name *name;

		word.len -= marked;
		name = ubl_name_of_step(word, UBL_CBC);
		if (!name->kind)
			name->kind = ubl_kind_of(name->local);
		p[c->n].name = name;
		p[c->n].must = mark == '+' || !marked;
		p[c->n++].many = mark == '*' || mark == '+';
	}
	rest = span_of(s->names);
	while (span_next_word(&rest, &word))
		ubl_name_add(space_of(word), word)->content = c;
}

void ubl_structure_load(void)
{
	const struct ubl_name *root = ubl_name_find(UBL_INVOICE, S("Invoice"));

	if (root && root->content)
		return;
	for (size_t i = 0; i < ubl_shapes_n; i++)
		load(&ubl_shapes[i]);
	for (size_t i = 0; i < ubl_shapes_more_n; i++)
		load(&ubl_shapes_more[i]);
}

static const struct ubl_node *children_fault(const struct ubl_node *n, struct why *why)
{
	const struct ubl_content *content = n->name->content;
	const struct ubl_node *c = n->child;

	for (size_t i = 0; i < content->n; i++) {
		const struct particle *p = &content->at[i];
		bool found = c && c->name == p->name;

		if (!found && p->must) {
			why_set(why, "<%.*s> lacks <%.*s> where it belongs",
				SPAN_ARG(n->name->local), SPAN_ARG(p->name->local));
			return c ? c : n;
		}
		if (found)
			c = c->next;
		while (p->many && c && c->name == p->name)
			c = c->next;
	}
	if (c)
		why_set(why, "<%.*s> does not belong here in <%.*s>", SPAN_ARG(c->name->local),
			SPAN_ARG(n->name->local));
	return c;
}

static const struct ubl_node *node_fault(const struct ubl_doc *d, const struct ubl_node *n,
					 struct why *why);

/* What the schema does not know may be as it likes; what it knows in it may not. */
static const struct ubl_node *stranger_fault(const struct ubl_doc *d, const struct ubl_node *n,
					     struct why *why)
{
	const struct ubl_node *bad = NULL;
	bool other_root = (n->name->ns == UBL_INVOICE || n->name->ns == UBL_CREDIT_NOTE) &&
			  n->name->ns != d->root->name->ns;

	if (!other_root && (n->name->content || (n->name->ns == UBL_CBC && n->name->kind)))
		return node_fault(d, n, why);
	for (const struct ubl_node *c = n->child; c && !bad; c = c->next)
		bad = stranger_fault(d, c, why);
	return bad;
}

/* One element, of another namespace. */
static const struct ubl_node *extension_fault(const struct ubl_doc *d, const struct ubl_node *n,
					      struct why *why)
{
	const struct ubl_node *c = n->child;

	if (!c || c->next || c->name->ns == UBL_EXT || c->name->ns == UBL_NOWHERE || n->attrs ||
	    n->has_words) {
		why_set(why, "<ExtensionContent> holds one element of another namespace");
		return n;
	}
	return stranger_fault(d, c, why);
}

static const struct ubl_node *node_fault(const struct ubl_doc *d, const struct ubl_node *n,
					 struct why *why)
{
	const struct ubl_node *bad;

	if (n->name->ns == UBL_EXT && span_eq_str(n->name->local, "ExtensionContent"))
		return extension_fault(d, n, why);
	if (!ubl_value_ok(d, n) || (!n->name->content && n->child)) {
		why_set(why, "<%.*s> has no value of its kind, or not its attributes: \"%.*s\"",
			SPAN_ARG(n->name->local), SPAN_ARG(utf8_cut(n->text, 60)));
		return n;
	}
	if (!n->name->content)
		return NULL;
	bad = children_fault(n, why);
	if (bad)
		return bad;
	if (n->has_words) {
		why_set(why, "<%.*s> has text of its own", SPAN_ARG(n->name->local));
		return n;
	}
	for (const struct ubl_node *c = n->child; c; c = c->next) {
		bad = node_fault(d, c, why);
		if (bad)
			return bad;
	}
	return NULL;
}

const struct ubl_node *ubl_structure_fault(const struct ubl_doc *d, struct why *why)
{
	if (d->doubtful) {
		why_set(why,
			"the XML parser warns: not XML 1.0, or a namespace that is no address");
		return d->root;
	}
	return node_fault(d, d->root, why);
}
