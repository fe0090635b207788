/* What LINIE, DISCOUNT, SCADENTA and DETALII change. */
#ifndef PLIC_VERB_TARGET_H
#define PLIC_VERB_TARGET_H

#include "run_commands.h"

struct target {
	struct document *doc; /* a draft, or the working copy of a rejected invoice; or */
	struct subscription *sub;
	struct snapshot *snap;
	struct money before; /* its total */
};

/* What an earlier line of the mail began, else the rejected invoice that is named or answered, else the card's draft,
 * else its only rejected invoice. false: none of these, refused. */
bool target_find(struct verb_call *c, struct target *ret);
/* Sums again; a draft is shown, what is only begun or corrected will be shown when it is issued. */
enum rc target_changed(struct verb_call *c, struct target *t, struct why *reterr) MUST_CHECK;

#endif
