/* What sentences and rows of a bank's mail seem to tell: see bank_in.h. */
#include "bank_look.h"

#include "sentence.h"
#include "span.h"

#define SUMS_MAX 8

static bool tells(const struct bank_told_line *t)
{
	return t->direction || t->f.at[BANK_DATE].len || t->f.at[BANK_IBAN].len ||
	       (!t->row && (t->f.at[BANK_PAYER].len || t->f.at[BANK_REF].len));
}

/* A subject that says again what the mail says below. */
static bool is_said_again(const struct bank_look *l, size_t i)
{
	for (size_t k = i + 1; l->lines.at[i].line.from == 0 && k < l->lines.n; k++)
		if (l->lines.at[k].amount.minor == l->lines.at[i].amount.minor &&
		    money_same_currency(l->lines.at[k].amount, l->lines.at[i].amount))
			return true;
	return false;
}

/* Lines that tell a movement; of lines that name no more than a sum, only a single one. */
static void choose(const struct bank_look *l, struct bank_told_lines *ret, bool *sure)
{
	bool telling = false;

	for (size_t i = 0; i < l->lines.n; i++)
		telling |= tells(&l->lines.at[i]) && !is_said_again(l, i);
	for (size_t i = 0; i < l->lines.n; i++) {
		const struct bank_told_line *t = &l->lines.at[i];

		if (is_said_again(l, i) || (telling && !tells(t)))
			continue;
		*sure = *sure && t->sums == 1;
		*ARENA_PUSH(l->a, ret) = *t;
	}
	*sure = *sure && (telling || ret->n == 1) && ret->n <= BANK_NOTICES_MAX;
}

/* As printed, of every line: one of them was paid. */
static void give_sums(const struct bank_look *l, enum decimal_mark mark, struct spans *ret)
{
	for (size_t i = 0; i < l->lines.n; i++) {
		struct bank_place line = l->lines.at[i].line;

		for (size_t k = line.from; k < line.to && ret->n < SUMS_MAX; k++) {
			struct money m;
			size_t end;

			if (!sentence_sum(span_sub(l->v.plain, 0, line.to), k, mark, "RON", &end,
					  &m))
				continue;
			if (!spans_has(ret, bank_view_take(l->a, &l->v, k, end)))
				*ARENA_PUSH(l->a, ret) = bank_view_take(l->a, &l->v, k, end);
			k = end - 1;
		}
	}
}

static bool notice_of(const struct bank_look *l, const struct bank_told_line *t, unsigned seen,
		      enum decimal_mark mark, struct notice *ret)
{
	struct bank_rule rule = l->rule;
	unsigned direction = t->direction ? t->direction : seen;
	bool is = false, in = (direction & BANK_SEEN_IN) || !(direction & BANK_SEEN_OUT);
	struct why why;

	rule.mark = mark;
	rule.currency = span_of(t->amount.cur);
	rule.in = rule.out = rule.done = (struct spans){ 0 };
	if (!t->direction && t->amount.minor < 0)
		in = false;
	/* money in of a sum below nothing: a contradiction */
	return !(in && t->amount.minor < 0) &&
	       !bank_fields_notice(l->a, &rule, in ? BANK_IN : BANK_OUT, &t->f, ret, &is, &why) &&
	       is;
}

void bank_sentence_guess(struct arena *a, const struct bank_rule *rule, const struct bank_view *v,
			 struct bank_guess *ret)
{
	const enum decimal_mark marks[] = { rule->mark, MARK_GUESS };
	struct bank_look l = { .a = a, .rule = *rule, .v = *v };
	struct bank_told_lines told = { 0 };
	bool sure = true;

	for (size_t i = 0; i < ARRAY_LEN(marks) && !told.n; i++) {
		ret->mark = marks[i];
		bank_look_all(&l, marks[i]);
		choose(&l, &told, &sure);
	}
	for (size_t i = 0; i < told.n && (sure || i == 0); i++) {
		struct notice n;

		if (!notice_of(&l, &told.at[i], ret->seen, ret->mark, &n)) {
			ret->told = (struct notices){ 0 };
			ret->told_at = (struct guess_places){ 0 };
			return;
		}
		*ARENA_PUSH(a, &ret->told) = n;
		*ARENA_PUSH(a, &ret->told_at) = (uint32_t)told.at[i].line.from;
	}
	if (!sure)
		give_sums(&l, ret->mark, &ret->sums);
}
