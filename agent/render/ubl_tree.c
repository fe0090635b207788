/* UBL bytes -> tree, by libxml2: no network, no DTD, so no entity but the five of XML itself. */
#include "ubl_tree.h"

#include <libxml/parser.h>
#include <limits.h>

#include "buf.h"
#include "span.h"

enum { DEPTH_MAX = 200 };

static const struct {
	const char *uri, *prefix;
	enum ubl_ns ns;
} spaces[] = {
	{ "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2", "cac",
	  UBL_CAC },
	{ "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2", "cbc", UBL_CBC },
	{ "urn:oasis:names:specification:ubl:schema:xsd:CommonExtensionComponents-2", "ext",
	  UBL_EXT },
	{ "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2", "", UBL_INVOICE },
	{ "urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2", "", UBL_CREDIT_NOTE },
};

static enum ubl_ns space_of(const xmlNode *x)
{
	for (size_t i = 0; x->ns && x->ns->href && i < ARRAY_LEN(spaces); i++)
		if (strcmp((const char *)x->ns->href, spaces[i].uri) == 0)
			return spaces[i].ns;
	return UBL_OTHER;
}

static unsigned hash_of(struct span local)
{
	unsigned h = 5381;

	for (size_t i = 0; i < local.len; i++)
		h = h * 33 + (unsigned char)local.ptr[i];
	return h % UBL_BUCKETS;
}

static struct ubl_name *name_of(const struct ubl_doc *d, struct span local, enum ubl_ns ns)
{
	struct ubl_name *n = d->names[hash_of(local)];

	while (n && (n->ns != ns || !span_eq(n->local, local)))
		n = n->next;
	return n;
}

static struct ubl_name *name_add(struct ubl_doc *d, struct span local, enum ubl_ns ns)
{
	struct ubl_name *n = name_of(d, local, ns), **bucket = &d->names[hash_of(local)];

	if (n)
		return n;
	n = ARENA_NEW(d->arena, struct ubl_name);
	*n = (struct ubl_name){ .local = arena_span(d->arena, local), .ns = ns, .next = *bucket };
	*bucket = n;
	return n;
}

static const struct ubl_attr *copy_attrs(struct arena *a, const xmlNode *x)
{
	const struct ubl_attr *first = NULL;

	for (const xmlAttr *at = x->properties; at; at = at->next) {
		struct ubl_attr *new = ARENA_NEW(a, struct ubl_attr);
		xmlChar *value = xmlNodeListGetString(x->doc, at->children, 1);

		*new = (struct ubl_attr){ arena_span(a, span_of((const char *)at->name)),
					  arena_span(a, span_of(value ? (const char *)value : "")),
					  first };
		xmlFree(value);
		if (!at->ns)
			first = new;
	}
	return first;
}

static struct span text_of(struct arena *a, const xmlNode *x)
{
	struct buf b;

	if (x->children && !x->children->next && x->children->type == XML_TEXT_NODE)
		return arena_span(a, span_of((const char *)x->children->content));
	buf_init(&b, a, SIZE_MAX);
	for (const xmlNode *c = x->children; c; c = c->next)
		if (c->type == XML_TEXT_NODE || c->type == XML_CDATA_SECTION_NODE)
			buf_add(&b, span_of((const char *)c->content));
	return buf_span(&b);
}

/* Returns NULL when the tree is too deep. */
static struct ubl_node *copy_node(struct ubl_doc *d, const xmlNode *x,
				  const struct ubl_node *parent, int depth)
{
	struct ubl_node *n = ARENA_NEW(d->arena, struct ubl_node), *child;
	struct ubl_name *name = name_add(d, span_of((const char *)x->name), space_of(x));
	const struct ubl_node **tail = &n->child;

	*n = (struct ubl_node){ .name = name,
				.parent = parent,
				.attrs = copy_attrs(d->arena, x),
				.text = text_of(d->arena, x),
				.line = (unsigned)xmlGetLineNo(x) };
	if (name->last)
		name->last->same = n;
	else
		name->first = n;
	name->last = n;
	if (depth >= DEPTH_MAX)
		return NULL;
	for (const xmlNode *c = x->children; c; c = c->next) {
		if (c->type != XML_ELEMENT_NODE)
			continue;
		child = copy_node(d, c, n, depth + 1);
		if (!child)
			return NULL;
		*tail = child;
		tail = &child->next;
	}
	return n;
}

static void refuse_dtd(void *ctx, const xmlChar *name, const xmlChar *external,
		       const xmlChar *system)
{
	xmlParserCtxt *c = ctx;

	(void)name, (void)external, (void)system;
	c->_private = c; /* read by ubl_parse */
	xmlStopParser(c);
}

static enum rc build(struct arena *a, const xmlDoc *x, struct ubl_doc **ret, struct why *reterr)
{
	const xmlNode *root = xmlDocGetRootElement(x);
	struct ubl_doc *d = ARENA_NEW(a, struct ubl_doc);
	enum ubl_ns ns = root ? space_of(root) : UBL_OTHER;

	d->arena = a;
	d->credit_note = ns == UBL_CREDIT_NOTE;
	if (!root ||
	    !((ns == UBL_INVOICE && strcmp((const char *)root->name, "Invoice") == 0) ||
	      (ns == UBL_CREDIT_NOTE && strcmp((const char *)root->name, "CreditNote") == 0)))
		return why_fail(reterr, RC_BAD_INPUT, "no UBL Invoice or CreditNote, but <%.60s>",
				root ? (const char *)root->name : "");
	d->root = copy_node(d, root, NULL, 0);
	if (!d->root)
		return why_fail(reterr, RC_BAD_INPUT, "elements are nested deeper than %d",
				DEPTH_MAX);
	*ret = d;
	return RC_OK;
}

enum rc ubl_parse(struct arena *a, struct span xml, struct ubl_doc **ret, struct why *reterr)
{
	xmlParserCtxt *c;
	xmlDoc *x;
	enum rc rc;

	if (xml.len == 0 || xml.len > INT_MAX)
		return why_fail(reterr, RC_BAD_INPUT, "empty, or too large");
	c = xmlNewParserCtxt();
	if (!c)
		return why_fail(reterr, RC_RETRY, "no memory for the XML parser");
	c->sax->internalSubset = refuse_dtd;
	x = xmlCtxtReadMemory(c, xml.ptr, (int)xml.len, NULL, NULL,
			      XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
	if (c->_private)
		rc = why_fail(reterr, RC_BAD_INPUT, "it has a document type declaration (DTD)");
	else if (!x)
		rc = why_fail(reterr, RC_BAD_INPUT, "line %d: %.*s", c->lastError.line,
			      SPAN_ARG(span_trim(span_of(
				      c->lastError.message ? c->lastError.message : "no XML"))));
	else
		rc = build(a, x, ret, reterr);
	xmlFreeDoc(x);
	xmlFreeParserCtxt(c);
	return rc;
}

/* The name that a step ("cac:Party") means, NULL when the document has none such. */
static const struct ubl_name *step_name(const struct ubl_doc *d, struct span step)
{
	for (size_t i = 0; i < 3; i++)
		if (step.len > 4 && step.ptr[3] == ':' &&
		    memcmp(step.ptr, spaces[i].prefix, 3) == 0)
			return name_of(d, span_from(step, 4), spaces[i].ns);
	return NULL;
}

static void descend(const struct ubl_doc *d, const struct ubl_node *n, struct span path,
		    struct ubl_hits *hits)
{
	struct span step = path, rest = { 0 };
	size_t slash = span_find_char(path, '/', 0);
	const struct ubl_name *name;

	if (slash != SIZE_MAX) {
		step = span_sub(path, 0, slash);
		rest = span_from(path, slash + 1);
	}
	name = step_name(d, step);
	for (const struct ubl_node *c = name ? n->child : NULL; c; c = c->next) {
		if (c->name != name)
			continue;
		if (rest.len)
			descend(d, c, rest, hits);
		else
			*ARENA_PUSH(d->arena, hits) = c;
	}
}

struct ubl_hits ubl_find(const struct ubl_doc *d, const struct ubl_node *n, const char *path)
{
	struct span rest = span_of(path), one;
	struct ubl_hits hits = { 0 };

	while (span_next_part(&rest, '|', &one))
		descend(d, n, one, &hits);
	return hits;
}

static bool ends_in(const struct ubl_doc *d, const struct ubl_node *n, struct span path)
{
	while (path.len) {
		size_t cut = path.len;

		while (cut > 0 && path.ptr[cut - 1] != '/')
			cut--;
		if (!n || n->name != step_name(d, span_from(path, cut)))
			return false;
		n = n->parent;
		if (cut == 1)
			return n == d->root; /* "/x" */
		path = span_sub(path, 0, cut ? cut - 1 : 0);
	}
	return true;
}

struct ubl_hits ubl_match(const struct ubl_doc *d, const char *path)
{
	struct span rest = span_of(path), one;
	struct ubl_hits hits = { 0 };

	if (!path[0])
		*ARENA_PUSH(d->arena, &hits) = d->root;
	while (span_next_part(&rest, '|', &one)) {
		size_t cut = one.len;
		const struct ubl_name *name;

		while (cut > 0 && one.ptr[cut - 1] != '/')
			cut--;
		name = step_name(d, span_from(one, cut));
		for (const struct ubl_node *n = name ? name->first : NULL; n; n = n->same)
			if (ends_in(d, n, one))
				*ARENA_PUSH(d->arena, &hits) = n;
	}
	return hits;
}

bool ubl_attr(const struct ubl_node *n, struct span name, struct span *ret)
{
	for (const struct ubl_attr *at = n->attrs; at; at = at->next) {
		if (span_eq(at->name, name)) {
			*ret = at->value;
			return true;
		}
	}
	return false;
}

size_t ubl_text(const struct ubl_doc *d, const struct ubl_node *n, const char *path,
		struct span *ret)
{
	const char *at = strchr(path, '@');
	struct ubl_hits hits;
	struct span value;
	size_t count = 0;

	*ret = S("");
	if (strcmp(path, ".") == 0)
		return *ret = n->text, 1;
	if (at == path)
		return ubl_attr(n, span_of(at + 1), ret) ? 1 : 0;
	hits = ubl_find(d, n,
			at ? arena_str(d->arena, (struct span){ path, (size_t)(at - path) - 1 }) :
			     path);
	for (size_t i = 0; i < hits.n; i++) {
		value = hits.at[i]->text;
		if (at && !ubl_attr(hits.at[i], span_of(at + 1), &value))
			continue;
		if (count++ == 0)
			*ret = value;
	}
	return count;
}

bool ubl_has(const struct ubl_doc *d, const struct ubl_node *n, const char *path)
{
	struct span s;

	return ubl_text(d, n, path, &s) > 0;
}

bool ubl_is(const struct ubl_node *n, const char *step)
{
	enum ubl_ns ns = step[1] == 'a' ? UBL_CAC : UBL_CBC;

	return n->name->ns == ns && span_eq_str(n->name->local, step + 4);
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
