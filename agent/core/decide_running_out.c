/* What runs out: an offer that nobody has answered is brought to mind once, a contract's end is announced
 * to staff once. Both by the state on the day, so that days off are caught up. */
#include <inttypes.h>

#include "doc_type.h"
#include "say.h"
#include "span.h"

static bool waits_for_us(const struct state *s, int64_t card)
{
	for (size_t i = 0; i < s->questions.n; i++) {
		const struct question *q = s->questions.at[i];

		if (q->card == card && q->state == Q_OPEN &&
		    (q->kind == Q_CLIENT_QUESTION || q->kind == Q_CONFIRM_ACCEPT))
			return true;
	}
	return false;
}

static bool may_follow_up(const struct state *s, const struct document *offer,
			  const struct client *c, const struct card *card)
{
	return offer->kind == DOC_OFFER && offer->state == DOC_ISSUED && offer->reminders == 0 &&
	       s->firm->offer_followup_days > 0 &&
	       s->today.n - offer->issue.n >= s->firm->offer_followup_days &&
	       day_is_set(offer->due) && day_cmp(offer->due, s->today) >= 0 &&
	       (!day_is_set(offer->snoozed) || day_cmp(offer->snoozed, s->today) < 0) && card &&
	       !card->closed && c && c->party.email.len && c->address == ADDRESS_OK &&
	       !waits_for_us(s, card->id);
}

static void told(struct state *s, struct document *doc)
{
	doc->reminders = 1;
	doc->reminded = s->today;
	ROW_TOUCH(doc);
	state_event(s, doc->card, "reminder", doc->id, 0, say_int(s->a, NULL, "level", 1));
}

enum rc decide_offer_followup(struct state *s, struct document *offer, struct decision *d,
			      struct why *reterr)
{
	const struct client *c = state_client(s, offer->client);
	struct card *card = state_card(s, offer->card);
	struct mail_spec *m;

	(void)reterr;
	d->folder = FOLDER_STAY;
	d->outcome = S("nothing");
	if (!may_follow_up(s, offer, c, card))
		return RC_OK;
	d->outcome = S("followed-up");
	s->card = card;
	m = effect_mail_client(s, d, "offer_followup", SORT_NOTICE,
			       arena_fmt(s->a, "followup:%" PRId64, offer->id), c);
	if (offer->snap && offer->snap->lang.len)
		m->lang = offer->snap->lang;
	m->card = offer->card;
	m->document[m->n_document++] = offer->id;
	m->in_reply_to = card->thread_id;
	m->token_document = offer->id;
	told(s, offer);
	return RC_OK;
}

enum rc decide_contract_ends(struct state *s, struct document *contract, struct decision *d,
			     struct why *reterr)
{
	struct flow fl = { .s = s, .d = d };
	struct arena *a = s->a;
	const struct client *c = state_client(s, contract->client);
	int left = contract->due.n - s->today.n;
	struct value *args, *facts, *next;

	d->folder = FOLDER_STAY;
	d->outcome = S("nothing");
	if (contract->kind != DOC_CONTRACT || contract->state != DOC_ISSUED ||
	    contract->reminders > 0 || !day_is_set(contract->due) || left < 0 ||
	    s->firm->contract_notice_days <= 0 || left > s->firm->contract_notice_days)
		return RC_OK;
	d->outcome = S("announced");
	args = say_value(a, NULL, "document", doc_say(a, contract));
	facts = value_new_list(a);
	next = value_new_list(a);
	say_text(a, args, "client", c ? c->party.name : S(""));
	say_day(a, args, "day", contract->due);
	say_fact_text(a, facts, TX("flow.fact.client"), c ? c->party.name : S(""));
	say_fact_text(a, facts, TX("flow.fact.email"), c ? c->party.email : S(""));
	say_fact_text(a, facts, TX("flow.fact.phone"), c ? c->party.phone : S(""));
	say_fact(a, facts, TX("flow.fact.valid_until"), value_day(a, contract->due));
	say_option(a, next, value_tx(a, TX("flow.option.message"), NULL), S("MESAJ"));
	say_option(a, next, value_tx(a, TX("flow.next.card"), NULL),
		   arena_fmt(a, "CARD %" PRId64, contract->card));
	told(s, contract);
	return tell_staff_on(&fl, contract->card,
			     arena_fmt(a, "contract-ends:%" PRId64, contract->id),
			     value_tx(a, TX("flow.contract_ends"), args), NULL, facts, next,
			     ROLE_OWNER | ROLE_SALES, reterr);
}
