/* The rendered bytes of a document: put once before the first send, used ever after. */
#ifndef PLIC_ROW_DOCUMENT_FILE_H
#define PLIC_ROW_DOCUMENT_FILE_H

#include "hash.h"
#include "rows.h"

enum file_kind { FILE_PDF, FILE_XML };

/* RC_REFUSED when other bytes are already there; the same bytes again are fine. */
enum rc row_document_file_put(struct tx *tx, int64_t document, enum file_kind kind,
			      struct span bytes, int64_t now, struct sha256 *ret,
			      struct why *reterr) MUST_CHECK;
/* *found false when not rendered yet. RC_BAD_INPUT when the bytes no longer match their hash. */
enum rc row_document_file_get(struct tx *tx, struct arena *a, int64_t document, enum file_kind kind,
			      struct span *ret, struct sha256 *ret_hash, bool *found,
			      struct why *reterr) MUST_CHECK;

/* What is stored of a document, without its bytes: PDF first. */
struct stored_file {
	enum file_kind kind;
	struct sha256 hash;
	int64_t size;
};
struct stored_files {
	struct stored_file at[2];
	unsigned n;
};
enum rc row_document_file_list(struct tx *tx, int64_t document, struct stored_files *ret,
			       struct why *reterr) MUST_CHECK;

#endif
