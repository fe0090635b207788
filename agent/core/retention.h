/* How long documents and letters are kept: dated data (config/retention.conf). */
#ifndef PLIC_RETENTION_H
#define PLIC_RETENTION_H

#include "day.h"
#include "snapshot.h"

enum { RETAIN_MAIL = DOC_KINDS, RETAIN_KINDS }; /* before it: enum doc_kind */

struct retention_rule {
	int what; /* enum doc_kind, or RETAIN_MAIL */
	int years;
	struct day from;
};
struct retention {
	struct retention_rule *at;
	size_t n, cap;
};

/* The last day on which something of that day must still be there: 30 June, so many years after the year that
 * follows. DAY_NONE: no row says, it is kept for ever. */
struct day retention_until(const struct retention *r, int what, struct day made);

#endif
