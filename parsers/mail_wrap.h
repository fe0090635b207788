/* Letters inside envelopes that are no MIME: winmail.dat, opaque S/MIME. Opened, they become parts of the
 * tree like any other, so that whoever reads text or files need not know. */
#ifndef PLIC_MAIL_WRAP_H
#define PLIC_MAIL_WRAP_H

#include "mail.h"
#include "tnef.h"

struct mail_wrap {
	bool encrypted;      /* S/MIME or PGP: nobody here can read it */
	bool meeting_answer; /* a calendar's acceptance or refusal (RFC 5546), which answers no offer */
};

/* Open what is wrapped below root; at most MAIL_WRAPS_MAX envelopes, in each other too. What cannot be
 * opened stays as it is. */
#define MAIL_WRAPS_MAX 8
void mail_unwrap(struct arena *a, struct mail_part *root, struct mail_wrap *ret);

/* A winmail.dat as a mail of its own, with its words and files. */
enum rc mail_of_tnef(struct arena *a, struct span bytes, struct mail_part **ret,
		     struct why *reterr) MUST_CHECK;

#endif
