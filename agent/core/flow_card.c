/* Running an event through a card's pipeline: its steps, then the next stage. What a step needs is
 * looked for before the first one runs, so that an event is refused whole or runs whole. */
#include <inttypes.h>

#include "flow_hold.h"
#include "say.h"
#include "span.h"
#include "step.h"

static const struct step_row {
	enum rc (*run)(const struct run *r, struct why *reterr);
	bool needs_lines;
	enum doc_kind kind;
} steps[STEPS] = {
	[STEP_ISSUE_PROFORMA] = { step_proforma, true, DOC_PROFORMA },
	[STEP_ISSUE_CONTRACT] = { step_contract, true, DOC_CONTRACT },
	[STEP_ISSUE_PV] = { step_pv, true, DOC_PV },
	[STEP_ISSUE_INVOICE] = { step_invoice, true, DOC_INVOICE },
	[STEP_DRAFT_INVOICE] = { step_draft_invoice, true, DOC_INVOICE },
	[STEP_START_SUBSCRIPTION] = { step_subscription, true, DOC_CONTRACT },
	[STEP_ASK_STAFF] = { step_ask, false, DOC_OFFER },
	[STEP_TELL_STAFF] = { step_tell, false, DOC_OFFER },
};

static bool step_ready(const struct run *r, enum step step)
{
	const struct document *from;
	struct lines lines;

	if (step == STEP_ISSUE_INVOICE)
		return step_invoice_ready(r);
	return !steps[step].needs_lines || step_lines(r, steps[step].kind, &lines, &from);
}

static bool can_run(const struct run *r, const struct transition *t)
{
	for (unsigned i = 0; i < t->n_step; i++)
		if (!step_ready(r, t->step[i]))
			return false;
	return state_client(r->fl->s, r->card->client) != NULL;
}

/* What the pre-flight may refuse, and so must be undone. */
static bool issues(const struct run *r, const struct transition *t)
{
	for (unsigned i = 0; r->fl->s->firm->preflight && i < t->n_step; i++)
		if (steps[t->step[i]].needs_lines)
			return true;
	return false;
}

/* A stage's title for who reads the answer: pipelines are data, so it is no catalogue text. */
static struct value *stage_say(const struct state *s, const struct pipeline *p, struct span name)
{
	const struct stage *st = pipeline_stage(p, name);
	struct span lang = s->sender.staff ? s->sender.staff->lang : s->firm->lang;

	if (!st)
		return value_text(s->a, name);
	return value_text(s->a, span_eq_str(lang, "en") ? st->title_en : st->title_ro);
}

static void set_stage(const struct run *r, const struct pipeline *p, const struct transition *t)
{
	struct state *s = r->fl->s;
	struct arena *a = s->a;
	struct span old = r->card->stage;
	struct value *data = say_text(a, NULL, "from", old);

	say_text(a, data, "to", t->to);
	say_text(a, data, "event", span_of(event_name(r->event)));
	r->card->stage = t->to;
	r->card->closed = pipeline_stage(p, t->to)->final;
	ROW_TOUCH(r->card);
	state_event(s, r->card->id, "stage", 0, 0, data);
	if (!span_eq(old, t->to))
		flow_changed(r->fl,
			     value_tx(a, TX("flow.card"), say_int(a, NULL, "card", r->card->id)),
			     stage_say(s, p, old), stage_say(s, p, t->to));
}

enum rc card_run(struct flow *fl, struct card *card, enum event ev, const struct lines *lines,
		 struct why *reterr)
{
	const struct pipeline *p = pipeline_find(&fl->s->firm->pipelines, card->pipeline);
	const struct transition *t = p ? pipeline_next(p, card->stage, ev) : NULL;
	struct run r = { fl, card, ev, lines };
	const struct hold *hold;

	if (!t)
		return flow_refuse(fl, reterr, TX("flow.no.stage"),
				   "pipeline %.*s has no \"%s\" at stage %.*s",
				   SPAN_ARG(card->pipeline), event_name(ev), SPAN_ARG(card->stage));
	if (!can_run(&r, t))
		return flow_refuse(fl, reterr, TX("flow.no.content"),
				   "card %" PRId64 " has nothing to put on a document", card->id);
	fl->faults = (struct preflight_faults){ 0 };
	hold = issues(&r, t) ? hold_begin(fl) : NULL;
	for (unsigned i = 0; i < t->n_step; i++) {
		enum rc rc = steps[t->step[i]].run(&r, reterr);

		if (rc == RC_REFUSED && hold && fl->faults.n > 0) {
			hold_undo(hold, fl);
			return hold_event(fl, card, ev, reterr);
		}
		if (rc)
			return rc;
	}
	set_stage(&r, p, t);
	return RC_OK;
}

void card_take_product(struct flow *fl, struct card *card, const struct product *p)
{
	const struct pipeline *to = pipeline_find(&fl->s->firm->pipelines, p->pipeline);
	bool issued = false;

	for (size_t i = 0; i < fl->s->documents.n; i++)
		issued |= fl->s->documents.at[i]->card == card->id;
	card->product = p->id;
	card->title = p->name;
	if (to && !issued && !span_eq(to->name, card->pipeline)) {
		card->pipeline = to->name;
		card->stage = to->start;
	}
	ROW_TOUCH(card);
}
