/* A document as it leaves the house. */
#ifndef PLIC_DOC_FILES_H
#define PLIC_DOC_FILES_H

#include "look.h"
#include "snapshot.h"

struct doc_files {
	struct span pdf;
	struct span
		xml; /* the e-invoice of an issued invoice or storno, which the PDF carries too; "" = none fit */
};
/* Pure, as doc_render_pdf and ubl_write, whose errors it gives. */
enum rc doc_files_make(const struct look *l, struct arena *a, const struct snapshot *s,
		       enum doc_face face, struct doc_files *ret, struct why *reterr) MUST_CHECK;
/* "FCT-0012.xml" */
struct span doc_xml_name(struct arena *a, const struct snapshot *s);

#endif
