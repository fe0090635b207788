/* Changes of the configuration that the owners must hear of. */
#ifndef PLIC_ANNOUNCE_H
#define PLIC_ANNOUNCE_H

#include "engine.h"

/* Compare the staff list and the accounts with what the last start knew; tell the owners, old and new, what
 * has changed. The very first start only remembers. */
enum rc announce_changes(struct engine *e, struct why *reterr) MUST_CHECK;

#endif
