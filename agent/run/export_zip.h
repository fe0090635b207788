/* A ZIP archive by libzip, the same bytes for the same members: no clock, no owner (APPNOTE 6.3). */
#ifndef PLIC_EXPORT_ZIP_H
#define PLIC_EXPORT_ZIP_H

#include "arena.h"

/* Bytes of a member that are fetched when the archive is written, one after the other, so that it is never
 * held whole. */
typedef enum rc zip_load_fn(void *ctx, int64_t id, struct arena *a, struct span *ret,
			    struct why *reterr);

struct zip_member {
	struct span name;
	struct span bytes; /* or, with ptr NULL, what load gives for id, `size` long */
	int64_t id;
	size_t size;
	bool packed; /* deflated; PDFs and XLSX are so already */
};
struct zip_members {
	struct zip_member *at;
	size_t n, cap;
};

/* Write to path by way of a file beside it (replaces what is there); path NULL: into *ret, in a.
 * RC_RETRY: the disk; what load failed with. */
enum rc export_zip(const struct zip_members *m, zip_load_fn *load, void *ctx, const char *path,
		   struct arena *a, struct span *ret, struct why *reterr) MUST_CHECK;

#endif
