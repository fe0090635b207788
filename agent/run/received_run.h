/* The day's questions to ANAF beside filing: suppliers' invoices, and whether the sign-in ends soon. */
#ifndef PLIC_RECEIVED_RUN_H
#define PLIC_RECEIVED_RUN_H

#include "engine.h"

/* List what suppliers filed for the firm since the last whole look (two days of overlap; the first time all that ANAF
 * keeps, sixty days), download each message once, keep archive, invoice and picture, and forward it to owners and
 * accounting. What fails is logged and waits for the next day's run; each invoice is one transaction, so a kill
 * anywhere loses and doubles nothing. Nothing happens without anaf.client_id. *ret_n: forwarded.
 * RC_RETRY: the database. */
enum rc received_fetch(struct engine *e, int *ret_n, struct why *reterr) MUST_CHECK;
/* Say 30, 14, 7 and 1 days ahead that the sign-in at ANAF ends. */
enum rc received_watch_signin(struct engine *e, struct why *reterr) MUST_CHECK;

#endif
