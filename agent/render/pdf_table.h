/* A table that may run over many pages. */
#ifndef PLIC_PDF_TABLE_H
#define PLIC_PDF_TABLE_H

#include "doc_layout.h"
#include "pdf_page.h"

struct column {
	struct span head;
	int least; /* width asked for; 0: takes what the others leave, and grey details stand below it */
	bool right, grey;
	bool carries; /* the carried sum stands in this column */
	int width;    /* found by columns_spread */
	int x;        /* left end, or right end of a right-aligned one */
};
struct table_row {
	const struct span *cell; /* as many as columns */
	struct span detail;      /* several lines: divided by '\n' */
	struct span sum;         /* carried if the page ends here, "" = nothing */
};
struct table_rows {
	struct table_row *at;
	size_t n, cap;
};
struct table {
	struct column column[ITEM_PARTS];
	size_t n_column;
	struct table_rows rows;
	size_t head_lines; /* of the column heads; like size found by columns_spread */
	int size;          /* of the type in rows */
	struct span carry_bottom, carry_top; /* "De reportat", "Report" */
	struct span empty;                   /* said when there are no rows */
};

/* "60 right" of a @column into c. RC_BAD_CONFIG. */
enum rc table_column(struct span spec, struct column *c, struct why *reterr) MUST_CHECK;
/* Draw from p->y on. tail: height of what should stand on the page of the last two rows; least: of
 * what must, where the whole table fits on this page. Neither the first nor the last page of a long
 * table has fewer than two rows,
 * unless they are tall. */
void table_place(struct paper *p, struct table *t, int tail, int least);

#endif
