/* Inside the store: what verify's two files share. */
#ifndef PLIC_VERIFY_IN_H
#define PLIC_VERIFY_IN_H

#include "check.h"
#include "query.h"
#include "verify.h"

#define VERIFY_FINDINGS 1000

struct verify {
	struct tx *tx;
	struct arena *a;       /* findings */
	struct arena *scratch; /* emptied after each row */
	struct findings *ret;
	verify_progress_fn *progress;
	void *ctx;
};
void verify_say(struct verify *v, const char *rule, const char *fmt, ...) PRINTF_LIKE(3, 4);
void verify_step(struct verify *v, const char *step, int64_t done, int64_t of);

/* verify_chain.c: evidence and stored bytes against their hashes. */
enum rc verify_acceptances(struct verify *v, struct why *reterr) MUST_CHECK;
enum rc verify_bytes(struct verify *v, int64_t files, int64_t raws, int64_t mails,
		     struct why *reterr) MUST_CHECK;

#endif
