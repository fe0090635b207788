/* Inside of a supplier's invoice as a layout's context: the tree under way and how its values are put in. */
#ifndef PLIC_RECEIVED_IN_H
#define PLIC_RECEIVED_IN_H

#include "received_render.h"
#include "value.h"

#define TREE_FEW 4 /* of a kind that stand together; the others are notes */

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

/* A text of at most 250 letters as a member. */
void tree_set(struct received_tree *t, struct value *v, const char *key, struct span text);
/* What there is of texts, with a comma between. */
struct span tree_joined(struct arena *a, const struct span *text, size_t n);
/* On a list of {text}: an id in the words of key; nothing for "". */
void tree_id(struct received_tree *t, struct value *list, const char *key, struct span id);

/* received_party.c: a party with its lines; one beside the two, and the place of delivery, in one line. */
void tree_party(struct received_tree *t, struct value *v, const char *key,
		const struct ubl_party *p);
void tree_other(struct received_tree *t, struct value *v, const char *key,
		const struct ubl_party *p);
void tree_delivery(struct received_tree *t, struct value *v);

/* received_money.c */
void tree_totals(struct received_tree *t, struct value *v);
void tree_vat(struct received_tree *t, struct value *v);
void tree_payment(struct received_tree *t, struct value *v);

/* received_lines.c: "lines", "lines_more". */
void tree_lines(struct received_tree *t, struct value *v);
/* Allowances and charges of the document: "adjusts", "adjusts_more" where they are many or long. */
void tree_adjusts(struct received_tree *t, struct value *v);

#endif
