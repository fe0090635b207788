/* Remember the state's working copy, and put it back as if nothing had happened: for commands of
 * which all lines count or none, and for previews. Costs memory in proportion to what is loaded. */
#ifndef PLIC_CHECKPOINT_H
#define PLIC_CHECKPOINT_H

#include "effect.h"

struct checkpoint;

struct checkpoint *state_checkpoint(struct state *s, const struct decision *d);
/* Rows that were there keep their addresses and get their contents back; new rows, allocations,
 * events, effects are gone, numbers and ids are free again. May be used more than once. */
void state_rollback(const struct checkpoint *c, struct state *s, struct decision *d);
/* The i-th row of a vector as it was; false when it is new since. */
bool checkpoint_client(const struct checkpoint *c, size_t i, struct client *ret);
bool checkpoint_card(const struct checkpoint *c, size_t i, struct card *ret);
bool checkpoint_document(const struct checkpoint *c, size_t i, struct document *ret);
size_t checkpoint_effects(const struct checkpoint *c);
/* The state's scalars as they were: next ids. */
const struct state *checkpoint_state(const struct checkpoint *c);
/* Was this document there, and already numbered, at the checkpoint? */
bool checkpoint_had_number(const struct checkpoint *c, int64_t document);

#endif
