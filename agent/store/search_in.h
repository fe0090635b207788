/* Inside the store: keeping the words of CAUTA in step with the rows. */
#ifndef PLIC_SEARCH_IN_H
#define PLIC_SEARCH_IN_H

#include "rows.h"

enum search_kind { SEARCH_CLIENT, SEARCH_CARD, SEARCH_DOCUMENT };
enum search_words { SEARCH_WHOLE, SEARCH_BEGIN };

/* text is folded here. Written by tx_commit, and only when it differs from what is there. */
void search_put(struct tx *tx, enum search_kind kind, int64_t id, bool is_new, struct span text);
enum rc search_flush(struct tx *tx, struct why *reterr) MUST_CHECK;
/* Row ids that have every word of text (SEARCH_BEGIN: or a word that begins so), newest first.
 * SEARCH_BEGIN costs what the words' matches count, SEARCH_WHOLE what is given. */
enum rc search_ids(struct tx *tx, struct arena *a, struct span text, enum search_words how,
		   unsigned limit, struct row_ids *ret, struct why *reterr) MUST_CHECK;
/* The words under which a client's name, and nothing else, is in the index. */
struct span search_name_words(struct arena *a, struct span name);
enum search_kind search_id_kind(int64_t rowid);
int64_t search_id_row(int64_t rowid);

#endif
