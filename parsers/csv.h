/* Comma-separated values (RFC 4180), with what real exports bend: ";", tab or "|" as separator, a byte
 * order mark, CR, LF or CRLF, quotes doubled inside quotes, blank lines. */
#ifndef PLIC_CSV_H
#define PLIC_CSV_H

#include "arena.h"
#include "base.h"

struct csv {
	struct span rest;
	char separator;
	unsigned line; /* of the row given last, from 1 */
	unsigned next_line;
};
struct csv_row {
	struct span *at; /* cells, quotes removed, trimmed */
	size_t n, cap;
};

/* Look at the first line for the separator. */
void csv_open(struct csv *c, struct span text);
/* The next row that is not blank. *more false at the end. RC_BAD_INPUT: a quote that never closes, over
 * 200 cells, a cell over 64 KB; reterr names the line. */
enum rc csv_next(struct csv *c, struct arena *a, struct csv_row *ret, bool *more,
		 struct why *reterr) MUST_CHECK;

#endif
