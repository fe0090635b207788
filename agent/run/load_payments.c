/* Payments that reading commands show: INCASARI of a period, the story of one (DE CE P12). */
#include "load_payments.h"

#include "load_hits.h"
#include "period.h"
#include "row_event.h"
#include "row_money.h"
#include "row_payment.h"
#include "row_payout.h"
#include "span.h"

enum { SHOWN = 20, DAYS = 30, EVENTS_READ = 400 };

static void add_sum(struct loader *l, const char *kind, const struct money_sum *sum)
{
	struct value *v = load_add_hit(l, kind);

	value_set(l->a, v, "count", value_int(l->a, sum->count));
	value_set(l->a, v, "sum", value_money(l->a, sum->sum));
}

enum rc load_money_between(struct loader *l, struct span words, struct why *reterr)
{
	struct period p = { day_add(l->s->today, -DAYS), l->s->today };
	struct row_payments rows = { 0 };
	struct money_sums sums = { 0 };
	struct value *v;
	enum rc rc;

	if (words.len && period_read(l->a, words, l->s->today, &p))
		return RC_OK; /* the verb says that it did not understand */
	rc = row_money_between(l->tx, l->a, p, SHOWN, &rows, reterr);
	if (!rc)
		rc = row_money_sums(l->tx, l->a, p, &sums, reterr);
	if (rc)
		return rc;
	v = load_add_hit(l, "period");
	value_set(l->a, v, "from", value_day(l->a, p.from));
	value_set(l->a, v, "to", value_day(l->a, p.to));
	value_set(l->a, v, "name", value_text(l->a, period_name(l->a, p)));
	for (size_t i = 0; !rc && i < rows.n; i++) {
		const struct payment *m = rows.at[i];
		struct client *c = NULL;

		rc = load_client(l, m->client, &c, reterr);
		v = load_add_hit(l, "payment");
		value_set(l->a, v, "payment", value_int(l->a, m->id));
		value_set(l->a, v, "day", value_day(l->a, m->day));
		value_set(l->a, v, "amount", value_money(l->a, m->amount));
		value_set(l->a, v, "left", value_money(l->a, m->left));
		value_set(l->a, v, "payer", value_text(l->a, m->payer));
		value_set(l->a, v, "client", value_text(l->a, c ? c->party.name : S("")));
	}
	for (size_t i = 0; i < sums.n; i++)
		add_sum(l, sums.at[i].back ? "back" : "sum", &sums.at[i]);
	return rc;
}

/* What the stories of the cards say of it; a card once. */
static enum rc add_events(struct loader *l, const struct payment *p, int64_t card,
			  struct why *reterr)
{
	struct row_events rows = { 0 };
	enum rc rc = row_event_of_card(l->tx, l->a, card, EVENTS_READ, &rows, reterr);

	for (size_t i = rows.n; !rc && i-- > 0;) {
		const struct card_event *ev = &rows.at[i].event;
		const struct document *d = state_document(l->s, ev->document);
		struct value *v;

		if (ev->payment != p->id)
			continue;
		v = load_add_hit(l, "event");
		value_set(l->a, v, "day", value_day(l->a, day_of_instant(rows.at[i].at)));
		value_set(l->a, v, "kind", value_text(l->a, ev->kind));
		value_set(l->a, v, "label", value_text(l->a, d ? d->label : S("")));
		value_set(l->a, v, "text", value_str(l->a, ""));
		value_set(l->a, v, "data", ev->data ? ev->data : value_new_map(l->a));
	}
	return rc;
}

/* A payout of the card processor: what it sums up. */
static enum rc add_payout(struct loader *l, int64_t payment, struct why *reterr)
{
	struct payout *o = NULL;
	int64_t n = 0;
	enum rc rc = row_payout_of_line(l->tx, l->a, payment, &o, &n, reterr);
	struct value *v;

	if (rc || !o)
		return rc;
	v = load_add_hit(l, "payout");
	value_set(l->a, v, "ref", value_text(l->a, o->ref));
	value_set(l->a, v, "n", value_int(l->a, n));
	value_set(l->a, v, "gross", value_money(l->a, o->gross));
	value_set(l->a, v, "fee", value_money(l->a, o->fee));
	return RC_OK;
}

enum rc load_payment_story(struct loader *l, int64_t payment, struct why *reterr)
{
	struct payment *p;
	enum rc rc = load_payment(l, payment, reterr);

	p = state_payment(l->s, payment);
	if (rc || !p)
		return rc;
	rc = row_payment_tellings(l->tx, l->a, p, reterr);
	if (!rc)
		rc = add_payout(l, p->id, reterr);
	for (size_t i = 0; !rc && i < l->s->cards.n; i++) {
		bool about = false;

		for (size_t k = 0; !about && k < l->s->allocated.n; k++) {
			const struct allocation *al = l->s->allocated.at[k];
			const struct document *d = state_document(l->s, al->document);

			about = al->payment == p->id && d && d->card == l->s->cards.at[i]->id;
		}
		if (about)
			rc = add_events(l, p, l->s->cards.at[i]->id, reterr);
	}
	return rc;
}
