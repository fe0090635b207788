/* Names and paths of UBL: two tables filled as they are asked for. */
#include "ubl_names.h"

#include <stdint.h>

#include "span.h"

enum { BUCKETS = 2048, PATHS = 4096, ARENA_MAX = 16 << 20 };

/* Made of constant tables, and kept: the same for every document. */
static struct {
	struct arena *arena;
	struct ubl_name *names[BUCKETS];
	size_t n_names;
	struct {
		const char *text;
		const struct ubl_path *path;
	} paths[PATHS];
	size_t n_paths;
} book;

static const struct {
	const char *uri;
	enum ubl_ns ns;
} spaces[] = {
	{ "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2", UBL_CAC },
	{ "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2", UBL_CBC },
	{ "urn:oasis:names:specification:ubl:schema:xsd:CommonExtensionComponents-2", UBL_EXT },
	{ "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2", UBL_INVOICE },
	{ "urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2", UBL_CREDIT_NOTE },
};

struct arena *ubl_names_arena(void)
{
	if (!book.arena)
		book.arena = arena_new(ARENA_MAX);
	return book.arena;
}

enum ubl_ns ubl_ns_of(const char *uri)
{
	for (size_t i = 0; i < ARRAY_LEN(spaces); i++)
		if (strcmp(uri, spaces[i].uri) == 0)
			return spaces[i].ns;
	return UBL_OTHER;
}

static struct ubl_name **bucket_of(enum ubl_ns ns, struct span local)
{
	unsigned h = 5381 + (unsigned)ns;

	for (size_t i = 0; i < local.len; i++)
		h = h * 33 + (unsigned char)local.ptr[i];
	return &book.names[h % BUCKETS];
}

const struct ubl_name *ubl_name_find(enum ubl_ns ns, struct span local)
{
	const struct ubl_name *n = *bucket_of(ns, local);

	while (n && (n->ns != ns || !span_eq(n->local, local)))
		n = n->next;
	return n;
}

struct ubl_name *ubl_name_add(enum ubl_ns ns, struct span local)
{
	struct ubl_name **bucket = bucket_of(ns, local), *n = *bucket;

	while (n && (n->ns != ns || !span_eq(n->local, local)))
		n = n->next;
	if (n)
		return n;
	n = ARENA_NEW(ubl_names_arena(), struct ubl_name);
	*n = (struct ubl_name){ .local = arena_span(book.arena, local),
				.ns = ns,
				.id = (unsigned)++book.n_names,
				.next = *bucket };
	return *bucket = n;
}

struct ubl_name *ubl_name_of_step(struct span step, enum ubl_ns ns)
{
	if (span_starts(step, S("cac:")))
		ns = UBL_CAC;
	else if (span_starts(step, S("cbc:")))
		ns = UBL_CBC;
	else if (span_starts(step, S("ext:")))
		ns = UBL_EXT;
	else
		return ubl_name_add(ns, step);
	return ubl_name_add(ns, span_from(step, 4));
}

size_t ubl_name_count(void)
{
	return book.n_names + 1;
}

static const struct ubl_path *compile(struct span text)
{
	const struct ubl_path *first = NULL, **tail = &first;
	struct span one, step;

	while (span_next_part(&text, '|', &one)) {
		struct ubl_path *p = ARENA_NEW(ubl_names_arena(), struct ubl_path);

		p->rooted = span_take_char(&one, '/');
		p->step = ARENA_ARRAY(book.arena, one.len + 1, const struct ubl_name *);
		while (span_next_part(&one, '/', &step)) {
			if (step.ptr[0] == '@')
				p->attr = arena_span(book.arena, span_from(step, 1));
			else if (!span_eq_str(step, "."))
				p->step[p->n++] = ubl_name_of_step(step, UBL_CBC);
		}
		*tail = p;
		tail = &p->next;
	}
	return first;
}

const struct ubl_path *ubl_path_of(const char *path)
{
	size_t i = ((uintptr_t)path >> 1) * 2654435761U % PATHS;

	while (book.paths[i].text && book.paths[i].text != path)
		i = (i + 1) % PATHS;
	if (book.paths[i].text)
		return book.paths[i].path;
	if (book.n_paths == PATHS / 2)
		return compile(span_of(path));
	book.n_paths++;
	book.paths[i].text = path;
	return book.paths[i].path = compile(span_of(path));
}
