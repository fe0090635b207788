/* Numbers of documents: per series, consecutive, taken inside the deciding transaction. Two kinds with
 * the same prefix share one run of numbers. */
#ifndef PLIC_SERIES_H
#define PLIC_SERIES_H

#include "state.h"

struct series_number {
	struct span prefix;  /* "FCT" */
	int64_t number;      /* 12 */
	struct span printed; /* "0012" */
};

/* The next number for a kind; a storno without a series of its own is numbered with the invoices.
 * RC_BAD_CONFIG: no series is configured for the kind. */
enum rc series_take(struct state *s, enum doc_kind kind, struct series_number *ret,
		    struct why *reterr) MUST_CHECK;
/* The prefix a kind's documents carry, "" when it has no series. */
struct span series_prefix(const struct firm *f, enum doc_kind kind);

#endif
