/* The inside of pdf_file.c, shared with pdf_attach.c only: libharu's objects. Each may be NULL when
 * memory ran out, and then the document's error code is set. */
#ifndef PLIC_PDF_FILE_IN_H
#define PLIC_PDF_FILE_IN_H

#include <hpdf.h>
#include <hpdf_conf.h>
#include <hpdf_doc.h>
#include <hpdf_objects.h>
#include <hpdf_streams.h>

#include "pdf_file.h"

/* A dictionary; indirect: with a number of its own, to be pointed at. type, subtype: or NULL. */
HPDF_Dict file_dict(HPDF_Doc doc, const char *type, const char *subtype, bool indirect);
/* A compressed stream, indirect. */
HPDF_Dict file_stream(HPDF_Doc doc, struct span bytes);
/* A text string, as UTF-16BE; at most 253 characters of it. */
void file_add_text(HPDF_Doc doc, HPDF_Dict dict, const char *key, struct span utf8);

/* A PNG or JPEG. RC_BAD_CONFIG: damaged; RC_RETRY: out of memory. */
enum rc file_picture(HPDF_Doc doc, struct arena *a, struct span bytes, HPDF_Image *ret,
		     struct why *reterr) MUST_CHECK;
/* An embedded file (ISO 32000-1 7.11.4), nothing when it has no bytes. */
void file_attach(HPDF_Doc doc, struct arena *a, const struct pdf_attached *f);

#endif
