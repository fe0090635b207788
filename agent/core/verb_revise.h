/* Lines that correct an invoice which e-Factura rejected (revise.h): all of a mail make one revision. */
#ifndef PLIC_VERB_REVISE_H
#define PLIC_VERB_REVISE_H

#include "run_commands.h"

/* What makes EFACTURA the command that files again. */
#define VERB_FILE_AGAIN "retrimite|retrimit|redepune|resend|again"
/* May a line of this verb correct one? */
bool verb_corrects(const struct verb *v);
/* A mail that answers the preview of a correction and corrects on goes on from what was shown: *lines become those
 * of the preview, then its own. Gives that preview, whose place the answer takes; NULL: nothing was changed. */
struct question *verb_revise_continue(struct commands_run *run, struct command_lines *lines);
/* The working copy of the rejected invoice that earlier lines of the mail correct, that this line names, or that the
 * mail answers. NULL: none, or refused (two at once, a storno, not this person's to correct). */
struct document *verb_revise_meant(struct verb_call *c);
/* The same of the card's rejected invoice, when it has only one. */
struct document *verb_revise_of_card(struct verb_call *c, const struct card *card);
/* Is it that working copy? */
bool verb_revises(const struct verb_call *c, const struct document *doc);
/* Issue what the lines made of it, and file it; nothing when no line corrected one. Shown first, but on DA. */
enum rc verb_revise_finish(struct verb_call *c, struct why *reterr) MUST_CHECK;
/* What a revision changed, for the answer; one that changes more than seller and buyer is shown first. */
void verb_revise_say(struct verb_call *c, const struct revision *r, struct money before);

#endif
