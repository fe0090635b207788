/* What of a reply is ours: see own_words.h. */
#include "own_words.h"

#include "buf.h"
#include "span.h"
#include "utf8.h"

/* Letters and digits that make a line ours: what is shorter, people write by themselves. */
enum { LINE_MIN = 20, DOUBT_MIN = 8, LOOK_LINES = 40 };

struct span own_words_fold(struct arena *a, struct span text)
{
	struct span f = utf8_fold(a, text);
	struct buf b;

	buf_init(&b, a, f.len + 1);
	for (size_t i = 0; i < f.len; i++) {
		unsigned char c = (unsigned char)f.ptr[i];

		if (c >= 0x80 || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
			buf_add_char(&b, f.ptr[i]);
	}
	return buf_span(&b);
}

static bool is_ours(const struct state *s, struct span line, size_t min)
{
	struct span words = own_words_fold(s->a, line);

	return words.len >= min && span_has(s->sender.answered_words, words);
}

/* Does the answer stand in a row of our lines: itself ours, and the next line too? */
static bool stands_among_ours(const struct state *s, const struct mail_fact *f)
{
	struct span rest = f->text, line;
	bool found = false;

	if (!is_ours(s, f->answer.line, DOUBT_MIN))
		return false;
	for (size_t i = 0; i < LOOK_LINES && span_next_line(&rest, &line); i++) {
		line = span_trim(line);
		if (!line.len)
			continue;
		if (found)
			return is_ours(s, line, LINE_MIN);
		found = span_eq(line, span_trim(f->answer.line));
	}
	return false;
}

enum answer_kind own_words_answer(const struct state *s, const struct mail_fact *f)
{
	const struct answer *t = &f->answer;

	if (!s->sender.answered_words.len)
		return t->kind;
	if (t->kind != ANSWER_NONE && t->kind != ANSWER_QUESTION && stands_among_ours(s, f))
		return ANSWER_UNSURE;
	if (t->kind != ANSWER_UNSURE || !t->alone || !t->doubts.n)
		return t->kind;
	for (size_t i = 0; i < t->doubts.n; i++) {
		if (!is_ours(s, t->doubts.at[i], DOUBT_MIN))
			return t->kind;
	}
	return t->alone;
}
