/* A document's PDF from its snapshot: a pure function (same snapshot, look and version: same bytes).
 *
 * Layout files LANG/pdf/KIND.layout hold one directive a line (doc_layout.h), values are Mustache over
 * the localised snapshot and what is derived from it (doc_context.h). A new kind is a layout and a
 * row. A statement and a reminder list documents: a line's name is the document, period_from its
 * day, period_to its due day, net what is open; payable is their sum. A receipt's sum is total, its
 * purpose title. */
#ifndef PLIC_DOC_RENDER_H
#define PLIC_DOC_RENDER_H

#include "look.h"
#include "snapshot.h"

/* made: the instant written as creation date (the issue day's noon, so bytes are reproducible).
 * face: a draft prints "CIORNĂ"/"DRAFT", a preview "PREVIZUALIZARE"/"PREVIEW" in place of the number.
 * xml: the same document as UBL, embedded as "FCT-0012.xml" for convenience; "" = none.
 * Letters that the faces lack print as boxes (doc_print.h finds them before the document is issued).
 * RC_BAD_INPUT: over 2,000 pages. RC_BAD_CONFIG: layout error with file and line, a damaged picture. */
enum rc doc_render_pdf(const struct look *l, struct arena *a, const struct snapshot *s,
		       enum doc_face face, struct span xml, struct span *ret_pdf,
		       struct why *reterr) MUST_CHECK;

#endif
