/* How often a service may be asked: evenly, so that no minute holds more than its share, and one thing no more often
 * a day than the service allows. What was spent is kept in the store (store/row_call.h), so that the daemon, the day's
 * run and the command line spend the same budget, and a restart spends nothing twice. Pure. */
#ifndef PLIC_CALL_BUDGET_H
#define PLIC_CALL_BUDGET_H

#include "day.h"
#include "span.h"

/* Who counts. */
enum call_pool {
	POOL_ANAF, /* e-Factura's methods: a thousand a minute all together (limiteApeluriAPI.txt) */
	POOL_REGISTER, /* the register of taxpayers: one a second (doc_WS_V9) */
	CALL_POOLS
};
enum call_kind {
	CALL_UPLOAD,
	CALL_STATUS,
	CALL_LIST,
	CALL_DOWNLOAD,
	CALL_PICTURE,
	CALL_TAXPAYERS,
	CALL_KINDS
};
struct call_limit {
	const char *name; /* in the store */
	enum call_pool pool;
	int64_t per_day; /* of one message (CALL_LIST: of the firm); 0 = no limit */
};
/* Limits by limiteApeluriAPI.txt, as ANAF publishes them. */
const struct call_limit *call_limit_of(enum call_kind kind);
const char *call_pool_name(enum call_pool pool);

struct call_budget {
	int64_t next_us; /* on the clock of now_ms: the earliest instant of the next call */
};
/* A rest is never longer: what lies further ahead was written before the machine started anew. */
#define CALL_REST_MAX_MS 120000

/* Milliseconds until a call may be made; 0 = now. now_ms: since the machine started. */
int64_t call_budget_wait(const struct call_budget *b, int64_t now_ms);
/* A call is made; per_minute: how many there may be (POOL_REGISTER has its own). */
void call_budget_take(struct call_budget *b, enum call_pool pool, int64_t now_ms,
		      int64_t per_minute);
/* "Too many": nobody asks for so long, at most CALL_REST_MAX_MS. */
void call_budget_rest(struct call_budget *b, int64_t now_ms, int64_t ms);

#endif
