/* PDF and XML stand in the same transaction. */
#include "store_files.h"

#include "row_document_file.h"

enum rc store_files(struct tx *tx, int64_t document, const struct doc_files *files, int64_t now,
		    struct why *reterr)
{
	struct sha256 hash;
	enum rc rc = row_document_file_put(tx, document, FILE_PDF, files->pdf, now, &hash, reterr);

	if (!rc && files->xml.len > 0)
		rc = row_document_file_put(tx, document, FILE_XML, files->xml, now, &hash, reterr);
	return rc;
}
