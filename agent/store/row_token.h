/* Reply tokens: what an ID in a reply address or Message-ID opens. The MAC is checked elsewhere. */
#ifndef PLIC_ROW_TOKEN_H
#define PLIC_ROW_TOKEN_H

#include "rows.h"

struct token_row {
	struct span id, purpose, addr;
	struct span key; /* id of the key that made its MAC */
	int64_t card, document, question;
	int64_t expires; /* instant, 0 = never */
};
/* RC_REFUSED when the id is taken. */
enum rc row_token_add(struct tx *tx, const struct token_row *t, int64_t now,
		      struct why *reterr) MUST_CHECK;
/* *ret NULL when unknown. Expired ones are given too: look at expires. */
enum rc row_token_find(struct tx *tx, struct arena *a, struct span id, struct token_row **ret,
		       struct why *reterr) MUST_CHECK;

#endif
