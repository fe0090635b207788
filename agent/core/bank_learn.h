/* A bank's mail that no rule reads: what it seems to tell is put to staff, and what they say it tells is booked
 * as if it had been read, and kept as a form that reads the next one (parsers' bank_form). Only for a sender
 * that is proven: decide_bank asks that first. */
#ifndef PLIC_BANK_LEARN_H
#define PLIC_BANK_LEARN_H

#include "flow.h"

#define BANK_LEARN_ROLES   (ROLE_OWNER | ROLE_ACCOUNTING)
#define BANK_LEARN_BUTTONS 6 /* payments of a mail that get one of their own */

/* One question about fl->f->guess (Q_PAYMENT of no payment), Review. changed: this bank's mails were read before. */
enum rc bank_learn_ask(struct flow *fl, const struct bank_source *b, struct why *reterr) MUST_CHECK;
/* Is it such a question? */
bool bank_learn_is(const struct question *q);
/* What the question tells, put right by the words of a FORMAT line (NULL: by none), of several by "2 suma ..." one,
 * or "2 nu": it is none (bank_learn_is_one). false: a word was not understood. run/load_state asks too: what may be
 * paid must be loaded. */
bool bank_learn_told(struct arena *a, const struct question *q, struct args *said,
		     struct notices *ret);
bool bank_learn_is_one(const struct notice *n);
/* Which of several sums was paid is not known: only a line FORMAT can answer. */
bool bank_learn_unsure(const struct question *q);
/* The question tells this from now on. */
void bank_learn_put(struct arena *a, struct question *q, const struct notices *told);
/* The i-th movement in one line, and the FORMAT line that would say it (of `all`); one of no sum leaves it to be filled
 * in. */
struct value *bank_learn_say(struct arena *a, const struct notice *n, size_t i);
struct span bank_learn_line(struct arena *a, const struct notice *n, size_t i, size_t all);
/* The lines of the mail that put the question right, or DA alone. */
void bank_learn_loads(struct arena *a, const struct question *q, const struct mail_fact *f,
		      struct notices *ret);
/* Book it, and keep the form where one can be learnt. */
enum rc bank_learn_take(struct verb_call *c, struct question *q, const struct notices *told,
			struct why *reterr) MUST_CHECK;

/* A movement as questions keep it; a list in the question's data, NULL = none. */
struct value *bank_learn_keep(struct arena *a, const struct notice *n);
const struct value *bank_learn_list(const struct question *q, const char *key);
/* The form as it is kept: labels, or wordings of sentences that read the question's mail exactly as told; NULL when
 * neither can be. told: as the question's, put right. */
struct value *bank_learn_form(struct arena *a, const struct question *q,
			      const struct notices *told);

/* By labels alone; NULL: nothing says where the amount stands or which mails are alike. */
struct value *bank_learn_labels(struct arena *a, const struct question *q,
				const struct notices *told);

/* This bank's mails are read: a mail that is not is a changed form. */
void bank_learn_was_read(struct state *s, struct span bank);

#endif
