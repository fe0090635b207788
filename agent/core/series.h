/* Numbers of documents: per series, consecutive, taken inside the deciding transaction. Two kinds with
 * the same prefix share one run of numbers.
 *
 * A yearly series begins again at 1 on the first document of a year. Its numbers carry the year in front
 * of their digits (2026 and 0012 are number 20260012), so that no two documents of a firm ever have the
 * same one, and a payer's "FCT 20260012" finds the right year's. */
#ifndef PLIC_SERIES_H
#define PLIC_SERIES_H

#include "state.h"

struct series_number {
	struct span prefix;  /* "FCT" */
	int64_t number;      /* 12 */
	struct span printed; /* "0012" */
};

/* The next number for a kind; a storno without a series of its own is numbered with the invoices.
 * RC_BAD_CONFIG: no series is configured for the kind. RC_REFUSED: a yearly one has no number left, or
 * has given out numbers of a later year than today's. */
enum rc series_take(struct state *s, enum doc_kind kind, struct series_number *ret,
		    struct why *reterr) MUST_CHECK;
/* The prefix a kind's documents carry, "" when it has no series. */
struct span series_prefix(const struct firm *f, enum doc_kind kind);

/* The first number that a series as configured gives out on a day: for rows not yet there, and for the
 * decision on numbering. */
int64_t series_first(const struct series_rule *r, struct day day);
/* 10^pad: a yearly number is year * room + running number. */
int64_t series_room(unsigned pad);
/* Is it a yearly series' first of a year (20270001)? */
bool series_is_new_year(int64_t number, unsigned pad);
/* What the next number on a day will be, printed: "0013", "20270001". */
struct span series_next(const struct state *s, enum doc_kind kind, struct day day);

#endif
