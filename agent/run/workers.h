/* One step for each of n items, by several processes: a child each for every w-th item, what they give put together
 * in the order of the items. A child that dies costs the item it died of. */
#ifndef PLIC_WORKERS_H
#define PLIC_WORKERS_H

#include "arena.h"
#include "buf.h"

struct work {
	size_t n;
	/* In a child, or here when there is but one worker: what item i gives, maybe more than once. The arena is emptied between items;
	 * nothing else of what it changes is seen by anybody. */
	void (*make)(void *ctx, struct arena *a, size_t i, struct buf *out);
	/* Here, in the order of the items. died: how the child ended that had item i ("signal 11"), made is empty
	 * then; else NULL. Not RC_OK ends the work. */
	enum rc (*take)(void *ctx, size_t i, struct span made, const char *died,
			struct why *reterr);
	void *ctx;
};

/* Processors that this process may use, at least 1. */
unsigned workers_processors(void);
/* jobs: how many processes, at least 1; never more than there are items. RC_RETRY: no pipe, no process, or an item
 * gave over 1 GB; else what take gave. */
enum rc workers_do(const struct work *w, unsigned jobs, struct why *reterr) MUST_CHECK;

#endif
