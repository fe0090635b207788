/* XML that libxml2 takes and not every reader does: names of later editions of XML 1.0, odd addresses of
 * namespaces, rare encodings. The official validator refuses it. */
#ifndef PLIC_UBL_DOUBT_H
#define PLIC_UBL_DOUBT_H

#include <libxml/xmlstring.h>

#include "arena.h"

/* Of an element as SAX2's startElementNs gets it: why it is refused, NULL when it is not. */
const char *ubl_doubt(const xmlChar *local, int n_ns, const xmlChar **ns, int n_attrs,
		      const xmlChar **attrs);
/* UTF-16 or UTF-32, by the first bytes. */
bool ubl_is_wide(struct span xml);
/* said: what the XML declaration names, may be NULL. wide: ubl_is_wide. UTF-8, UTF-16 and what
 * has one byte for a letter, by names that all readers know. */
bool ubl_encoding_read(const xmlChar *said, bool wide);

#endif
