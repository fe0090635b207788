/* XML of strangers, read from memory as events. A document type ends the reading, so there are no entities; nothing is
 * fetched; what is nested deeper than asked for ends it too. */
#ifndef PLIC_XML_IN_H
#define PLIC_XML_IN_H

#include "span.h"

struct xml_element {
	struct span name; /* without prefix */
	struct span uri;  /* of its name space, "" = none */
	unsigned depth;   /* the root's is 1 */
	const void *attrs;
	int n_attrs;
};
/* "" when it has none of that name; case is ignored, as ANAF writes some both ways. Like all that an event is given, the bytes live as long as the event. */
struct span xml_attr(const struct xml_element *e, const char *name);

/* An event says NULL to go on, xml_enough to end well, else in some words what cannot be. */
extern const char xml_enough[];
struct xml_events {
	const char *(*start)(void *ctx, const struct xml_element *e);
	const char *(*text)(void *ctx, struct span text); /* in pieces; NULL = not wanted */
	const char *(*end)(void *ctx, struct span name, unsigned depth); /* NULL = not wanted */
	unsigned depth_max;
};

/* RC_BAD_INPUT names the line: not well formed, a document type, or what an event said. */
enum rc xml_read(struct span xml, const struct xml_events *on, void *ctx,
		 struct why *reterr) MUST_CHECK;

#endif
