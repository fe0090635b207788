/* Lines that may be commands: staff's own text cut into typed words. No verb is known here.
 *
 * The block begins at the first line that is neither blank nor a greeting and ends before the first
 * blank line, greeting, closing line, signature mark or quote. Amounts are read as people write them:
 * a blank never groups thousands here ("INCASAT 12 450 lei" names two numbers), a no-break space
 * does. A time is a word, and only after "la", "ora", "at" ("la 10:30"); elsewhere a colon is a
 * colon ("LINIE 1:3 buc"). Brackets are dropped as tokens; begin and end still span them. Pure. */
#ifndef PLIC_COMMAND_H
#define PLIC_COMMAND_H

#include "phrase.h"

#define COMMAND_LINES_MAX 50

struct command_rules {
	const struct phrase_book *book;
	const struct spans *series; /* prefixes; NULL or empty = PRF, FCT, OFR, CTR, PV, STN, CHT */
};

/* text: the own text. Fills *lines and *after (what follows the block, for MESAJ; "" when a
 * signature or a quote ended it). */
void command_read(struct arena *a, const struct command_rules *r, struct span text,
		  struct command_lines *lines, struct span *after);

/* One line into tokens (used by command_read). Spans point into the line or the arena. */
struct tokens command_tokens(struct arena *a, const struct spans *series, struct span line);

#endif
