/* UBL bytes -> tree, by libxml2's SAX: no network, no DTD, so no entity but the five of XML itself. */
#include <libxml/parser.h>
#include <limits.h>

#include "span.h"
#include "utf8.h"
#include "ubl_doubt.h"
#include "ubl_structure.h"

enum {
	DEPTH_MAX = 200,
	LOOKUPS = 1024,
	XMLNS_MAX = 16,
	ATTR_NAMES_MAX = 32,
	NAMES_KEPT = 256 << 10
};

/* Where CEN keeps the tests of its rules: many small documents in one file. */
#define TESTS "http://difi.no/xsd/vefa/validator/1.0"

/* libxml2 keeps each name once: what its address stands for. */
struct lookup {
	const xmlChar *local;
	enum ubl_ns ns;
	const struct ubl_name *name;
};

/* The parser goes from one good document to the next, and with it its names: thousands of files have the
 * same few hundred. */
static struct {
	xmlParserCtxt *xml;
	struct lookup at[LOOKUPS];
} kept;

struct build {
	struct arena *a;
	struct ubl_doc *d;
	xmlParserCtxt *xml;
	struct ubl_node *open[DEPTH_MAX + 1];
	const struct ubl_node **tail[DEPTH_MAX + 1];
	size_t depth;
	struct ubl_node **last; /* by a name's id */
	const struct ubl_attr **attr_tail, **new_tail;
	const xmlChar *attr_names[ATTR_NAMES_MAX]; /* by address; beyond, each is taken for new */
	size_t n_attr_names;
	char *chars; /* of the whole document, one after another */
	size_t n_chars, cap_chars;
	bool in_text;
	const char *refused;
	bool tests, overflowed, ns_broken, wide;
	struct lookup unknown[XMLNS_MAX]; /* names that nothing speaks of, this document's own */
	struct {
		const xmlChar *uri;
		enum ubl_ns ns;
	} xmlns[XMLNS_MAX];
	size_t n_xmlns;
};

static void refuse(struct build *b, const char *why)
{
	b->refused = why;
	xmlStopParser(b->xml);
}

static enum ubl_ns space_of(struct build *b, const xmlChar *uri)
{
	enum ubl_ns ns;

	if (!uri)
		return UBL_NOWHERE;
	for (size_t i = 0; i < b->n_xmlns; i++)
		if (b->xmlns[i].uri == uri)
			return b->xmlns[i].ns;
	ns = ubl_ns_of((const char *)uri);
	if (b->n_xmlns < XMLNS_MAX) {
		b->xmlns[b->n_xmlns].uri = uri;
		b->xmlns[b->n_xmlns++].ns = ns;
	}
	return ns;
}

static const struct ubl_name *name_of(struct build *b, const xmlChar *local, enum ubl_ns ns)
{
	uint32_t hash = (uint32_t)((uintptr_t)local + (unsigned)ns) * 2654435761U;
	struct lookup *l = &kept.at[hash >> 22], *own = &b->unknown[hash >> 28];
	struct ubl_name *n;

	if (l->local == local && l->ns == ns)
		return l->name;
	if (own->local == local && own->ns == ns)
		return own->name;
	*l = (struct lookup){ local, ns, ubl_name_find(ns, span_of((const char *)local)) };
	if (l->name)
		return l->name;
	n = ARENA_NEW(b->a, struct ubl_name);
	n->local = arena_span(b->a, span_of((const char *)local));
	n->ns = ns;
	*own = (struct lookup){ local, ns, n };
	*l = (struct lookup){ 0 };
	return n;
}

static enum ubl_attr_ns attr_space(const xmlChar *prefix, const xmlChar *uri)
{
	if (!prefix)
		return UBL_ATTR_PLAIN;
	return uri && strcmp((const char *)uri, "http://www.w3.org/2001/XMLSchema-instance") == 0 ?
		       UBL_ATTR_XSI :
		       UBL_ATTR_OTHER;
}

static bool is_new_name(struct build *b, const xmlChar *name)
{
	for (size_t i = 0; i < b->n_attr_names; i++)
		if (b->attr_names[i] == name)
			return false;
	if (b->n_attr_names < ATTR_NAMES_MAX)
		b->attr_names[b->n_attr_names++] = name;
	return true;
}

/* five: local name, prefix, namespace, where the value begins and ends. */
static void add_attr(struct build *b, struct ubl_node *n, const xmlChar **five)
{
	struct ubl_attr *at = ARENA_NEW(b->a, struct ubl_attr);

	*at = (struct ubl_attr){
		.name = arena_span(b->a, span_of((const char *)five[0])),
		.value = arena_span(
			b->a, (struct span){ (const char *)five[3], (size_t)(five[4] - five[3]) }),
		.ns = attr_space(five[1], five[2]),
		.next = n->attrs,
		.of = n,
	};
	n->attrs = at;
	*b->attr_tail = at;
	b->attr_tail = &at->later;
	if (is_new_name(b, five[0])) {
		*b->new_tail = at;
		b->new_tail = &at->other;
	}
}

static void on_start(void *ctx, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri,
		     int n_ns, const xmlChar **ns, int n_attrs, int n_default,
		     const xmlChar **attrs)
{
	struct build *b = ctx;
	struct ubl_node *n;
	const char *odd = ubl_doubt(local, n_ns, ns, n_attrs, attrs);

	(void)prefix, (void)n_default;
	b->in_text = false;
	if (odd) {
		refuse(b, odd);
		return;
	}
	if (b->depth == DEPTH_MAX) {
		refuse(b, "elements are nested too deep");
		return;
	}
	n = ARENA_NEW(b->a, struct ubl_node);
	n->name = name_of(b, local, space_of(b, uri));
	n->line = b->xml->input ? (unsigned)b->xml->input->line : 0;
	n->text.len = b->n_chars; /* until its end: where it begins */
	if (n->name->id && n->name->id < b->d->n_first) {
		if (b->last[n->name->id])
			b->last[n->name->id]->same = n;
		else
			b->d->first[n->name->id] = n;
		b->last[n->name->id] = n;
	}
	for (int i = 0; i < n_attrs; i++)
		add_attr(b, n, attrs + (size_t)5 * (size_t)i);
	if (b->depth > 0) {
		n->parent = b->open[b->depth - 1];
		*b->tail[b->depth - 1] = n;
		b->tail[b->depth - 1] = &n->next;
	} else if (!b->d->root) {
		b->d->root = n;
		b->tests = uri && strcmp((const char *)uri, TESTS) == 0 &&
			   span_eq_str(n->name->local, "testSet");
	}
	b->open[b->depth] = n;
	b->tail[b->depth++] = &n->child;
}

static void on_end(void *ctx, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri)
{
	struct build *b = ctx;
	struct ubl_node *n;
	size_t from;

	(void)local, (void)prefix, (void)uri;
	b->in_text = false;
	if (b->depth == 0)
		return;
	n = b->open[--b->depth];
	from = n->text.len;
	n->text = (struct span){ b->chars + from, b->n_chars - from };
}

static bool blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static void on_chars(void *ctx, const xmlChar *text, int len)
{
	struct build *b = ctx;
	struct ubl_node *n = b->depth ? b->open[b->depth - 1] : NULL;
	size_t add = (size_t)len;

	if (!n || add == 0)
		return;
	if (add > b->cap_chars - b->n_chars) {
		b->overflowed = true;
		refuse(b, "its characters are more than its bytes can be");
		return;
	}
	memcpy(b->chars + b->n_chars, text, add);
	b->n_chars += add;
	n->n_texts += !b->in_text;
	b->in_text = true;
	for (size_t i = 0; i < add && !n->has_words; i++)
		n->has_words = !blank((char)text[i]);
}

/* Where only elements may stand the schema takes it for words, blank or empty as it may be. */
static void on_cdata(void *ctx, const xmlChar *text, int len)
{
	struct build *b = ctx;

	if (b->depth > 0)
		b->open[b->depth - 1]->has_words = true;
	on_chars(ctx, text, len);
}

static void on_comment(void *ctx, const xmlChar *text)
{
	struct build *b = ctx;

	(void)text;
	b->in_text = false;
}

static void on_instruction(void *ctx, const xmlChar *target, const xmlChar *data)
{
	(void)target;
	on_comment(ctx, data);
}

/* Well-formed, but not as it should be: another version of XML, an address that is none. */
static void on_fault(void *ctx, xmlError *e)
{
	struct build *b = ctx;

	if (e->level == XML_ERR_WARNING || e->code == XML_WAR_NS_URI)
		b->d->doubtful = true;
	else
		b->ns_broken |= e->domain == XML_FROM_NAMESPACE;
}

static void on_dtd(void *ctx, const xmlChar *name, const xmlChar *external, const xmlChar *system)
{
	(void)name, (void)external, (void)system;
	refuse(ctx, "it has a document type declaration (DTD)");
}

static enum rc verdict(const struct build *b, struct why *reterr)
{
	const struct ubl_node *root = b->d->root;

	if (b->refused)
		return why_fail(reterr, RC_BAD_INPUT, "%s", b->refused);
	if (!b->xml->wellFormed || b->ns_broken || !root)
		return why_fail(reterr, RC_BAD_INPUT, "line %d: %.*s", b->xml->lastError.line,
				SPAN_ARG(span_trim(span_of(b->xml->lastError.message ?
								   b->xml->lastError.message :
								   "no XML"))));
	if (!ubl_encoding_read(b->xml->encoding ? b->xml->encoding : b->xml->input->encoding,
			       b->wide))
		return why_fail(reterr, RC_BAD_INPUT, "an encoding that XML readers need not know");
	if (b->tests)
		return why_fail(reterr, RC_REFUSED, "a set of tests, no invoice");
	if (!((root->name->ns == UBL_INVOICE && span_eq_str(root->name->local, "Invoice")) ||
	      (root->name->ns == UBL_CREDIT_NOTE && span_eq_str(root->name->local, "CreditNote"))))
		return why_fail(reterr, RC_BAD_INPUT, "no UBL Invoice or CreditNote, but <%.*s>",
				SPAN_ARG(utf8_cut(root->name->local, 60)));
	return RC_OK;
}

static void let_go(void)
{
	xmlFreeParserCtxt(kept.xml);
	memset(&kept, 0, sizeof(kept));
}

/* room: for all characters of the document. */
static enum rc parse(struct arena *a, struct span xml, size_t room, struct build *b,
		     struct why *reterr)
{
	xmlSAXHandler sax = { .initialized = XML_SAX2_MAGIC,
			      .startElementNs = on_start,
			      .endElementNs = on_end,
			      .characters = on_chars,
			      .ignorableWhitespace = on_chars,
			      .cdataBlock = on_cdata,
			      .comment = on_comment,
			      .processingInstruction = on_instruction,
			      .internalSubset = on_dtd,
			      .serror = on_fault };
	enum rc rc;

	*b = (struct build){ .a = a, .d = ARENA_NEW(a, struct ubl_doc), .wide = ubl_is_wide(xml) };
	if (!kept.xml)
		kept.xml = xmlNewParserCtxt();
	b->xml = kept.xml;
	if (!b->xml)
		return why_fail(reterr, RC_RETRY, "no memory for the XML parser");
	*b->xml->sax = sax;
	b->xml->userData = b;
	b->d->arena = a;
	b->d->n_first = ubl_name_count();
	b->d->first = ARENA_ARRAY(a, b->d->n_first, const struct ubl_node *);
	b->last = ARENA_ARRAY(a, b->d->n_first, struct ubl_node *);
	b->attr_tail = &b->d->attrs;
	b->new_tail = &b->d->attrs; /* the first attribute is of a new name */
	b->cap_chars = room;
	b->chars = arena_alloc(a, room);
	xmlFreeDoc(xmlCtxtReadMemory(b->xml, xml.ptr, (int)xml.len, NULL, NULL,
				     XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOENT |
					     XML_PARSE_HUGE));
	rc = verdict(b, reterr);
	if (rc || b->d->doubtful || xmlDictGetUsage(b->xml->dict) > NAMES_KEPT)
		let_go();
	return rc;
}

enum rc ubl_parse(struct arena *a, struct span xml, struct ubl_doc **ret, struct why *reterr)
{
	struct build b;
	enum rc rc;

	if (xml.len == 0 || xml.len > INT_MAX)
		return why_fail(reterr, RC_BAD_INPUT, "empty, or too large");
	if (!ubl_is_wide(xml) && memchr(xml.ptr, 0, xml.len)) /* libxml2 takes it for the end */
		return why_fail(reterr, RC_BAD_INPUT, "it has a byte 0");
	if (span_starts(xml, S("\x4c\x6f\xa7\x94")) || span_starts(xml, S("\0\0\0<")))
		return why_fail(reterr, RC_BAD_INPUT, "written in EBCDIC or UTF-32");
	ubl_structure_load(); /* names before documents */
	rc = parse(a, xml, xml.len, &b, reterr);
	if (b.overflowed) /* of a narrower encoding: none needs more than three bytes of UTF-8 for one */
		rc = parse(a, xml, xml.len * 3, &b, reterr);
	if (rc)
		return rc;
	b.d->credit_note = b.d->root->name->ns == UBL_CREDIT_NOTE;
	*ret = b.d;
	return RC_OK;
}
