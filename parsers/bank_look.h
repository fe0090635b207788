/* Inside of the guess at sentences and rows: the lines of a mail that name a sum, and what else stands in them. Not for
 * others: see bank_in.h. */
#ifndef PLIC_BANK_LOOK_H
#define PLIC_BANK_LOOK_H

#include "bank_in.h"

struct bank_place {
	size_t from, to;
};

/* A line with a sum that is no balance. */
struct bank_told_line {
	struct bank_place line, sum;
	struct money amount;
	unsigned sums; /* how many */
	struct bank_fields f;
	bool row;
	unsigned direction; /* BANK_SEEN_*, 0 = not told in the line itself */
};
struct bank_told_lines {
	struct bank_told_line *at;
	size_t n, cap;
};
struct bank_look {
	struct arena *a;
	struct bank_rule rule; /* the bank's, its currency that of the table at hand */
	struct bank_view v;
	struct span low; /* v.plain in small letters, byte by byte */
	struct bank_told_lines lines;
	struct bank_place header; /* of the table at hand */
};

/* Fill l->low and l->lines, sums being written by `mark`. */
void bank_look_all(struct bank_look *l, enum decimal_mark mark);

#endif
