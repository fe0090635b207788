/* The words after a verb, taken one by one until none is left: what remains was not understood, and
 * is said. Tokens come from parsers/command; here a token's place in the sentence gets its meaning. */
#ifndef PLIC_ARGS_H
#define PLIC_ARGS_H

#include "arena.h"
#include "fact.h"

struct args {
	struct arena *a;
	struct span line; /* as written */
	struct token *at; /* own copy: taking removes */
	size_t n;
};

/* The tokens of a line after its first `skip` words (the verb's). A reference token that is a word of
 * command language and a number ("LINIE 2", "TVA 21", "card 1042", "x2") is split in two. */
void args_open(struct arena *a, const struct command_line *l, size_t skip, struct args *ret);
/* The line's leading words, split the same way: at most max of them, folded; gives how many. */
size_t args_head(struct arena *a, const struct command_line *l, struct span *ret, size_t max);

/* Is the folded word among "din|from|de la"? Alternatives are single words, lower case. */
bool word_in(struct span fold, const char *alternatives);
void args_remove(struct args *g, size_t i, size_t n);

/* Take a word: at the front only, or wherever it stands. */
bool args_take_front(struct args *g, const char *alternatives);
bool args_take_word(struct args *g, const char *alternatives);
/* Take the first token of a kind. */
bool args_take_kind(struct args *g, enum token_kind kind, struct token *ret);
/* Take "word token": the token of that kind next to one of the words ("din 01.12.2026"). */
bool args_take_after(struct args *g, const char *alternatives, enum token_kind kind,
		     struct token *ret);
/* "card 1042", "#1042", "C-1042", also in brackets. */
bool args_take_card(struct args *g, int64_t *ret);
bool args_has_card(const struct args *g);
bool args_has_subscription(const struct args *g);
/* "P12", "plata 12": a payment as answers print it. */
bool args_take_payment(struct args *g, int64_t *ret);
/* "S3": a subscription as answers print it. */
bool args_take_subscription(struct args *g, int64_t *ret);
/* The next document reference ("PRF 31", "FCT-0012"); tva, op, card and the like are none. */
bool args_take_ref(struct args *g, struct span *prefix, int64_t *number);
/* "15 zile", "2 saptamani", "o luna" (30): a length in days. */
bool args_take_days(struct args *g, int *ret);

/* Take what stands between one of the words and the next word of `all` (or the end), as text without
 * commas at its ends; "" and *found false when none of the words is there. Both are "a|b|c". */
struct span args_take_section(struct args *g, const char *words, const char *all, bool *found);
/* Text of tokens [from, to) as it was written; a blank where something was taken out between. */
struct span args_text(const struct args *g, size_t from, size_t to);
/* All that is left as text; nothing is left afterwards. */
struct span args_take_rest(struct args *g);
/* Nothing is left but commas and words that carry nothing ("la", "pentru", "cu"). */
bool args_done(const struct args *g);
/* What is left, without such words at its ends: for "n-am înțeles „…”". */
struct span args_left(const struct args *g);

#endif
