/* Movements read by the wordings that staff have agreed to: see bank_in.h. */
#include "bank_in.h"

#include "sentence.h"
#include "span.h"
#include "utf8.h"

/* Do the wording's own words say which way the money goes? Else the whole mail must be like the one it was learnt
 * from. */
static bool is_directed(struct arena *a, const struct bank_sentence *s)
{
	return bank_word_seen(utf8_fold(a, s->wording)) ==
	       (s->incoming ? BANK_SEEN_IN : BANK_SEEN_OUT);
}

static bool is_rest(struct arena *a, const struct bank_form *form, struct span text,
		    const struct sentence_matches *m)
{
	struct spans rest = { 0 };

	sentence_rest(a, text, m, &rest);
	for (size_t i = 0; i < rest.n; i++)
		if (!spans_has(&form->rest, rest.at[i]))
			return false;
	return true;
}

static bool has_line(struct span text, struct span line)
{
	struct span one;

	while (span_next_line(&text, &one))
		if (span_ieq(one, line))
			return true;
	return !line.len;
}

bool bank_sentence_read(struct arena *a, const struct bank_rule *rule, const struct bank_form *form,
			const struct bank_view *v, unsigned seen, bool titled, struct notices *ret)
{
	struct bank_rule as = *rule;
	struct spans wordings = { 0 };
	struct sentence_matches m;
	char cur[4] = "";

	if (form->currency.len == 3)
		as.currency = form->currency;
	if (as.currency.len == 3)
		memcpy(cur, as.currency.ptr, 3);
	as.mark = form->mark;
	as.in = as.out = as.done = (struct spans){ 0 };
	for (size_t i = 0; i < form->sentences.n; i++)
		*ARENA_PUSH(a, &wordings) = form->sentences.at[i].wording;
	if (!has_line(v->plain, form->header) ||
	    !sentence_read(a, &wordings, form->mark, cur, v->plain, &m) || !m.n ||
	    m.n > BANK_NOTICES_MAX || !is_rest(a, form, v->plain, &m))
		return false;
	for (size_t i = 0; i < m.n; i++) {
		const struct bank_sentence *s = &form->sentences.at[m.at[i].wording];
		struct bank_fields f = { 0 };
		struct notice n;
		bool is = false;
		struct why why;

		for (size_t k = 0; k < m.at[i].values.n; k++) {
			const struct sentence_value *x = &m.at[i].values.at[k];
			enum bank_field to = bank_field_named(x->field);

			if (to != BANK_FIELDS)
				f.at[to] = bank_view_take(a, v, x->from, x->to);
		}
		if ((!is_directed(a, s) && !(titled && seen == form->seen)) ||
		    (s->incoming && span_starts(f.at[BANK_AMOUNT], S("-"))) ||
		    bank_fields_notice(a, &as, s->incoming ? BANK_IN : BANK_OUT, &f, &n, &is,
				       &why) ||
		    !is) {
			*ret = (struct notices){ 0 };
			return false;
		}
		*ARENA_PUSH(a, ret) = n;
	}
	return true;
}
