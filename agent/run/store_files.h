/* The bytes of an issued document, kept before they first leave. */
#ifndef PLIC_STORE_FILES_H
#define PLIC_STORE_FILES_H

#include "doc_files.h"
#include "rows.h"

enum rc store_files(struct tx *tx, int64_t document, const struct doc_files *files, int64_t now,
		    struct why *reterr) MUST_CHECK;

#endif
