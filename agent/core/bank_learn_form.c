/* What is kept of a bank's mail that staff put right: its labels, or the wordings of its sentences and rows. Nothing is
 * kept that does not read the very mail as it was confirmed. See bank_learn.h. */
#include "bank_learn.h"

#include <stdlib.h>

#include "say.h"
#include "sentence.h"
#include "span.h"
#include "span_copy.h"
#include "utf8.h"

#define WORDINGS_MAX 8
#define REST_MAX     20

struct range {
	size_t from, to;
};
struct learning {
	struct arena *a;
	struct span text, low; /* of the mail; in small letters, byte by byte */
	enum decimal_mark mark;
	const struct notice *n;
	struct range line, more; /* where its sum stands; where its values may stand */
	struct sentence_values values;
	bool bad, missed; /* missed: something of it stands elsewhere in the mail */
};

static bool is_free(const struct learning *l, size_t from, size_t to)
{
	for (size_t i = 0; i < l->values.n; i++)
		if (from < l->values.at[i].to && l->values.at[i].from < to)
			return false;
	return true;
}

/* Does the value that is looked for stand there? *end: where it ends. */
typedef bool stands_fn(const struct learning *l, const char *field, struct span value, size_t at,
		       size_t *end);

static bool stands_sum(const struct learning *l, const char *field, struct span value, size_t at,
		       size_t *end)
{
	struct money m;

	(void)field;
	(void)value;
	return sentence_sum(l->text, at, l->mark, l->n->amount.cur, end, &m) &&
	       money_same_currency(m, l->n->amount) &&
	       (m.minor < 0 ? -m.minor : m.minor) == l->n->amount.minor;
}

static bool stands_day(const struct learning *l, const char *field, struct span value, size_t at,
		       size_t *end)
{
	struct day d;

	(void)value;
	*end = sentence_value_end(field, l->text, at);
	return *end > at && !day_parse(span_sub(l->text, at, *end - at), &d) &&
	       day_eq(d, l->n->day);
}

static bool stands_text(const struct learning *l, const char *field, struct span value, size_t at,
			size_t *end)
{
	*end = at + value.len;
	return *end <= l->text.len && span_eq(span_sub(l->low, at, value.len), value) &&
	       sentence_is_edge(l->text, at) && sentence_is_edge(l->text, *end) &&
	       (strcmp(field, "payer") == 0 || strcmp(field, "details") == 0 ||
		sentence_value_end(field, l->text, at) == *end);
}

/* How often it stands in the range, and where first. */
static unsigned find(const struct learning *l, stands_fn *stands, const char *field,
		     struct span value, struct range in, struct range *ret)
{
	unsigned n = 0;

	for (size_t i = in.from; i < in.to; i++) {
		size_t end;

		if (!stands(l, field, value, i, &end) || end > in.to || !is_free(l, i, end))
			continue;
		if (n++ == 0)
			*ret = (struct range){ i, end };
		i = end - 1;
	}
	return n;
}

/* What stands nowhere in the mail is not learnt, what stands twice or in another movement's lines cannot be. */
static void place(struct learning *l, stands_fn *stands, const char *field, struct span value)
{
	struct range at = { 0 };
	unsigned n = find(l, stands, field, value, l->line, &at);

	if (n == 0)
		n = find(l, stands, field, value, l->more, &at);
	l->bad |= n > 1;
	l->missed |= n == 0 && find(l, stands, field, value, (struct range){ 0, l->text.len }, &at);
	if (n == 1)
		*ARENA_PUSH(l->a, &l->values) =
			(struct sentence_value){ span_of(field), at.from, at.to };
}

static void place_text(struct learning *l, const char *field, struct span value)
{
	value = utf8_fold(l->a, value);
	if (value.len)
		place(l, stands_text, field, value);
}

static int by_place(const void *x, const void *y)
{
	const struct sentence_value *a = x, *b = y;

	return a->from < b->from ? -1 : a->from > b->from;
}

/* The longest texts first: a name may stand in what was paid for. */
static void place_all(struct learning *l, bool dated)
{
	const struct notice *n = l->n;

	place_text(l, "details", n->details);
	place(l, stands_sum, "amount", S(""));
	l->bad |= !l->values.n || !span_eq_str(l->values.at[l->values.n - 1].field, "amount");
	place_text(l, "iban", n->payer_account.len ? n->payer_account : n->payer_iban);
	place_text(l, "account", n->account);
	place_text(l, "payer", n->payer);
	place_text(l, "tax_id", n->payer_tax_id);
	place_text(l, "ref", n->bank_ref);
	if (dated)
		place(l, stands_day, "date", S(""));
	if (l->values.n)
		qsort(l->values.at, l->values.n, sizeof(*l->values.at), by_place);
}

static size_t line_from(struct span text, size_t at)
{
	while (at > 0 && text.ptr[at - 1] != '\n')
		at--;
	return at;
}

static size_t line_to(struct span text, size_t at)
{
	size_t end = span_find_char(text, '\n', at);

	return end == SIZE_MAX ? text.len : end;
}

/* The wording of one movement; its values with their places in the text remain in l. */
static struct span wording_of(struct learning *l)
{
	struct sentence_values v = { 0 };
	size_t from, to;

	if (l->bad || !l->values.n)
		return S("");
	from = line_from(l->text, l->values.at[0].from);
	to = line_to(l->text, l->values.at[l->values.n - 1].to);
	from = from < l->line.from ? from : l->line.from;
	to = to > l->line.to ? to : l->line.to;
	for (size_t i = 0; i < l->values.n; i++)
		*ARENA_PUSH(l->a, &v) =
			(struct sentence_value){ l->values.at[i].field, l->values.at[i].from - from,
						 l->values.at[i].to - from };
	return sentence_of(l->a, span_sub(l->text, from, to - from), &v);
}

static bool same_values(const struct sentence_values *learnt, const struct sentence_values *read)
{
	size_t k = 0;

	for (size_t i = 0; i < read->n; i++) {
		if (span_eq_str(read->at[i].field, "#"))
			continue;
		if (k == learnt->n || !span_eq(read->at[i].field, learnt->at[k].field) ||
		    read->at[i].from != learnt->at[k].from || read->at[i].to != learnt->at[k].to)
			return false;
		k++;
	}
	return k == learnt->n;
}

struct wordings {
	struct spans text;
	bool in[WORDINGS_MAX];
};

/* false: too many, or the same words both ways. */
static bool add_wording(struct arena *a, struct wordings *w, struct span one, bool incoming)
{
	for (size_t i = 0; i < w->text.n; i++)
		if (span_ieq(w->text.at[i], one))
			return w->in[i] == incoming;
	if (!one.len || w->text.n == WORDINGS_MAX)
		return false;
	w->in[w->text.n] = incoming;
	*ARENA_PUSH(a, &w->text) = one;
	return true;
}

static struct value *sentences_value(struct arena *a, const struct wordings *w, struct span text,
				     const struct sentence_matches *m)
{
	struct value *list = value_new_list(a), *others = value_new_list(a), *v;
	struct spans rest = { 0 };

	sentence_rest(a, text, m, &rest);
	for (size_t i = 0; i < w->text.n; i++) {
		v = say_text(a, NULL, "wording", w->text.at[i]);
		value_set(a, v, "in", value_bool(a, w->in[i]));
		value_push(a, list, v);
	}
	for (size_t i = 0; i < rest.n && i < REST_MAX; i++)
		value_push(a, others, value_text(a, rest.at[i]));
	v = say_value(a, NULL, "sentences", list);
	return say_value(a, v, "rest", others);
}

/* The last row without a digit above a row: it says what the cells are. "": none, or no row. */
static struct span header_of(struct span text, size_t row)
{
	struct span at = S(" | "), above = span_sub(text, 0, row), one, last = S("");

	if (span_find(span_sub(text, row, line_to(text, row) - row), at, 0) == SIZE_MAX)
		return S("");
	while (span_next_line(&above, &one))
		if (span_find(one, at, 0) != SIZE_MAX && !span_has_digit(one))
			last = one;
	return last;
}

/* Where the sum's line of the i-th movement is. */
static struct range line_of(const struct learning *l, const struct value *was, size_t i)
{
	size_t none = l->text.len;
	size_t from = (size_t)value_get_int(was->u.list.at[i], "at", (int64_t)none);

	return (struct range){ from, from < none ? line_to(l->text, from) : none };
}

/* What is looked for of the i-th movement, and where: from its sum's line up to the next one's, or (above) from behind
 * the one before; of a single movement everywhere. false: its place is unknown. */
static bool begin(struct learning *l, const struct value *was, const struct notices *told, size_t i,
		  bool above)
{
	size_t n = was->u.list.n, none = l->text.len;

	l->n = &told->at[i];
	l->line = line_of(l, was, i);
	l->more = (struct range){ l->line.from, i + 1 < n ? line_of(l, was, i + 1).from : none };
	if (above)
		l->more = (struct range){ i > 0 ? line_of(l, was, i - 1).to : 0, l->line.to };
	if (n == 1)
		l->more = (struct range){ 0, none };
	l->values = (struct sentence_values){ 0 };
	return l->line.from < none && l->more.from <= l->more.to && l->more.to <= none;
}

/* above: what belongs to a sum stands in lines above it, not below. NULL: a value stands twice or with another movement,
 * or the wordings do not read the mail as it was confirmed. */
static struct value *sentences_of(struct arena *a, const struct question *q,
				  const struct notices *told, bool above)
{
	const struct value *was = bank_learn_list(q, "told");
	struct learning l = {
		.a = a,
		.text = value_get_text(q->data, "text"),
		.mark = (enum decimal_mark)value_get_int(q->data, "mark", MARK_GUESS),
	};
	struct sentence_values *learnt = ARENA_ARRAY(a, told->n, struct sentence_values);
	bool *in = ARENA_ARRAY(a, told->n, bool);
	struct wordings w = { 0 };
	struct sentence_matches m;
	struct value *v;
	size_t n = 0;

	l.low = span_lower(a, l.text);
	for (size_t i = 0; i < told->n; i++) {
		if (!begin(&l, was, told, i, above))
			return NULL;
		if (!bank_learn_is_one(&told->at[i]))
			continue;
		place_all(&l, value_get_bool(was->u.list.at[i], "dated"));
		if (l.missed || !add_wording(a, &w, wording_of(&l), told->at[i].incoming))
			return NULL;
		learnt[n] = l.values;
		in[n++] = told->at[i].incoming;
	}
	if (!n || !sentence_read(a, &w.text, l.mark, told->at[0].amount.cur, l.text, &m) ||
	    m.n != n)
		return NULL;
	for (size_t i = 0; i < n; i++)
		if (w.in[m.at[i].wording] != in[i] || !same_values(&learnt[i], &m.at[i].values))
			return NULL;
	v = sentences_value(a, &w, l.text, &m);
	say_text(a, v, "header", header_of(l.text, m.at[0].from));
	return say_text(a, v, "currency", span_of(told->at[0].amount.cur));
}

struct value *bank_learn_form(struct arena *a, const struct question *q, const struct notices *told)
{
	struct value *v = bank_learn_labels(a, q, told);

	if (!v)
		v = sentences_of(a, q, told, false);
	if (!v)
		v = sentences_of(a, q, told, true);
	if (!v)
		return NULL;
	say_text(a, v, "title", value_get_text(q->data, "title"));
	say_int(a, v, "seen", value_get_int(q->data, "seen", 0));
	return say_int(a, v, "mark", value_get_int(q->data, "mark", MARK_GUESS));
}
