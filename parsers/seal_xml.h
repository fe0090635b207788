/* Inside of parsers/seal*.c: libxml2's part. */
#ifndef PLIC_SEAL_XML_H
#define PLIC_SEAL_XML_H

#include "arena.h"

#include <libxml/tree.h>

#define DSIG "http://www.w3.org/2000/09/xmldsig#"

/* Keeps this thread's libxml2 from writing to stderr what it finds: its canonical forms and encoders know no other
 * way. */
void seal_xml_quiet(bool on);
/* A document type ends the reading, so there are no entities. NULL: not well-formed, or over 12 MB (ANAF
 * takes 10); xmlFreeDoc. */
xmlDoc *seal_read_xml(struct span bytes);
bool seal_is_named(const xmlNode *n, const char *ns, const char *name);
/* The next child of xmldsig's, of that name, after `after` (NULL: the first). of may be NULL. */
xmlNode *seal_child(const xmlNode *of, const xmlNode *after, const char *name);
/* "" when there is none; n may be NULL. */
struct span seal_attribute(struct arena *a, const xmlNode *n, const char *name);
struct span seal_content(struct arena *a, const xmlNode *n);
/* The one element for which fits() is true; NULL: none, or more than one. */
xmlNode *seal_the_one(xmlDoc *doc, bool (*fits)(const xmlNode *n, struct span what),
		      struct span what);

/* Canonical XML 1.0, 1.1 and the exclusive one. */
struct seal_canon {
	const char *uri;
	int mode; /* libxml2's */
	bool comments;
};
const struct seal_canon *seal_canon_of(struct span uri); /* NULL: unknown */
/* A part of a document (root NULL: all of it) in that form, given away piece by piece; method may name prefixes to
 * keep. false: it has none, or over 32 MB. */
typedef void seal_sink(void *ctx, struct span bytes);
bool seal_canonical(struct arena *a, xmlDoc *doc, xmlNode *root, const struct seal_canon *form,
		    bool comments, const xmlNode *method, seal_sink *sink, void *ctx);

#endif
