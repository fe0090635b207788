/* What issuing, staff and ANAF's answers mean for filings. */
#ifndef PLIC_FLOW_FILE_H
#define PLIC_FLOW_FILE_H

#include "flow.h"

/* An invoice or storno that was issued now is to be filed, where the firm files and it must be. */
void file_issued(struct state *s, const struct document *doc);
/* The newest filing of a document that is loaded, or NULL. */
struct filing *state_filing(const struct state *s, int64_t document);

/* EFACTURA RETRIMITE of what was rejected or is in doubt. A rejected one whose seller or buyer are known
 * differently now is issued anew under its number (*revised) and its client gets the corrected PDF; else the same
 * bytes go again, or are looked for now. RC_REFUSED: fl->faults say why it would be rejected again. */
enum rc file_again(struct flow *fl, struct document *doc, struct filing *f, bool *revised,
		   struct why *reterr) MUST_CHECK;

#endif
