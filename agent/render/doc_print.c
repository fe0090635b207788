/* Texts of a snapshot against the look's faces. */
#include "doc_print.h"
#include "doc_items.h"
#include "span.h"

static const char *const printed[] = { "seller", "buyer", "lines", "title", "order_ref" };

void doc_unreads_add(const struct type *t, const struct value *v, struct span where,
		     struct doc_unreads *ret)
{
	struct span missing;

	if (v->kind == VALUE_TEXT) {
		missing = type_missing(t, v->u.text);
		if (missing.len)
			*ARENA_PUSH(t->arena, ret) =
				(struct doc_unread){ where, v->u.text, missing };
	} else if (v->kind == VALUE_LIST) {
		for (size_t i = 0; i < v->u.list.n; i++)
			doc_unreads_add(t, v->u.list.at[i],
					arena_fmt(t->arena, "%.*s.%zu", SPAN_ARG(where), i + 1),
					ret);
	} else if (v->kind == VALUE_MAP) {
		for (size_t i = 0; i < v->u.map.n; i++)
			doc_unreads_add(t, v->u.map.at[i].val,
					arena_fmt(t->arena, "%.*s.%.*s", SPAN_ARG(where),
						  SPAN_ARG(v->u.map.at[i].key)),
					ret);
	}
}

enum rc doc_unreadable(const struct look *l, struct arena *a, const struct snapshot *s,
		       struct doc_unreads *ret, struct why *reterr)
{
	const struct value *tree = snapshot_to_value(a, s);
	struct type t;
	enum rc rc = doc_open_type(l, a, &t, reterr);

	for (size_t i = 0; !rc && i < ARRAY_LEN(printed); i++) {
		const struct value *v = value_get(tree, printed[i]);

		if (v)
			doc_unreads_add(&t, v, span_of(printed[i]), ret);
	}
	return rc;
}
