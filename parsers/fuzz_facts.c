/* Fuzz target: a person's or a bank's own text to answer, commands, request, form, notices. */
#include <assert.h>

#include "answer.h"
#include "bank_notice.h"
#include "command.h"
#include "form.h"
#include "request.h"
#include "span.h"
#include "token.h"
#include "utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

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
	struct bank_rule *bank = ARENA_PUSH(a, &c->banks);

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
	bank->name = S("b");
	bank->currency = S("RON");
	bank->pattern = ARENA_NEW(a, struct bank_pattern);
	bank->pattern->regex =
		S("^suma: (?<amount>[\\d., ]+)(?: (?<currency>\\w+))?(?:\\R(?<payer>.+))?$");
	bank->pattern->incoming = true;
	bank->n_pattern = 1;
	return c;
}

static void holds_tokens(const struct command_lines *lines)
{
	assert(lines->n <= COMMAND_LINES_MAX + 1);
	for (size_t i = 0; i < lines->n; i++) {
		const struct command_line *l = &lines->at[i];

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

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new(1u << 28);
	struct span text = utf8_clean(a, (struct span){ (const char *)data, size }), after;
	struct reader_config *cfg = config(a);
	struct phrase_book *book = phrase_book_new(a, &cfg->phrases);
	struct command_rules rules = { book, NULL };
	struct request_source src = { text, S("a@b.ro"), span_sub(text, 0, 0) };
	struct command_lines lines = { 0 };
	struct bank_engine *banks = NULL;
	struct notices notices = { 0 };
	struct spans refs = { 0 };
	struct mail_addrs none = { 0 };
	struct request r = { 0 };

	assert(utf8_valid(answer_read(a, book, text).line));
	command_read(a, &rules, text, &lines, &after);
	assert(utf8_valid(after));
	holds_tokens(&lines);
	if (form_read(a, &cfg->forms, S("a@b.ro"), text, &r))
		request_tidy(a, book, &r);
	holds_request(&r);
	r = request_read(a, book, &src);
	holds_request(&r);
	assert(!bank_engine_open(&cfg->banks, &banks, NULL));
	if (bank_notice_read(banks, a, &cfg->banks.at[0], text, &notices, NULL) == RC_OK)
		for (size_t i = 0; i < notices.n; i++)
			assert(notices.at[i].amount.minor > 0 && utf8_valid(notices.at[i].payer));
	*ARENA_PUSH(a, &refs) = text;
	(void)token_candidates(a, &none, &refs);
	bank_engine_close(banks);
	arena_free(a);
	return 0;
}
