/* How often a service may be asked: evenly, so that no minute holds more than its share, whoever asks. The one
 * budget is the engine's; it begins empty, so that a restart does not spend the same minute twice. */
#ifndef PLIC_CALL_BUDGET_H
#define PLIC_CALL_BUDGET_H

#include <stdint.h>

struct call_budget {
	int64_t next_us; /* on the clock of now_ms: the earliest instant of the next call */
};

/* Milliseconds until a call may be made; 0 = now. */
int64_t call_budget_wait(const struct call_budget *b, int64_t now_ms);
/* A call is made; per_minute: how many there may be. */
void call_budget_take(struct call_budget *b, int64_t now_ms, int64_t per_minute);
/* "Too many": nobody asks for so long. */
void call_budget_rest(struct call_budget *b, int64_t now_ms, int64_t ms);

#endif
