/* Rows of received and its files. */
#ifndef PLIC_ROW_RECEIVED_H
#define PLIC_ROW_RECEIVED_H

#include "received.h"
#include "rows.h"

/* A row of ANAF's list; one that is there already stays as it is. *ret_new: it was not. */
enum rc row_received_add(struct tx *tx, const struct received *r, int64_t now, bool *ret_new,
			 struct why *reterr) MUST_CHECK;
/* The next after id that waits to be downloaded, in a; NULL: none. */
enum rc row_received_next(struct tx *tx, struct arena *a, int64_t after, struct received **ret,
			  struct why *reterr) MUST_CHECK;
/* What it says, and that it is here (or gone); *ret_before: earlier ones of that supplier, at most 1000. */
enum rc row_received_keep(struct tx *tx, const struct received *r, int64_t *ret_before,
			  struct why *reterr) MUST_CHECK;
/* kind: "zip", "xml", "pdf". */
enum rc row_received_file_put(struct tx *tx, int64_t id, const char *kind, struct span bytes,
			      int64_t now, struct why *reterr) MUST_CHECK;
/* "" when there is none. RC_BAD_INPUT: the bytes do not fit their hash. */
enum rc row_received_file_get(struct tx *tx, struct arena *a, int64_t id, const char *kind,
			      struct span *ret, struct why *reterr) MUST_CHECK;
/* Supplier and number, for the files' names. */
enum rc row_received_name(struct tx *tx, struct arena *a, int64_t id, struct span *ret_name,
			  struct span *ret_number, struct why *reterr) MUST_CHECK;

struct received_shown {
	struct received r;
	enum received_state { RECEIVED_LISTED, RECEIVED_KEPT, RECEIVED_GONE } state;
};
struct received_rows {
	struct received_shown *at;
	size_t n, cap;
};
const char *received_state_name(enum received_state s);
/* Newest first, those older than the one of id `before` (INT64_MAX: all), at most limit. */
enum rc row_received_page(struct tx *tx, struct arena *a, int64_t before, unsigned limit,
			  struct received_rows *ret, struct why *reterr) MUST_CHECK;

#endif
