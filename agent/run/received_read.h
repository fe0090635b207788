/* What a supplier's invoice says and how it looks (received_run.h). */
#ifndef PLIC_RECEIVED_READ_H
#define PLIC_RECEIVED_READ_H

#include "anaf_api.h"
#include "engine.h"
#include "received.h"

/* Read the XML in the reader child into r, and make its picture, PDF: ours, else ANAF's; "" and r->no_pdf when neither can
 * be. What cannot be read is r->unreadable. RC_RETRY: no reader can be started. */
enum rc received_read(struct engine *e, struct anaf_api *api, struct arena *a, struct span xml,
		      struct received *r, struct span *ret_pdf, struct why *reterr) MUST_CHECK;

#endif
