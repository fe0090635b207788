/* The journal of mails: one row a message, found by folder + UIDVALIDITY + UID, never by flags; and
 * the raw bytes, kept by their SHA-256.
 *
 * seen -> begun (an attempt is counted in its own small transaction) -> done (in the deciding
 * transaction) -> moved (IMAP moved it, or it stays). Three attempts begun without an end: the caller
 * puts it into Quarantine instead of a fourth. */
#ifndef PLIC_ROW_MESSAGE_H
#define PLIC_ROW_MESSAGE_H

#include "effect.h"
#include "hash.h"
#include "rows.h"

enum journal_state { JOURNAL_SEEN, JOURNAL_BEGUN, JOURNAL_DONE, JOURNAL_MOVED };

struct message_row {
	int64_t id;
	struct span folder;
	uint32_t uidvalidity, uid;
	enum journal_state state;
	int attempts;
	bool has_raw, has_key;
	struct sha256 raw;         /* of the bytes as fetched */
	struct sha256 content_key; /* see fact.h; known once read */
	int64_t size;
	struct span outcome; /* one word, "" until done */
	enum folder target;  /* where it goes */
	int64_t card;
	struct span from, subject, message_id;
	struct span proof; /* the verdict about its sender at arrival; written, not read */
	int64_t received, begun_at, done_at;
};
struct message_rows {
	struct message_row *at;
	size_t n, cap;
};

/* Begun, and to be looked at later for a reason that is not its own: the attempt does not count. */
enum rc row_message_wait(struct tx *tx, int64_t id, struct why *reterr) MUST_CHECK;
/* *ret NULL when it is not in the journal. */
enum rc row_message_find(struct tx *tx, struct arena *a, struct span folder, uint32_t uidvalidity,
			 uint32_t uid, struct message_row **ret, struct why *reterr) MUST_CHECK;
enum rc row_message_load(struct tx *tx, struct arena *a, int64_t id, struct message_row **ret,
			 struct why *reterr) MUST_CHECK;
/* folder, uidvalidity, uid, size, received and raw (if has_raw) are written; state seen. Gives m->id.
 * RC_REFUSED when that UID is there. */
enum rc row_message_insert(struct tx *tx, struct message_row *m, struct why *reterr) MUST_CHECK;
/* Counts an attempt: state begun, *ret_attempts after counting. */
enum rc row_message_begin(struct tx *tx, int64_t id, int64_t now, int *ret_attempts,
			  struct why *reterr) MUST_CHECK;
/* insert (unless there) and begin in one: for a message that is taken up at once. */
enum rc row_message_insert_begun(struct tx *tx, struct message_row *m, int64_t now,
				 struct why *reterr) MUST_CHECK;
/* Writes content_key (if has_key), outcome, target, card, from, subject, message_id; state done, or
 * moved when target is FOLDER_STAY. */
enum rc row_message_done(struct tx *tx, const struct message_row *m, int64_t now,
			 struct why *reterr) MUST_CHECK;
enum rc row_message_moved(struct tx *tx, int64_t id, struct why *reterr) MUST_CHECK;

/* A message other than not_id that is done and has the same content; the oldest. */
enum rc row_message_by_content(struct tx *tx, struct arena *a, const struct sha256 *content_key,
			       int64_t not_id, struct message_row **ret,
			       struct why *reterr) MUST_CHECK;
/* By Message-ID without <>; the oldest that is done. Its card is the thread's. */
enum rc row_message_by_message_id(struct tx *tx, struct arena *a, struct span message_id,
				  struct message_row **ret, struct why *reterr) MUST_CHECK;
/* Done and to be moved, in one folder of one UIDVALIDITY, by target then UID; at most limit. */
enum rc row_message_to_move(struct tx *tx, struct arena *a, struct span folder,
			    uint32_t uidvalidity, unsigned limit, struct message_rows *ret,
			    struct why *reterr) MUST_CHECK;
/* Seen or begun, not done, by UID: what a restart takes up again. */
enum rc row_message_unfinished(struct tx *tx, struct arena *a, struct span folder,
			       uint32_t uidvalidity, unsigned limit, struct message_rows *ret,
			       struct why *reterr) MUST_CHECK;
/* Highest UID in the journal for the folder, 0 = none. */
enum rc row_message_last_uid(struct tx *tx, struct span folder, uint32_t uidvalidity, uint32_t *ret,
			     struct why *reterr) MUST_CHECK;
/* Newest first, for status and the timeline; below id `before` (0 = from the newest). */
enum rc row_message_recent(struct tx *tx, struct arena *a, int64_t before, unsigned limit,
			   struct message_rows *ret, struct why *reterr) MUST_CHECK;

/* Raw bytes: put is a no-op when they are there. */
enum rc raw_put(struct tx *tx, const struct sha256 *hash, struct span bytes, int64_t now,
		struct why *reterr) MUST_CHECK;
/* *found false when not kept. RC_BAD_INPUT when they no longer match. */
enum rc raw_get(struct tx *tx, struct arena *a, const struct sha256 *hash, struct span *ret,
		bool *found, struct why *reterr) MUST_CHECK;

#endif
