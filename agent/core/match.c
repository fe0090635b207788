/* Matching a payment with what is open (match.h). Exact means: the referenced documents are one
 * client's, their open sums add up to the whole payment in the same currency, and nothing speaks of
 * money given back. */
#include "match.h"

#include "doc_type.h"
#include "span.h"
#include "utf8.h"

struct span match_identity_base(struct arena *a, const struct notice *n)
{
	const char *sign = n->incoming ? "" : "-";
	struct span head, text;
	struct sha256 hash;

	head = arena_fmt(a, "%.*s|%.*s|%s%.*s %.*s", SPAN_ARG(n->bank),
			 SPAN_ARG(utf8_fold(a, n->account)), sign,
			 SPAN_ARG(money_print(a, n->amount)), 3, n->amount.cur);
	if (n->bank_ref.len)
		return arena_fmt(a, "%.*s|ref|%.*s", SPAN_ARG(head),
				 SPAN_ARG(utf8_fold(a, n->bank_ref)));
	text = arena_fmt(a, "%.*s %.*s %.*s", SPAN_ARG(n->payer), SPAN_ARG(n->payer_iban),
			 SPAN_ARG(n->details));
	hash = hash_sha256(utf8_fold(a, text));
	return arena_fmt(a, "%.*s|day|%.*s|%.*s", SPAN_ARG(head),
			 SPAN_ARG(day_is_set(n->day) ? day_iso(a, n->day) : S("")),
			 SPAN_ARG(hash_hex(a, hash.b, 12)));
}

struct span match_identity(struct arena *a, struct span base, unsigned ordinal)
{
	return arena_fmt(a, "%.*s|%u", SPAN_ARG(base), ordinal);
}

static bool can_be_paid(const struct document *d, const struct payment *p)
{
	return (d->kind == DOC_PROFORMA || d->kind == DOC_INVOICE) && d->state == DOC_ISSUED &&
	       d->open.minor > 0 && money_same_currency(d->open, p->left);
}

static void add_candidate(struct match *m, const struct payment *p, struct document *d,
			  enum match_reason reason)
{
	struct match_candidate *c;

	if (!can_be_paid(d, p))
		return;
	for (unsigned i = 0; i < m->n_candidate; i++)
		if (m->candidate[i].doc == d)
			return;
	if (m->n_candidate == ARRAY_LEN(m->candidate))
		return;
	c = &m->candidate[m->n_candidate++];
	c->doc = d;
	c->reason = reason;
	c->exact = d->open.minor == p->left.minor;
}

/* What is to be paid for a reference: of an invoiced proforma, its invoice. */
static struct document *referenced(const struct state *s, const struct match_ref *r)
{
	struct document *d = state_document_ref(s, r->prefix, r->number);
	struct document *inv = d && d->kind == DOC_PROFORMA ? doc_invoiced_by(s, d) : NULL;

	return inv ? inv : d;
}

/* Do the referenced open documents (without those only listed, if so asked) take it all? */
static bool sum_fits(const struct state *s, const struct payment *p, const struct match_refs *refs,
		     bool with_listed, struct match *m)
{
	int64_t sum = 0;

	m->n_pay = 0;
	for (size_t i = 0; i < refs->n; i++) {
		struct document *d = referenced(s, &refs->at[i]);
		bool known = !d;

		for (unsigned k = 0; k < m->n_pay; k++)
			known |= m->pay[k] == d;
		if (known || !can_be_paid(d, p) || (refs->at[i].listed && !with_listed))
			continue;
		if (m->n_pay == ARRAY_LEN(m->pay) || (m->n_pay && m->pay[0]->client != d->client))
			return false;
		if (__builtin_add_overflow(sum, d->open.minor, &sum))
			return false;
		m->pay[m->n_pay++] = d;
	}
	return m->n_pay > 0 && sum == p->left.minor;
}

static bool speaks_of_return(struct arena *a, struct span details)
{
	static const char *const words[] = { "restituire", "returnare", "retur ",     "refund",
					     "reversal",   "storn",     "chargeback", "anulare" };
	struct span s = utf8_fold(a, details);

	for (size_t i = 0; i < ARRAY_LEN(words); i++)
		if (span_has(s, span_of(words[i])))
			return true;
	return false;
}

/* Words that say what kind of firm it is, not which. */
static bool form_word(struct span w)
{
	static const char *const forms[] = { "sc", "srl",  "s.r.l.", "s.r.l", "sa",  "s.a.", "pfa",
					     "ii", "s.c.", "srl-d",  "ltd",   "llc", "inc",  "if" };

	for (size_t i = 0; i < ARRAY_LEN(forms); i++)
		if (span_eq_str(w, forms[i]))
			return true;
	return w.len < 2;
}

static bool has_word(struct span text, struct span word)
{
	struct span w;

	while (span_next_word(&text, &w))
		if (span_eq(w, word))
			return true;
	return false;
}

static bool words_within(struct span some, struct span all, unsigned *n)
{
	struct span w;

	*n = 0;
	while (span_next_word(&some, &w)) {
		if (form_word(w))
			continue;
		if (!has_word(all, w))
			return false;
		(*n)++;
	}
	return true;
}

/* "POPESCU ION" is "Ion Popescu"; "SC ALFA BETA SRL" is "Alfa Beta". */
static bool same_name(struct arena *a, struct span left, struct span right)
{
	struct span l = utf8_fold(a, left), r = utf8_fold(a, right);
	unsigned n, k;

	return words_within(l, r, &n) && words_within(r, l, &k) && n > 0 && k > 0;
}

/* Whose payments came from this account before; somebody who paid for two clients points to none. */
static struct client *payer_by_iban(const struct state *s, const struct payment *p)
{
	int64_t client = 0;

	for (size_t i = 0; p->payer_iban.len && i < s->payments.n; i++) {
		const struct payment *old = s->payments.at[i];

		if (old == p || !old->client || !span_ieq(old->payer_iban, p->payer_iban))
			continue;
		if (client && client != old->client)
			return NULL;
		client = old->client;
	}
	return state_client(s, client);
}

struct client *match_payer(const struct state *s, const struct payment *p,
			   enum match_reason *reason)
{
	struct client *c = NULL;
	unsigned n = 0;

	for (size_t i = 0; p->payer_tax_id.len && i < s->clients.n; i++) {
		*reason = MATCH_TAX_ID;
		if (span_eq(s->clients.at[i]->party.tax_id, p->payer_tax_id))
			return s->clients.at[i];
	}
	*reason = MATCH_IBAN;
	c = payer_by_iban(s, p);
	if (c)
		return c;
	*reason = MATCH_NAME;
	for (size_t i = 0; p->payer.len && i < s->clients.n; i++) {
		struct client *k = s->clients.at[i];

		if (same_name(s->a, k->party.name, p->payer) ||
		    (k->party.contact.len && same_name(s->a, k->party.contact, p->payer))) {
			c = k;
			n++;
		}
	}
	return n == 1 ? c : NULL;
}

/* Referenced ones first, then the payer's, then those of the same sum; an exact sum before others. */
static void find_candidates(const struct state *s, const struct payment *p,
			    const struct match_refs *refs, struct match *m)
{
	enum match_reason reason;
	const struct client *payer = match_payer(s, p, &reason);

	for (size_t i = 0; i < refs->n; i++) {
		struct document *d = referenced(s, &refs->at[i]);

		if (d)
			add_candidate(m, p, d, MATCH_REFERENCE);
	}
	for (int exact = 1; exact >= 0; exact--)
		for (size_t i = 0; payer && i < s->documents.n; i++)
			if (s->documents.at[i]->client == payer->id &&
			    (s->documents.at[i]->open.minor == p->left.minor) == (exact != 0))
				add_candidate(m, p, s->documents.at[i], reason);
	for (size_t i = 0; i < s->documents.n; i++)
		if (s->documents.at[i]->open.minor == p->left.minor)
			add_candidate(m, p, s->documents.at[i], MATCH_AMOUNT);
}

void match_payment(const struct state *s, const struct payment *p, struct match *ret)
{
	struct match_refs refs = { 0 };

	*ret = (struct match){ 0 };
	match_refs(s->a, s->firm, p->details, &refs);
	ret->reversal = speaks_of_return(s->a, p->details);
	ret->exact = !ret->reversal &&
		     (sum_fits(s, p, &refs, true, ret) || sum_fits(s, p, &refs, false, ret));
	if (!ret->exact)
		ret->n_pay = 0;
	for (size_t i = 0; i < refs.n && !ret->settled; i++) {
		struct document *d = referenced(s, &refs.at[i]);

		if (d && doc_is_live(d) && d->open.minor == 0 &&
		    (d->kind == DOC_PROFORMA || d->kind == DOC_INVOICE))
			ret->settled = d;
	}
	find_candidates(s, p, &refs, ret);
}
