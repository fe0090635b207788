/* A document's PDF from its snapshot: a pure function (same snapshot, look and version: same bytes).
 *
 * Layout files LANG/pdf/KIND.layout hold one directive a line, values are Mustache over the localised
 * snapshot (keys as in snapshot_to_value, plus "firm", "brand"): see the head of each shipped file.
 * The same file serves all document kinds of a firm's own: a new kind is a layout and a row. */
#ifndef PLIC_DOC_RENDER_H
#define PLIC_DOC_RENDER_H

#include "look.h"
#include "snapshot.h"

/* made: the instant written as creation date (the issue day's noon, so bytes are reproducible).
 * draft: prints "CIORNĂ"/"DRAFT" in place of the number.
 * RC_BAD_INPUT: a character that no font holds is replaced by U+FFFD's box, never clipped: not an
 * error; too many pages (over 2,000) is. RC_BAD_CONFIG: layout error with file and line. */
enum rc doc_render_pdf(const struct look *l, struct arena *a, const struct snapshot *s, bool draft,
		       struct span *ret_pdf, struct why *reterr) MUST_CHECK;

#endif
