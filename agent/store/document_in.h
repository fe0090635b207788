/* Inside the store: reading rows of document, shared by its two files. */
#ifndef PLIC_DOCUMENT_IN_H
#define PLIC_DOCUMENT_IN_H

#include "query.h"
#include "row_document.h"

/* The columns of DOCUMENT_COLS; with_snapshot: and the snapshot after them. */
struct document *document_read(struct query *q, struct arena *a, bool with_snapshot);
enum rc document_read_all(struct query *q, struct arena *a, bool with_snapshot,
			  struct row_documents *ret, struct why *reterr) MUST_CHECK;

#endif
