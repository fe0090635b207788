/* Steps of the day, each item in its own transaction: load, decide, store, commit. */
#include "daily.h"

#include "clock.h"
#include "companies.h"
#include "daily_keep.h"
#include "decide.h"
#include "digest.h"
#include "filing_run.h"
#include "log.h"
#include "rates.h"
#include "received_run.h"
#include "row_document.h"
#include "row_question.h"
#include "row_subscription.h"
#include "load_company.h"
#include "load_state.h"
#include "turn.h"

enum { PAGE = 200, MOST = 100000, DAY_S = 86400, FILING_MS = 60000, REGISTER_TRIES = 3 };

/* What one step decides about the row with this id. *changed: something was done. */
typedef enum rc step_fn(struct loader *l, int64_t id, struct decision *d, bool *changed,
			struct why *reterr);

static enum rc one_try(struct engine *e, step_fn *step, int64_t id, bool *changed,
		       struct why *reterr)
{
	SCOPED(turn) t = { 0 };
	enum rc rc = turn_begin(e, &t, reterr);

	*changed = false;
	if (!rc)
		rc = step(&t.l, id, &t.d, changed, reterr);
	if (!rc)
		rc = companies_before_invoice(e, &t.tx, &t.s, &t.d, reterr);
	if (!rc)
		rc = turn_end(&t, reterr);
	arena_clear(e->work);
	return rc;
}

static enum rc one(struct engine *e, step_fn *step, int64_t id, bool *changed, struct why *reterr)
{
	enum rc rc;

	do
		rc = one_try(e, step, id, changed, reterr);
	while (companies_ask_first(e, rc));
	return rc;
}

/* One item that cannot be done is said and does not stop the others. */
static enum rc one_or_say(struct engine *e, step_fn *step, const char *name, int64_t id,
			  bool *changed, struct why *reterr)
{
	struct why why = { "" };
	enum rc rc = one(e, step, id, changed, &why);

	if (rc == RC_RETRY) {
		*reterr = why;
		return rc;
	}
	if (rc) {
		log_say(LE_FAILED, "step=%s id=%lld why=%s", name, (long long)id,
			log_quote_str(why.text));
		*changed = false;
	}
	return RC_OK;
}

static enum rc step_period(struct loader *l, int64_t id, struct decision *d, bool *changed,
			   struct why *reterr)
{
	struct subscription *sub;
	int64_t before;
	enum rc rc = load_subscription(l, id, reterr);

	if (!rc)
		rc = load_rates(l, NULL, reterr);
	if (!rc)
		rc = load_doubts(l, reterr);
	sub = rc ? NULL : state_subscription(l->s, id);
	if (!sub)
		return rc;
	before = sub->next_period;
	l->s->card = state_card(l->s, sub->card);
	rc = decide_period_due(l->s, sub, d, reterr);
	*changed = sub->next_period != before;
	return rc;
}

static enum rc step_offer(struct loader *l, int64_t id, struct decision *d, bool *changed,
			  struct why *reterr)
{
	struct document *offer;
	enum rc rc = load_document(l, id, reterr);

	offer = rc ? NULL : state_document(l->s, id);
	if (!offer)
		return rc;
	rc = decide_offer_expired(l->s, offer, d, reterr);
	*changed = offer->mark != ROW_CLEAN;
	return rc;
}

static enum rc step_followup(struct loader *l, int64_t id, struct decision *d, bool *changed,
			     struct why *reterr)
{
	struct document *offer;
	enum rc rc = load_document(l, id, reterr);

	offer = rc ? NULL : state_document(l->s, id);
	if (offer)
		rc = decide_offer_followup(l->s, offer, d, reterr);
	*changed = d->effects.n > 0;
	return rc;
}

static enum rc step_contract(struct loader *l, int64_t id, struct decision *d, bool *changed,
			     struct why *reterr)
{
	struct document *contract;
	enum rc rc = load_document(l, id, reterr);

	contract = rc ? NULL : state_document(l->s, id);
	if (contract)
		rc = decide_contract_ends(l->s, contract, d, reterr);
	*changed = d->effects.n > 0;
	return rc;
}

static enum rc step_reminders(struct loader *l, int64_t id, struct decision *d, bool *changed,
			      struct why *reterr)
{
	struct row_documents docs = { 0 };
	struct client *client;
	enum rc rc = load_client(l, id, &client, reterr);

	if (!rc)
		rc = row_document_overdue_of_client(l->tx, l->a, id, l->s->today, &docs, reterr);
	if (!rc)
		rc = load_add_documents(l, &docs, true, reterr);
	if (rc || !client)
		return rc;
	rc = decide_reminders(l->s, client, d, reterr);
	*changed = d->effects.n > 0;
	return rc;
}

/* In a year's first month: the first run after New Year may be days late. */
static enum rc step_numbering(struct loader *l, int64_t id, struct decision *d, bool *changed,
			      struct why *reterr)
{
	enum rc rc = RC_OK;

	(void)id;
	if (day_civil(l->s->today).month == 1)
		rc = decide_numbering(l->s, d, reterr);
	*changed = d->effects.n > 0;
	return rc;
}

static enum rc step_digest(struct loader *l, int64_t id, struct decision *d, bool *changed,
			   struct why *reterr)
{
	struct value *figures;
	int64_t now = l->s->now;
	enum rc rc = digest_figures(l->tx, l->a, l->s->today, now - DAY_S, now, &figures, reterr);

	(void)id;
	if (!rc)
		rc = decide_digest(l->s, figures, d, reterr);
	*changed = d->effects.n > 0;
	return rc;
}

/* Bill until nothing is due: an item that changed nothing (waits for a DA, paused) is left for the
 * day. */
static enum rc bill_periods(struct engine *e, int *ret, struct why *reterr)
{
	SCOPED_ARENA list = arena_new(64 << 20);
	struct row_subscriptions rows = { 0 };
	enum rc rc;

	{
		SCOPED(tx) tx = { 0 };

		rc = tx_begin_read(e->db, &tx, reterr);
		if (!rc)
			rc = row_subscription_due(&tx, list, clock_today(), MOST, &rows, reterr);
	}
	for (size_t i = 0; !rc && i < rows.n; i++) {
		bool changed = true;

		while (!rc && changed) {
			rc = one_or_say(e, step_period, "period", rows.at[i]->id, &changed, reterr);
			*ret += changed;
		}
	}
	return rc;
}

static enum rc expire_offers(struct engine *e, int *ret, struct why *reterr)
{
	bool changed = true;
	enum rc rc = RC_OK;

	while (!rc && changed) {
		SCOPED_ARENA list = arena_new(64 << 20);
		struct row_documents rows = { 0 };

		{
			SCOPED(tx) tx = { 0 };

			rc = tx_begin_read(e->db, &tx, reterr);
			if (!rc)
				rc = row_document_expiring(&tx, list, DOC_OFFER, clock_today(),
							   PAGE, &rows, reterr);
		}
		changed = false;
		for (size_t i = 0; !rc && i < rows.n; i++) {
			bool did;

			rc = one_or_say(e, step_offer, "offer", rows.at[i]->id, &did, reterr);
			changed |= did;
			*ret += did;
		}
		changed &= rows.n == PAGE;
	}
	return rc;
}

/* Each document of which nobody was reminded yet, once. */
static enum rc run_out(struct engine *e, enum doc_kind kind, const struct running_out *what,
		       step_fn *step, int *ret, struct why *reterr)
{
	SCOPED_ARENA list = arena_new(64 << 20);
	struct row_documents rows = { 0 };
	enum rc rc;

	{
		SCOPED(tx) tx = { 0 };

		rc = tx_begin_read(e->db, &tx, reterr);
		if (!rc)
			rc = row_document_running_out(&tx, list, kind, what, MOST, &rows, reterr);
	}
	for (size_t i = 0; !rc && i < rows.n; i++) {
		bool did;

		rc = one_or_say(e, step, doc_kind_name(kind), rows.at[i]->id, &did, reterr);
		*ret += did;
	}
	return rc;
}

static enum rc follow_up(struct engine *e, int *ret, struct why *reterr)
{
	struct day today = clock_today();
	struct running_out what = { today, day_add(today, 400),
				    day_add(today, -e->firm.offer_followup_days) };

	return e->firm.offer_followup_days ?
		       run_out(e, DOC_OFFER, &what, step_followup, ret, reterr) :
		       RC_OK;
}

static enum rc announce_ends(struct engine *e, int *ret, struct why *reterr)
{
	struct day today = clock_today();
	struct running_out what = { today, day_add(today, e->firm.contract_notice_days), today };

	return e->firm.contract_notice_days ?
		       run_out(e, DOC_CONTRACT, &what, step_contract, ret, reterr) :
		       RC_OK;
}

static enum rc remind(struct engine *e, int *ret, struct why *reterr)
{
	int64_t after = 0;
	size_t n = PAGE;
	enum rc rc = RC_OK;

	while (!rc && n == PAGE) {
		SCOPED_ARENA list = arena_new(1 << 20);
		struct row_ids ids = { 0 };

		{
			SCOPED(tx) tx = { 0 };

			rc = tx_begin_read(e->db, &tx, reterr);
			if (!rc)
				rc = row_document_overdue_clients(&tx, list, clock_today(), after,
								  PAGE, &ids, reterr);
		}
		n = ids.n;
		for (size_t i = 0; !rc && i < n; i++) {
			bool did;

			rc = one_or_say(e, step_reminders, "reminder", ids.at[i], &did, reterr);
			*ret += did;
			after = ids.at[i];
		}
	}
	return rc;
}

static enum rc expire_questions(struct engine *e, int *ret, struct why *reterr)
{
	SCOPED(tx) tx = { 0 };
	int64_t n = 0;
	enum rc rc = tx_begin(e->db, &tx, reterr);

	if (!rc)
		rc = row_question_expire(&tx, clock_now(), &n, reterr);
	if (!rc)
		rc = tx_commit(&tx, reterr);
	*ret = (int)n;
	return rc;
}

enum rc daily_run(struct engine *e, struct daily_counts *ret, struct why *reterr)
{
	bool did = false;
	int findings = 0;
	enum rc rc;

	memset(ret, 0, sizeof(*ret));
	rates_for_the_day(e);
	rc = expire_questions(e, &ret->questions_expired, reterr);
	if (!rc)
		rc = companies_for_the_day(e, REGISTER_TRIES, reterr);
	if (!rc)
		rc = bill_periods(e, &ret->periods, reterr);
	if (!rc)
		rc = expire_offers(e, &ret->expired, reterr);
	if (!rc)
		rc = follow_up(e, &ret->followed_up, reterr);
	if (!rc)
		rc = remind(e, &ret->reminded, reterr);
	if (!rc)
		rc = announce_ends(e, &ret->announced, reterr);
	if (!rc && e->performs)
		rc = filing_turn(e, FILING_MS, reterr);
	if (!rc)
		rc = filing_daily(e, &ret->filings_urgent, reterr);
	if (!rc)
		rc = received_watch_signin(e, reterr);
	if (!rc)
		rc = received_fetch(e, &ret->received, reterr);
	if (!rc)
		rc = daily_flag(e, &ret->flagged, reterr);
	if (!rc)
		rc = one_or_say(e, step_numbering, "numbering", 0, &did, reterr);
	if (!rc)
		rc = one_or_say(e, step_digest, "digest", 0, &did, reterr);
	ret->digests = did;
	if (!rc)
		rc = daily_verify(e, &findings, reterr);
	if (!rc)
		rc = daily_archive(e, reterr);
	if (!rc)
		rc = daily_backup(e, reterr);
	if (!rc) {
		SCOPED_ARENA a = arena_new(4096);

		log_say(LE_DAILY,
			"day=%.*s periods=%d expired=%d followed_up=%d reminded=%d announced=%d",
			SPAN_ARG(day_iso(a, clock_today())), ret->periods, ret->expired,
			ret->followed_up, ret->reminded, ret->announced);
	}
	return rc;
}
