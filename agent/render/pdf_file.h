/* Pages and faces as one PDF file, by libharu. */
#ifndef PLIC_PDF_FILE_H
#define PLIC_PDF_FILE_H

#include "buf.h"
#include "pdf_text.h"

/* A place that opens an address; y counts down from the top, as in pdf_text.h. */
struct sheet_link {
	int x, y, w, h;
	struct span url;
};
struct sheet_links {
	struct sheet_link *at;
	size_t n, cap;
};
struct sheet {
	struct buf ops; /* the page's operators */
	struct sheet_links links;
};
struct sheets {
	struct sheet *at;
	size_t n, cap;
};
/* A PNG (transparency too) or JPEG that pages draw by draw_image. */
struct pdf_image {
	const char *name;  /* "L": the logo, "Q": the firm's payment code */
	struct span file;  /* for messages */
	struct span bytes; /* "" = none */
};
#define PDF_IMAGES 2
/* A file that readers show beside the pages; the pages do not depend on it. */
struct pdf_attached {
	struct span name;  /* "FCT-0012.xml" */
	const char *type;  /* "text/xml" */
	struct span bytes; /* "" = none */
};
struct pdf_info {
	struct span title, author, lang; /* lang: "ro" */
	int64_t made;                    /* instant, printed as UTC */
	struct pdf_image image[PDF_IMAGES];
	struct pdf_attached attached;
};

/* Same input, same bytes. RC_RETRY: out of memory. RC_BAD_CONFIG: an image that libharu refuses. */
enum rc pdf_file_write(struct arena *a, const struct sheets *sheets, const struct type *type,
		       const struct pdf_info *info, struct span *ret,
		       struct why *reterr) MUST_CHECK;

#endif
