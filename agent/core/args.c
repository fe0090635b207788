/* Taking the words of a command line apart: where a token stands says what it means. */
#include "args.h"

#include <string.h>

#include "buf.h"
#include "span.h"
#include "utf8.h"

/* Words that stand before a number without making it a document's reference. */
#define PLAIN_WORDS                                                                                    \
	"tva|vat|card|cardul|c|op|nr|no|linia|linie|line|la|fiecare|every|each|x|pana|until|din|from|" \
	"in|of|plata|payment|abonament|subscription|buc|de|cu|pe|per|for|pentru|page|pagina|zi|zile|"  \
	"amana|snooze|storno|aloca|trimite|discount|reducere|recurent|incasat"

static bool is_sign(char c)
{
	return c == '-' || c == '+';
}

/* "LINIE -2": a blank before the sign makes it the number's own. */
static bool ref_is_negative(struct span text)
{
	for (size_t i = 1; i < text.len; i++)
		if (text.ptr[i] == '-')
			return text.ptr[i - 1] == ' ';
	return false;
}

static void push_split(struct arena *a, struct tokens *v, const struct token *t)
{
	struct token *word = ARENA_PUSH(a, v);
	struct token *num;
	size_t letters = 0;

	while (letters < t->text.len && t->text.ptr[letters] != ' ' &&
	       !is_sign(t->text.ptr[letters]) && t->text.ptr[letters] != '.' &&
	       !(t->text.ptr[letters] >= '0' && t->text.ptr[letters] <= '9'))
		letters++;
	*word = (struct token){ .kind = TOK_WORD,
				.text = span_sub(t->text, 0, letters),
				.fold = t->fold,
				.begin = t->begin,
				.end = t->begin + (uint32_t)letters };
	if (span_eq_str(t->fold, "x"))
		word->kind = TOK_TIMES;
	num = ARENA_PUSH(a, v);
	*num = (struct token){
		.kind = TOK_NUMBER, .num = t->num, .begin = word->end, .end = t->end
	};
	if (ref_is_negative(t->text))
		num->num = decimal_neg(num->num);
	num->text = decimal_print(a, num->num, 0);
	num->fold = num->text;
}

static void split_all(struct arena *a, const struct command_line *l, struct tokens *v)
{
	for (size_t i = 0; i < l->tok.n; i++) {
		const struct token *t = &l->tok.at[i];

		if (t->kind == TOK_REF && (i == 0 || word_in(t->fold, PLAIN_WORDS)))
			push_split(a, v, t);
		else
			*ARENA_PUSH(a, v) = *t;
	}
}

void args_open(struct arena *a, const struct command_line *l, size_t skip, struct args *ret)
{
	struct tokens v = { 0 };

	split_all(a, l, &v);
	*ret = (struct args){ .a = a, .line = l->text };
	if (skip < v.n) {
		ret->at = v.at + skip;
		ret->n = v.n - skip;
	}
	/* "CLIENT: ..." */
	if (ret->n > 0 && ret->at[0].kind == TOK_COLON)
		args_remove(ret, 0, 1);
}

size_t args_head(struct arena *a, const struct command_line *l, struct span *ret, size_t max)
{
	struct tokens v = { 0 };
	size_t n = 0;

	split_all(a, l, &v);
	while (n < max && n < v.n && v.at[n].kind == TOK_WORD) {
		ret[n] = v.at[n].fold;
		n++;
	}
	return n;
}

bool word_in(struct span fold, const char *alternatives)
{
	struct span rest = span_of(alternatives), alt;

	while (span_next_part(&rest, '|', &alt))
		if (span_eq(fold, alt))
			return true;
	return false;
}

void args_remove(struct args *g, size_t i, size_t n)
{
	for (size_t k = i; k + n < g->n; k++)
		g->at[k] = g->at[k + n];
	g->n -= n;
}

/* Between two tokens that stood next to each other: blanks and marks, no word and no comma. */
static bool is_gap(struct span s)
{
	for (size_t i = 0; i < s.len; i++)
		if ((unsigned char)s.ptr[i] > '/' || s.ptr[i] == ',')
			return false;
	return true;
}

/* The token in the line with brackets that hug it: the reader makes no tokens of them. */
static struct span with_brackets(struct span line, const struct token *t)
{
	size_t begin = t->begin, end = t->end;

	while (begin > 0 && strchr("([{<", line.ptr[begin - 1]) && line.ptr[begin - 1])
		begin--;
	while (end < line.len && strchr(")]}>", line.ptr[end]) && line.ptr[end])
		end++;
	return span_sub(line, begin, end - begin);
}

struct span args_text(const struct args *g, size_t from, size_t to)
{
	const char *last = NULL; /* where the text so far ends in the line */
	struct buf b;

	if (to > g->n)
		to = g->n;
	if (to == from + 1 && g->at[from].kind == TOK_QUOTED)
		return g->at[from].text;
	buf_init(&b, g->a, 1 << 16);
	for (size_t i = from; i < to; i++) {
		const struct token *t = &g->at[i];
		bool placed = t->end > t->begin && t->end <= g->line.len;
		struct span text = placed ? with_brackets(g->line, t) : t->text;
		struct span gap = { last, 0 };

		if (last != NULL && placed && last <= text.ptr)
			gap.len = (size_t)(text.ptr - last);
		if (i > from && last != NULL && placed && last <= text.ptr && is_gap(gap))
			buf_add(&b, gap);
		else if (i > from && t->kind != TOK_COMMA && t->kind != TOK_COLON)
			buf_add_char(&b, ' ');
		buf_add(&b, text);
		last = placed ? text.ptr + text.len : NULL;
	}
	return span_trim(buf_span(&b));
}
