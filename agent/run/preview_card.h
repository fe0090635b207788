/* A real card's document for `plic preview KIND --card N`: nothing is written, no number is taken. */
#ifndef PLIC_PREVIEW_CARD_H
#define PLIC_PREVIEW_CARD_H

#include "config.h"
#include "db.h"
#include "snapshot.h"

/* The card's newest document of that kind as it stands; where there is none, what would be drafted
 * now: from the card's other documents, a storno of its newest invoice, a statement and a reminder of
 * what its client has not paid. face: issued, draft or preview. RC_REFUSED: no such card, or nothing to
 * make such a document of, said in words. */
enum rc preview_card(struct db *db, struct arena *a, const struct firm *firm, enum doc_kind kind,
		     int64_t card, int64_t now, struct snapshot **ret, enum doc_face *face,
		     struct why *reterr) MUST_CHECK;

#endif
