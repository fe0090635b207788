/* What was taken in cash, against the limits of the day. */
#include "cash.h"

#include "span.h"

bool payment_is_cash(const struct payment *p)
{
	return span_eq_str(p->source, "cash");
}

static const struct cash_cap *cap_on(const struct firm *f, bool company, bool per_document,
				     struct day day)
{
	const struct cash_cap *best = NULL;

	for (size_t i = 0; i < f->cash.n; i++) {
		const struct cash_cap *k = &f->cash.at[i];

		if (k->company == company && k->per_document == per_document &&
		    day_cmp(k->from, day) <= 0 && (!best || day_cmp(k->from, best->from) > 0))
			best = k;
	}
	return best;
}

/* Cash of a client on a day, or on a document (whose label a cash payment's details are). */
static struct money taken(const struct state *s, const struct client *c, const struct document *doc,
			  struct day day, const struct cash_cap *cap)
{
	struct money sum = cap->most;

	sum.minor = 0;
	for (size_t i = 0; i < s->payments.n; i++) {
		const struct payment *p = s->payments.at[i];

		if (p->client != c->id || p->state == PAYMENT_REVERSED || !payment_is_cash(p) ||
		    p->amount.minor < 0)
			continue;
		if (cap->per_document ? !span_eq(p->details, doc->label) : !day_eq(p->day, day))
			continue;
		/* what is in another currency is none of this limit's */
		if (money_add(sum, p->amount, &sum))
			continue;
	}
	return sum;
}

void cash_left(const struct state *s, const struct client *c, const struct document *doc,
	       struct day day, struct money *left, const struct cash_cap **cap)
{
	bool company = c->company || c->party.tax_id.len > 0;

	*cap = NULL;
	for (int per_document = 0; per_document <= 1; per_document++) {
		const struct cash_cap *k = cap_on(s->firm, company, per_document, day);
		struct money room;

		if (!k || money_sub(k->most, taken(s, c, doc, day, k), &room))
			continue;
		if (room.minor < 0)
			room.minor = 0;
		if (!*cap || room.minor < left->minor) {
			*cap = k;
			*left = room;
		}
	}
}
