/* What happened at the card processor's since the last look: its events, and when they are gone (they reach back
 * 30 days) the sessions of each open link. Lists are read with an overlap; what was handled is known. */
#include "cards_in.h"

#include "clock.h"
#include "companies.h"
#include "decide.h"
#include "http.h"
#include "load_cards.h"
#include "load_company.h"
#include "load_state.h"
#include "log.h"
#include "row_pay_link.h"
#include "row_setting.h"
#include "span.h"
#include "stripe.h"
#include "turn.h"

#define EVENTS_CAP ((size_t)256 << 20)

enum {
	OVERLAP_S = 3600, /* clocks differ, and an event may come late into the list */
	REACH_S = 29 * 86400,
	KEEP_S = 32 * 86400,
	PAGES_MAX = 1000,
	LINKS = 100,
	ONE_CAP = 32 << 20
};
static const char since_key[] = "cards.since";

static enum rc was_seen(struct engine *e, struct span id, bool *ret, struct why *reterr)
{
	SCOPED(tx) tx = { 0 };
	enum rc rc = tx_begin_read(e->db, &tx, reterr);

	return rc ? rc : row_card_seen(&tx, id, ret, reterr);
}

/* Load, decide, store, note that it was heard: one transaction. */
static enum rc decide_try(struct engine *e, const struct card_fact *f, struct why *reterr)
{
	SCOPED(turn) t = { 0 };
	enum rc rc = turn_begin(e, &t, reterr);

	if (!rc)
		rc = load_for_card(&t.l, f, reterr);
	if (!rc)
		rc = load_rates(&t.l, NULL, reterr);
	if (!rc)
		rc = load_doubts(&t.l, reterr);
	if (!rc)
		rc = decide_card(&t.s, f, &t.d, reterr);
	if (!rc)
		rc = companies_before_invoice(e, &t.tx, &t.s, &t.d, reterr);
	if (!rc)
		rc = row_card_see(&t.tx, f->id, clock_now(), reterr);
	if (!rc)
		rc = turn_end(&t, reterr);
	if (!rc && t.d.outcome.len)
		log_say(LE_CARDS_HEARD, "what=%s payment=%s card=%lld", log_quote(t.d.outcome),
			log_quote(f->payment), t.s.card ? (long long)t.s.card->id : 0);
	return rc;
}

static enum rc decide_on(struct engine *e, const struct card_fact *f, struct why *reterr)
{
	enum rc rc;

	do
		rc = decide_try(e, f, reterr);
	while (companies_ask_first(e, rc));
	return rc;
}

/* What the processor keeps of it is known from the payment, not from its event. */
static enum rc ask_fee(struct engine *e, struct card_fact *f, struct why *reterr)
{
	SCOPED_ARENA a = arena_new(ONE_CAP);
	struct stripe_answer got;
	const char *path = arena_str(
		a,
		arena_fmt(a, "/v1/payment_intents/%.*s?expand[]=latest_charge.balance_transaction",
			  SPAN_ARG(f->payment)));
	enum rc rc = cards_ask(e, a, path, NULL, NULL, &got, reterr);

	if (!rc)
		rc = stripe_read_fee(a, got.json, &f->fee, reterr);
	return rc == RC_RETRY ? rc : RC_OK; /* without it the money counts all the same */
}

/* What a payout sums up. */
static enum rc ask_entries(struct engine *e, struct arena *a, struct card_fact *f,
			   struct why *reterr)
{
	struct stripe_page page = { .more = true };
	enum rc rc = RC_OK;

	for (int n = 0; !rc && page.more && n < PAGES_MAX; n++) {
		struct stripe_answer got;
		struct buf b;

		buf_init(&b, a, 4096);
		buf_add_fmt(&b,
			    "/v1/balance_transactions?limit=100&expand[]=data.source&payout=%.*s",
			    SPAN_ARG(f->payment));
		http_form_add(&b, "starting_after", page.last);
		rc = cards_ask(e, a, arena_str(a, buf_span(&b)), NULL, NULL, &got, reterr);
		if (!rc)
			rc = stripe_read_entries(a, got.json, &f->entries, &page, reterr);
		engine_tell("WATCHDOG=1");
	}
	return rc;
}

static enum rc one(struct engine *e, struct card_fact *f, struct why *reterr)
{
	SCOPED_ARENA a = arena_new(EVENTS_CAP); /* outlives the work arena's use in between */
	bool seen = false;
	enum rc rc = was_seen(e, f->id, &seen, reterr);

	if (rc || seen)
		return rc;
	if (f->kind == CARD_PAID)
		rc = ask_fee(e, f, reterr);
	if (f->kind == CARD_PAYOUT)
		rc = ask_entries(e, a, f, reterr);
	if (!rc)
		rc = decide_on(e, f, reterr);
	arena_clear(e->work);
	if (rc != RC_BAD_INPUT && rc != RC_REFUSED)
		return rc;
	/* One that cannot be done is said, and stops no other; tried again, but not every second. */
	e->cards_failed = true;
	log_say(LE_FAILED, "what=cards id=%s why=%s", log_quote(f->id),
		log_quote_str(reterr->text));
	return RC_OK;
}

/* Every page of a list; ret in the list's order. */
static enum rc ask_all(struct engine *e, struct arena *a, const char *path,
		       enum rc (*read)(struct arena *a, struct span json, struct card_facts *ret,
				       struct stripe_page *page, struct why *reterr),
		       struct card_facts *ret, struct why *reterr)
{
	struct stripe_page page = { .more = true };
	enum rc rc = RC_OK;

	for (int n = 0; !rc && page.more && n < PAGES_MAX; n++) {
		struct stripe_answer got;
		const char *next = page.last.len ?
					   arena_str(a, arena_fmt(a, "%s&starting_after=%.*s", path,
								  SPAN_ARG(page.last))) :
					   path;

		rc = cards_ask(e, a, next, NULL, NULL, &got, reterr);
		if (!rc)
			rc = read(a, got.json, ret, &page, reterr);
		engine_tell("WATCHDOG=1");
	}
	return rc;
}

static enum rc oldest_first(struct engine *e, struct card_facts *facts, struct why *reterr)
{
	enum rc rc = RC_OK;

	for (size_t i = facts->n; !rc && i > 0; i--)
		rc = one(e, &facts->at[i - 1], reterr);
	return rc;
}

static enum rc hear_events(struct engine *e, int64_t since, struct why *reterr)
{
	SCOPED_ARENA a = arena_new(EVENTS_CAP);
	struct card_facts facts = { 0 };
	struct buf b;
	enum rc rc;

	buf_init(&b, a, 4096);
	buf_add_fmt(&b, "/v1/events?limit=100&created[gte]=%lld", (long long)(since - OVERLAP_S));
	stripe_add_types(&b);
	rc = ask_all(e, a, arena_str(a, buf_span(&b)), stripe_read_events, &facts, reterr);
	return rc ? rc : oldest_first(e, &facts, reterr);
}

/* After a long silence: what each open link has seen. */
static enum rc hear_sessions(struct engine *e, enum pay_link_state state, struct why *reterr)
{
	int64_t after = 0;
	size_t n = LINKS;
	enum rc rc = RC_OK;

	while (!rc && n == LINKS) {
		SCOPED_ARENA a = arena_new(EVENTS_CAP);
		struct row_pay_links links = { 0 };

		{
			SCOPED(tx) tx = { 0 };

			rc = tx_begin_read(e->db, &tx, reterr);
			if (!rc)
				rc = row_pay_link_in(&tx, a, state, after, LINKS, &links, reterr);
		}
		n = links.n;
		for (size_t i = 0; !rc && i < n; i++) {
			struct card_facts facts = { 0 };
			const char *path = arena_str(
				a, arena_fmt(a, "/v1/checkout/sessions?limit=100&payment_link=%.*s",
					     SPAN_ARG(links.at[i]->ref)));

			after = links.at[i]->id;
			rc = ask_all(e, a, path, stripe_read_sessions, &facts, reterr);
			if (!rc)
				rc = oldest_first(e, &facts, reterr);
		}
	}
	return rc;
}

static enum rc load_since(struct engine *e, int64_t *ret, struct why *reterr)
{
	SCOPED(tx) tx = { 0 };
	struct span text = S("");
	enum rc rc = tx_begin_read(e->db, &tx, reterr);

	if (!rc)
		rc = row_setting_get(&tx, e->work, since_key, &text, reterr);
	if (!rc && !span_to_i64(text, ret))
		*ret = clock_now(); /* links are younger than the first look */
	return rc;
}

/* Nothing is written at a look that moves the mark by less than a tenth of the overlap. */
static enum rc store_since(struct engine *e, int64_t before, int64_t at, struct why *reterr)
{
	SCOPED(tx) tx = { 0 };
	enum rc rc;

	if (at - before < OVERLAP_S / 10 && before != at)
		return RC_OK;
	rc = tx_begin(e->db, &tx, reterr);
	if (!rc)
		rc = row_setting_set(&tx, since_key, arena_fmt(e->work, "%lld", (long long)at),
				     reterr);
	if (!rc)
		rc = row_card_forget(&tx, at - KEEP_S, reterr);
	return rc ? rc : tx_commit(&tx, reterr);
}

enum rc cards_hear(struct engine *e, struct why *reterr)
{
	int64_t now = clock_now(), since = now;
	enum rc rc = load_since(e, &since, reterr);

	if (!rc && now - since > REACH_S) {
		rc = hear_sessions(e, LINK_OPEN, reterr);
		if (!rc)
			rc = hear_sessions(e, LINK_PENDING, reterr);
	}
	if (!rc)
		rc = hear_events(e, now - since > REACH_S ? now - REACH_S : since, reterr);
	return rc ? rc : store_since(e, since, now, reterr);
}
