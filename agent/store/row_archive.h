/* Stored files in the order in which they were stored, for the archive's folder tree. */
#ifndef PLIC_ROW_ARCHIVE_H
#define PLIC_ROW_ARCHIVE_H

#include "row_document_file.h"

struct archive_row {
	int64_t seq;        /* its place in that order, from 1 */
	struct document *d; /* with its snapshot */
	enum file_kind kind;
	struct sha256 hash;
	int64_t size;
};
struct archive_rows {
	struct archive_row *at;
	size_t n, cap;
};
/* After the place `after`. */
enum rc row_archive_next(struct tx *tx, struct arena *a, int64_t after, unsigned limit,
			 struct archive_rows *ret, struct why *reterr) MUST_CHECK;
/* Up to which place the tree is complete and on the disk. */
enum rc row_archive_mark(struct tx *tx, struct arena *a, int64_t *ret,
			 struct why *reterr) MUST_CHECK;
enum rc row_archive_set_mark(struct tx *tx, struct arena *a, int64_t mark,
			     struct why *reterr) MUST_CHECK;

#endif
