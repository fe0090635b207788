/* Inside of the command parser: a line being cut into tokens. Not for other users. */
#ifndef PLIC_COMMAND_CUT_H
#define PLIC_COMMAND_CUT_H

#include "arena.h"
#include "fact.h"

struct cut {
	struct arena *arena;
	const struct spans *series;
	struct span line;
	struct tokens *out;
};

bool cut_is_digit(int c);
bool cut_is_letter(int c); /* ASCII */
bool cut_is_upper(int c);
/* The byte at i, 0 past the end. */
int cut_byte(const struct cut *c, size_t i);
bool cut_has(const struct cut *c, size_t i, const char *s);
/* Bytes of one blank at i: space, tab, NBSP, narrow NBSP, thin space. */
size_t cut_blank(const struct cut *c, size_t i);
size_t cut_skip_blanks(const struct cut *c, size_t i);
/* Bytes of a quote mark that opens at i; *close ends it. */
size_t cut_quote(const struct cut *c, size_t i, const char **close);
size_t cut_minus(const struct cut *c, size_t i);
size_t cut_digits(const struct cut *c, size_t i);
struct span cut_part(const struct cut *c, size_t from, size_t to);
bool cut_ends_word(const struct cut *c, size_t i);
size_t cut_word_end(const struct cut *c, size_t i);
struct token *cut_emit(struct cut *c, enum token_kind kind, size_t from, size_t to);

/* Readers: bytes taken at `at` and a token emitted, or 0. In command_number.c. */
size_t cut_read_time(struct cut *c, size_t at);
size_t cut_read_date(struct cut *c, size_t at);
size_t cut_read_phone(struct cut *c, size_t at);
size_t cut_read_currency_first(struct cut *c, size_t at);
size_t cut_read_number(struct cut *c, size_t at);

#endif
