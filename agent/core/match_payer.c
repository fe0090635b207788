/* Who pays: by tax id, by the account that confirmed payments came from, by name (match.h). What earlier
 * payments show is a hint about the payer, below what he wrote (payments.md 8.3.5). */
#include "ident.h"
#include "match.h"
#include "span.h"
#include "utf8.h"

enum { NAME_CUT = 18 }; /* letters that make the beginning of a name enough */

/* Words that say what kind of firm it is, not which. */
static bool form_word(struct span w)
{
	static const char *const forms[] = { "sc",  "srl", "sa",  "pfa", "ii",
					     "ltd", "llc", "inc", "if" };

	for (size_t i = 0; i < ARRAY_LEN(forms); i++)
		if (span_eq_str(w, forms[i]))
			return true;
	return w.len < 2;
}

/* Marks between words are blanks: "S.C. ALFA-BETA S.R.L." is "alfa beta". */
static struct span no_marks(struct arena *a, struct span folded)
{
	char *to = arena_alloc(a, folded.len + 1);

	for (size_t i = 0; i < folded.len; i++) {
		unsigned char c = (unsigned char)folded.ptr[i];
		bool word = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c >= 0x80;

		to[i] = word ? (char)c : ' ';
	}
	return (struct span){ to, folded.len };
}

struct span match_name_words(struct arena *a, struct span name)
{
	struct span folded = utf8_fold(a, name), rest = no_marks(a, folded), w, words = { 0 };

	while (span_next_word(&rest, &w))
		if (!form_word(w))
			words = words.len ?
					arena_fmt(a, "%.*s %.*s", SPAN_ARG(words), SPAN_ARG(w)) :
					w;
	return words.len ? words : folded;
}

static bool has_word(struct span text, struct span word)
{
	struct span w;

	while (span_next_word(&text, &w))
		if (span_eq(w, word))
			return true;
	return false;
}

static bool words_within(struct span some, struct span all)
{
	struct span w;

	while (span_next_word(&some, &w))
		if (!has_word(all, w))
			return false;
	return true;
}

/* "POPESCU ION" is "Ion Popescu"; "SC ALFA BETA SRL" is "Alfa Beta"; a name field of 27 or 35 characters
 * cuts a long one. */
static bool same_name(struct arena *a, struct span name, struct span printed)
{
	struct span l = match_name_words(a, name), r = match_name_words(a, printed);

	if (!l.len || !r.len)
		return false;
	if (r.len >= NAME_CUT && r.len < l.len && span_starts(l, r))
		return true;
	return words_within(l, r) && words_within(r, l);
}

bool match_names_client(struct arena *a, const struct client *c, struct span text)
{
	struct span words = match_name_words(a, c->party.name);

	return span_word_count(words) >= 2 && words_within(words, match_name_words(a, text));
}

static void add(struct match_payers *m, struct client *c, enum match_reason reason)
{
	m->reason = reason;
	for (unsigned i = 0; i < m->n; i++)
		if (m->at[i] == c)
			return;
	if (c && m->n < ARRAY_LEN(m->at))
		m->at[m->n++] = c;
}

/* The digits of a tax id, however it is written: "RO 18547290". */
static struct span tax_digits(struct arena *a, struct span id)
{
	bool ro;
	struct span digits = ident_cui_digits(a, id, &ro);

	return digits.len ? digits : id;
}

static void by_tax_id(const struct state *s, const struct payment *p, struct match_payers *ret)
{
	struct span id = tax_digits(s->a, p->payer_tax_id);

	for (size_t i = 0; id.len && i < s->clients.n; i++)
		if (span_ieq(tax_digits(s->a, s->clients.at[i]->party.tax_id), id))
			add(ret, s->clients.at[i], MATCH_TAX_ID);
}

/* Whose confirmed payments came from this account or tax id before; one that paid for two clients points
 * to none (odoo PR#168029). */
static void by_history(const struct state *s, const struct payment *p, struct match_payers *ret)
{
	struct client *only = NULL;

	for (size_t i = 0; p->payer_iban.len && i < s->clients.n; i++)
		if (span_ieq(ident_iban_compact(s->a, s->clients.at[i]->party.iban),
			     ident_iban_compact(s->a, p->payer_iban)))
			add(ret, s->clients.at[i], MATCH_IBAN);
	for (size_t i = 0; !ret->n && i < s->payments.n; i++) {
		const struct payment *old = s->payments.at[i];
		bool same = (p->payer_iban.len && span_ieq(old->payer_iban, p->payer_iban)) ||
			    (p->payer_tax_id.len && span_ieq(old->payer_tax_id, p->payer_tax_id));

		if (old == p || !old->client || old->state == PAYMENT_REVERSED || !same)
			continue;
		if (only && only->id != old->client)
			return;
		only = state_client(s, old->client);
	}
	if (only)
		add(ret, only, MATCH_IBAN);
}

static void by_name(const struct state *s, const struct payment *p, struct match_payers *ret)
{
	for (size_t i = 0; p->payer.len && i < s->clients.n; i++) {
		struct client *k = s->clients.at[i];

		if (same_name(s->a, k->party.name, p->payer) ||
		    (k->party.contact.len && same_name(s->a, k->party.contact, p->payer)))
			add(ret, k, MATCH_NAME);
	}
}

void match_payers(const struct state *s, const struct payment *p, struct match_payers *ret)
{
	*ret = (struct match_payers){ .reason = MATCH_REASONS };
	by_tax_id(s, p, ret);
	if (!ret->n)
		by_history(s, p, ret);
	if (!ret->n)
		by_name(s, p, ret);
}

struct client *match_payer(const struct state *s, const struct payment *p,
			   enum match_reason *reason)
{
	struct match_payers who;

	match_payers(s, p, &who);
	*reason = who.reason;
	return who.n == 1 ? who.at[0] : NULL;
}
