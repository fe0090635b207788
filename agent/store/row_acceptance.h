/* Evidence of acceptances and refusals: append only, each row's hash = SHA-256 over the previous
 * row's hash and its own fields, so that none can be changed, dropped or slipped in unseen. */
#ifndef PLIC_ROW_ACCEPTANCE_H
#define PLIC_ROW_ACCEPTANCE_H

#include "hash.h"
#include "rows.h"

struct row_acceptance {
	struct acceptance acceptance;
	int64_t id;
	struct sha256 prev, hash;
};
struct row_acceptances {
	struct row_acceptance *at;
	size_t n, cap;
};
enum rc row_acceptance_append(struct tx *tx, struct arena *a, const struct acceptance *ac,
			      struct sha256 *ret_hash, struct why *reterr) MUST_CHECK;
/* Oldest first. */
enum rc row_acceptance_of_document(struct tx *tx, struct arena *a, int64_t document,
				   struct row_acceptances *ret, struct why *reterr) MUST_CHECK;
/* The setting that holds the newest hash, in hex. */
#define ROW_ACCEPTANCE_HEAD "acceptance.head"
struct query;
void row_acceptance_read(struct query *q, struct arena *a, struct row_acceptance *ret);
/* The hash a row must have. */
struct sha256 row_acceptance_hash(struct arena *a, const struct acceptance *ac,
				  const struct sha256 *prev);

#endif
