/* One mail read: bytes to the part of mail_fact that needs no phrases of the firm.
 *
 * Fills everything of mail_fact except request, answer, lines, text_after, notices and bank, which
 * reader.c fills from the texts given here. Total and linear: any bytes give RC_OK or RC_BAD_INPUT
 * (empty, or over a limit of mail.h), with everything in the arena. */
#ifndef PLIC_MAIL_READ_H
#define PLIC_MAIL_READ_H

#include "fact.h"
#include "reader_config.h"

/* raw: the mail as it came, CRLF or LF. ret_whole: the whole decoded text, quotes and forwards
 * included, cells of tables ended by
 * tabs (for bank notices). */
enum rc mail_read(struct arena *a, const struct reader_config *cfg, struct span raw,
		  struct mail_fact *ret, struct span *ret_whole, struct why *reterr) MUST_CHECK;

/* The same for the words of a letter without its header: plain text in any charset, or HTML. */
enum rc mail_read_body(struct arena *a, struct span bytes, struct mail_fact *ret,
		       struct span *ret_whole, struct why *reterr) MUST_CHECK;

/* The same for a winmail.dat outside any mail: its words and files. */
enum rc mail_read_tnef(struct arena *a, struct span bytes, struct mail_fact *ret,
		       struct why *reterr) MUST_CHECK;

#endif
