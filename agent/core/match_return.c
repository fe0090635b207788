/* The payment that a return undoes (match_return.h; payments reference 8.3, 8). */
#include "match_return.h"

#include "flow_release.h"
#include "match.h"
#include "span.h"
#include "utf8.h"

enum { DAYS_BACK = 400 /* 13 months: SEPA's longest return */ };

const char *return_evidence_key(enum return_evidence by)
{
	static const char *const keys[RETURN_EVIDENCES] = {
		[BY_BANK_REF] = TX("flow.why.bank_ref"),
		[BY_DOCUMENT] = TX("flow.why.reference"),
		[BY_PAYER] = TX("flow.why.payer"),
		[BY_AMOUNT] = TX("flow.why.amount"),
	};

	return keys[by];
}

/* What was given back of it already. */
static int64_t undone_of(const struct state *s, const struct payment *p, const struct payment *but)
{
	int64_t sum = 0;

	for (size_t i = 0; i < s->payments.n; i++) {
		const struct payment *r = s->payments.at[i];

		if (r->reverses == p->id && r != but && r->state != PAYMENT_REVERSED)
			sum -= r->amount.minor;
	}
	return sum;
}

bool return_may_be(const struct state *s, const struct payment *p, const struct payment *r)
{
	return p != r && p->amount.minor > 0 && p->state != PAYMENT_REVERSED &&
	       p->kind != PAYMENT_SETTLEMENT && money_same_currency(p->amount, r->amount) &&
	       p->amount.minor - undone_of(s, p, r) >= -r->amount.minor && p->day.n <= r->day.n &&
	       r->day.n - p->day.n <= DAYS_BACK;
}

/* Not a word that stands for none. */
static bool is_ref(struct span ref)
{
	return ref.len >= 4 && !span_ieq(ref, S("NOTPROVIDED")) && !span_ieq(ref, S("NONREF"));
}

static bool is_word_byte(struct span s, size_t at)
{
	return at < s.len &&
	       ((s.ptr[at] >= '0' && s.ptr[at] <= '9') || (s.ptr[at] >= 'a' && s.ptr[at] <= 'z'));
}

/* A bank's number in the other's words: by itself, and too long to be there by chance. */
static bool tells_ref(struct arena *a, struct span text, struct span ref)
{
	struct span t = utf8_fold(a, text), r = utf8_fold(a, ref);
	size_t at = 0;

	while (is_ref(ref) && ref.len >= 6 && (at = span_find(t, r, at)) != SIZE_MAX) {
		if ((at == 0 || !is_word_byte(t, at - 1)) && !is_word_byte(t, at + r.len))
			return true;
		at++;
	}
	return false;
}

static bool equal_refs(struct span one, struct span two)
{
	return is_ref(one) && span_ieq(one, two);
}

bool return_same_ref(const struct state *s, const struct payment *p, const struct payment *r)
{
	return equal_refs(p->end_to_end, r->end_to_end) || equal_refs(p->bank_ref, r->bank_ref) ||
	       tells_ref(s->a, r->details, p->bank_ref) ||
	       tells_ref(s->a, r->details, p->end_to_end);
}

struct document *return_names(const struct state *s, const struct payment *p,
			      const struct payment *r)
{
	struct match_refs refs = { 0 };

	match_refs_of(s->a, s->firm, r, &refs);
	for (size_t i = 0; i < refs.n; i++) {
		struct document *d = state_document_ref(s, refs.at[i].prefix, refs.at[i].number);
		struct money on = d ? payment_on(s, p, d) : (struct money){ 0 };

		if (on.minor > 0)
			return d;
	}
	return NULL;
}

bool return_same_payer(const struct state *s, const struct payment *p, const struct payment *r)
{
	if (p->payer_iban.len && r->payer_iban.len)
		return span_ieq(p->payer_iban, r->payer_iban);
	if (p->payer_tax_id.len && r->payer_tax_id.len)
		return span_ieq(p->payer_tax_id, r->payer_tax_id);
	return p->payer.len && span_eq(utf8_fold(s->a, p->payer), utf8_fold(s->a, r->payer));
}

static enum return_evidence evidence_of(const struct state *s, const struct payment *p,
					const struct payment *r)
{
	bool whole = p->amount.minor == -r->amount.minor;

	if (return_same_ref(s, p, r))
		return BY_BANK_REF;
	if (return_names(s, p, r))
		return BY_DOCUMENT;
	if (whole && return_same_payer(s, p, r))
		return BY_PAYER;
	return whole ? BY_AMOUNT : RETURN_EVIDENCES;
}

bool return_looks_like(const struct state *s, const struct payment *p, const struct payment *r)
{
	return return_may_be(s, p, r) && evidence_of(s, p, r) < BY_AMOUNT;
}

void return_find(const struct state *s, const struct payment *r, struct return_candidates *ret)
{
	*ret = (struct return_candidates){ 0 };
	for (int by = BY_BANK_REF; by < RETURN_EVIDENCES; by++)
		for (size_t i = 0; i < s->payments.n && ret->n < ARRAY_LEN(ret->at); i++)
			if (return_may_be(s, s->payments.at[i], r) &&
			    evidence_of(s, s->payments.at[i], r) == (enum return_evidence)by)
				ret->at[ret->n++] =
					(struct return_candidate){ s->payments.at[i],
								   (enum return_evidence)by };
}

const struct return_candidate *return_certain(const struct return_candidates *all)
{
	if (all->n == 0 || all->at[0].by == BY_AMOUNT ||
	    (all->n > 1 && all->at[1].by == all->at[0].by))
		return NULL;
	return &all->at[0];
}
