/* Inside of a supplier's invoice as a layout's context: the tree under way and how its values are put in. */
#ifndef PLIC_RECEIVED_IN_H
#define PLIC_RECEIVED_IN_H

#include "received_render.h"
#include "value.h"

struct received_tree {
	const struct look *look;
	struct arena *a;
	const struct received_print *in;
	struct span currency; /* as it is shown: "RON", "" = not said */
	unsigned decimals;    /* that its amounts have at least */
	struct value *notes;  /* "notes", a list of {text} */
	enum rc rc;           /* of the first thing that failed */
	struct why *why;
};

/* v.key and v.key_plain; what is no number stands as it is written. */
void tree_amount(struct received_tree *t, struct value *v, const char *key, struct span text);
/* In another currency than the invoice's. */
void tree_amount_in(struct received_tree *t, struct value *v, const char *key, struct span text,
		    struct span currency);
/* A quantity, price or rate: decimals as they are written, without zeros at the end beyond `least`. */
struct value *tree_number(struct received_tree *t, struct span text, unsigned least);
/* A day, or the text that is none. */
void tree_day(struct received_tree *t, struct value *v, const char *key, struct span text);
/* At most so many letters; tree_short: 250, where there is little room. */
struct value *tree_cut(struct received_tree *t, struct span text, size_t most);
struct value *tree_short(struct received_tree *t, struct span text);
/* 60 letters; all of a longer one stands among the notes. */
struct value *tree_fact(struct received_tree *t, struct span text);
void tree_note(struct received_tree *t, struct value *list, struct span text);
/* A catalogue text in the document's language. */
struct span tree_say(struct received_tree *t, const char *key, const struct value *args);

/* received_lines.c: "lines", "lines_more". */
void tree_lines(struct received_tree *t, struct value *v);
/* Allowances and charges of the document: "adjusts", "adjusts_more" where they are many or long. */
void tree_adjusts(struct received_tree *t, struct value *v);

#endif
