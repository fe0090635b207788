/* Command mails of staff: all lines of a mail or none, and one answer to who sent it.
 *
 * The caller has made sure that s->sender.staff is set and authenticated, and that f->lines is not
 * empty. Lines are run one after the other on the state's working copy; the first refusal puts the
 * copy back as it was (checkpoint.h). A mail with a costly verb, or with a corrected typo in a verb
 * that moves something, is run, looked at, put back, and asked about (preview.h). */
#ifndef PLIC_COMMANDS_H
#define PLIC_COMMANDS_H

#include "decide.h"

/* RC_OK also for refusals: the answer says why. d->outcome is "command", "preview" or "refused". */
enum rc decide_commands(struct state *s, const struct mail_fact *f, const struct message *m,
			struct decision *d, struct why *reterr) MUST_CHECK;

/* The same for lines kept in a question that its DA answers: what they do was asked about already, so
 * nothing is previewed but what another owner must see. */
enum rc decide_kept_commands(struct state *s, const struct mail_fact *f, const struct message *m,
			     const struct question *q, struct decision *d,
			     struct why *reterr) MUST_CHECK;

#endif
