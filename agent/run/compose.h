/* From an outbox row to the bytes of its mail: documents rendered and stored, token made, mail built. */
#ifndef PLIC_COMPOSE_H
#define PLIC_COMPOSE_H

#include "engine.h"
#include "row_outbox.h"

struct composed {
	struct span to;         /* addr-spec */
	struct span message_id; /* without <> */
	struct span bytes;      /* as it goes out */
};
/* Either the stored bytes of an earlier try, or new ones, which are then stored together with the
 * token and the documents' PDFs, the row being "sending". RC_BAD_INPUT, RC_BAD_CONFIG: it cannot be
 * built (reterr says why); nothing was stored. */
enum rc compose_mail(struct engine *e, const struct outbox_row *row, struct composed *ret,
		     struct why *reterr) MUST_CHECK;

#endif
