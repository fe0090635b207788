/* Inside of run/filing*.c. */
#ifndef PLIC_FILING_IN_H
#define PLIC_FILING_IN_H

#include "anaf_api.h"
#include "decide_seal.h"
#include "filing_run.h"
#include "row_filing.h"

/* What ANAF's answer means for a filing. */
struct filing_news {
	enum filing_event ev;             /* FILE_EVENTS: none, only `due` moves */
	int64_t due;                      /* then */
	struct span index;                /* FILE_INDEX, FILE_FOUND, FILE_TWICE */
	enum filing_verdict verdict;      /* FILE_VERDICT */
	struct span download;             /* FILE_VERDICT */
	struct span reason;               /* of a rejection, or why there is no answer */
	struct span zip;                  /* the answer as it came: kept */
	struct seal_found seal;           /* of that */
	const struct anaf_faults *faults; /* of a rejection: told to staff with their remedies */
};
/* Write it, if the filing still stands as `f` says (else nothing: somebody moved it), in one transaction with what
 * staff are told. */
enum rc filing_settle(struct engine *e, const struct filing *f, const struct filing_news *n,
		      struct why *reterr) MUST_CHECK;

/* May a question be put now? Waits a little for the pace; false: not within this turn. */
bool filing_may_ask(struct engine *e);
/* After each: how the service is. */
enum rc filing_heard(struct engine *e, enum anaf_class is, const char *why,
		     struct why *reterr) MUST_CHECK;

/* A filing's document with its snapshot, and the bytes that are filed: those that were sent to the client, made
 * and stored if that has not happened yet. xml "": e-Factura would refuse it. */
enum rc filing_content(struct engine *e, const struct filing *f, struct document **ret,
		       struct span *xml, struct why *reterr) MUST_CHECK;
/* Is this what we filed? Byte for byte, else by number, seller, day and total. */
bool filing_is_ours(struct arena *a, const struct document *d, struct span xml, struct span theirs);

/* Steps: each puts at most one question (search and sweep: a few). */
enum rc filing_upload(struct engine *e, struct filing *f, struct why *reterr) MUST_CHECK;
enum rc filing_poll(struct engine *e, struct filing *f, struct why *reterr) MUST_CHECK;
enum rc filing_fetch(struct engine *e, struct filing *f, struct why *reterr) MUST_CHECK;
enum rc filing_search(struct engine *e, struct filing *f, struct why *reterr) MUST_CHECK;
/* All verdicts that ANAF's list knows, for many filings at once. */
enum rc filing_sweep(struct engine *e, struct why *reterr) MUST_CHECK;

#endif
