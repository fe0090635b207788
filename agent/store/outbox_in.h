/* Inside the store: reading rows of outbox. */
#ifndef PLIC_OUTBOX_IN_H
#define PLIC_OUTBOX_IN_H

#include "query.h"
#include "row_outbox.h"

/* The columns of OUTBOX_COLS. */
void outbox_read(struct query *q, struct arena *a, struct outbox_row *r);

/* Each mailbox between line feeds, which no address holds. */
struct span outbox_mailboxes(struct arena *a, const struct spans *addrs);

#endif
