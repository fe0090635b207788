/* What an accountant gets of a period, as one ZIP: the documents (PDF and XML, as they were sent), the
 * registers as CSV and as one workbook, the control total, the series with their gaps, and the SHA-256 of
 * every file. The same books give the same bytes. */
#ifndef PLIC_EXPORT_H
#define PLIC_EXPORT_H

#include "db.h"
#include "look.h"
#include "period.h"

struct export_job {
	struct db *db; /* writable: what was never rendered is rendered and stored first */
	const struct look *look;
	struct span lang;
	struct period period;
	unsigned part; /* 1.. */
	size_t limit;  /* bytes of one ZIP, 0 = all in one; a single document may exceed it */
};
struct export_result {
	struct span name;               /* "export-2026-10.zip", "export-2026-10-2.zip" */
	struct span zip;                /* without a path */
	bool more;                      /* another part follows */
	int64_t documents, pdfs, xmls;  /* of the period */
	struct value *control, *series; /* tables (register.h), as in the ZIP */
	bool gaps;
};

/* Registers come in the first part, documents in their order. path NULL: into memory. RC_BAD_INPUT: the
 * registers and the books differ (nothing is given out). RC_REFUSED: more than EXPORT_MOST documents. */
#define EXPORT_MOST 20000
enum rc export_make(const struct export_job *job, const char *path, struct arena *a,
		    struct export_result *ret, struct why *reterr) MUST_CHECK;
/* Render and store the PDFs of the period's documents that were never sent. */
enum rc export_render(const struct export_job *job, struct why *reterr) MUST_CHECK;

#endif
