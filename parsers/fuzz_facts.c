/* Fuzz targets: a person's own text to answer, commands, request, form; tables. */
#include "fuzz.h"

#include "answer.h"
#include "command.h"
#include "csv.h"
#include "form.h"
#include "request.h"
#include "span.h"
#include "token.h"
#include "utf8.h"

static const struct {
	const char *list, *text;
} phrases[] = {
	{ "accept", "accept" },
	{ "accept", "accept oferta #" },
	{ "refuse", "nu accept" },
	{ "yes", "da" },
	{ "no", "nu" },
	{ "stop", "opriti abonamentul" },
	{ "paid", "am platit" },
	{ "negation", "nu" },
	{ "condition", "dar" },
	{ "condition", "modific*" },
	{ "question", "cat costa" },
	{ "request", "as dori" },
	{ "product", "cursul de" },
	{ "name", "ma numesc" },
	{ "greeting", "buna ziua" },
	{ "closing", "cu stima" },
	{ "polite", "multumesc" },
};

static struct reader_config *config(struct arena *a)
{
	static char labels[][2][10] = { { "name", "nume" },
					{ "email", "email" },
					{ "message", "mesaj" } };
	struct reader_config *c = ARENA_NEW(a, struct reader_config);
	struct form_rule *form = ARENA_PUSH(a, &c->forms);

	for (size_t i = 0; i < ARRAY_LEN(phrases); i++)
		*ARENA_PUSH(a, &c->phrases) =
			(struct phrase){ span_of(phrases[i].list), span_of(phrases[i].text) };
	form->name = S("f");
	form->min_fields = 1;
	form->label = ARENA_ARRAY(a, ARRAY_LEN(labels), struct form_label);
	form->n_label = ARRAY_LEN(labels);
	for (size_t i = 0; i < ARRAY_LEN(labels); i++)
		form->label[i] =
			(struct form_label){ span_of(labels[i][0]), span_of(labels[i][1]) };
	return c;
}

static struct phrase_book *book_in(struct arena *a)
{
	return phrase_book_new(a, &config(a)->phrases);
}

static void run_answer(struct arena *a, struct span s)
{
	assert(utf8_valid(answer_read(a, book_in(a), utf8_clean(a, s)).line));
}

static void run_command(struct arena *a, struct span s)
{
	struct command_rules rules = { book_in(a), NULL };
	struct command_lines lines = { 0 };
	struct span after;

	command_read(a, &rules, utf8_clean(a, s), &lines, &after);
	assert(utf8_valid(after) && lines.n <= COMMAND_LINES_MAX + 1);
	for (size_t i = 0; i < lines.n; i++) {
		const struct command_line *l = &lines.at[i];

		for (size_t k = 0; k < l->tok.n; k++) {
			const struct token *t = &l->tok.at[k];

			assert(t->begin < t->end && t->end <= l->text.len);
			assert(!k || t->begin >= l->tok.at[k - 1].end);
			assert(utf8_valid(t->text) && utf8_valid(t->fold));
		}
	}
}

static void holds_request(struct request *r)
{
	for (size_t i = 0; i < form_fields_n; i++)
		assert(utf8_valid(*form_field(r, span_of(form_fields[i]))));
	assert(utf8_valid(r->intent_line));
}

static void run_form(struct arena *a, struct span s)
{
	struct request r = { 0 };

	if (form_read(a, &config(a)->forms, S("a@b.ro"), utf8_clean(a, s), &r))
		request_tidy(a, book_in(a), &r);
	holds_request(&r);
}

static void run_request(struct arena *a, struct span s)
{
	struct request_source src = { utf8_clean(a, s), S("a@b.ro"), S("") };
	struct request r = request_read(a, book_in(a), &src);

	holds_request(&r);
	src.from_name = src.text;
	src.from = src.text;
	r = request_read(a, book_in(a), &src);
	holds_request(&r);
	assert(utf8_valid(request_phone(a, src.text)));
}

static void run_token(struct arena *a, struct span s)
{
	struct mail_addrs to = { 0 };
	struct spans refs = { 0 };
	struct span text = utf8_clean(a, s);
	struct token_candidates found;

	*ARENA_PUSH(a, &refs) = text;
	ARENA_PUSH(a, &to)->addr = text;
	found = token_candidates(a, &to, &refs);
	/* Nobody guesses a token. */
	for (size_t i = 0; i < found.n; i++)
		assert(!token_verify(
			S("key"),
			&(struct token_bound){ .id = found.at[i].id, .recipient = S("a@b.ro") },
			found.at[i].mac));
}

static void run_phrase(struct arena *a, struct span s)
{
	const struct phrase_book *b = book_in(a);
	struct words w = words_read(a, utf8_clean(a, s));
	size_t at, taken;

	for (int l = 0; l < PHRASE_LISTS; l++) {
		for (size_t i = 0; i < w.n && i < 200; i++)
			assert(phrase_at(b, (enum phrase_list)l, &w, i) <= w.n - i);
		if (phrase_within(b, (enum phrase_list)l, &w, 0, w.n, &at))
			assert(at < w.n);
	}
	(void)phrase_closes(b, utf8_clean(a, s), &w);
	if (phrase_greets(b, &w, &taken))
		assert(taken <= w.n);
}

static void run_csv(struct arena *a, struct span s)
{
	struct csv_row row = { .at = NULL };
	bool more = true;
	struct csv c;

	csv_open(&c, utf8_clean(a, s));
	while (more && csv_next(&c, a, &row, &more, NULL) == RC_OK) {
		for (size_t i = 0; more && i < row.n; i++)
			assert(utf8_valid(row.at[i]));
	}
}

const struct fuzz_target fuzz_targets[] = {
	{ "answer", run_answer }, { "command", run_command }, { "csv", run_csv },
	{ "form", run_form },     { "phrase", run_phrase },   { "request", run_request },
	{ "token", run_token },
};
const size_t fuzz_n = ARRAY_LEN(fuzz_targets);
