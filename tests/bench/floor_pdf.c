/* The bare floor of `pdf`: the same document drawn again and again with libharu (floor_page.h). With XML: its elements are
 * written anew by libxml2's writer each time, and the file is embedded.
 *
 * usage: floor_pdf REGULAR.TTF BOLD.TTF LIST N [XML]    prints the seconds, the bytes of one PDF, the peak memory in kB */
#include <libxml/parser.h>
#include <libxml/xmlwriter.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "floor_page.h"
#include "peak.h"

static void write_node(xmlTextWriterPtr w, const xmlNode *n)
{
	for (; n; n = n->next) {
		if (n->type == XML_TEXT_NODE)
			xmlTextWriterWriteString(w, n->content);
		if (n->type != XML_ELEMENT_NODE)
			continue;
		xmlTextWriterStartElementNS(w, n->ns ? n->ns->prefix : NULL, n->name, NULL);
		for (const xmlNs *ns = n->nsDef; ns; ns = ns->next)
			xmlTextWriterWriteAttributeNS(w, ns->prefix ? BAD_CAST "xmlns" : NULL,
						      ns->prefix ? ns->prefix : BAD_CAST "xmlns", NULL, ns->href);
		for (const xmlAttr *a = n->properties; a; a = a->next)
			xmlTextWriterWriteAttribute(w, a->name, a->children->content);
		write_node(w, n->children);
		xmlTextWriterEndElement(w);
	}
}

static void write_xml(const xmlDoc *doc)
{
	xmlBufferPtr out = xmlBufferCreate();
	xmlTextWriterPtr w = xmlNewTextWriterMemory(out, 0);

	xmlTextWriterStartDocument(w, NULL, "UTF-8", NULL);
	write_node(w, doc->children);
	xmlTextWriterEndDocument(w);
	xmlFreeTextWriter(w);
	if (xmlBufferLength(out) < 1000)
		floor_fail("the XML came out short");
	xmlBufferFree(out);
}

int main(int argc, char **argv)
{
	struct timespec a, b;
	xmlDocPtr doc = NULL;
	size_t size = 0;

	if (argc < 5)
		floor_fail("usage: floor_pdf REGULAR BOLD LIST N [XML]");
	floor_read_list(argv[3]);
	if (argc > 5 && !(doc = xmlReadFile(argv[5], NULL, XML_PARSE_NONET)))
		floor_fail(argv[5]);
	clock_gettime(CLOCK_MONOTONIC, &a);
	for (int i = 0, n = atoi(argv[4]); i < n; i++) {
		if (doc)
			write_xml(doc);
		floor_draw(argv[1], argv[2], doc ? argv[5] : NULL, &size);
	}
	clock_gettime(CLOCK_MONOTONIC, &b);
	printf("%.3f %zu %ld\n", (double)(b.tv_sec - a.tv_sec) + (double)(b.tv_nsec - a.tv_nsec) / 1e9, size, peak_kb());
	return 0;
}
