/* Rows of document_file. */
#include "row_document_file.h"

#include "names.h"
#include "query.h"

static enum rc stored_hash(struct tx *tx, int64_t document, enum file_kind kind, struct sha256 *ret,
			   bool *found, struct why *reterr)
{
	SCOPED(query) q = { 0 };

	*found = false;
	query_begin(&q, tx, SQL_FILE_HASH);
	query_int(&q, document);
	query_str(&q, NAME_OF(names_file, kind));
	if (query_row(&q))
		*found = col_hash(&q, ret);
	return query_end(&q, reterr);
}

enum rc row_document_file_put(struct tx *tx, int64_t document, enum file_kind kind,
			      struct span bytes, int64_t now, struct sha256 *ret,
			      struct why *reterr)
{
	SCOPED(query) q = { 0 };
	struct sha256 old;
	bool found;
	enum rc rc;

	*ret = hash_sha256(bytes);
	rc = stored_hash(tx, document, kind, &old, &found, reterr);
	if (rc)
		return rc;
	if (found && !hash_eq(old.b, ret->b, sizeof(old.b)))
		return why_fail(reterr, RC_REFUSED, "document %lld: other bytes are stored already",
				(long long)document);
	if (found)
		return RC_OK;
	query_begin(&q, tx, SQL_FILE_ADD);
	query_int(&q, document);
	query_str(&q, NAME_OF(names_file, kind));
	query_int(&q, now);
	query_hash(&q, ret);
	query_blob(&q, bytes);
	return query_run(&q, NULL, reterr);
}

enum rc row_document_file_get(struct tx *tx, struct arena *a, int64_t document, enum file_kind kind,
			      struct span *ret, struct sha256 *ret_hash, bool *found,
			      struct why *reterr)
{
	SCOPED(query) q = { 0 };
	struct sha256 is;

	*found = false;
	query_begin(&q, tx, SQL_FILE_GET);
	query_int(&q, document);
	query_str(&q, NAME_OF(names_file, kind));
	if (query_row(&q) && col_hash(&q, ret_hash)) {
		*ret = col_blob(&q, a);
		*found = true;
		is = hash_sha256(*ret);
		if (!hash_eq(is.b, ret_hash->b, sizeof(is.b)))
			query_bad(&q, "the stored bytes do not match their hash");
	}
	return query_end(&q, reterr);
}

enum rc row_document_file_list(struct tx *tx, int64_t document, struct stored_files *ret,
			       struct why *reterr)
{
	SCOPED(query) q = { 0 };

	ret->n = 0;
	query_begin(&q, tx, SQL_FILE_LIST);
	query_int(&q, document);
	while (query_row(&q) && ret->n < ARRAY_LEN(ret->at)) {
		struct stored_file *f = &ret->at[ret->n++];

		f->kind = (enum file_kind)COL_NAME(&q, names_file);
		(void)col_hash(&q, &f->hash);
		f->size = col_int(&q);
	}
	return query_end(&q, reterr);
}
