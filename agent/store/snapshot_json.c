/* Snapshots are kept as the JSON of snapshot_to_value, on one line, ASCII. */
#include "snapshot_json.h"

#include "db_in.h"

enum rc snapshot_to_json(struct arena *a, const struct snapshot *s, struct span *ret,
			 struct sha256 *ret_hash, struct why *reterr)
{
	struct buf out;

	buf_init(&out, a, QUERY_JSON_MAX);
	value_to_json(snapshot_to_value(a, s), &out);
	if (!buf_ok(&out))
		return why_fail(reterr, RC_BAD_INPUT, "a document's content is over %zu bytes",
				QUERY_JSON_MAX);
	*ret = buf_span(&out);
	*ret_hash = hash_sha256(*ret);
	return RC_OK;
}

enum rc snapshot_from_json(struct arena *a, struct span json, struct snapshot **ret,
			   struct why *reterr)
{
	struct snapshot *s = ARENA_NEW(a, struct snapshot);
	struct value *v = NULL;
	enum rc rc = value_from_json(a, json, &v, reterr);

	if (!rc)
		rc = snapshot_from_value(a, v, s, reterr);
	if (!rc)
		*ret = s;
	return rc;
}

struct snapshot *col_snapshot(struct query *q, struct arena *a)
{
	struct span json = col_text(q, a);
	struct snapshot *s = NULL;
	struct why why = { "" };

	if (json.len && snapshot_from_json(a, json, &s, &why))
		query_bad(q, why.text);
	return s;
}
