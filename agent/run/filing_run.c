/* Which step is next (filing_run.h): uploads before all else, since they have a deadline; then answers that are
 * known to be there; then verdicts, one by one while they are few, from ANAF's list when they are many; then what
 * is in doubt. */
#include "filing_run.h"

#include "call_gate.h"
#include "clock.h"
#include "filing_in.h"
#include "log.h"

enum {
	BATCH = 50,
	MANY = 8,       /* so many verdicts cost less from the list: a page holds 500 */
	LIST_TRIES = 3, /* what the list does not show by then is asked about by itself */
	NAP_MS = 200,
	RECOVER_S = 20 * 60 /* ANAF's list lags; see core/filing.c */
};

static bool is_on(const struct engine *e)
{
	return e->firm.filing.on;
}

static enum rc open_api(struct engine *e, struct why *reterr)
{
	return e->anaf ? RC_OK : anaf_api_open(e->cfg, e->db, e->signal_fd, &e->anaf, reterr);
}

enum rc filing_recover(struct engine *e, struct why *reterr)
{
	SCOPED(tx) tx = { 0 };
	int64_t n = 0;
	enum rc rc = is_on(e) ? tx_begin(e->db, &tx, reterr) : RC_OK;

	if (rc || !is_on(e))
		return rc;
	rc = row_filing_recover(&tx, clock_now() + RECOVER_S, &n, reterr);
	if (!rc)
		rc = tx_commit(&tx, reterr);
	if (!rc && n)
		log_say(LE_FILING_DOUBT, "n=%lld why=\"stopped while it was uploaded\"",
			(long long)n);
	return rc;
}

bool filing_may_ask(struct engine *e)
{
	int64_t wait = call_gate_wait_ms(e->db, POOL_ANAF);

	if (wait > NAP_MS || outage_waits(&e->anaf_down))
		return false;
	if (wait > 0)
		clock_wait_ms((int)wait);
	return true;
}

static enum rc due(struct engine *e, enum filing_state state, struct arena *a,
		   struct row_filings *ret, struct why *reterr)
{
	SCOPED(tx) tx = { 0 };
	enum rc rc = tx_begin_read(e->db, &tx, reterr);

	return rc ? rc : row_filing_due(&tx, a, state, clock_now(), BATCH, ret, reterr);
}

static enum rc step(struct engine *e, struct filing *f, struct why *reterr)
{
	switch (filing_next(f)) {
	case ACT_UPLOAD:
		return filing_upload(e, f, reterr);
	case ACT_SEARCH:
		return filing_search(e, f, reterr);
	case ACT_POLL:
		return filing_poll(e, f, reterr);
	case ACT_DOWNLOAD:
		return filing_fetch(e, f, reterr);
	case ACT_NONE:
	case ACT_TELL:
		break;
	}
	return RC_OK;
}

/* What is due in a state; *did: at least one question was put. */
static enum rc work(struct engine *e, enum filing_state state, int64_t until_ms, bool *did,
		    struct why *reterr)
{
	SCOPED_ARENA a = arena_new(8 << 20);
	struct row_filings rows = { 0 };
	size_t n_polls = 0;
	enum rc rc = due(e, state, a, &rows, reterr);

	for (size_t i = 0; i < rows.n; i++)
		n_polls += filing_next(rows.at[i]) == ACT_POLL;
	if (!rc && n_polls >= MANY && filing_may_ask(e)) {
		*did = true;
		rc = filing_sweep(e, reterr);
		arena_clear(e->work);
	}
	for (size_t i = 0; !rc && i < rows.n && !e->stop; i++) {
		if (n_polls >= MANY && filing_next(rows.at[i]) == ACT_POLL &&
		    rows.at[i]->polls < LIST_TRIES)
			continue;
		if (clock_mono_ms() >= until_ms || !filing_may_ask(e))
			break;
		*did = true;
		rc = step(e, rows.at[i], reterr);
		arena_clear(e->work);
	}
	return rc;
}

enum rc filing_turn(struct engine *e, int ms, struct why *reterr)
{
	static const enum filing_state order[] = { FILING_READY, FILING_PROCESSING, FILING_SENT,
						   FILING_UNKNOWN };
	int64_t until = clock_mono_ms() + ms;
	bool did = true;
	enum rc rc = RC_OK;

	if (!is_on(e) || outage_waits(&e->anaf_down))
		return RC_OK;
	rc = open_api(e, reterr);
	while (!rc && did && !e->stop && clock_mono_ms() < until) {
		did = false;
		for (size_t i = 0; !rc && !did && i < ARRAY_LEN(order); i++)
			rc = work(e, order[i], until, &did, reterr);
		engine_tell("WATCHDOG=1");
	}
	return rc;
}

enum rc filing_wait_ms(struct engine *e, int most, int *ret, struct why *reterr)
{
	SCOPED(tx) tx = { 0 };
	int64_t next = 0, ms, pace;
	enum rc rc;

	*ret = most;
	if (!is_on(e))
		return RC_OK;
	rc = tx_begin_read(e->db, &tx, reterr);
	if (!rc)
		rc = row_filing_next(&tx, &next, reterr);
	tx_drop(&tx);
	if (rc || !next)
		return rc;
	ms = (next - clock_now()) * 1000;
	pace = call_gate_wait_ms(e->db, POOL_ANAF);
	if (ms < pace)
		ms = pace;
	if (e->anaf_down.on && ms < e->anaf_down.next_ms - clock_mono_ms())
		ms = e->anaf_down.next_ms - clock_mono_ms();
	*ret = ms < 0 ? 0 : ms < most ? (int)ms : most;
	return RC_OK;
}
