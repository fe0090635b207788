/* Stored files in the order in which they were stored, for the archive's folder tree: what was issued, what ANAF
 * answered about it, what suppliers filed for the firm. */
#ifndef PLIC_ROW_ARCHIVE_H
#define PLIC_ROW_ARCHIVE_H

#include "row_document_file.h"

enum archive_source { ARCHIVE_ISSUED, ARCHIVE_ANSWERS, ARCHIVE_RECEIVED, ARCHIVE_SOURCES };

struct archive_row {
	int64_t seq; /* its place in its source's order, from 1 */
	enum archive_source source;
	struct span path; /* in the tree (core/archive_name.h) */
	struct sha256 hash;
	int64_t size, added; /* added: instant */
	/* Whose bytes: of a document, a filing, a received invoice. */
	int64_t id;
	struct span which; /* "pdf", "xml", "zip"; an answer's download id */
};
struct archive_rows {
	struct archive_row *at;
	size_t n, cap;
};
/* After the place `after`. */
enum rc row_archive_next(struct tx *tx, struct arena *a, enum archive_source source, int64_t after,
			 unsigned limit, struct archive_rows *ret, struct why *reterr) MUST_CHECK;
/* *found false: they are not there any more. RC_BAD_INPUT: they do not fit their hash. */
enum rc row_archive_bytes(struct tx *tx, struct arena *a, const struct archive_row *r,
			  struct span *ret, bool *found, struct why *reterr) MUST_CHECK;
/* What ANAF gave and plic purge deleted: seq (of the deletions) and path alone. */
enum rc row_archive_purged(struct tx *tx, struct arena *a, int64_t after, unsigned limit,
			   struct archive_rows *ret, struct why *reterr) MUST_CHECK;
/* Up to which place the tree is complete and on the disk. */
enum rc row_archive_mark(struct tx *tx, struct arena *a, enum archive_source source, int64_t *ret,
			 struct why *reterr) MUST_CHECK;
enum rc row_archive_set_mark(struct tx *tx, struct arena *a, enum archive_source source,
			     int64_t mark, struct why *reterr) MUST_CHECK;

#endif
