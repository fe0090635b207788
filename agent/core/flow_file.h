/* What issuing, staff and ANAF's answers mean for filings. */
#ifndef PLIC_FLOW_FILE_H
#define PLIC_FLOW_FILE_H

#include "revise.h"

/* An invoice or storno that was issued now is to be filed, where the firm files and it must be. */
void file_issued(struct state *s, const struct document *doc);
/* The newest filing of a document that is loaded, or NULL. */
struct filing *state_filing(const struct state *s, int64_t document);

/* The document's next revision is to be filed at once. */
void file_revision(struct state *s, const struct document *doc, int revision);

/* EFACTURA RETRIMITE of what was rejected or is in doubt. A rejected one that would say something else now (seller,
 * buyer, rates, VAT rules) is issued anew under its number (*ret: what differs); else the same bytes go again, or
 * are looked for now. RC_REFUSED: as revise_finish. */
enum rc file_again(struct flow *fl, struct document *doc, struct filing *f, struct revision *ret,
		   struct why *reterr) MUST_CHECK;

#endif
