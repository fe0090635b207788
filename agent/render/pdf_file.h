/* Pages and faces as one PDF file, by libharu. */
#ifndef PLIC_PDF_FILE_H
#define PLIC_PDF_FILE_H

#include "buf.h"
#include "pdf_text.h"

struct sheet {
	struct buf ops; /* the page's operators */
};
struct sheets {
	struct sheet *at;
	size_t n, cap;
};
struct pdf_info {
	struct span title, author, lang; /* lang: "ro" */
	int64_t made;                    /* instant, printed as UTC */
	struct span logo;                /* PNG or JPEG bytes, "" = none; pages call it /L */
};

/* Width and height of a PNG or JPEG in pixels. RC_BAD_CONFIG: neither. */
enum rc pdf_logo_size(struct span image, int *width, int *height, struct why *reterr) MUST_CHECK;

/* Same input, same bytes. RC_RETRY: out of memory. RC_BAD_CONFIG: a logo that libharu refuses. */
enum rc pdf_file_write(struct arena *a, const struct sheets *sheets, const struct type *type,
		       const struct pdf_info *info, struct span *ret,
		       struct why *reterr) MUST_CHECK;

#endif
