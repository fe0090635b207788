/* XML under a seal: read without entities, walked, written in its canonical forms (by libxml2). */
#include "seal_xml.h"

#include "span.h"

#include <libxml/c14n.h>
#include <libxml/parser.h>
#include <string.h>

#define EXCLUSIVE "http://www.w3.org/2001/10/xml-exc-c14n#"
#define PREFIXES  32
#define CANON_MAX ((size_t)32 << 20)
#define DOC_MAX   ((size_t)12 << 20)

/* Canonical XML 1.0, 1.1 and the exclusive one. */
static const struct seal_canon canons[] = {
	{ "http://www.w3.org/TR/2001/REC-xml-c14n-20010315", XML_C14N_1_0, false },
	{ "http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments", XML_C14N_1_0, true },
	{ EXCLUSIVE, XML_C14N_EXCLUSIVE_1_0, false },
	{ EXCLUSIVE "WithComments", XML_C14N_EXCLUSIVE_1_0, true },
	{ "http://www.w3.org/2006/12/xml-c14n11", XML_C14N_1_1, false },
	{ "http://www.w3.org/2006/12/xml-c14n11#WithComments", XML_C14N_1_1, true },
};

static void on_doctype(void *ctx, const xmlChar *name, const xmlChar *public_id,
		       const xmlChar *system_id)
{
	xmlParserCtxt *xml = ctx;

	(void)name, (void)public_id, (void)system_id;
	xml->wellFormed = 0;
	xmlStopParser(xml);
}

static void silent(void *ctx, xmlErrorPtr error)
{
	(void)ctx, (void)error;
}

void seal_xml_quiet(bool on)
{
	xmlSetStructuredErrorFunc(NULL, on ? silent : NULL);
}

xmlDoc *seal_read_xml(struct span bytes)
{
	xmlParserCtxt *x = bytes.len && bytes.len <= DOC_MAX ? xmlNewParserCtxt() : NULL;
	xmlDoc *doc;

	if (!x)
		return NULL;
	x->sax->internalSubset = on_doctype;
	doc = xmlCtxtReadMemory(x, bytes.ptr, (int)bytes.len, NULL, NULL, XML_PARSE_NONET);
	xmlFreeParserCtxt(x);
	return doc;
}

bool seal_is_named(const xmlNode *n, const char *ns, const char *name)
{
	return n->type == XML_ELEMENT_NODE && n->ns && n->ns->href &&
	       strcmp((const char *)n->ns->href, ns) == 0 &&
	       strcmp((const char *)n->name, name) == 0;
}

/* The next child of that name after `after` (NULL: the first). */
xmlNode *seal_child(const xmlNode *of, const xmlNode *after, const char *name)
{
	xmlNode *n = after ? after->next : of ? of->children : NULL;

	while (n && !seal_is_named(n, DSIG, name))
		n = n->next;
	return n;
}

struct span seal_attribute(struct arena *a, const xmlNode *n, const char *name)
{
	xmlChar *v = n ? xmlGetNoNsProp(n, (const xmlChar *)name) : NULL;
	struct span ret = v ? arena_span(a, span_of((const char *)v)) : S("");

	xmlFree(v);
	return ret;
}

struct span seal_content(struct arena *a, const xmlNode *n)
{
	xmlChar *v = n ? xmlNodeGetContent(n) : NULL;
	struct span ret = v ? arena_span(a, span_of((const char *)v)) : S("");

	xmlFree(v);
	return ret;
}

/* In document order, without recursion: a seal may be nested as deep as libxml2 lets it. */
static xmlNode *next_in(const xmlNode *root, xmlNode *n)
{
	if (n->children && n->type == XML_ELEMENT_NODE)
		return n->children;
	while (n != root && !n->next)
		n = n->parent;
	return n == root ? NULL : n->next;
}

/* The one element for which fits() is true; NULL: none, or more than one. */
xmlNode *seal_the_one(xmlDoc *doc, bool (*fits)(const xmlNode *n, struct span what),
		      struct span what)
{
	xmlNode *root = xmlDocGetRootElement(doc), *found = NULL;

	for (xmlNode *n = root; n; n = next_in(root, n)) {
		if (n->type != XML_ELEMENT_NODE || !fits(n, what))
			continue;
		if (found)
			return NULL;
		found = n;
	}
	return found;
}

const struct seal_canon *seal_canon_of(struct span uri)
{
	for (size_t i = 0; i < ARRAY_LEN(canons); i++)
		if (span_eq_str(uri, canons[i].uri))
			return &canons[i];
	return NULL;
}

/* The prefixes that the exclusive form is told to keep, ended by NULL; NULL: none are named. */
static xmlChar **prefixes_of(struct arena *a, const xmlNode *method)
{
	const xmlNode *n = method ? method->children : NULL;
	struct span list, word;
	xmlChar **ret;
	size_t k = 0;

	while (n && !seal_is_named(n, EXCLUSIVE, "InclusiveNamespaces"))
		n = n->next;
	if (!n)
		return NULL;
	list = seal_attribute(a, n, "PrefixList");
	ret = ARENA_ARRAY(a, PREFIXES + 1, xmlChar *);
	while (k < PREFIXES && span_next_word(&list, &word))
		ret[k++] = (xmlChar *)xmlStrdup((const xmlChar *)arena_str(a, word));
	return ret;
}

/* A part of a document (root NULL: all of it) in that form; method may name prefixes. false: it has none. */
struct writing {
	const xmlNode *root;
	seal_sink *sink;
	void *ctx;
	size_t room;
	bool over;
};

static int write_some(void *ctx, const char *bytes, int n)
{
	struct writing *w = ctx;

	w->over |= n < 0 || (size_t)n > w->room;
	if (w->over)
		return -1;
	w->room -= (size_t)n;
	w->sink(w->ctx, (struct span){ bytes, (size_t)n });
	return n;
}

/* After an error libxml2 goes on and keeps each namespace's address in memory: from then on there is nothing to see. */
static int is_seen(void *ctx, xmlNode *node, xmlNode *parent)
{
	const struct writing *w = ctx;
	const xmlNode *n = node->type == XML_ELEMENT_NODE ? node : parent;

	if (w->over)
		return 0;
	if (!w->root)
		return 1;
	while (n && n != w->root)
		n = n->parent;
	return n != NULL;
}

bool seal_canonical(struct arena *a, xmlDoc *doc, xmlNode *root, const struct seal_canon *form,
		    bool comments, const xmlNode *method, seal_sink *sink, void *ctx)
{
	struct writing w = { .root = root, .sink = sink, .ctx = ctx, .room = CANON_MAX };
	xmlOutputBuffer *out = xmlOutputBufferCreateIO(write_some, NULL, &w, NULL);
	xmlChar **keep = form->mode == XML_C14N_EXCLUSIVE_1_0 ? prefixes_of(a, method) : NULL;
	bool ok;

	ok = out && xmlC14NExecute(doc, is_seen, &w, form->mode, keep, comments, out) >= 0;
	ok = out && xmlOutputBufferClose(out) >= 0 && ok && !w.over;
	for (size_t i = 0; keep && keep[i]; i++)
		xmlFree(keep[i]);
	return ok;
}
