/* What staff hear of filings; each once. */
#ifndef PLIC_DECIDE_FILING_H
#define PLIC_DECIDE_FILING_H

#include "flow.h"

/* Rejected: why, what may still be changed, the reply that corrects it. faults: what is known of the reasons. */
enum rc decide_rejected(struct state *s, const struct document *doc, const struct filing *f,
			const struct preflight_faults *faults, struct decision *d,
			struct why *reterr) MUST_CHECK;
/* Accepted, but its signed answer cannot be had any more. */
enum rc decide_no_answer(struct state *s, const struct document *doc, const struct filing *f,
			 struct decision *d, struct why *reterr) MUST_CHECK;
/* Not accepted, and two working days or fewer are left (told once), or none (told once more): to the owners. */
enum rc decide_file_late(struct state *s, const struct document *doc, const struct filing *f,
			 struct decision *d, struct why *reterr) MUST_CHECK;
/* How it stands, in words. */
struct value *filing_say(struct arena *a, const struct filing *f);

#endif
