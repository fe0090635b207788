/* The outbox: effects that were decided and must be performed. A row's key is unique for ever.
 *
 * queued -> sending (Message-ID and bytes stored before the first byte goes out) -> done
 *           sending -> queued again (clean 4xx, no connection), unknown (killed, reply lost), failed
 *           unknown -> done (found) or queued (not found: the same bytes go once more)
 *           queued -> dropped (recalled before it left) */
#ifndef PLIC_ROW_OUTBOX_H
#define PLIC_ROW_OUTBOX_H

#include "effect.h"
#include "rows.h"

enum outbox_state {
	OUTBOX_QUEUED,
	OUTBOX_SENDING,
	OUTBOX_DONE,
	OUTBOX_UNKNOWN,
	OUTBOX_FAILED,
	OUTBOX_DROPPED
};
const char *outbox_state_name(enum outbox_state s);

struct outbox_row {
	int64_t id;
	struct span key;
	enum effect_kind kind;
	enum mail_sort sort; /* FX_SEND_MAIL */
	struct span body;    /* JSON */
	enum outbox_state state;
	bool held; /* STAI on its card */
	int tries;
	int64_t created, due_at;
	int64_t done_at;        /* while unknown: when it was first to be looked for */
	struct span to;         /* FX_SEND_MAIL: the recipient */
	struct span message_id; /* without <>, "" until sending */
	struct span last_error;
	int64_t card, client;
	struct span fate; /* "", "bounced", "answered" */
};
struct outbox_rows {
	struct outbox_row *at;
	size_t n, cap;
};

/* Writes key, kind, sort, body, held, due_at, to, card, client. *ret_added false and nothing written
 * when the key is known; *ret_id is the row's either way. */
enum rc row_outbox_add(struct tx *tx, struct arena *a, const struct outbox_row *row, int64_t now,
		       int64_t *ret_id, bool *ret_added, struct why *reterr) MUST_CHECK;
enum rc row_outbox_load(struct tx *tx, struct arena *a, int64_t id, struct outbox_row **ret,
			struct why *reterr) MUST_CHECK;
/* Rows of a kind in a state (queued or unknown) that are due at `now` and not held, by due_at and id. */
enum rc row_outbox_due(struct tx *tx, struct arena *a, enum effect_kind kind,
		       enum outbox_state state, int64_t now, unsigned limit,
		       struct outbox_rows *ret, struct why *reterr) MUST_CHECK;
/* What may not leave now. */
struct outbox_gate {
	bool answers_only; /* STAI TOT: answers to staff, nothing else */
	bool over_cap; /* too many automatic mails: only persons' words, answers to staff, and the
				   * word about the cap itself (key mails-cap:...) */
	const struct spans *staff; /* their addresses */
};
/* Queued mails that are due at `now`, not held, and pass the gate, by due_at and id. */
enum rc row_outbox_due_gated(struct tx *tx, struct arena *a, int64_t now, unsigned limit,
			     const struct outbox_gate *gate, struct outbox_rows *ret,
			     struct why *reterr) MUST_CHECK;
/* How many automatic mails were accepted by SMTP since then. */
enum rc row_outbox_sent_since(struct tx *tx, int64_t since, int64_t *ret,
			      struct why *reterr) MUST_CHECK;
/* When the next queued or unknown row of the kind is due; *found false when there is none. */
enum rc row_outbox_next_due(struct tx *tx, enum effect_kind kind, int64_t *ret, bool *found,
			    struct why *reterr) MUST_CHECK;

/* The steps. A step that its state does not allow is RC_REFUSED.
 * One more try begins. message_id and bytes are written the first time only; later calls must bring
 * the same (RC_REFUSED otherwise), or "" for bytes. */
enum rc row_outbox_sending(struct tx *tx, int64_t id, struct span message_id, struct span bytes,
			   struct why *reterr) MUST_CHECK;
/* The mail as it went out; *found false when never begun. */
enum rc row_outbox_bytes(struct tx *tx, struct arena *a, int64_t id, struct span *ret, bool *found,
			 struct why *reterr) MUST_CHECK;
/* reply: the server's answer, kept as last_error. */
enum rc row_outbox_done(struct tx *tx, int64_t id, struct span reply, int64_t now,
			struct why *reterr) MUST_CHECK;
enum rc row_outbox_retry(struct tx *tx, int64_t id, struct span error, int64_t due_at,
			 struct why *reterr) MUST_CHECK;
/* due_at: when to look for it again. */
enum rc row_outbox_unknown(struct tx *tx, int64_t id, struct span error, int64_t due_at,
			   struct why *reterr) MUST_CHECK;
enum rc row_outbox_failed(struct tx *tx, int64_t id, struct span error, int64_t now,
			  struct why *reterr) MUST_CHECK;
/* At start: every row left in `sending` by a kill: mails become unknown, due at `due_at`; other kinds
 * (safe to repeat) queued. *ret_n rows. */
enum rc row_outbox_recover(struct tx *tx, int64_t due_at, int64_t *ret_n,
			   struct why *reterr) MUST_CHECK;

/* Hold what is queued to others than staff under the card, or let it go; *ret_n rows. */
enum rc row_outbox_hold_card(struct tx *tx, struct arena *a, int64_t card, bool held,
			     const struct spans *staff, int64_t *ret_n,
			     struct why *reterr) MUST_CHECK;
/* Recall the queued mails of a card, not tried yet. */
enum rc row_outbox_drop_card(struct tx *tx, int64_t card, int64_t now, int64_t *ret_n,
			     struct why *reterr) MUST_CHECK;

/* Exports (key export:...) that were not tried yet: how many, and none of them leaves any more. */
enum rc row_outbox_exports(struct tx *tx, int64_t *ret, struct why *reterr) MUST_CHECK;
enum rc row_outbox_drop_exports(struct tx *tx, int64_t now, struct why *reterr) MUST_CHECK;

/* Is this Message-ID (without <>) one of ours? */
enum rc row_outbox_by_message_id(struct tx *tx, struct arena *a, struct span message_id,
				 struct outbox_row **ret, struct why *reterr) MUST_CHECK;
/* Automatic answers to that mailbox on a card since a person wrote on it. */
enum rc row_outbox_count_thread(struct tx *tx, struct arena *a, int64_t card, struct span addr,
				int *ret, struct why *reterr) MUST_CHECK;
/* fate: "bounced" or "answered"; bounced is kept over answered. */
enum rc row_outbox_fate(struct tx *tx, int64_t id, struct span fate, struct why *reterr) MUST_CHECK;
/* Mails put into the outbox for an address since T: answers alone, and all but SORT_PERSON. */
enum rc row_outbox_count_to(struct tx *tx, struct arena *a, struct span addr, int64_t since,
			    int *ret_answers, int *ret_all, struct why *reterr) MUST_CHECK;
/* Not done: queued, sending, unknown, and failed since T; oldest first. */
enum rc row_outbox_pending(struct tx *tx, struct arena *a, int64_t failed_since, unsigned limit,
			   struct outbox_rows *ret, struct why *reterr) MUST_CHECK;
/* Mails of a card, newest first. */
enum rc row_outbox_of_card(struct tx *tx, struct arena *a, int64_t card, unsigned limit,
			   struct outbox_rows *ret, struct why *reterr) MUST_CHECK;

#endif
