/* What must always be true, looked at: all of it for `plic verify`, and before each COMMIT for what
 * was written. */
#ifndef PLIC_VERIFY_H
#define PLIC_VERIFY_H

#include "rows.h"

struct finding {
	struct span rule; /* "series-gap", "document-sum", ... : stable, for --json and tests */
	struct span text; /* English, one line */
};
struct findings {
	struct finding *at;
	size_t n, cap;
	int64_t documents, payments, acceptances, files, messages; /* looked at */
};
/* Add a finding of the same sort from elsewhere (run/archive.h); at most 1000 in all. */
void verify_find(struct findings *f, struct arena *a, const char *rule, const char *fmt, ...)
	PRINTF_LIKE(4, 5);
typedef void verify_progress_fn(void *ctx, const char *step, int64_t done, int64_t of);

/* Rules: integrity, foreign-key, series-gap, series-double, series-next, series-year, document-sum,
 * document-total, document-open, document-unreadable, snapshot-hash, allocation-over, payment-left,
 * acceptance-chain, file-hash, revision-hash, answer-hash, received-hash, raw-hash, period-document, sent-without-bytes.
 * At most 1000 findings. Reads one consistent view. progress may be NULL. */
enum rc verify_all(struct db *db, struct arena *a, verify_progress_fn *progress, void *ctx,
		   struct findings *ret, struct why *reterr) MUST_CHECK;

#endif
