/* Deleting what need not be kept any more (config/retention.conf): only ever with an evidence row for each
 * thing deleted, written in the same transaction; triggers refuse every other deletion. */
#ifndef PLIC_ROW_PURGE_H
#define PLIC_ROW_PURGE_H

#include "hash.h"
#include "retention.h"
#include "rows.h"

enum purge_what {
	PURGE_PDF,
	PURGE_XML,
	PURGE_MAIL,
	PURGE_SENT,
	PURGE_ANSWER,   /* ANAF's, about a filing; kept as long as its document */
	PURGE_RECEIVED, /* a supplier's invoice; kept as long as an invoice */
	PURGE_REVISION, /* a document as it was before it was corrected; kept as long as that */
	PURGE_WHATS
};

struct purge_item {
	enum purge_what what;
	int kind;         /* of the retention rules: enum doc_kind or RETAIN_MAIL */
	int64_t row;      /* document, raw.id, outbox.id, filing, received */
	int64_t revision; /* PURGE_REVISION */
	struct span
		which; /* PURGE_ANSWER: its download id; PURGE_RECEIVED, _REVISION: "zip", "xml", "pdf" */
	struct day made;
	struct sha256 hash;
	int64_t size;
};
struct purge_items {
	struct purge_item *at;
	size_t n, cap;
};

/* Files of documents issued, as they are and as they were, what ANAF gave, letters that came or left before the day; letters that prove an acceptance are
 * never among them. In a fixed order. */
enum rc row_purge_before(struct tx *tx, struct arena *a, struct day before, struct purge_items *ret,
			 struct why *reterr) MUST_CHECK;
/* Evidence, then deletion, of all of items. by: who; code: of the list as it was shown. */
enum rc row_purge_do(struct tx *tx, const struct purge_items *items, struct span by,
		     struct span code, int64_t now, struct why *reterr) MUST_CHECK;
/* Were this document's files deleted on purpose? */
enum rc row_purge_of_document(struct tx *tx, int64_t document, bool *ret,
			      struct why *reterr) MUST_CHECK;
/* Documents whose PDF or XML was deleted, by id, after `after`. */
enum rc row_purge_documents(struct tx *tx, struct arena *a, int64_t after, unsigned limit,
			    struct row_ids *ret, struct why *reterr) MUST_CHECK;

#endif
