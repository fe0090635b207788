/* What a bank's mail or a line of a statement tells of money, as the payment that it would be; and which
 * payment of the books it tells again (payments reference 8.3, 6).
 *
 * A payment has one row and any number of tellings, each with an identity that never tells another. With
 * the bank's own number the identity is account, number and signed amount. Without one it is account, day,
 * signed amount, the normalised text, and the ordinal among its twins in that source: two equal lines of a
 * statement are two payments, the same line of an overlapping statement is one. Another source (a mail, a
 * statement of another format) tells it in other words: it takes over a payment of equal account and
 * amount, at most 3 days away, that nothing speaks against and that its source has not told yet. */
#ifndef PLIC_TELLING_H
#define PLIC_TELLING_H

#include "fact.h"
#include "flow.h"

#define TELLING_DAYS         3 /* between a mail's day and the statement's */
#define TELLING_WORKING_DAYS 3 /* in which a statement should tell what a mail told */

/* Twins of a file, counted while it is read: memory does not grow with it. */
struct twins;
struct twins *twins_open(void);
void twins_close(struct twins *t);
void twins_dropp(struct twins **t);
#define SCOPED_TWINS __attribute__((cleanup(twins_dropp))) struct twins *

/* A notice of a mail; no identity yet: it ends in an ordinal (match_identity). */
struct payment telling_of_notice(const struct state *s, const struct notice *n);
/* A line of a statement, with its identity: entries of a file must come in their order, each once. file:
 * what staff know it by. state: confirmed, but of an interim report (MT942) reported. */
struct payment telling_of_entry(struct arena *a, const struct firm *firm, struct day today,
				struct twins *t, const struct entry *e, struct span file);
/* Is the account one of the firm's? "" is; all are when the firm has named none. */
bool telling_is_ours(const struct firm *f, struct span account);
/* Accounts as people and banks print them, masked perhaps ("RO49****0000"), or a name that says nothing
 * ("EUR Main"): may they be one? */
bool telling_same_account(struct span left, struct span right);

/* A bank's mail told it, and no statement since: TELLING_WORKING_DAYS have passed, nobody was told so. */
bool telling_is_late(const struct payment *p, struct day today);

/* The payment of the state that has this very identity. */
struct payment *telling_known(const struct state *s, const struct payment *told);
/* The payment of the state that `told` tells in other words, or NULL. */
struct payment *telling_same(const struct state *s, const struct payment *told);
/* `told` tells `old` again: what it knows better is taken over. A statement's word confirms. */
void telling_take(struct flow *fl, struct payment *old, const struct payment *told);

/* A batch has one number and one sum. One statement tells it as a whole, another by its payments, in any
 * order (payments reference 2.3: linked, not added).
 *
 * Is `told` the whole of a batch whose payments the state has? */
bool telling_is_split(const struct state *s, const struct payment *told);
/* The payment of the state that was booked for the whole batch that `told` is one of, or NULL. */
struct payment *telling_whole(const struct state *s, const struct payment *told);
/* Does it stand nowhere yet, so that its payments may take its place? */
bool telling_may_split(const struct payment *whole);
/* They do: the whole is withdrawn, what was asked about it is over. Loaded with its client and questions. */
enum rc telling_split(struct flow *fl, struct payment *whole, struct why *reterr) MUST_CHECK;

#endif
