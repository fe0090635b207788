/* Why something failed, in words that people read: a catalogue key for the kind of reason, and what the
 * machine said as a small last line. No text of a program reaches a person otherwise. */
#ifndef PLIC_REASON_H
#define PLIC_REASON_H

#include "span.h"
#include "value.h"

/* Of what an SMTP server answered ("550 5.1.1 ..."), or of our own failure to build the mail (anything
 * that begins with no such code). RFC 3463; where only 550 is said, its words. */
const char *reason_of_reply(struct span reply);
/* Of a delivery report: its status ("5.1.1" or "") and its words. */
const char *reason_of_status(struct span status, struct span words);

/* Push the fact "why", and the detail as a small line (left out when ""). key NULL: only the detail. */
void say_why(struct arena *a, struct value *facts, const char *key, struct span detail);

#endif
