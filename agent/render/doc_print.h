/* Can a document's texts be read when they are printed? */
#ifndef PLIC_DOC_PRINT_H
#define PLIC_DOC_PRINT_H

#include "look.h"
#include "pdf_text.h"
#include "snapshot.h"

/* A text with characters that the look's faces have no glyph for (Arabic, Hebrew, Chinese letters):
 * they would print as boxes. */
struct doc_unread {
	struct span where; /* "buyer.name", "lines.2.name": from 1 */
	struct span text;
	struct span missing; /* those characters, each once */
};
struct doc_unreads {
	struct doc_unread *at;
	size_t n, cap;
};

/* Those of a tree of texts; where: its name. */
void doc_unreads_add(const struct type *t, const struct value *v, struct span where,
		     struct doc_unreads *ret);
/* What of seller, buyer, lines, title and references would not be readable; none: n is 0. A quoted
 * acceptance and notes are not looked at: they stay as they came. RC_BAD_CONFIG: the fonts. */
enum rc doc_unreadable(const struct look *l, struct arena *a, const struct snapshot *s,
		       struct doc_unreads *ret, struct why *reterr) MUST_CHECK;

#endif
