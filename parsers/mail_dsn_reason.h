/* Why a mail came back, as one word, and whether its address is dead; used by mail_dsn*.c. */
#ifndef PLIC_MAIL_DSN_REASON_H
#define PLIC_MAIL_DSN_REASON_H

#include "arena.h"
#include "fact.h"

/* The first status code "d.d.d" (RFC 3463) of class 2, 4 or 5 in s, or ""; one that names something is
 * preferred to "5.0.0". */
struct span dsn_find_status(struct span s);
/* Does the code leave open what is wrong ("", "5.0.0", "5.5.0")? */
bool dsn_is_generic(struct span status);
/* Does the text say that the server goes on trying? */
bool dsn_is_delay(struct arena *a, struct span said);
/* Fill b->reason, b->address_invalid and, when no code was said, b->status, from b->status, b->said
 * and b->failed. Reasons are the words of sisimai, so that figures can be compared; a code that nobody
 * said is sisimai's own x.0.9nn, which RFC 3463 leaves free. */
void dsn_judge(struct arena *a, struct bounce *b);

#endif
