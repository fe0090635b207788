/* The forms that a brand chooses in brand.conf: where things stand, what is ruled, filled or framed.
 * Words of each key in the order of its enum: look.c. */
#ifndef PLIC_SHAPE_H
#define PLIC_SHAPE_H

#include "look.h"

enum shape_head {
	HEAD_MARK,   /* mark and name left, kind and number right */
	HEAD_CENTRE, /* letterhead: name and @letter centred over a double rule, kind and day below */
	HEAD_BAND    /* a band of the accent across the sheet, name and kind on it */
};
enum shape_facts {
	FACTS_COLUMN, /* under each other, right of the parties */
	FACTS_STRIP   /* beside each other, below the parties, between hairlines */
};
enum shape_table {
	TABLE_RULES, /* a dark rule under the head, a hairline under each row */
	TABLE_BANDS, /* filled head, every second row tinted */
	TABLE_LEDGER /* heavy rules above and below, no line between rows */
};
enum shape_total {
	TOTAL_RULE,  /* a dark rule above the sum to pay */
	TOTAL_BOX,   /* the sum to pay in a box of the accent */
	TOTAL_DOUBLE /* between a rule and a double rule, as book-keepers draw it */
};
enum shape_pay {
	PAY_TINT,  /* tinted block */
	PAY_FRAME, /* a frame of hairlines */
	PAY_BAR    /* tinted, with a bar of the accent at its left */
};
enum shape_foot {
	FOOT_SIDES, /* legal sentence left, page right */
	FOOT_CENTRE /* one under the other, centred */
};

struct shape {
	enum shape_head head;
	enum shape_facts facts;
	enum shape_table table;
	enum shape_total total;
	enum shape_pay pay;
	enum shape_foot foot;
	int corner; /* radius of boxes, in hundredths of a point */
};

struct shape shape_of(const struct look *l);

#endif
