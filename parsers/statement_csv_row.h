/* One movement of a CSV statement: its cells until they are all there, then the entry. */
#ifndef PLIC_STATEMENT_CSV_ROW_H
#define PLIC_STATEMENT_CSV_ROW_H

#include "statement_in.h"

struct csv_held {
	unsigned long line; /* 0 = nothing is held */
	struct span cell[CSV_FIELDS];
};

/* What stands above the header: the account's number and currency, "" = not said. */
struct csv_above {
	char account[48];
	char cur[4];
};
void csv_above_take(struct csv_above *a, const struct csv_row *row);

/* The balance column, compared from row to row; exports run forwards or backwards. */
struct csv_run {
	struct money balance, amount; /* of the row before */
	int64_t net;                  /* its amount less its fee */
	unsigned n;
	unsigned long wrong_up, wrong_down; /* line of the first row that does not fit */
	bool month_first;
	struct csv_above above;
};

/* Take over the cells of a row; false: it has neither date nor amount, so it is no movement. */
bool csv_held_begin(struct arena *a, const struct csv_layout *l, const struct csv_row *row,
		    unsigned long line, struct csv_held *ret);
/* Does this row go on with the one that is held? */
bool csv_held_continues(const struct csv_layout *l, const struct csv_held *h,
			const struct csv_row *row);
void csv_held_add(struct arena *a, const struct csv_layout *l, struct csv_held *h,
		  const struct csv_row *row);
void csv_held_give(struct sheet *s, const struct csv_layout *l, const struct csv_held *h,
		   struct csv_run *run);

void csv_run_begin(struct csv_run *r);
void csv_run_end(struct sheet *s, const struct csv_run *r);

/* "2018-05-16", "16/05/2018 10:00", "12 septembrie 2018", by the mapping's order. *month_first is learnt
 * where the order is guessed. */
enum rc csv_date(struct span text, enum date_order order, bool *month_first, struct day *ret,
		 bool *clamped) MUST_CHECK;

#endif
