/* Looking at a command line byte by byte: see command_cut.h. */
#include "command_cut.h"

#include "span.h"

bool cut_is_digit(int c)
{
	return c >= '0' && c <= '9';
}
bool cut_is_letter(int c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool cut_is_upper(int c)
{
	return c >= 'A' && c <= 'Z';
}

/* The byte at i, or 0 past the end. */
int cut_byte(const struct cut *c, size_t i)
{
	return i < c->line.len ? (unsigned char)c->line.ptr[i] : 0;
}

bool cut_has(const struct cut *c, size_t i, const char *s)
{
	return i <= c->line.len && span_starts(span_from(c->line, i), span_of(s));
}

/* Bytes of a blank at i: space, tab, NBSP, narrow NBSP, thin space. */
size_t cut_blank(const struct cut *c, size_t i)
{
	int b = cut_byte(c, i);

	if (b == ' ' || b == '\t')
		return 1;
	if (b < 0x80)
		return 0;
	if (cut_has(c, i, "\xc2\xa0"))
		return 2;
	if (cut_has(c, i, "\xe2\x80\xaf") || cut_has(c, i, "\xe2\x80\x89"))
		return 3;
	return 0;
}

size_t cut_skip_blanks(const struct cut *c, size_t i)
{
	size_t n;

	while ((n = cut_blank(c, i)) != 0)
		i += n;
	return i;
}

/* Length of a quote mark that opens at i; *close is what ends it. */
size_t cut_quote(const struct cut *c, size_t i, const char **close)
{
	static const struct {
		const char *open, *close;
	} pair[] = {
		{ "\"", "\"" },
		{ "\xe2\x80\x9e", "\xe2\x80\x9d" }, /* low, high: Romanian */
		{ "\xe2\x80\x9c", "\xe2\x80\x9d" },
		{ "\xc2\xab", "\xc2\xbb" },
	};

	if (cut_is_letter(cut_byte(c, i)) || cut_is_digit(cut_byte(c, i)))
		return 0;
	for (size_t k = 0; k < ARRAY_LEN(pair); k++) {
		if (cut_has(c, i, pair[k].open)) {
			*close = pair[k].close;
			return strlen(pair[k].open);
		}
	}
	return 0;
}

size_t cut_minus(const struct cut *c, size_t i)
{
	if (cut_byte(c, i) == '-')
		return 1;
	/* U+2212 minus, U+2013 en dash */
	return cut_has(c, i, "\xe2\x88\x92") || cut_has(c, i, "\xe2\x80\x93") ? 3 : 0;
}

struct span cut_part(const struct cut *c, size_t from, size_t to)
{
	return span_sub(c->line, from, to - from);
}

bool cut_ends_word(const struct cut *c, size_t i)
{
	int b = cut_byte(c, i);
	const char *close;

	if (cut_is_letter(b) || cut_is_digit(b))
		return false;
	if (b < 0x80)
		return !b || strchr(" \t,;:()[]{}<>\"", b);
	/* No other blank or quote begins with these bytes, and letters do. */
	if (b != 0xc2 && b != 0xe2)
		return false;
	return cut_blank(c, i) || cut_quote(c, i, &close) || cut_has(c, i, "\xe2\x80\x9d") ||
	       cut_has(c, i, "\xc2\xbb");
}

size_t cut_word_end(const struct cut *c, size_t i)
{
	while (!cut_ends_word(c, i))
		i++;
	return i;
}

struct token *cut_emit(struct cut *c, enum token_kind kind, size_t from, size_t to)
{
	struct token *t = ARENA_PUSH(c->arena, c->out);

	t->kind = kind;
	t->text = cut_part(c, from, to);
	t->begin = (uint32_t)from;
	t->end = (uint32_t)to;
	t->day = DAY_NONE;
	return t;
}

size_t cut_digits(const struct cut *c, size_t i)
{
	size_t n = 0;

	while (cut_is_digit(cut_byte(c, i + n)))
		n++;
	return n;
}
