/* The steps of a pipeline: what each needs before it runs, and what it does. */
#ifndef PLIC_STEP_H
#define PLIC_STEP_H

#include "flow.h"

/* One event on its way through a card's pipeline. */
struct run {
	struct flow *fl;
	struct card *card;
	enum event event;
	const struct lines *lines; /* what was asked for, NULL = from the card */
};

/* Where a document would take its lines from: given ones, an older document (*from), or the card's
 * product (*lines). false: there is nothing. */
bool step_lines(const struct run *r, enum doc_kind kind, struct lines *lines,
		const struct document **from);
/* Would step_invoice find something to do? */
bool step_invoice_ready(const struct run *r);

enum rc step_proforma(const struct run *r, struct why *reterr) MUST_CHECK;
enum rc step_contract(const struct run *r, struct why *reterr) MUST_CHECK;
enum rc step_pv(const struct run *r, struct why *reterr) MUST_CHECK;
enum rc step_invoice(const struct run *r, struct why *reterr) MUST_CHECK;
enum rc step_draft_invoice(const struct run *r, struct why *reterr) MUST_CHECK;
enum rc step_subscription(const struct run *r, struct why *reterr) MUST_CHECK;
/* Staff are asked what a request means: one-tap answers per product (Q_PRODUCT). */
enum rc step_ask(const struct run *r, struct why *reterr) MUST_CHECK;
enum rc step_tell(const struct run *r, struct why *reterr) MUST_CHECK;

#endif
