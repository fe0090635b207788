/* The table of verbs and finding one by its name. A small typo is forgiven where it leaves no doubt:
 * one letter in words of five or more, two in words of eight or more, one candidate only. Never for
 * shorter words: DA and NU are never guessed. */
#include "run_commands.h"
#include "span.h"
#include "utf8.h"

#define NAME_MAX_BYTES 24
#define NAME_MAX_WORDS 3

extern const struct verb verb_product, verb_client, verb_lead, verb_offer, verb_proforma,
	verb_invoice, verb_line, verb_discount, verb_due, verb_details, verb_send, verb_contract,
	verb_delivered, verb_pv_signed, verb_received, verb_receipt, verb_refunded, verb_allocate,
	verb_storno, verb_recurring, verb_stop, verb_card_show, verb_find_cards, verb_balance,
	verb_status, verb_message, verb_cancel, verb_yes, verb_no, verb_hold, verb_resume,
	verb_snooze, verb_accepted, verb_refused_offer, verb_lost, verb_note, verb_form,
	verb_unallocated, verb_money_in, verb_why, verb_statement, verb_rate, verb_unhold,
	verb_reopen, verb_line_once, verb_rehearse, verb_numbering, verb_export, verb_help,
	verb_report, verb_filing, verb_form_bank, verb_suppliers;

const struct verb *const verbs[] = {
	&verb_product,   &verb_client,    &verb_lead,      &verb_offer,      &verb_proforma,
	&verb_invoice,   &verb_line,      &verb_line_once, &verb_discount,   &verb_due,
	&verb_details,   &verb_send,      &verb_contract,  &verb_delivered,  &verb_pv_signed,
	&verb_received,  &verb_receipt,   &verb_refunded,  &verb_allocate,   &verb_storno,
	&verb_recurring, &verb_stop,      &verb_card_show, &verb_find_cards, &verb_why,
	&verb_rehearse,  &verb_balance,   &verb_statement, &verb_numbering,  &verb_message,
	&verb_cancel,    &verb_yes,       &verb_no,        &verb_accepted,   &verb_refused_offer,
	&verb_lost,      &verb_reopen,    &verb_note,      &verb_snooze,     &verb_unallocated,
	&verb_money_in,  &verb_hold,      &verb_unhold,    &verb_resume,     &verb_form,
	&verb_rate,      &verb_status,    &verb_report,    &verb_filing,     &verb_export,
	&verb_form_bank, &verb_suppliers, &verb_help,
};
const size_t verbs_n = ARRAY_LEN(verbs);

/* Walks over all names of a verb: ro, en, synonyms. */
static bool next_name(const struct verb *v, unsigned *i, struct span *rest, struct span *name)
{
	if (*i == 0)
		*name = span_of(v->ro);
	else if (*i == 1)
		*name = span_of(v->en);
	if (*i == 1)
		*rest = v->synonyms == NULL ? S("") : span_of(v->synonyms);
	return (*i)++ < 2 || span_next_part(rest, '|', name);
}

/* Names are upper-case ASCII; folded words are lower case. */
static struct span lower(struct span name, char buf[NAME_MAX_BYTES])
{
	size_t n = name.len < NAME_MAX_BYTES ? name.len : NAME_MAX_BYTES;

	for (size_t i = 0; i < n; i++)
		buf[i] = name.ptr[i] >= 'A' && name.ptr[i] <= 'Z' ?
				 (char)(name.ptr[i] - 'A' + 'a') :
				 name.ptr[i];
	return (struct span){ buf, n };
}

static bool is_named(const struct verb *v, struct span fold)
{
	struct span rest = S(""), name;
	unsigned i = 0;

	while (next_name(v, &i, &rest, &name))
		if (span_ieq(name, fold))
			return true;
	return false;
}

static unsigned distance(const struct verb *v, struct span fold, unsigned max)
{
	struct span rest = S(""), name;
	char buf[NAME_MAX_BYTES];
	unsigned i = 0, best = max + 1;

	while (next_name(v, &i, &rest, &name)) {
		unsigned d = utf8_distance(lower(name, buf), fold, max);

		best = d < best ? d : best;
	}
	return best;
}

const struct verb *verb_find(struct span fold, bool *typo)
{
	size_t letters = utf8_count(fold);
	unsigned max = letters >= 8 ? 2 : letters >= 5 ? 1 : 0, best = max + 1;
	const struct verb *found = NULL;
	bool tie = false;

	*typo = false;
	for (size_t i = 0; i < verbs_n; i++)
		if (is_named(verbs[i], fold))
			return verbs[i];
	for (size_t i = 0; max > 0 && i < verbs_n; i++) {
		unsigned d = distance(verbs[i], fold, max);

		if (d > max || d > best)
			continue;
		tie = d == best && found != NULL;
		best = d;
		found = verbs[i];
	}
	/* the second nearest must be clearly farther away */
	if (found == NULL || tie)
		return NULL;
	*typo = true;
	return found;
}

/* "De ce nu a venit nimeni?", "Stai liniștit", "Nota de plată a plecat" are a person's words, "DE CE", "stai tot" and
 * "De ce PRF 31?" are commands. */
static bool is_sentence(struct arena *a, const struct command_line *l, const struct verb *v,
			size_t used)
{
	struct args rest;
	const char *end;

	args_open(a, l, used, &rest);
	if (!v->spoken || rest.n == 0)
		return false;
	end = rest.at[0].text.ptr;
	if (!v->spoken(&rest))
		return false;
	for (const char *c = l->text.ptr; c < end; c++)
		if (*c >= 'a' && *c <= 'z')
			return true;
	return false;
}

const struct verb *verb_of_words(struct arena *a, const struct command_line *l, size_t *used,
				 bool *typo)
{
	struct span word[NAME_MAX_WORDS];
	size_t n = args_head(a, l, word, NAME_MAX_WORDS);

	*used = 0;
	*typo = false;
	for (size_t words = n; words > 1; words--) {
		struct span name = word[0];

		for (size_t k = 1; k < words; k++)
			name = arena_fmt(a, "%.*s %.*s", SPAN_ARG(name), SPAN_ARG(word[k]));
		for (size_t i = 0; i < verbs_n; i++) {
			if (!is_named(verbs[i], name))
				continue;
			*used = words;
			return verbs[i];
		}
	}
	*used = n > 0;
	return n > 0 ? verb_find(word[0], typo) : NULL;
}

const struct verb *verb_of_line(struct arena *a, const struct command_line *l, size_t *used,
				bool *typo)
{
	const struct verb *v = verb_of_words(a, l, used, typo);

	return v == NULL || is_sentence(a, l, v, *used) ? NULL : v;
}

unsigned verb_nearest(struct span fold, const struct verb *ret[3])
{
	unsigned dist[3] = { 0 }, n = 0;

	for (size_t i = 0; i < verbs_n; i++) {
		unsigned d = distance(verbs[i], fold, 12);
		unsigned at = n;

		/* DA and NU are near every short word, and no button to press by mistake. */
		if (strlen(verbs[i]->ro) <= 2 && d > 1)
			continue;
		while (at > 0 && d < dist[at - 1])
			at--;
		if (at >= 3)
			continue;
		for (unsigned k = n < 3 ? n : 2; k > at; k--) {
			dist[k] = dist[k - 1];
			ret[k] = ret[k - 1];
		}
		dist[at] = d;
		ret[at] = verbs[i];
		n = n < 3 ? n + 1 : 3;
	}
	return n;
}

struct span verb_synonyms(struct arena *a, const struct verb *v)
{
	struct span rest = span_of(v->synonyms), name;
	struct buf b;

	buf_init(&b, a, 400);
	while (span_next_part(&rest, '|', &name))
		buf_add_fmt(&b, "%s%.*s", b.len > 0 ? ", " : "", SPAN_ARG(name));
	return buf_span(&b);
}
