/* Archived mails by the hash of their bytes: the same mail twice is kept once. */
#include "query.h"
#include "row_message.h"

enum rc raw_put(struct tx *tx, const struct sha256 *hash, struct span bytes, int64_t now,
		struct why *reterr)
{
	SCOPED(query) q = { 0 };

	query_begin(&q, tx, SQL_RAW_ADD);
	query_hash(&q, hash);
	query_int(&q, now);
	query_blob(&q, bytes);
	return query_run(&q, NULL, reterr);
}

enum rc raw_get(struct tx *tx, struct arena *a, const struct sha256 *hash, struct span *ret,
		bool *found, struct why *reterr)
{
	SCOPED(query) q = { 0 };
	struct sha256 is;

	*found = false;
	query_begin(&q, tx, SQL_RAW_GET);
	query_hash(&q, hash);
	if (query_row(&q)) {
		*ret = col_blob(&q, a);
		*found = true;
		is = hash_sha256(*ret);
		if (!hash_eq(is.b, hash->b, sizeof(is.b)))
			query_bad(&q, "an archived mail does not match its hash");
	}
	return query_end(&q, reterr);
}
