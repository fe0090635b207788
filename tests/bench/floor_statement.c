/* `statement`: the bare floors: libxml2's push parser with callbacks that only count, or the lines of a text.
 *
 * usage: floor_statement xml|lines FILE    prints the seconds */
#include <libxml/parser.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { CHUNK = 256 << 10 };

static size_t seen;

static void on_start(void *ctx, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
		     int n_ns, const xmlChar **ns, int n_attr, int n_default, const xmlChar **attr)
{
	(void)ctx, (void)prefix, (void)uri, (void)n_ns, (void)ns, (void)n_attr, (void)n_default;
	(void)attr;
	seen += name[0] != 0;
}

static void on_text(void *ctx, const xmlChar *text, int len)
{
	(void)ctx, (void)text;
	seen += (size_t)len;
}

static void lines(const char *p, size_t n)
{
	while (n) {
		const char *end = memchr(p, '\n', n);
		size_t len = end ? (size_t)(end - p) + 1 : n;

		seen += p[0] == ':';
		p += len;
		n -= len;
	}
}

int main(int argc, char **argv)
{
	xmlSAXHandler sax = { .initialized = XML_SAX2_MAGIC,
			      .startElementNs = on_start,
			      .characters = on_text };
	char *room = malloc(CHUNK);
	FILE *f = argc == 3 ? fopen(argv[2], "re") : NULL;
	bool xml = argc == 3 && !strcmp(argv[1], "xml");
	xmlParserCtxt *ctxt = xmlCreatePushParserCtxt(&sax, NULL, NULL, 0, NULL);
	struct timespec t0, t1;
	size_t n;

	if (!f || !room || !ctxt)
		return 2;
	(void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t0);
	while ((n = fread(room, 1, CHUNK, f)) > 0) {
		if (!xml)
			lines(room, n);
		else if (xmlParseChunk(ctxt, room, (int)n, 0))
			return 1;
	}
	if (xml && xmlParseChunk(ctxt, "", 0, 1))
		return 1;
	(void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t1);
	(void)printf("%.6f\n",
		     (double)(t1.tv_sec - t0.tv_sec) + (double)(t1.tv_nsec - t0.tv_nsec) / 1e9);
	(void)fprintf(stderr, "%zu\n", seen);
	xmlFreeParserCtxt(ctxt);
	free(room);
	return fclose(f) ? 1 : 0;
}
