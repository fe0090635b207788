/* What a client's own words say: accept, refuse, ask, stop, paid - or "a person must read this".
 *
 * The first line that is no greeting must be an answer as a whole: words of the lists accept and yes
 * (refuse and no, stop, paid), with nothing but polite words beside them. "Nu accept", "accept daca
 * ...", "da, dar ..." are never an acceptance: an acceptance that adds or changes terms is none
 * (Cod civil art. 1197), so what is said after it is searched for conditions too, up to the closing
 * line. Only ANSWER_PAID may stand inside a sentence: it pauses reminders and moves nothing. Pure. */
#ifndef PLIC_ANSWER_H
#define PLIC_ANSWER_H

#include "phrase.h"

/* text: the visible own text of a mail. */
struct answer answer_read(struct arena *a, const struct phrase_book *b, struct span text);

#endif
