/* The table's paths as one tree of steps, so that a document is walked once for all of them. */
#include "ubl_beyond.h"

#include "span.h"

/* From one state by this name to the next. */
struct ubl_edge {
	const struct ubl_edge *next;
	unsigned from, to;
};
struct state {
	const struct ubl_rule *rule[2]; /* of what stands here: two say the same once */
};

enum { STATES_MAX = 1024 };
static struct {
	struct state states[STATES_MAX];
	unsigned n_states;
	struct {
		const struct ubl_rule **at;
		size_t n, cap;
	} rules;
} tree;

static unsigned step(struct ubl_name *name, unsigned from)
{
	struct ubl_edge *new;

	for (const struct ubl_edge *e = name->edges; e; e = e->next)
		if (e->from == from)
			return e->to;
	new = ARENA_NEW(ubl_names_arena(), struct ubl_edge);
	*new = (struct ubl_edge){ name->edges, from, tree.n_states++ };
	name->edges = new;
	return new->to;
}

static unsigned path_state(struct span path)
{
	unsigned at = 0;
	struct span one;

	while (span_next_part(&path, '/', &one)) {
		if (!span_eq_str(one, "LINE")) {
			at = step(ubl_name_of_step(one, UBL_CBC), at);
			continue;
		}
		at = step(ubl_name_add(UBL_CAC, S("InvoiceLine")), 0);
		if (!ubl_name_add(UBL_CAC, S("CreditNoteLine"))->edges) {
			struct ubl_edge *e = ARENA_NEW(ubl_names_arena(), struct ubl_edge);

			*e = (struct ubl_edge){ NULL, 0, at };
			ubl_name_add(UBL_CAC, S("CreditNoteLine"))->edges = e;
		}
	}
	return at;
}

/* Without printf: 650 names are made ready before the first file is looked at. */
static const char *id_of(struct arena *a, int64_t number)
{
	char *id = arena_alloc(a, sizeof("UBL-CR-000"));

	memcpy(id, "UBL-CR-000", sizeof("UBL-CR-000"));
	for (size_t i = sizeof("UBL-CR-000") - 2; number > 0 && id[i] != '-'; i--, number /= 10)
		id[i] = (char)('0' + number % 10);
	return id;
}

static const char *path_of(struct arena *a, struct span at, struct span name)
{
	bool prefixed = span_find_char(name, ':', 0) != SIZE_MAX;
	const struct span parts[] = { at, at.len ? S("/") : S(""), prefixed ? S("") : S("cbc:"),
				      name };
	char *path = arena_alloc(a, at.len + name.len + sizeof("/cbc:")), *end = path;

	for (size_t i = 0; i < ARRAY_LEN(parts); i++) {
		memcpy(end, parts[i].ptr, parts[i].len);
		end += parts[i].len;
	}
	return path;
}

static void load_name(struct span at, unsigned state, struct span name, int64_t number)
{
	struct arena *a = ubl_names_arena();
	struct ubl_rule *r = ARENA_NEW(a, struct ubl_rule);
	struct state *s = &tree.states[step(ubl_name_of_step(name, UBL_CBC), state)];

	*r = (struct ubl_rule){
		.id = id_of(a, number),
		.at = "",
		.path = path_of(a, at, name),
		.say = "beyond",
		.warning = true,
	};
	r->arg = r->path;
	s->rule[s->rule[0] != NULL] = r;
	*ARENA_PUSH(a, &tree.rules) = r;
}

bool ubl_beyond_load(void)
{
	if (tree.n_states)
		return false;
	tree.n_states = 1;
	for (size_t i = 0; i < ubl_beyond_table_n; i++) {
		const struct ubl_beyond *b = &ubl_beyond_table[i];
		struct span rest = span_of(b->names), word;
		struct span at = span_of(b->at);
		unsigned state = path_state(at);
		int64_t number = 0;

		while (span_next_word(&rest, &word))
			if (!span_to_i64(word, &number))
				load_name(at, state, word, number++);
	}
	return true;
}

size_t ubl_beyond_count(void)
{
	(void)ubl_beyond_load();
	return tree.rules.n;
}

const struct ubl_rule *ubl_beyond_at(size_t i)
{
	return tree.rules.at[i];
}

static void walk(const struct ubl_node *n, unsigned state,
		 void (*found)(void *ctx, const struct ubl_node *n, const struct ubl_rule *r),
		 void *ctx)
{
	for (const struct ubl_node *c = n->child; c; c = c->next) {
		const struct ubl_edge *e = c->name->edges;

		while (e && e->from != state)
			e = e->next;
		if (!e)
			continue;
		for (size_t i = 0; i < ARRAY_LEN(tree.states[e->to].rule); i++)
			if (tree.states[e->to].rule[i])
				found(ctx, c, tree.states[e->to].rule[i]);
		walk(c, e->to, found, ctx);
	}
}

void ubl_beyond_walk(const struct ubl_doc *d,
		     void (*found)(void *ctx, const struct ubl_node *n, const struct ubl_rule *r),
		     void *ctx)
{
	walk(d->root, 0, found, ctx);
}
