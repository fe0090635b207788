/* Filings with RO e-Factura, ANAF's answers to them, and its outages. */
#ifndef PLIC_ROW_FILING_H
#define PLIC_ROW_FILING_H

#include "filing.h"
#include "hash.h"
#include "rows.h"

ROW_VEC(filing, row_filings);

enum rc row_filing_load(struct tx *tx, struct arena *a, int64_t id, struct filing **ret,
			struct why *reterr) MUST_CHECK;
/* Of its newest revision. */
enum rc row_filing_of_document(struct tx *tx, struct arena *a, int64_t document,
			       struct filing **ret, struct why *reterr) MUST_CHECK;
enum rc row_filing_by_upload(struct tx *tx, struct arena *a, struct span upload,
			     struct filing **ret, struct why *reterr) MUST_CHECK;
/* In this state and due by `now`, the longest due first. */
enum rc row_filing_due(struct tx *tx, struct arena *a, enum filing_state state, int64_t now,
		       unsigned limit, struct row_filings *ret, struct why *reterr) MUST_CHECK;
/* The same, of those whose verdict is not known: all of them. */
enum rc row_filing_no_verdict(struct tx *tx, struct arena *a, enum filing_state state, int64_t now,
			      struct row_filings *ret, struct why *reterr) MUST_CHECK;
/* When the longest of those was uploaded; 0 = there is none. */
enum rc row_filing_oldest(struct tx *tx, int64_t *ret, struct why *reterr) MUST_CHECK;
/* The instant of the next step of any; 0 = none waits. */
enum rc row_filing_next(struct tx *tx, int64_t *ret, struct why *reterr) MUST_CHECK;
/* How many are in this state, counted up to limit. */
enum rc row_filing_count(struct tx *tx, enum filing_state state, unsigned limit, int64_t *ret,
			 struct why *reterr) MUST_CHECK;
/* A new one is added; a touched one is written if its row still stands as it was loaded (f->stored), else
 * RC_REFUSED: somebody else moved it. */
enum rc row_filing_store(struct tx *tx, struct filing *f, struct why *reterr) MUST_CHECK;
/* At the start: what was on its way when plic ended may have arrived. */
enum rc row_filing_recover(struct tx *tx, int64_t due, int64_t *ret_n,
			   struct why *reterr) MUST_CHECK;

/* With what people know it by. */
struct filing_shown {
	struct filing f;
	struct span label, client;
	struct day issue;
	struct money total;
	int64_t card;
};
struct filings_shown {
	struct filing_shown *at;
	size_t n, cap;
};
/* Not accepted yet, by deadline; of an invoice that was corrected, the newest one. */
enum rc row_filing_open(struct tx *tx, struct arena *a, unsigned limit, struct filings_shown *ret,
			struct why *reterr) MUST_CHECK;
/* ... and whose last day is at most `day`. */
enum rc row_filing_late(struct tx *tx, struct arena *a, struct day day, unsigned limit,
			struct filings_shown *ret, struct why *reterr) MUST_CHECK;
/* All, newest first, below id `before`. */
enum rc row_filing_page(struct tx *tx, struct arena *a, int64_t before, unsigned limit,
			struct filings_shown *ret, struct why *reterr) MUST_CHECK;
/* Of one document, each revision's. */
enum rc row_filing_show(struct tx *tx, struct arena *a, int64_t document, struct filings_shown *ret,
			struct why *reterr) MUST_CHECK;
/* How many of those are in each state. */
enum rc row_filing_counts(struct tx *tx, int64_t ret[FILING_STATES], struct why *reterr) MUST_CHECK;

/* ANAF's ZIP as it came; the same one again is fine. */
enum rc row_filing_answer_put(struct tx *tx, const struct filing *f, struct span zip, int64_t now,
			      struct why *reterr) MUST_CHECK;
enum rc row_filing_answer_get(struct tx *tx, struct arena *a, int64_t filing, struct span download,
			      struct span *ret, bool *found, struct why *reterr) MUST_CHECK;

struct outage_row {
	int64_t began, ended; /* instants; ended 0 = it lasts */
	int64_t tries;
	struct span why;
};
struct outage_rows {
	struct outage_row *at;
	size_t n, cap;
};
/* It fails: a new outage, or one more try of the one that lasts. */
enum rc row_outage_hit(struct tx *tx, const char *service, int64_t now, const char *why,
		       struct why *reterr) MUST_CHECK;
/* It answers: what lasted is over. */
enum rc row_outage_over(struct tx *tx, const char *service, int64_t now,
			struct why *reterr) MUST_CHECK;
/* The newest first, begun since then. */
enum rc row_outage_list(struct tx *tx, struct arena *a, const char *service, int64_t since,
			unsigned limit, struct outage_rows *ret, struct why *reterr) MUST_CHECK;

#endif
