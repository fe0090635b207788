/* Rows of setting. */
#include "row_setting.h"

#include "query.h"

enum rc row_setting_get(struct tx *tx, struct arena *a, const char *key, struct span *ret,
			struct why *reterr)
{
	SCOPED(query) q = { 0 };

	*ret = S("");
	query_begin(&q, tx, SQL_SETTING_GET);
	query_str(&q, key);
	if (query_row(&q))
		*ret = col_text(&q, a);
	return query_end(&q, reterr);
}

enum rc row_setting_set(struct tx *tx, const char *key, struct span value, struct why *reterr)
{
	SCOPED(query) q = { 0 };

	query_begin(&q, tx, SQL_SETTING_SET);
	query_str(&q, key);
	query_text(&q, value);
	return query_run(&q, NULL, reterr);
}
