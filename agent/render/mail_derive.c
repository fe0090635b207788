/* What follows from a mail's data: words for its result, counts, flags that a template may test. */
#include "mail_context.h"
#include "span.h"
#include "utf8.h"

struct word_key {
	const char *word, *key;
};
static const struct word_key results[] = {
	{ "done", TX("mail.result.done") },
	{ "waiting", TX("mail.result.waiting") },
	{ "refused", TX("mail.result.refused") },
};
static const struct word_key answers[] = {
	{ "accepted", TX("mail.answer.accepted") }, { "refused", TX("mail.answer.refused") },
	{ "question", TX("mail.answer.question") }, { "paid", TX("mail.answer.paid") },
	{ "signed", TX("mail.answer.signed") },     { "changed", TX("mail.answer.changed") },
	{ "stopped", TX("mail.answer.stopped") },   { "other", TX("mail.answer.other") },
};

static struct value *words_for(struct arena *a, const struct word_key *table, size_t n,
			       struct span word)
{
	for (size_t i = 0; i < n; i++)
		if (span_eq_str(word, table[i].word))
			return value_tx(a, table[i].key, NULL);
	return value_str(a, "");
}

static bool is_absent(const struct value *v)
{
	return !v || v->kind == VALUE_NULL || (v->kind == VALUE_TEXT && v->u.text.len == 0);
}

static void derive_result(struct arena *a, struct value *ctx)
{
	struct span result = value_get_text(ctx, "result");

	if (result.len == 0 && !is_absent(value_get(ctx, "refusal")))
		result = S("refused");
	value_set(a, ctx, "result_text", words_for(a, results, ARRAY_LEN(results), result));
	value_set(a, ctx, "waiting", value_bool(a, span_eq_str(result, "waiting")));
	value_set(a, ctx, "bad", value_bool(a, span_eq_str(result, "refused")));
	if (is_absent(value_get(ctx, "answer_text")))
		value_set(a, ctx, "answer_text",
			  words_for(a, answers, ARRAY_LEN(answers), value_get_text(ctx, "answer")));
}

static struct span as_json(struct arena *a, const struct value *v)
{
	struct buf b;

	buf_init(&b, a, 64 * 1024);
	value_to_json(v, &b);
	return buf_span(&b);
}

/* The first paragraph when it repeats the headline. */
static void derive_say(struct arena *a, struct value *ctx)
{
	const struct value *headline = value_get(ctx, "headline"), *say = value_get(ctx, "say");
	struct value *rest = value_new_list(a);

	if (is_absent(headline) || say->u.list.n == 0 ||
	    !span_eq(as_json(a, headline), as_json(a, say->u.list.at[0])))
		return;
	for (size_t i = 1; i < say->u.list.n; i++)
		value_push(a, rest, say->u.list.at[i]);
	value_set(a, ctx, "say", rest);
	value_set(a, ctx, "say_n",
		  rest->u.list.n ? value_int(a, (int64_t)rest->u.list.n) : value_str(a, ""));
}

static void derive_attached(struct arena *a, struct value *ctx)
{
	const struct value *list = value_get(ctx, "attached");
	struct buf b;

	buf_init(&b, a, 16 * 1024);
	for (size_t i = 0; i < list->u.list.n; i++) {
		const struct value *v = list->u.list.at[i];

		if (!v || v->kind != VALUE_TEXT)
			continue;
		buf_add_str(&b, b.len ? ", " : "");
		buf_add(&b, v->u.text);
		if (!span_ends(v->u.text, S(".pdf")) && !span_has(v->u.text, S(".")))
			buf_add_str(&b, ".pdf");
	}
	value_set(a, ctx, "attached_words", value_text(a, buf_span(&b)));
}

/* A list of sums, one per currency, as one text: "1.740,00 lei + 99,00 EUR". */
static void derive_sum(struct arena *a, struct value *ctx, const char *name)
{
	const struct value *list = value_get(ctx, name);
	struct value *text = value_str(a, "");

	if (!list || list->kind != VALUE_LIST)
		return;
	for (size_t i = 0; i < list->u.list.n; i++) {
		struct value *args = value_new_map(a);

		value_set(a, args, "before", text);
		value_set(a, args, "last", list->u.list.at[i]);
		text = i == 0 ? list->u.list.at[0] : value_tx(a, TX("mail.plus"), args);
	}
	value_set(a, ctx, name, text);
}

/* "1 zi", "5 zile", "20 de zile" beside each days. */
static void derive_days(struct arena *a, const struct value *list)
{
	for (size_t i = 0; i < list->u.list.n; i++) {
		struct value *item = list->u.list.at[i], *args = value_new_map(a);
		int64_t n = value_get_int(item, "days", -1);

		if (!item || item->kind != VALUE_MAP)
			continue;
		value_set(a, args, "n", value_int(a, n));
		value_set(a, args, "one", value_bool(a, n == 1));
		value_set(a, args, "de", value_bool(a, n > 0 && (n % 100 == 0 || n % 100 >= 20)));
		value_set(a, item, "days_words",
			  n < 0 ? value_str(a, "") : value_tx(a, TX("mail.days"), args));
	}
}

static bool begins_with(struct span text, const char *const *words, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (span_starts(text, span_of(words[i])))
			return true;
	return false;
}

/* A person's own words may already greet and close. */
static void derive_manners(struct arena *a, struct value *ctx)
{
	static const char *const hellos[] = {
		"buna ", "buna,", "bune", "stimat", "salut", "draga",
		"dragi", "hello", "hi ",  "hi,",    "dear ", "good "
	};
	static const char *const byes[] = { "cu stima",     "cu respect",      "cu drag",
					    "cu bine",      "toate cele bune", "o zi ",
					    "numai bine",   "multumesc,",      "best regards",
					    "kind regards", "regards",         "sincerely" };
	struct span text = value_get_text(ctx, "text"), line;
	bool bye = false;

	value_set(a, ctx, "has_hello",
		  value_bool(a, begins_with(utf8_fold(a, text), hellos, ARRAY_LEN(hellos))));
	while (span_next_line(&text, &line))
		bye = bye || begins_with(utf8_fold(a, line), byes, ARRAY_LEN(byes));
	value_set(a, ctx, "has_bye", value_bool(a, bye));
}

static void derive_needs(struct arena *a, struct value *ctx)
{
	static const char *const lists[] = { "questions_n", "late_n", "unallocated_n", "unsent_n",
					     "quarantine_n" };
	int64_t n = 0;

	for (size_t i = 0; i < ARRAY_LEN(lists); i++)
		n += value_get_int(ctx, lists[i], 0);
	value_set(a, ctx, "needs_n", n ? value_int(a, n) : value_str(a, ""));
}

static void derive_about(struct arena *a, struct value *ctx)
{
	if (is_absent(value_get(ctx, "about")))
		value_set(a, ctx, "about",
			  value_text(a, value_get_text(value_get(ctx, "card"), "title")));
}

void mail_context_derive(struct arena *a, struct value *ctx)
{
	const struct value *overdue = value_get(ctx, "overdue");

	derive_result(a, ctx);
	derive_say(a, ctx);
	derive_attached(a, ctx);
	derive_days(a, overdue);
	derive_sum(a, ctx, "money_in_sum");
	derive_sum(a, ctx, "unallocated_sum");
	derive_sum(a, ctx, "unconfirmed_sum");
	derive_sum(a, ctx, "overdue_sum");
	derive_sum(a, ctx, "coming_due_sum");
	derive_days(a, value_get(ctx, "coming_due"));
	derive_days(a, value_get(ctx, "late"));
	derive_days(a, value_get(ctx, "offers_open"));
	derive_manners(a, ctx);
	derive_needs(a, ctx);
	derive_about(a, ctx);
	value_set(a, ctx, "overdue_one",
		  overdue->u.list.n == 1 ? overdue->u.list.at[0] : value_str(a, ""));
}
