/* The items of a layout as a PDF: the end of every document's way, ours and a supplier's. */
#ifndef PLIC_DOC_PAGES_H
#define PLIC_DOC_PAGES_H

#include "doc_layout.h"
#include "look.h"
#include "pdf_file.h"
#include "qr.h"

struct doc_dress {
	const char *name;    /* of the layout, for messages */
	struct span brand;   /* the name in the head */
	const struct qr *qr; /* NULL: no payment code */
	bool foreign;        /* somebody else's: without the firm's logo, picture and accent */
};

/* info: all but the images. RC_BAD_INPUT: over 2,000 pages. RC_BAD_CONFIG: a layout that cannot be, a damaged picture. */
enum rc doc_pages(const struct look *l, struct type *t, const struct items *items,
		  const struct doc_dress *dress, struct pdf_info *info, struct span *ret,
		  struct why *reterr) MUST_CHECK;
/* A part of the first item of a kind, "" when there is none. */
struct span doc_item_text(const struct items *items, enum item_kind kind, size_t part);

#endif
