/* The command block of a mail: which lines it has and where it ends. See command.h; the words of a
 * line are cut in command_token.c. */
#include "command.h"

#include "span.h"

#define LINE_BYTES_MAX 4000

/* "- LINIE 2" and "* LINIE 2": a list mark is not part of the command. */
static struct span strip_bullet(struct span s)
{
	static const char *const mark[] = { "- ", "* ", "\xe2\x80\xa2 ", "\xe2\x80\xa2", NULL };

	for (const char *const *m = mark; *m; m++)
		if (span_starts(s, span_of(*m)))
			return span_trim(span_from(s, strlen(*m)));
	return s;
}

/* "DA, multumesc": words after the last comma that only say thanks are dropped. */
static void drop_thanks(struct arena *a, const struct phrase_book *b, struct command_line *l)
{
	struct tokens *t = &l->tok;
	struct words w;
	size_t comma = t->n, took, i = 0;

	for (size_t k = t->n; k-- > 1;) {
		if (t->at[k].kind == TOK_COMMA) {
			comma = k;
			break;
		}
	}
	if (comma + 1 >= t->n)
		return;
	w = words_read(a, span_from(l->text, t->at[comma].end));
	while (i < w.n) {
		took = phrase_at(b, PHRASE_POLITE, &w, i);
		if (!took)
			took = phrase_at(b, PHRASE_CLOSING, &w, i);
		if (!took)
			return;
		i += took;
	}
	t->n = comma;
}

static void add_line(struct arena *a, const struct command_rules *r, struct command_lines *lines,
		     unsigned no, struct span text)
{
	struct command_line *l = ARENA_PUSH(a, lines);

	l->line_no = no;
	/* Too many lines, or one that no person wrote: a line that is no command refuses them all. */
	if (lines->n > COMMAND_LINES_MAX || text.len > LINE_BYTES_MAX)
		text = S("...");
	l->text = strip_bullet(text);
	l->tok = command_tokens(a, r->series, l->text);
	drop_thanks(a, r->book, l);
}

enum line_role {
	LINE_COMMAND,
	LINE_BLANK,
	LINE_TALK /* greeting, closing */,
	LINE_MARK /* signature, quote */
};

static enum line_role role_of(struct arena *a, const struct phrase_book *b, struct span line)
{
	struct words w;
	size_t taken;

	if (!line.len)
		return LINE_BLANK;
	if (line.ptr[0] == '>' || span_eq_str(line, "--"))
		return LINE_MARK;
	if (line.len > LINE_BYTES_MAX)
		return LINE_COMMAND;
	w = words_read(a, line);
	if (phrase_greets(b, &w, &taken) || phrase_closes(b, line, &w))
		return LINE_TALK;
	return LINE_COMMAND;
}

void command_read(struct arena *a, const struct command_rules *r, struct span text,
		  struct command_lines *lines, struct span *after)
{
	struct span rest = text, line, here;
	enum line_role role;
	unsigned no = 0;

	*after = (struct span){ 0 };
	while (here = rest, span_next_line(&rest, &line)) {
		no++;
		line = span_trim(line);
		role = role_of(a, r->book, line);
		if (role == LINE_MARK)
			return;
		if (role == LINE_COMMAND) {
			if (lines->n <= COMMAND_LINES_MAX)
				add_line(a, r, lines, no, line);
			continue;
		}
		if (lines->n) {
			*after = span_trim(role == LINE_BLANK ? rest : here);
			return;
		}
	}
}
