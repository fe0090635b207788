/* A bank's mail that no rule reads: what it seems to tell is put to staff, and what they say it tells is booked
 * as if it had been read, and kept as a form that reads the next one (parsers' bank_form). Only for a sender
 * that is proven: decide_bank asks that first. */
#ifndef PLIC_BANK_LEARN_H
#define PLIC_BANK_LEARN_H

#include "flow.h"

#define BANK_LEARN_ROLES (ROLE_OWNER | ROLE_ACCOUNTING)

/* One question about fl->f->guess (Q_PAYMENT of no payment), Review. changed: this bank's mails were read before. */
enum rc bank_learn_ask(struct flow *fl, const struct bank_source *b, struct why *reterr) MUST_CHECK;
/* Is it such a question? */
bool bank_learn_is(const struct question *q);
/* What the question tells, put right by the words of a FORMAT line (NULL: by none). false: a word was not
 * understood. run/load_state asks too: what may be paid must be loaded. */
bool bank_learn_told(struct arena *a, const struct question *q, struct args *said,
		     struct notices *ret);
/* The lines of the mail that put the question right, or DA alone. */
void bank_learn_loads(struct arena *a, const struct question *q, const struct mail_fact *f,
		      struct notices *ret);
/* Book it, and keep the form when its amount has a label. */
enum rc bank_learn_take(struct verb_call *c, struct question *q, const struct notices *told,
			struct why *reterr) MUST_CHECK;

/* This bank's mails are read: a mail that is not is a changed form. */
void bank_learn_was_read(struct state *s, struct span bank);

#endif
