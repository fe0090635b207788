/* The step that tells staff that a card moved and what the client said. */
#include <inttypes.h>

#include "say.h"
#include "span.h"
#include "step.h"

static const char *told(enum event ev)
{
	switch (ev) {
	case EV_ACCEPTED:
		return TX("flow.told.accepted");
	case EV_REFUSED:
		return TX("flow.told.refused");
	case EV_PAID:
		return TX("flow.told.paid");
	case EV_PV_SIGNED:
		return TX("flow.told.pv_signed");
	case EV_STOPPED:
		return TX("flow.told.stopped");
	case EV_REQUEST:
	case EV_UNCLEAR:
	case EV_OFFERED:
	case EV_PROFORMA:
	case EV_DELIVERED:
	case EV_RELEASED:
	case EV_INVOICED:
	case EV_LOST:
	case EV_RETURNED:
	case EVENTS:
		break;
	}
	return TX("flow.told.moved");
}

enum rc step_tell(const struct run *r, struct why *reterr)
{
	struct state *s = r->fl->s;
	struct arena *a = s->a;
	const struct client *c = state_client(s, r->card->client);
	struct value *args = say_int(a, NULL, "card", r->card->id);
	struct value *facts = value_new_list(a), *next = value_new_list(a);

	say_text(a, args, "client", c ? c->party.name : S(""));
	say_value(a, args, "title", card_sold(s, r->card));
	if (r->fl->f && !r->fl->s->sender.staff)
		say_fact_text(a, facts, TX("flow.fact.words"), r->fl->f->answer.line);
	for (unsigned i = 0; i < r->fl->n_issued; i++) {
		const struct document *d = state_document(s, r->fl->issued[i]);

		if (d->card == r->card->id)
			say_fact(a, facts, TX("flow.fact.sent"), doc_say(a, d));
	}
	say_option(a, next, value_tx(a, TX("flow.next.card"), NULL),
		   arena_fmt(a, "CARD %" PRId64, r->card->id));
	return tell_other_staff_on(r->fl, r->card->id,
				   arena_fmt(a, "told:%" PRId64 ":%s:%.*s:%" PRId64, r->card->id,
					     event_name(r->event), SPAN_ARG(r->card->stage),
					     r->fl->m ? r->fl->m->id : 0),
				   value_tx(a, told(r->event), args), NULL, facts, next,
				   ROLE_OWNER | ROLE_SALES | ROLE_DELIVERY, reterr);
}
