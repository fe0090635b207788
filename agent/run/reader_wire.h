/* Facts over a pipe: what the parent sends to the reader child and what comes back.
 *
 * A frame is five bytes (length of what follows, little endian; kind) and its payload. One visitor
 * walks each struct for both directions, so the two cannot drift apart. What is decoded is checked
 * as if its sender were hostile: lengths, counts, enums, booleans, dates, UTF-8 without NUL, the
 * memory it asks for; and every byte must have been used. */
#ifndef PLIC_READER_WIRE_H
#define PLIC_READER_WIRE_H

#include "arena.h"
#include "buf.h"
#include "reader_config.h"
#include "ubl_in.h"

#define WIRE_HEAD       5
#define WIRE_ANSWER_MAX ((size_t)4 << 20) /* an answer, payload */
#define WIRE_CONFIG_MAX ((size_t)4 << 20)
#define WIRE_KEYS_MAX   ((size_t)64 << 10)
#define WIRE_CHUNK_MAX  ((size_t)256 << 10)
#define WIRE_MAIL_MAX   ((size_t)40 << 20) /* a mail; the parser's own limit is lower */

enum wire_kind {
	WIRE_CONFIG = 'C',  /* to the child: struct reader_config */
	WIRE_MAIL = 'M',    /* to the child: the raw mail */
	WIRE_FILE = 'F',    /* to the child: a file of any kind */
	WIRE_BODY = 'B',    /* to the child: a letter without its header */
	WIRE_KEYS = 'K',    /* to the child: struct dkim_keys for the mail that follows */
	WIRE_FIRST = 'S',   /* to the child: a file's first chunk */
	WIRE_MORE = '+',    /* to the child: its next one */
	WIRE_LAST = 'E',    /* to the child: its end; empty */
	WIRE_INVOICE = 'X', /* to the child: somebody's electronic invoice (ubl_in.h) */
	WIRE_ANSWER = 'A',  /* from the child: struct wire_answer */
	WIRE_LIMIT = 'L' /* from the child: it ran out of memory and ends; payload: English text */
};

struct wire_answer {
	enum rc rc;
	struct span why; /* when rc is not RC_OK */
	uint32_t cpu_ms; /* processor time the child has used in all */
	bool is_invoice; /* the question was WIRE_INVOICE */
	struct mail_fact fact;
	struct ubl_in invoice;
};

void wire_head_put(char head[WIRE_HEAD], enum wire_kind kind, size_t len);
/* false: no frame begins so. */
bool wire_head_get(const char head[WIRE_HEAD], enum wire_kind *kind, size_t *len);

/* Append a whole frame. false: more than a frame may hold (the buffer is then unusable). Text that is
 * not UTF-8 is cleaned on the way (arena). */
bool wire_put_config(struct arena *a, struct buf *out, const struct reader_config *cfg);
bool wire_put_answer(struct arena *a, struct buf *out, const struct wire_answer *answer);
bool wire_put_keys(struct arena *a, struct buf *out, const struct dkim_keys *keys);
/* payload must outlive ret. RC_BAD_INPUT: not what wire_put_* makes; reterr says where. */
enum rc wire_get_config(struct arena *a, struct span payload, struct reader_config *ret,
			struct why *reterr) MUST_CHECK;
enum rc wire_get_keys(struct arena *a, struct span payload, struct dkim_keys *ret,
		      struct why *reterr) MUST_CHECK;
enum rc wire_get_answer(struct arena *a, struct span payload, struct wire_answer *ret,
			struct why *reterr) MUST_CHECK;

#endif
