/* What is kept of a bank's mail with labelled values: the labels. See bank_learn.h. */
#include "bank_learn.h"

#include "say.h"
#include "span.h"
#include "utf8.h"

static bool is_value(const struct value *part, const char *field, const struct notice *n)
{
	struct span text = value_get_text(part, "value");

	if (strcmp(field, "amount") == 0)
		return value_get_int(part, "minor", 0) == n->amount.minor &&
		       span_eq_str(value_get_text(part, "currency"), n->amount.cur);
	if (strcmp(field, "payer") == 0)
		return span_ieq(text, n->payer);
	if (strcmp(field, "details") == 0)
		return span_ieq(text, n->details);
	return span_ieq(text, n->bank_ref);
}

/* Does the label stand once in each movement, with what was said of it? Of one movement it may stand again. */
static bool is_label_of(const struct value *parts, struct span label, const char *field,
			const struct notices *told)
{
	size_t k = 0;

	for (size_t i = 0; i < parts->u.list.n; i++) {
		const struct value *p = parts->u.list.at[i];

		if (!span_ieq(value_get_text(p, "label"), label))
			continue;
		if (k < told->n && is_value(p, field, &told->at[k]))
			k++;
		else if (told->n > 1)
			return false;
	}
	return k == told->n;
}

/* The label that a value stands at: the one guessed when its value stayed, else one with what was said. */
static struct span label_at(const struct value *parts, const char *field,
			    const struct notices *told)
{
	struct span other = S("");

	for (size_t i = 0; i < parts->u.list.n; i++) {
		const struct value *p = parts->u.list.at[i];
		struct span label = value_get_text(p, "label");

		if (!is_label_of(parts, label, field, told))
			continue;
		if (span_eq_str(value_get_text(p, "field"), field))
			return label;
		if (!other.len)
			other = label;
	}
	return other;
}

static bool is_told(const struct notice *n, const char *field)
{
	return strcmp(field, "amount") == 0 || (strcmp(field, "payer") == 0   ? n->payer :
						strcmp(field, "details") == 0 ? n->details :
										n->bank_ref)
							       .len > 0;
}

/* Labels read every movement, and all of them one way. */
static bool one_direction(const struct notices *told)
{
	for (size_t i = 0; i < told->n; i++)
		if (told->at[i].incoming != told->at[0].incoming ||
		    !bank_learn_is_one(&told->at[i]))
			return false;
	return told->n > 0;
}

struct value *bank_learn_labels(struct arena *a, const struct question *q,
				const struct notices *told)
{
	static const char *const asked[] = { "amount", "payer", "details", "ref" };
	static const char *const kept[] = { "currency", "date", "iban", "tax_id", "account" };
	const struct value *parts = bank_learn_list(q, "parts");
	struct value *labels = value_new_map(a), *v;
	struct span label;

	if (!parts || !value_get_text(q->data, "title").len || !one_direction(told))
		return NULL;
	for (size_t i = 0; i < ARRAY_LEN(asked); i++) {
		label = label_at(parts, asked[i], told);
		if (label.len)
			say_text(a, labels, asked[i], utf8_fold(a, label));
		else if (i == 0 || (told->n > 1 && is_told(&told->at[0], asked[i])))
			return NULL;
	}
	for (size_t i = 0; i < parts->u.list.n; i++) {
		const struct value *p = parts->u.list.at[i];

		for (size_t k = 0; k < ARRAY_LEN(kept); k++)
			if (span_eq_str(value_get_text(p, "field"), kept[k]))
				say_text(a, labels, kept[k],
					 utf8_fold(a, value_get_text(p, "label")));
	}
	v = say_value(a, NULL, "labels", labels);
	value_set(a, v, "in", value_bool(a, told->at[0].incoming));
	return v;
}
