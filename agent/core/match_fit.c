/* Do sums fit, and does anything speak against it? (payments.md 8.3.1 to 8.3.4) */
#include "doc_type.h"
#include "match_in.h"
#include "span.h"

bool match_is_open(const struct document *d)
{
	return (d->kind == DOC_PROFORMA || d->kind == DOC_INVOICE) && d->state == DOC_ISSUED &&
	       d->open.minor > 0;
}

bool match_was_open(const struct matching *g, const struct document *d)
{
	const struct document *from = d->ref ? state_document(g->s, d->ref) : NULL;
	/* its proforma was what he paid */
	struct day issue = from && from->kind == DOC_PROFORMA ? from->issue : d->issue;

	return match_is_open(d) &&
	       (!day_is_set(g->p->day) || !day_is_set(issue) || day_cmp(issue, g->p->day) <= 0);
}

struct money match_money_in(const struct payment *p, const char cur[4])
{
	if (strncmp(p->left.cur, cur, sizeof(p->left.cur)) == 0)
		return p->left;
	if (strncmp(p->original.cur, cur, sizeof(p->original.cur)) == 0 &&
	    p->left.minor == p->amount.minor)
		return p->original;
	return (struct money){ 0 };
}

bool match_is_payer(const struct matching *g, int64_t client)
{
	for (unsigned i = 0; i < g->payers.n; i++)
		if (g->payers.at[i]->id == client)
			return true;
	return false;
}

/* Off by how much a sum may be: nothing, the fee told, the tolerance (which takes what is over too, but
 * leaves it with the payment). */
static enum match_rule rule_of(const struct matching *g, int64_t sum, struct money have, bool exact)
{
	int64_t tolerance = g->s->firm->pay_tolerance;
	bool fee = g->p->fee.minor > 0 && money_same_currency(g->p->fee, have);

	if (sum == have.minor)
		return MATCH_REFERENCE_AMOUNT;
	if (exact)
		return MATCH_ASK;
	if (fee && sum - have.minor == g->p->fee.minor)
		return MATCH_REFERENCE_FEE;
	/* a tolerance that eats much of a small sum forgives too much */
	if (sum > have.minor - tolerance - 1 && sum < have.minor + tolerance + 1 &&
	    tolerance < sum / 10)
		return MATCH_REFERENCE_TOLERANCE;
	return MATCH_ASK;
}

/* Share the money out: each document falls by all that is open; the last takes what is short, or what
 * rounding of another currency leaves. */
static bool share(struct matching *g, struct document *const *docs, unsigned n, int64_t sum,
		  struct money have)
{
	struct match *m = g->m;
	bool foreign = !money_same_currency(have, g->p->left);
	struct money rest = g->p->left;

	m->n_pay = 0;
	for (unsigned i = 0; i < n; i++) {
		struct match_pay *pay = &m->pay[m->n_pay++];

		*pay = (struct match_pay){ docs[i], docs[i]->open, docs[i]->open };
		if (foreign && money_scale(g->p->left, docs[i]->open.minor, sum, &pay->amount))
			return false;
		if (pay->amount.minor > rest.minor || (foreign && i + 1 == n))
			pay->amount = rest;
		if (pay->amount.minor <= 0 || money_sub(rest, pay->amount, &rest))
			return false;
	}
	return true;
}

enum match_rule match_fit(struct matching *g, struct document *const *docs, unsigned n, bool exact)
{
	enum match_rule rule;
	struct money have;
	int64_t sum = 0;

	if (n == 0 || n > MATCH_PAYS)
		return MATCH_ASK;
	have = match_money_in(g->p, docs[0]->open.cur);
	for (unsigned i = 0; i < n; i++)
		if (docs[i]->client != docs[0]->client || !match_is_open(docs[i]) ||
		    !money_same_currency(docs[i]->open, docs[0]->open) ||
		    __builtin_add_overflow(sum, docs[i]->open.minor, &sum))
			return MATCH_ASK;
	if (have.minor <= 0)
		return MATCH_ASK;
	rule = rule_of(g, sum, have, exact);
	return rule != MATCH_ASK && share(g, docs, n, sum, have) ? rule : MATCH_ASK;
}

static bool is_paid(const struct match *m, const struct document *d)
{
	for (unsigned i = 0; i < m->n_pay; i++)
		if (m->pay[i].doc == d)
			return true;
	return false;
}

/* Is exactly this money open on it? */
static bool same_sum(const struct matching *g, const struct document *d)
{
	struct money have = match_money_in(g->p, d->open.cur);

	return match_was_open(g, d) && have.minor == d->open.minor;
}

/* A document that the money would pay just as well, of somebody who is at least as likely. */
static bool other_explains(const struct matching *g, enum match_trust trust)
{
	const struct document *first = g->m->pay[0].doc;
	bool payer_known = g->payers.n > 0, own = match_is_payer(g, first->client);
	bool short_ = g->m->rule != MATCH_REFERENCE_AMOUNT;

	for (size_t i = 0; i < g->s->documents.n; i++) {
		const struct document *d = g->s->documents.at[i];
		const struct client *c;

		if (is_paid(g->m, d) || !same_sum(g, d) || (trust == MATCH_CHECKED && !short_))
			continue;
		/* the payer owes this very sum himself */
		if (!own && match_is_payer(g, d->client))
			return true;
		/* the sum is not that of what was named, but it is that of another */
		if (short_ && (d->client == first->client || match_is_payer(g, d->client)))
			return true;
		/* a bare number and nobody known: only a sum that is open once */
		if (trust == MATCH_WEAK && !payer_known && d->client != first->client)
			return true;
		c = state_client(g->s, d->client);
		if (!own && c && d->client != first->client &&
		    match_names_client(g->s->a, c, g->p->details))
			return true;
	}
	return false;
}

/* Another document that answers to the same words: the RF reference against the number in the text, the
 * same number in another series. */
static bool other_named(const struct matching *g)
{
	for (size_t i = 0; i < g->refs.n; i++) {
		const struct match_ref *r = &g->refs.at[i];
		struct document *d = match_referenced(g->s, r);

		if (!d || is_paid(g->m, d) || !same_sum(g, d))
			continue;
		if (!match_is_payer(g, g->m->pay[0].doc->client) || match_is_payer(g, d->client))
			return true;
	}
	return false;
}

static bool before_issue(const struct matching *g)
{
	for (unsigned i = 0; i < g->m->n_pay; i++)
		if (!match_was_open(g, g->m->pay[i].doc))
			return true;
	return false;
}

enum match_doubt match_against(const struct matching *g, enum match_trust trust)
{
	if (trust == MATCH_WEAK && g->payers.n && !match_is_payer(g, g->m->pay[0].doc->client))
		return MATCH_OTHER_PAYER;
	if (other_explains(g, trust))
		return MATCH_OTHER_PAYER;
	if (other_named(g))
		return MATCH_TWO_MEANINGS;
	return before_issue(g) ? MATCH_BEFORE_ISSUE : MATCH_NO_DOUBT;
}
