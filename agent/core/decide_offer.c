/* An offer's last day is over and nobody accepted it. */
#include <inttypes.h>

#include "doc_type.h"
#include "say.h"
#include "span.h"

static bool other_offer_lives(const struct state *s, const struct document *offer)
{
	for (size_t i = 0; i < s->documents.n; i++) {
		const struct document *d = s->documents.at[i];

		if (d != offer && d->card == offer->card && d->kind == DOC_OFFER && doc_is_live(d))
			return true;
	}
	return false;
}

static enum rc tell_expired(struct flow *fl, const struct document *offer, struct why *reterr)
{
	struct arena *a = fl->s->a;
	const struct client *c = state_client(fl->s, offer->client);
	struct value *args = say_value(a, NULL, "document", doc_say(a, offer));
	struct value *facts = value_new_list(a), *next = value_new_list(a);

	say_text(a, args, "client", c ? c->party.name : S(""));
	say_fact_text(a, facts, TX("flow.fact.client"), c ? c->party.name : S(""));
	say_fact(a, facts, TX("flow.fact.total"), value_money(a, offer->total));
	say_fact(a, facts, TX("flow.fact.valid_until"), value_day(a, offer->due));
	say_option(a, next, value_tx(a, TX("flow.option.message"), NULL), S("MESAJ"));
	say_option(a, next, value_tx(a, TX("flow.next.card"), NULL),
		   arena_fmt(a, "CARD %" PRId64, offer->card));
	return tell_staff(fl, arena_fmt(a, "expired:%" PRId64, offer->id),
			  value_tx(a, TX("flow.offer_expired"), args), NULL, facts, next,
			  ROLE_OWNER | ROLE_SALES, reterr);
}

enum rc decide_offer_expired(struct state *s, struct document *offer, struct decision *d,
			     struct why *reterr)
{
	struct flow fl = { .s = s, .d = d };
	struct card *card = state_card(s, offer->card);
	enum rc rc = RC_OK;

	d->folder = FOLDER_STAY;
	d->outcome = S("not-expired");
	if (offer->kind != DOC_OFFER || offer->state != DOC_ISSUED || !day_is_set(offer->due) ||
	    day_cmp(offer->due, s->today) >= 0)
		return RC_OK;
	d->outcome = S("expired");
	s->card = card;
	offer->state = DOC_EXPIRED;
	offer->open.minor = 0;
	ROW_TOUCH(offer);
	state_event(s, offer->card, "expired", offer->id, 0, NULL);
	if (card && !card->closed && !other_offer_lives(s, offer))
		rc = card_run(&fl, card, EV_LOST, NULL, reterr);
	if (rc && rc != RC_REFUSED)
		return rc;
	return tell_expired(&fl, offer, reterr);
}
