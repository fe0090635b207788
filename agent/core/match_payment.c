/* The rules, in their order (match.h): what was named and fits; the number alone with its payer; then what
 * the owner allows. The first that holds and that nothing speaks against puts the money. */
#include "doc_type.h"
#include "match_in.h"
#include "span.h"
#include "utf8.h"

static const char *const rule_names[] = {
	[MATCH_ASK] = "asked",
	[MATCH_REFERENCE_AMOUNT] = "reference+amount",
	[MATCH_REFERENCE_FEE] = "reference+fee",
	[MATCH_REFERENCE_TOLERANCE] = "reference+tolerance",
	[MATCH_NUMBER_PAYER] = "number+payer+amount",
	[MATCH_REFERENCE_PART] = "reference+part",
	[MATCH_REFERENCE_OVER] = "reference+over",
	[MATCH_PAYER_AMOUNT] = "payer+amount",
};

const char *match_rule_name(enum match_rule rule)
{
	return rule_names[rule];
}

static struct document *open_of_card(const struct state *s, int64_t card)
{
	struct document *only = NULL;

	for (size_t i = 0; i < s->documents.n; i++) {
		struct document *d = s->documents.at[i];

		if (d->card != card || !match_is_open(d))
			continue;
		if (only)
			return NULL;
		only = d;
	}
	return only;
}

struct document *match_referenced(const struct state *s, const struct match_ref *r)
{
	struct document *d, *inv;

	if (r->how == MATCH_CARD)
		return open_of_card(s, r->number);
	d = state_document_ref(s, r->prefix, r->number);
	inv = d && d->kind == DOC_PROFORMA ? doc_invoiced_by(s, d) : NULL;
	return inv ? inv : d;
}

bool match_says_return(struct arena *a, struct span details)
{
	static const char *const words[] = { "restituire", "returnare", "retur ",     "refund",
					     "reversal",   "storn",     "chargeback", "anulare" };
	struct span s = utf8_fold(a, details);

	for (size_t i = 0; i < ARRAY_LEN(words); i++)
		if (span_has(s, span_of(words[i])))
			return true;
	return false;
}

/* Which references a reading of the text takes: all that people write, without what is only listed, the
 * ranges too, and the other readings in place of the first. */
static const struct reading {
	unsigned how; /* 1 << enum match_how */
	bool listed;
	enum match_trust trust;
} readings[] = {
	{ 1u << MATCH_STRUCTURED, true, MATCH_CHECKED },
	{ 1u << MATCH_STRUCTURED | 1u << MATCH_WRITTEN, true, MATCH_OURS },
	{ 1u << MATCH_STRUCTURED | 1u << MATCH_WRITTEN, false, MATCH_OURS },
	{ 1u << MATCH_STRUCTURED | 1u << MATCH_WRITTEN | 1u << MATCH_WORD, true, MATCH_WEAK },
	{ 1u << MATCH_STRUCTURED | 1u << MATCH_WRITTEN | 1u << MATCH_WORD, false, MATCH_WEAK },
	{ 1u << MATCH_STRUCTURED | 1u << MATCH_WRITTEN | 1u << MATCH_WORD | 1u << MATCH_RANGE, true,
	  MATCH_WEAK },
	{ 1u << MATCH_JOINED, true, MATCH_WEAK },
	{ 1u << MATCH_JOINED | 1u << MATCH_WRITTEN | 1u << MATCH_WORD, true, MATCH_WEAK },
	{ 1u << MATCH_CARD, true, MATCH_WEAK },
};

static unsigned read_as(const struct matching *g, const struct reading *how, struct document **docs)
{
	unsigned n = 0;

	for (size_t i = 0; i < g->refs.n; i++) {
		const struct match_ref *r = &g->refs.at[i];
		struct document *d = match_referenced(g->s, r);
		bool known = !d || !match_is_open(d);

		if (!(how->how & 1u << r->how) || (r->listed && !how->listed))
			continue;
		for (unsigned k = 0; k < n; k++)
			known |= docs[k] == d;
		if (known)
			continue;
		if (n == MATCH_PAYS)
			return 0;
		docs[n++] = d;
	}
	return n;
}

/* A rule that holds is taken unless something speaks against it. */
static bool take(struct matching *g, enum match_rule rule, enum match_trust trust)
{
	enum match_doubt doubt;

	g->m->rule = rule;
	doubt = match_against(g, trust);
	if (doubt == MATCH_NO_DOUBT)
		return true;
	if (g->m->doubt == MATCH_NO_DOUBT)
		g->m->doubt = doubt;
	g->m->rule = MATCH_ASK;
	return false;
}

static bool by_reference(struct matching *g)
{
	for (int exact = 1; exact >= 0; exact--)
		for (size_t i = 0; i < ARRAY_LEN(readings); i++) {
			struct document *docs[MATCH_PAYS];
			unsigned n = read_as(g, &readings[i], docs);
			enum match_rule rule = match_fit(g, docs, n, exact != 0);

			if (rule == MATCH_ASK)
				continue;
			if (take(g, rule, readings[i].trust))
				return true;
			/* what is named and fits is doubtful: another reading is no better */
			return false;
		}
	return false;
}

static bool says_number(const struct matching *g, const struct document *d)
{
	for (size_t i = 0; i < g->refs.n; i++)
		if (g->refs.at[i].number == d->number)
			return true;
	return match_has_number(g->s->a, g->p->reference, d->number) ||
	       match_has_number(g->s->a, g->p->details, d->number);
}

/* The payer's only document of exactly this sum; numbered: whose number is written. */
static struct document *only_of_payer(const struct matching *g, bool numbered)
{
	struct document *only = NULL;

	for (size_t i = 0; i < g->s->documents.n; i++) {
		struct document *d = g->s->documents.at[i];

		if (!match_was_open(g, d) || !match_is_payer(g, d->client) ||
		    match_money_in(g->p, d->open.cur).minor != d->open.minor)
			continue;
		if (only)
			return NULL;
		only = d;
	}
	return only && numbered && !says_number(g, only) ? NULL : only;
}

/* What is named names another document than this one: the payer's words count more than the sum. */
static bool names_another(const struct matching *g, const struct document *than)
{
	for (size_t i = 0; i < g->refs.n; i++) {
		const struct match_ref *r = &g->refs.at[i];
		const struct document *d = match_referenced(g->s, r);

		if (r->how <= MATCH_WRITTEN && d != than)
			return true;
		if (d && d != than && r->how == MATCH_WORD)
			return true;
	}
	return false;
}

static bool by_payer(struct matching *g, bool numbered)
{
	struct document *d = only_of_payer(g, numbered);
	enum match_rule rule = numbered ? MATCH_NUMBER_PAYER : MATCH_PAYER_AMOUNT;

	if (!d || (!numbered && names_another(g, d)) || !match_fit(g, &d, 1, true))
		return false;
	if (numbered && g->refs.n && names_another(g, d))
		return false;
	return take(g, rule, MATCH_OURS);
}

/* His only set that adds up, when he names nothing. */
static bool by_set(struct matching *g)
{
	if (g->refs.n || g->payers.n != 1 || !g->m->n_set ||
	    !match_fit(g, g->m->set, g->m->n_set, true))
		return false;
	return take(g, MATCH_PAYER_AMOUNT, MATCH_OURS);
}

/* One document named by its payer, and another sum than what is open: less pays a part, of more the rest
 * is the client's credit. */
static bool by_named_payer(struct matching *g)
{
	struct document *docs[MATCH_PAYS];
	unsigned n = read_as(g, &readings[1], docs);
	struct match_pay *pay = &g->m->pay[0];

	if (n != 1 || !match_is_payer(g, docs[0]->client) || g->m->n_set ||
	    !money_same_currency(docs[0]->open, g->p->left))
		return false;
	*pay = (struct match_pay){ docs[0], docs[0]->open, docs[0]->open };
	g->m->n_pay = 1;
	if (g->p->left.minor >= docs[0]->open.minor)
		return take(g, MATCH_REFERENCE_OVER, MATCH_OURS);
	pay->amount = pay->settles = g->p->left;
	return take(g, MATCH_REFERENCE_PART, MATCH_OURS);
}

static enum match_doubt doubt_of(const struct matching *g)
{
	bool named = false;

	for (size_t i = 0; i < g->refs.n; i++) {
		const struct document *d = match_referenced(g->s, &g->refs.at[i]);

		if (!d || g->refs.at[i].how == MATCH_OTHER || !match_is_open(d))
			continue;
		if (match_money_in(g->p, d->open.cur).minor == 0)
			return MATCH_CURRENCY;
		named = true;
	}
	if (named)
		return MATCH_DIFFERS;
	return g->m->settled ? MATCH_SETTLED : MATCH_UNCLEAR;
}

static void find_settled(struct matching *g)
{
	for (size_t i = 0; i < g->refs.n && !g->m->settled; i++) {
		struct document *d = match_referenced(g->s, &g->refs.at[i]);

		if (d && g->refs.at[i].how != MATCH_OTHER && doc_is_live(d) && d->open.minor == 0 &&
		    (d->kind == DOC_PROFORMA || d->kind == DOC_INVOICE))
			g->m->settled = d;
	}
}

void match_payment(const struct state *s, const struct payment *p, struct match *ret)
{
	struct matching g = { .s = s, .p = p, .m = ret };

	*ret = (struct match){ 0 };
	if (p->kind != PAYMENT_TRANSFER || p->left.minor <= 0)
		return;
	match_refs_of(s->a, s->firm, p, &g.refs);
	match_payers(s, p, &g.payers);
	find_settled(&g);
	match_find_set(&g);
	if (match_says_return(s->a, p->details))
		ret->doubt = MATCH_RETURN;
	else if (by_reference(&g) || (ret->doubt == MATCH_NO_DOUBT && by_payer(&g, true)) ||
		 (ret->doubt == MATCH_NO_DOUBT && s->firm->pay_reference_is_enough &&
		  by_named_payer(&g)) ||
		 (ret->doubt == MATCH_NO_DOUBT && s->firm->pay_payer_is_enough && !ret->settled &&
		  (by_payer(&g, false) || by_set(&g))))
		ret->doubt = MATCH_NO_DOUBT;
	if (ret->rule == MATCH_ASK)
		ret->n_pay = 0;
	if (ret->rule == MATCH_ASK && ret->doubt == MATCH_NO_DOUBT)
		ret->doubt = doubt_of(&g);
	match_find_candidates(&g);
}
