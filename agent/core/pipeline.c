/* Pipelines: names of events and steps, the look-up of a transition, and the check that refuses a
 * table with dead ends, so that no card is ever stuck (product.md 6). */
#include "pipeline.h"

#include "span.h"

static const char *const event_names[EVENTS] = {
	[EV_REQUEST] = "request",   [EV_UNCLEAR] = "unclear",     [EV_OFFERED] = "offered",
	[EV_PROFORMA] = "proforma", [EV_ACCEPTED] = "accepted",   [EV_REFUSED] = "refused",
	[EV_PAID] = "paid",         [EV_DELIVERED] = "delivered", [EV_PV_SIGNED] = "pv_signed",
	[EV_RELEASED] = "released", [EV_INVOICED] = "invoiced",   [EV_STOPPED] = "stopped",
	[EV_LOST] = "lost",         [EV_RETURNED] = "returned",
};
static const char *const step_names[STEPS] = {
	[STEP_ISSUE_PROFORMA] = "issue_proforma",
	[STEP_ISSUE_CONTRACT] = "issue_contract",
	[STEP_ISSUE_PV] = "issue_pv",
	[STEP_ISSUE_INVOICE] = "issue_invoice",
	[STEP_DRAFT_INVOICE] = "draft_invoice",
	[STEP_START_SUBSCRIPTION] = "start_subscription",
	[STEP_ASK_STAFF] = "ask_staff",
	[STEP_TELL_STAFF] = "tell_staff",
};

const char *event_name(enum event e)
{
	return event_names[e];
}

const char *step_name(enum step s)
{
	return step_names[s];
}

bool event_from_name(struct span s, enum event *ret)
{
	for (int i = 0; i < EVENTS; i++) {
		if (span_eq_str(s, event_names[i])) {
			*ret = (enum event)i;
			return true;
		}
	}
	return false;
}

bool step_from_name(struct span s, enum step *ret)
{
	for (int i = 0; i < STEPS; i++) {
		if (span_eq_str(s, step_names[i])) {
			*ret = (enum step)i;
			return true;
		}
	}
	return false;
}

const struct pipeline *pipeline_find(const struct pipelines *p, struct span name)
{
	for (size_t i = 0; i < p->n; i++)
		if (span_ieq(p->at[i].name, name))
			return &p->at[i];
	return NULL;
}

const struct stage *pipeline_stage(const struct pipeline *p, struct span name)
{
	for (size_t i = 0; i < p->n_stage; i++)
		if (span_eq(p->stage[i].name, name))
			return &p->stage[i];
	return NULL;
}

static bool is_any(struct span from)
{
	return span_eq_str(from, "*");
}

const struct transition *pipeline_next(const struct pipeline *p, struct span stage, enum event e)
{
	const struct stage *here = pipeline_stage(p, stage);
	const struct transition *any = NULL;

	for (size_t i = 0; i < p->n_trans; i++) {
		const struct transition *t = &p->trans[i];

		if (t->event != e)
			continue;
		if (span_eq(t->from, stage))
			return t;
		if (is_any(t->from) && here && !here->final)
			any = t;
	}
	return any;
}

/* Does t lead out of (or round) the stage? */
static bool leaves(const struct transition *t, const struct stage *st)
{
	return is_any(t->from) ? !st->final : span_eq(t->from, st->name);
}

static enum rc check_transitions(const struct pipeline *p, struct why *reterr)
{
	for (size_t i = 0; i < p->n_trans; i++) {
		const struct transition *t = &p->trans[i];

		if (!is_any(t->from) && !pipeline_stage(p, t->from))
			return why_fail(
				reterr, RC_BAD_CONFIG,
				"pipeline %.*s: transition %zu starts at the unknown stage \"%.*s\"",
				SPAN_ARG(p->name), i + 1, SPAN_ARG(t->from));
		if (!pipeline_stage(p, t->to))
			return why_fail(
				reterr, RC_BAD_CONFIG,
				"pipeline %.*s: %.*s -%s-> leads to the unknown stage \"%.*s\"",
				SPAN_ARG(p->name), SPAN_ARG(t->from), event_name(t->event),
				SPAN_ARG(t->to));
		for (size_t j = 0; j < i; j++)
			if (p->trans[j].event == t->event && span_eq(p->trans[j].from, t->from))
				return why_fail(reterr, RC_BAD_CONFIG,
						"pipeline %.*s: %.*s -%s-> is there twice",
						SPAN_ARG(p->name), SPAN_ARG(t->from),
						event_name(t->event));
	}
	return RC_OK;
}

static enum rc check_stages(const struct pipeline *p, struct why *reterr)
{
	const struct stage *start = pipeline_stage(p, p->start);

	if (!start)
		return why_fail(reterr, RC_BAD_CONFIG,
				"pipeline %.*s: the start stage \"%.*s\" is unknown",
				SPAN_ARG(p->name), SPAN_ARG(p->start));
	if (start->final)
		return why_fail(reterr, RC_BAD_CONFIG, "pipeline %.*s: the start stage is final",
				SPAN_ARG(p->name));
	for (size_t i = 0; i < p->n_stage; i++)
		for (size_t j = 0; j < i; j++)
			if (span_eq(p->stage[i].name, p->stage[j].name))
				return why_fail(reterr, RC_BAD_CONFIG,
						"pipeline %.*s: the stage \"%.*s\" is there twice",
						SPAN_ARG(p->name), SPAN_ARG(p->stage[i].name));
	return RC_OK;
}

#define MAX_STAGES 64

/* Grow the set of marked stages along the transitions, forwards from the start or backwards from the
 * final stages, until nothing is added. */
static void spread(const struct pipeline *p, bool mark[MAX_STAGES], bool forwards)
{
	bool grew = true;

	while (grew) {
		grew = false;
		for (size_t k = 0; k < p->n_trans; k++) {
			const struct transition *t = &p->trans[k];
			size_t to = (size_t)(pipeline_stage(p, t->to) - p->stage);

			for (size_t i = 0; i < p->n_stage; i++) {
				size_t known = forwards ? i : to, next = forwards ? to : i;

				if (leaves(t, &p->stage[i]) && mark[known] && !mark[next])
					mark[next] = grew = true;
			}
		}
	}
}

enum rc pipeline_check(const struct pipeline *p, struct why *reterr)
{
	bool reached[MAX_STAGES] = { false }, ends[MAX_STAGES] = { false };
	enum rc rc;

	if (p->n_stage == 0 || p->n_stage > MAX_STAGES)
		return why_fail(reterr, RC_BAD_CONFIG, "pipeline %.*s: it needs 1 to %d stages",
				SPAN_ARG(p->name), MAX_STAGES);
	rc = check_stages(p, reterr);
	if (!rc)
		rc = check_transitions(p, reterr);
	if (rc)
		return rc;
	for (size_t i = 0; i < p->n_stage; i++) {
		reached[i] = span_eq(p->stage[i].name, p->start);
		ends[i] = p->stage[i].final;
	}
	spread(p, reached, true);
	spread(p, ends, false);
	for (size_t i = 0; i < p->n_stage; i++) {
		if (!reached[i])
			return why_fail(reterr, RC_BAD_CONFIG,
					"pipeline %.*s: no event leads to the stage \"%.*s\"",
					SPAN_ARG(p->name), SPAN_ARG(p->stage[i].name));
		if (!ends[i])
			return why_fail(
				reterr, RC_BAD_CONFIG,
				"pipeline %.*s: the stage \"%.*s\" is a dead end: not final, and no "
				"way leads to a final stage",
				SPAN_ARG(p->name), SPAN_ARG(p->stage[i].name));
	}
	return RC_OK;
}

static void print_transition(const struct pipeline *p, const struct transition *t,
			     const struct stage *from, struct buf *out)
{
	/* "*" is drawn only where no line of its own answers the event. */
	if (pipeline_next(p, from->name, t->event) != t)
		return;
	buf_add_fmt(out, "    %.*s --> %.*s: %s", SPAN_ARG(from->name), SPAN_ARG(t->to),
		    event_name(t->event));
	for (unsigned i = 0; i < t->n_step; i++)
		buf_add_fmt(out, "%s%s", i ? ", " : " / ", step_name(t->step[i]));
	buf_add_char(out, '\n');
}

void pipeline_print(const struct pipeline *p, struct buf *out)
{
	buf_add_fmt(out, "stateDiagram-v2\n    [*] --> %.*s\n", SPAN_ARG(p->start));
	for (size_t i = 0; i < p->n_stage; i++)
		buf_add_fmt(out, "    %.*s: %.*s\n", SPAN_ARG(p->stage[i].name),
			    SPAN_ARG(p->stage[i].title_en));
	for (size_t i = 0; i < p->n_stage; i++)
		for (size_t k = 0; k < p->n_trans; k++)
			if (leaves(&p->trans[k], &p->stage[i]))
				print_transition(p, &p->trans[k], &p->stage[i], out);
	for (size_t i = 0; i < p->n_stage; i++)
		if (p->stage[i].final)
			buf_add_fmt(out, "    %.*s --> [*]\n", SPAN_ARG(p->stage[i].name));
}
