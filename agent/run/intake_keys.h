/* DKIM keys for mails that are checked here (mail.auth = local). */
#ifndef PLIC_INTAKE_KEYS_H
#define PLIC_INTAKE_KEYS_H

#include "engine.h"
#include "row_message.h"

/* Fetch what the first reading wanted and read the mail again. *wait: DNS gave no answer, nothing is proven
 * without it, and the mail is younger than three days: it is to be looked at later. Results and ended as
 * reader_ask. */
enum rc intake_ask_keys(struct engine *e, struct span raw, const struct message_row *row,
			struct mail_fact *fact, bool *wait, enum reader_end *ended,
			struct why *reterr) MUST_CHECK;
/* Leave the message for later: its attempt does not count. */
enum rc intake_wait_keys(struct engine *e, const struct message_row *row,
			 struct why *reterr) MUST_CHECK;

#endif
