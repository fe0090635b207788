/* Wordings learnt from an example: constant words with values between them, and how others of the same wording are
 * read.
 *
 *   Ati incasat {amount} de la {payer} ({iban}) cu explicatia '{details}' in {date}, ref {ref}.
 *
 * The text is plain: letters without marks, one blank between words, " | " between the cells of a table, no blank at
 * either end of a line, no braces. A wording covers whole lines ("\n" in it ends one). Constant words are compared as
 * they stand but for case; a value is bounded by its sort:
 *   {amount}           the longest sum that stands there (see sentence_sum)
 *   {date}             a date that day_parse reads
 *   {iban} {account}   an account, also masked or in groups of four      {tax_id} {ref}   one word with a digit
 *   {payer} {details}  any text within a cell, up to 140 and 300 bytes; details may be none
 *   {#}                one word with a digit: it changes and means nothing here
 *   {*}                the text of a cell, alike
 * A line that can be read in two ways is in doubt and is not read: what a payer wrote cannot pass for the bank's
 * words. Time is bounded by |wording| x |lines| x 300. Pure. */
#ifndef PLIC_SENTENCE_H
#define PLIC_SENTENCE_H

#include "arena.h"
#include "money.h"
#include "span_list.h"

#define SENTENCE_VALUES_MAX 24
#define SENTENCE_TEXT_MAX   ((size_t)1500) /* of the lines that one wording covers */

struct sentence_value {
	struct span field; /* "amount", ..., "#" */
	size_t from, to;   /* of the text */
};
struct sentence_values {
	struct sentence_value *at;
	size_t n, cap;
};

/* The sum that begins at a place: a number with its currency before or behind it, or one with two decimals that is a
 * cell by itself. false: none does. mark, cur: as for money_parse (cur "": it must be named). *to: its end. */
bool sentence_sum(struct span text, size_t from, enum decimal_mark mark, const char cur[4],
		  size_t *to, struct money *ret);
/* The end of the value of a field (no sum, no free text) that begins at a place, the longest; `from` when none does.
 * "#" is any word as values see words: "21.11.2026", "FT-2311/7"; others have a digit or a star. "*": the cell. */
size_t sentence_value_end(const char *field, struct span text, size_t from);
/* No word is cut there: where values begin and end. */
bool sentence_is_edge(struct span text, size_t at);

/* The wording of whole lines, their values being where told (in order of place); words with digits become {#}.
 * "": values touch or overlap, or it is longer than a wording may be. */
struct span sentence_of(struct arena *a, struct span lines, const struct sentence_values *v);

struct sentence_match {
	size_t wording;  /* which */
	size_t from, to; /* the lines of the text that it covers */
	struct sentence_values values;
};
struct sentence_matches {
	struct sentence_match *at;
	size_t n, cap;
};
/* Read every place of the text that a wording covers. false: in doubt, see above; two wordings fitting the same
 * lines are a doubt too. */
bool sentence_read(struct arena *a, const struct spans *wordings, enum decimal_mark mark,
		   const char cur[4], struct span text, struct sentence_matches *ret);
/* Lines that name a sum and that no match covers, with "#" for words with digits: balances, totals, fees. */
void sentence_rest(struct arena *a, struct span text, const struct sentence_matches *m,
		   struct spans *ret);

#endif
