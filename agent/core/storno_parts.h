/* Which lines and quantities of an invoice STORNO means:
 *   STORNO FCT 12 LINIE 2            STORNO FCT 12 LINIE 2 1 buc, LINIE 3
 *   STORNO 2                         STORNO 1 buc din linia 2 */
#ifndef PLIC_STORNO_PARTS_H
#define PLIC_STORNO_PARTS_H

#include "run_commands.h"

/* Take the parts from the front of the arguments. *qty: what is taken back of each line; NULL: nothing was
 * said, all of it. false: refused. */
bool storno_parts(struct verb_call *c, const struct document *invoice, struct decimal **qty);

#endif
