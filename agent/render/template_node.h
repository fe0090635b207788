/* A compiled template, known to template.c (compiles), template_render.c and template_check.c only. */
#ifndef PLIC_TEMPLATE_NODE_H
#define PLIC_TEMPLATE_NODE_H

#include "template.h"

enum node_kind { NODE_TEXT, NODE_VAR, NODE_RAW, NODE_SECTION, NODE_INVERTED, NODE_PARTIAL };

/* Nodes stand in source order; the children of a section are the nodes after it up to end. */
struct node {
	enum node_kind kind;
	unsigned line;
	struct span text;   /* literal, or the name */
	struct span indent; /* partial alone on its line: the blanks before it */
	size_t end;
};
struct template
{
	struct span name;
	struct node *at;
	size_t n, cap;
};

/* What ESCAPE_LINE writes for * | @ # a line break and a backslash. */
enum guard { GUARD_STAR = 1, GUARD_BAR, GUARD_AT, GUARD_HASH, GUARD_BREAK, GUARD_BACKSLASH };

/* The context stack, innermost first. */
struct frame {
	const struct value *v;
	const struct frame *up;
};
/* The value of a name, or NULL. *known: false when it is nowhere. */
const struct value *template_lookup(const struct frame *f, struct span name, bool *known);

#endif
