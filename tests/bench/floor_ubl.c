/* `ubl`: the bare floor: libxml2's xmlTextWriter writes the same elements, attributes and texts, which stand ready in
 * memory, into a new buffer each time. What it writes must be the same bytes.
 *
 * usage: floor_ubl XML N    prints the seconds */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <libxml/parser.h>
#include <libxml/xmlwriter.h>

static void put(xmlTextWriterPtr w, const xmlNode *n)
{
	if (n->type == XML_TEXT_NODE) {
		xmlTextWriterWriteString(w, n->content);
		return;
	}
	if (n->ns && n->ns->prefix)
		xmlTextWriterStartElementNS(w, n->ns->prefix, n->name, NULL);
	else
		xmlTextWriterStartElement(w, n->name);
	for (const xmlNs *ns = n->nsDef; ns; ns = ns->next) {
		char name[40];

		(void)snprintf(name, sizeof(name), ns->prefix ? "xmlns:%s" : "xmlns",
			       (const char *)ns->prefix);
		xmlTextWriterWriteAttribute(w, (const xmlChar *)name, ns->href);
	}
	for (const xmlAttr *a = n->properties; a; a = a->next)
		xmlTextWriterWriteAttribute(w, a->name, a->children->content);
	for (const xmlNode *c = n->children; c; c = c->next)
		put(w, c);
	xmlTextWriterEndElement(w);
}

static xmlBufferPtr once(const xmlNode *root)
{
	xmlBufferPtr b = xmlBufferCreate();
	xmlTextWriterPtr w = xmlNewTextWriterMemory(b, 0);

	xmlTextWriterStartDocument(w, NULL, "UTF-8", NULL);
	put(w, root);
	xmlTextWriterEndDocument(w);
	xmlFreeTextWriter(w);
	return b;
}

static int same(const char *path, const xmlBuffer *b)
{
	static char bytes[1 << 20];
	FILE *f = fopen(path, "rb");
	size_t n = f ? fread(bytes, 1, sizeof(bytes), f) : 0, have = (size_t)xmlBufferLength(b);

	if (f)
		(void)fclose(f);
	/* EndDocument adds a line end. */
	return have >= n && have <= n + 1 && n > 0 && memcmp(bytes, xmlBufferContent(b), n) == 0;
}

int main(int argc, char **argv)
{
	xmlDocPtr doc = argc == 3 ? xmlReadFile(argv[1], NULL, 0) : NULL;
	long n = argc == 3 ? strtol(argv[2], NULL, 10) : 0;
	struct timespec a, b;
	const xmlNode *root;
	xmlBufferPtr out;

	if (!doc || n < 1)
		return 64;
	root = xmlDocGetRootElement(doc);
	out = once(root);
	if (!same(argv[1], out)) {
		(void)fputs("floor_ubl: the bytes differ\n", stderr);
		return 1;
	}
	xmlBufferFree(out);
	clock_gettime(CLOCK_MONOTONIC, &a);
	for (long i = 0; i < n; i++)
		xmlBufferFree(once(root));
	clock_gettime(CLOCK_MONOTONIC, &b);
	printf("%.3f\n", (double)(b.tv_sec - a.tv_sec) + (double)(b.tv_nsec - a.tv_nsec) / 1e9);
	xmlFreeDoc(doc);
	return 0;
}
