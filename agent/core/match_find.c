/* What a person is shown: the candidates, each with all that speaks for it, and the one small set of the
 * payer's documents that adds up. */
#include "match_in.h"

#include "doc_type.h"
#include "span.h"

enum { SET_AMONG = 16 };

static struct match_candidate *candidate(struct match *m, struct document *d)
{
	for (unsigned i = 0; i < m->n_candidate; i++)
		if (m->candidate[i].doc == d)
			return &m->candidate[i];
	if (m->n_candidate == ARRAY_LEN(m->candidate))
		return NULL;
	m->candidate[m->n_candidate] = (struct match_candidate){ .doc = d };
	return &m->candidate[m->n_candidate++];
}

static unsigned signs_of(const struct matching *g, const struct document *d)
{
	unsigned signs = 0;

	for (size_t i = 0; i < g->refs.n; i++)
		if (match_referenced(g->s, &g->refs.at[i]) == d)
			signs |= 1u << MATCH_REFERENCE;
	if (match_is_payer(g, d->client))
		signs |= 1u << g->payers.reason;
	if (match_money_in(g->p, d->open.cur).minor == d->open.minor)
		signs |= 1u << MATCH_AMOUNT;
	return signs;
}

static void add(struct matching *g, struct document *d)
{
	struct match_candidate *c;

	/* one in another currency is shown when it was named: a person may know the rate */
	if (!match_is_open(d) || !match_money_in(g->p, d->open.cur).minor)
		return;
	c = candidate(g->m, d);
	if (!c)
		return;
	c->signs = signs_of(g, d);
	c->exact = (c->signs & (1u << MATCH_AMOUNT)) != 0;
	for (c->reason = MATCH_REFERENCE; !(c->signs & (1u << c->reason)); c->reason++)
		if (c->reason == MATCH_AMOUNT)
			break;
}

/* How likely, for the order in which they stand: what was named surely, then what fits the sum, then the
 * others; younger ones after the payment's day last. */
static int rank(const struct matching *g, const struct match_candidate *c)
{
	bool late = day_is_set(g->p->day) && day_is_set(c->doc->issue) &&
		    day_cmp(c->doc->issue, g->p->day) > 0;

	return (int)c->reason * 4 + (c->exact ? 0 : 2) + (late ? 1 : 0);
}

static void sort(const struct matching *g)
{
	struct match *m = g->m;

	for (unsigned i = 1; i < m->n_candidate; i++) {
		struct match_candidate c = m->candidate[i];
		unsigned k = i;

		for (; k > 0 && rank(g, &m->candidate[k - 1]) > rank(g, &c); k--)
			m->candidate[k] = m->candidate[k - 1];
		m->candidate[k] = c;
	}
}

void match_find_candidates(struct matching *g)
{
	const struct state *s = g->s;

	for (size_t i = 0; i < g->refs.n; i++) {
		struct document *d = match_referenced(s, &g->refs.at[i]);

		if (d)
			add(g, d);
	}
	for (int exact = 1; exact >= 0; exact--)
		for (size_t i = 0; i < s->documents.n; i++) {
			struct document *d = s->documents.at[i];
			int64_t have = match_money_in(g->p, d->open.cur).minor;

			if (match_is_payer(g, d->client) && (d->open.minor == have) == (exact != 0))
				add(g, d);
		}
	for (size_t i = 0; i < s->documents.n; i++) {
		struct document *d = s->documents.at[i];

		if (match_money_in(g->p, d->open.cur).minor == d->open.minor)
			add(g, d);
	}
	sort(g);
}

/* The search of a set: documents in at[], sum wanted, what was taken so far. */
struct choice {
	struct document *at[SET_AMONG];
	unsigned n;
	struct document *taken[MATCH_SET];
	unsigned n_taken, found;
	struct match *m;
};

/* Depth first over at most C(16,1..5) sums: some thousand. Stops at the second set that fits. */
static void choose(struct choice *c, unsigned from, int64_t want)
{
	if (want == 0 && c->n_taken >= 2) {
		c->found++;
		c->m->n_set = c->n_taken;
		memcpy(c->m->set, c->taken, sizeof(c->taken));
		return;
	}
	if (want <= 0 || c->n_taken == MATCH_SET)
		return;
	for (unsigned i = from; i < c->n && c->found < 2; i++) {
		c->taken[c->n_taken++] = c->at[i];
		choose(c, i + 1, want - c->at[i]->open.minor);
		c->n_taken--;
	}
}

void match_find_set(struct matching *g)
{
	struct choice c = { .m = g->m };

	for (size_t i = 0; i < g->s->documents.n; i++) {
		struct document *d = g->s->documents.at[i];

		if (!match_was_open(g, d) || !match_is_payer(g, d->client) ||
		    !money_same_currency(d->open, g->p->left))
			continue;
		if (c.n == SET_AMONG)
			return; /* too many to say that a set is the only one */
		c.at[c.n++] = d;
	}
	choose(&c, 0, g->p->left.minor);
	for (unsigned i = 1; i < g->m->n_set; i++)
		if (g->m->set[i]->client != g->m->set[0]->client)
			c.found = 2;
	if (c.found != 1)
		g->m->n_set = 0;
}
