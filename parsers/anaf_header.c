/* ANAF's small XML documents by libxml2's SAX parser: a root's attributes and the messages right under it. A
 * document type ends the reading, so there are no entities. */
#include "anaf_in.h"

#include "span.h"

#include <libxml/SAX2.h>
#include <libxml/parser.h>

#define FAULTS_MAX 500
#define VALUE_MAX  ((size_t)8192)
#define DEPTH_MAX  64

struct reading {
	struct arena *a;
	xmlParserCtxt *xml;
	struct anaf_header *ret;
	unsigned depth;
	bool bad, done;
};

static void stop(struct reading *r, bool bad)
{
	r->bad |= bad;
	r->done = true;
	xmlStopParser(r->xml);
}

/* Attributes come in fives: name, prefix, URI, value, end of the value. Case is ignored: the document of faults writes
 * its own with capitals. */
static struct span attribute(struct arena *a, int n, const xmlChar **attr, const char *name)
{
	for (int i = 0; i < n; i++)
		if (span_ieq_str(span_of((const char *)attr[i * 5]), name))
			return arena_span(
				a, span_sub(span_trim((struct span){
						    (const char *)attr[i * 5 + 3],
						    (size_t)(attr[i * 5 + 4] - attr[i * 5 + 3]) }),
					    0, VALUE_MAX));
	return S("");
}

static struct span digits(struct span s)
{
	return span_all_digits(s) && s.len <= 30 ? s : S("");
}

static void on_start(void *ctx, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri,
		     int n_ns, const xmlChar **ns, int n_attr, int n_default, const xmlChar **attr)
{
	struct reading *r = ctx;
	struct anaf_header *h = r->ret;
	struct span name = span_of((const char *)local);

	(void)prefix, (void)uri, (void)n_ns, (void)ns, (void)n_default;
	if (++r->depth > DEPTH_MAX) {
		stop(r, true);
	} else if (r->depth == 1) {
		h->root = arena_span(r->a, span_sub(name, 0, 100));
		h->at = attribute(r->a, n_attr, attr, "dateResponse");
		h->ok = attribute(r->a, n_attr, attr, "ExecutionStatus");
		h->index = digits(attribute(r->a, n_attr, attr, "index_incarcare"));
		h->state = attribute(r->a, n_attr, attr, "stare");
		h->download = digits(attribute(r->a, n_attr, attr, "id_descarcare"));
		h->message = attribute(r->a, n_attr, attr, "message");
		if (!span_eq_str(h->root, "header"))
			stop(r, false);
	} else if (r->depth == 2 && h->faults.n < FAULTS_MAX &&
		   (span_ieq_str(name, "Errors") || span_ieq_str(name, "Error"))) {
		anaf_fault_add(r->a, &h->faults, attribute(r->a, n_attr, attr, "errorMessage"));
	}
}

static void on_end(void *ctx, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri)
{
	struct reading *r = ctx;

	(void)local, (void)prefix, (void)uri;
	r->depth--;
}

static void on_doctype(void *ctx, const xmlChar *name, const xmlChar *public_id,
		       const xmlChar *system_id)
{
	(void)name, (void)public_id, (void)system_id;
	stop(ctx, true);
}

static void on_error(void *ctx, xmlErrorPtr error)
{
	struct reading *r = ctx;

	if (error->level == XML_ERR_FATAL && !r->done)
		stop(r, true);
}

bool anaf_header_read(struct arena *a, struct span xml, struct anaf_header *ret)
{
	struct reading r = { .a = a, .ret = ret };
	xmlSAXHandler sax = { .initialized = XML_SAX2_MAGIC,
			      .startElementNs = on_start,
			      .endElementNs = on_end,
			      .internalSubset = on_doctype,
			      .serror = on_error };

	*ret = (struct anaf_header){ 0 };
	if (!xml.len || xml.len > ANAF_ARCHIVE_MAX)
		return false;
	r.xml = xmlCreatePushParserCtxt(&sax, &r, NULL, 0, NULL);
	if (!r.xml)
		return false;
	(void)xmlCtxtUseOptions(r.xml, XML_PARSE_NONET);
	if (xmlParseChunk(r.xml, xml.ptr, (int)xml.len, 0) == 0)
		(void)xmlParseChunk(r.xml, "", 0, 1);
	xmlFreeParserCtxt(r.xml);
	return !r.bad && ret->root.len;
}
