/* A stretch of days that people name: "2026-10", "octombrie 2026", "luna trecută", "T3 2026", "2026",
 * "01.10.2026 - 15.10.2026", "tot". */
#ifndef PLIC_PERIOD_H
#define PLIC_PERIOD_H

#include "arena.h"
#include "day.h"

struct period {
	struct day from, to; /* both included; DAY_NONE at both ends = all there is */
};

/* words: as written, folded here. today tells which "octombrie" is meant (the last that has begun) and what
 * "luna trecută" is. RC_BAD_INPUT: no such words, an end before its beginning, a beginning in the future. */
enum rc period_read(struct arena *a, struct span words, struct day today,
		    struct period *ret) MUST_CHECK;
/* Everything, or more than a quarter of it, the longest VAT period: handing it out is guarded (product: who may say what). */
bool period_is_wide(struct period p);
/* For file names: "2026-10", "2026", "2026-10-01_2026-10-15", "tot". */
struct span period_name(struct arena *a, struct period p);

#endif
