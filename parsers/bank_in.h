/* Inside of the bank engine: the text as patterns see it, and the fields of one movement while they are
 * gathered. Not for others: see bank_notice.h. */
#ifndef PLIC_BANK_IN_H
#define PLIC_BANK_IN_H

#include "bank_notice.h"
#include "regex.h"

/* The text that patterns see, and where each of its bytes stands in the mail. */
struct bank_view {
	struct span text, plain;
	uint32_t *at; /* plain.len + 1 */
};
/* text: valid UTF-8 */
struct bank_view bank_view_of(struct arena *a, struct span text);
/* A part of the view as it stands in the mail: trimmed, blanks run together, no comma at its end. */
struct span bank_view_take(struct arena *a, const struct bank_view *v, size_t from, size_t to);
/* Does a cell of a table end at this place of the view? */
bool bank_view_is_cell_end(const struct bank_view *v, size_t at);

/* A line as the cells of a table, trimmed; one cell when it is none. */
#define BANK_CELLS_MAX 40
struct bank_cell {
	size_t from, to; /* of the view */
};
struct bank_row {
	struct bank_cell at[BANK_CELLS_MAX];
	size_t n, end; /* end: where the next line begins */
};
/* The line that begins at `from`, no further than `to`. */
struct bank_row bank_row_at(const struct bank_view *v, size_t from, size_t to);

/* What is known of one movement so far, as it stands in the mail; "" = nothing. */
struct bank_fields {
	struct span at[BANK_FIELDS];
};

/* Fill the fields that are still empty from the groups of the last match. */
void bank_fields_take(struct arena *a, const struct bank_view *v, const struct regex *re,
		      struct bank_fields *f);

/* Movements found in labelled lines and in tables between two places of the view.
 * seed: what each of them begins with. A label that the first of them began with begins the next; with
 * an amount in the seed there is one movement. A block without an amount is given with none.
 * RC_BAD_INPUT: one block has two amounts. */
struct bank_blocks {
	struct bank_fields *at;
	size_t n, cap;
};
enum rc bank_labels_read(struct arena *a, const struct bank_view *v, const struct bank_rule *rule,
			 size_t from, size_t to, const struct bank_fields *seed,
			 struct bank_blocks *ret, struct why *reterr) MUST_CHECK;
/* An amount, and something that says whose or when: sums below a table have not. */
bool bank_fields_tell(const struct bank_fields *f);
/* The field that a label names, BANK_FIELDS = none. label: as it stands, blanks and a colon aside. */
enum bank_field bank_label_field(struct arena *a, const struct bank_rule *rule, struct span label);

/* Words that banks use, in folded text: a stem is one of "a|b|c" that begins a word. */
enum { BANK_SEEN_IN = 1, BANK_SEEN_OUT = 2 };
bool bank_word_has(struct span fold, const char *stems);
/* Where the first of them stands, SIZE_MAX = none. */
size_t bank_word_at(struct span fold, const char *stems);
/* The field that a label of no rule seems to name, "" = none: above all no balance. */
struct span bank_word_field(struct span label);
bool bank_word_balance(struct span fold);
/* Which directions are spoken of; and which first (0: none, or both alike). */
unsigned bank_word_seen(struct span fold);
unsigned bank_word_first(struct span fold);

/* The text as wordings see it (sentence.h): lines that a mail program broke are whole again, cells stand apart by
 * " | ", an empty one is "-"; quoted lines are left out. .at leads back to the mail. */
struct bank_view bank_sentence_view(struct arena *a, const struct bank_view *v);
/* No labelled line tells the amount: movements told in sentences and rows. ret: seen is told; told, told_at, sums
 * and mark are set, told stays empty when there is no sum. */
void bank_sentence_guess(struct arena *a, const struct bank_rule *rule, const struct bank_view *v,
			 struct bank_guess *ret);
/* By the wordings of a form. seen, titled: of the whole mail. false: in doubt, or not of this form. */
bool bank_sentence_read(struct arena *a, const struct bank_rule *rule, const struct bank_form *form,
			const struct bank_view *v, unsigned seen, bool titled, struct notices *ret);

/* The fields as a movement. *ret_is: false when it is none (no amount, or its status says that it did
 * not happen). RC_BAD_INPUT: an amount, its currency or its direction cannot be told. */
enum rc bank_fields_notice(struct arena *a, const struct bank_rule *rule,
			   enum bank_direction direction, const struct bank_fields *f,
			   struct notice *ret, bool *ret_is, struct why *reterr) MUST_CHECK;

#endif
