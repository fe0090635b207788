/* Pipelines are data: a table (stage, event) -> steps, next stage, read from config/pipelines. */
#ifndef PLIC_PIPELINE_H
#define PLIC_PIPELINE_H

#include "base.h"
#include "buf.h"

/* What can happen to a card. */
enum event {
	EV_REQUEST,  /* a request named a known product, or staff created the card with lines */
	EV_UNCLEAR,  /* a request that names no known product */
	EV_OFFERED,  /* staff issued an offer */
	EV_PROFORMA, /* staff issued a proforma */
	EV_ACCEPTED,
	EV_REFUSED,
	EV_PAID,      /* the awaited document is paid in full */
	EV_DELIVERED, /* PREDAT */
	EV_PV_SIGNED,
	EV_RELEASED, /* TRIMITE: the invoice draft was released */
	EV_INVOICED, /* FACTURA issued directly */
	EV_STOPPED,  /* subscription ended */
	EV_LOST,     /* PIERDUT, offer expired */
	EV_RETURNED, /* money of a document that was paid is gone again */
	EVENTS
};
/* What follows. */
enum step {
	STEP_ISSUE_PROFORMA,
	STEP_ISSUE_CONTRACT,
	STEP_ISSUE_PV,
	STEP_ISSUE_INVOICE,
	STEP_DRAFT_INVOICE,
	STEP_START_SUBSCRIPTION,
	STEP_ASK_STAFF,
	STEP_TELL_STAFF,
	STEPS
};
const char *event_name(enum event e);
const char *step_name(enum step s);
bool event_from_name(struct span s, enum event *ret);
bool step_from_name(struct span s, enum step *ret);

struct transition {
	struct span from; /* stage; "*" = any that is not final */
	enum event event;
	enum step step[6];
	unsigned n_step;
	struct span to;
};
struct stage {
	struct span name, title_ro, title_en;
	bool final;
};
struct pipeline {
	struct span name, title_ro, title_en, start;
	struct stage *stage;
	size_t n_stage, cap_stage;
	struct transition *trans;
	size_t n_trans, cap_trans;
};
struct pipelines {
	struct pipeline *at;
	size_t n, cap;
};

const struct pipeline *pipeline_find(const struct pipelines *p, struct span name);
const struct stage *pipeline_stage(const struct pipeline *p, struct span name);
/* The transition of (stage, event), an exact stage before "*"; NULL when the event is refused there. */
const struct transition *pipeline_next(const struct pipeline *p, struct span stage, enum event e);
/* RC_BAD_CONFIG: unknown stage names, unreachable stage, a non-final stage without a way out. */
enum rc pipeline_check(const struct pipeline *p, struct why *reterr) MUST_CHECK;
/* As a Mermaid state diagram. */
void pipeline_print(const struct pipeline *p, struct buf *out);

#endif
