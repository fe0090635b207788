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

/* The fields as a movement. *ret_is: false when it is none (no amount, or its status says that it did
 * not happen). RC_BAD_INPUT: an amount, its currency or its direction cannot be told. */
enum rc bank_fields_notice(struct arena *a, const struct bank_rule *rule,
			   enum bank_direction direction, const struct bank_fields *f,
			   struct notice *ret, bool *ret_is, struct why *reterr) MUST_CHECK;

#endif
