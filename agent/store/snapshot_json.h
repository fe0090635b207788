/* Inside the store: snapshots as the JSON that is kept, and its hash. */
#ifndef PLIC_SNAPSHOT_JSON_H
#define PLIC_SNAPSHOT_JSON_H

#include "hash.h"
#include "query.h"
#include "snapshot.h"

/* RC_BAD_INPUT when it is over QUERY_JSON_MAX. */
enum rc snapshot_to_json(struct arena *a, const struct snapshot *s, struct span *ret,
			 struct sha256 *ret_hash, struct why *reterr) MUST_CHECK;
enum rc snapshot_from_json(struct arena *a, struct span json, struct snapshot **ret,
			   struct why *reterr) MUST_CHECK;
/* The next column; NULL column = NULL. */
struct snapshot *col_snapshot(struct query *q, struct arena *a);

#endif
