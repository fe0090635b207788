/* What issuing, staff and ANAF's answers mean for filings. */
#ifndef PLIC_FLOW_FILE_H
#define PLIC_FLOW_FILE_H

#include "flow.h"

/* An invoice or storno that was issued now is to be filed, where the firm files and it must be. */
void file_issued(struct state *s, const struct document *doc);
/* The newest filing of a document that is loaded, or NULL. */
struct filing *state_filing(const struct state *s, int64_t document);

#endif
