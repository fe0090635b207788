/* Events by libxml2's SAX parser. */
#include "xml_in.h"

#include <limits.h>

#include <libxml/SAX2.h>
#include <libxml/parser.h>

const char xml_enough[] = "";

struct reading {
	const struct xml_events *on;
	void *ctx;
	xmlParserCtxt *xml;
	unsigned depth;
	const char *over; /* what ended it */
	int line;
};

static void heed(struct reading *r, const char *said)
{
	int line = xmlSAX2GetLineNumber(r->xml);

	if (!said || r->over)
		return;
	r->over = said;
	r->line = line > 0 ? line : 1;
	/* It lets go of the bytes that names and attributes stand in: nothing may follow. */
	xmlStopParser(r->xml);
}

static void on_start(void *ctx, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri,
		     int n_ns, const xmlChar **ns, int n_attr, int n_default, const xmlChar **attr)
{
	struct reading *r = ctx;
	struct xml_element e = { span_of((const char *)local), span_of((const char *)uri),
				 ++r->depth, attr, n_attr };

	(void)prefix, (void)n_ns, (void)ns, (void)n_default;
	if (!r->over)
		heed(r, e.depth > r->on->depth_max ? "nested too deep" : r->on->start(r->ctx, &e));
}

static void on_text(void *ctx, const xmlChar *text, int len)
{
	struct reading *r = ctx;

	if (!r->over && r->on->text)
		heed(r, r->on->text(r->ctx, (struct span){ (const char *)text, (size_t)len }));
}

static void on_end(void *ctx, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri)
{
	struct reading *r = ctx;
	unsigned depth = r->depth--;

	(void)prefix, (void)uri;
	if (!r->over && r->on->end)
		heed(r, r->on->end(r->ctx, span_of((const char *)local), depth));
}

static void on_doctype(void *ctx, const xmlChar *name, const xmlChar *public_id,
		       const xmlChar *system_id)
{
	(void)name, (void)public_id, (void)system_id;
	heed(ctx, "a document type");
}

static void on_error(void *ctx, xmlErrorPtr error)
{
	if (error->level == XML_ERR_FATAL)
		heed(ctx, "not well formed");
}

struct span xml_attr(const struct xml_element *e, const char *name)
{
	const xmlChar *const *attr = e->attrs;

	/* They come in fives: name, prefix, URI, value, end of the value. */
	for (int i = 0; i < e->n_attrs; i++, attr += 5)
		if (span_ieq_str(span_of((const char *)attr[0]), name))
			return (struct span){ (const char *)attr[3], (size_t)(attr[4] - attr[3]) };
	return S("");
}

enum rc xml_read(struct span xml, const struct xml_events *on, void *ctx, struct why *reterr)
{
	struct reading r = { .on = on, .ctx = ctx };
	xmlSAXHandler sax = { .initialized = XML_SAX2_MAGIC,
			      .startElementNs = on_start,
			      .endElementNs = on_end,
			      .characters = on_text,
			      .cdataBlock = on_text,
			      .internalSubset = on_doctype,
			      .serror = on_error };

	if (!xml.len || xml.len > INT_MAX)
		return why_fail(reterr, RC_BAD_INPUT, "line 1: not well formed");
	r.xml = xmlCreatePushParserCtxt(&sax, &r, NULL, 0, NULL);
	if (!r.xml)
		return why_fail(reterr, RC_RETRY, "no memory to read XML");
	/* HUGE lifts libxml2's own limits of length and depth: ours are kept above. */
	(void)xmlCtxtUseOptions(r.xml, XML_PARSE_NONET | XML_PARSE_HUGE);
	if (xmlParseChunk(r.xml, xml.ptr, (int)xml.len, 0) == 0)
		(void)xmlParseChunk(r.xml, "", 0, 1);
	xmlFreeParserCtxt(r.xml);
	if (r.over && r.over != xml_enough)
		return why_fail(reterr, RC_BAD_INPUT, "line %d: %s", r.line, r.over);
	return RC_OK;
}
