/* Each passage is a short transaction (see call_gate.h). */
#include "call_gate.h"

#include "clock.h"
#include "row_call.h"

enum { REST_MS = 60000, PATIENCE_MS = 2000, BLIND_MS = 1000 };

int64_t call_gate_wait_ms(struct db *db, enum call_pool pool)
{
	SCOPED(tx) tx = { 0 };
	struct call_budget b;
	struct why why;

	if (tx_begin_read(db, &tx, &why) || row_call_pace(&tx, pool, &b, &why))
		return BLIND_MS;
	return call_budget_wait(&b, clock_mono_ms());
}

/* *ret_wait > 0: not yet, nothing was counted. */
static enum rc try_pass(struct db *db, enum call_kind kind, struct span what, int64_t per_minute,
			int64_t *ret_wait, struct why *reterr)
{
	const struct call_limit *limit = call_limit_of(kind);
	SCOPED(tx) tx = { 0 };
	struct call_budget b = { 0 };
	int64_t n = 0;
	enum rc rc = tx_begin_soon(db, &tx, reterr);

	*ret_wait = 0;
	if (!rc && limit->per_day)
		rc = row_call_count(&tx, kind, what, clock_today(), &n, reterr);
	if (!rc && limit->per_day && n >= limit->per_day)
		rc = why_fail(reterr, RC_REFUSED, "%s %.*s was asked %lld times today", limit->name,
			      SPAN_ARG(what), (long long)n);
	if (!rc)
		rc = row_call_pace(&tx, limit->pool, &b, reterr);
	if (rc)
		return rc;
	*ret_wait = call_budget_wait(&b, clock_mono_ms());
	if (*ret_wait > 0)
		return RC_OK;
	call_budget_take(&b, limit->pool, clock_mono_ms(), per_minute);
	rc = row_call_pace_set(&tx, limit->pool, &b, reterr);
	if (!rc && limit->per_day)
		rc = row_call_count_set(&tx, kind, what, clock_today(), n + 1, reterr);
	return rc ? rc : tx_commit(&tx, reterr);
}

enum rc call_gate_pass(struct db *db, enum call_kind kind, struct span what, int64_t per_minute,
		       struct why *reterr)
{
	int64_t wait, until = clock_mono_ms() + PATIENCE_MS;
	enum rc rc = try_pass(db, kind, what, per_minute, &wait, reterr);

	while (!rc && wait > 0 && clock_mono_ms() + wait <= until) {
		clock_wait_ms((int)wait);
		rc = try_pass(db, kind, what, per_minute, &wait, reterr);
	}
	if (!rc && wait > 0)
		return why_fail(reterr, RC_RETRY, "%s rests for %lld ms more",
				call_pool_name(call_limit_of(kind)->pool), (long long)wait);
	return rc;
}

void call_gate_too_many(struct db *db, enum call_kind kind, struct span what, bool of_all)
{
	const struct call_limit *limit = call_limit_of(kind);
	SCOPED(tx) tx = { 0 };
	struct call_budget b;
	struct why why;
	enum rc rc = tx_begin_soon(db, &tx, &why);

	if (!rc && !of_all && limit->per_day)
		rc = row_call_count_set(&tx, kind, what, clock_today(), limit->per_day, &why);
	if (!rc && (of_all || !limit->per_day)) {
		rc = row_call_pace(&tx, limit->pool, &b, &why);
		if (!rc) {
			call_budget_rest(&b, clock_mono_ms(), REST_MS);
			rc = row_call_pace_set(&tx, limit->pool, &b, &why);
		}
	}
	/* Not remembered: the service will say it again. */
	if (rc || tx_commit(&tx, &why))
		why_set(&why, "not remembered");
}
