/* Suppliers' invoices (see received_run.h). Lists and archives are ANAF's and read here; what stands in them is what
 * strangers wrote, and read by the reader child. */
#include "received_run.h"

#include "anaf_api.h"
#include "call_gate.h"
#include "clock.h"
#include "load_state.h"
#include "log.h"
#include "received_read.h"
#include "row_received.h"
#include "row_setting.h"
#include "span.h"
#include "store_state.h"
#include "turn.h"

enum {
	OVERLAP_S = 2 * 86400, /* a list may lag behind what was accepted */
	REACH_S = 60 * 86400,
	PAGES_MAX = 1000,
	NAP_MS = 5000,
	QUOTA_TRIES = 2,
	WORK_CAP = 512 << 20 /* drawing thousands of lines takes most of it */
};

static enum rc setting(struct engine *e, const char *key, int64_t *ret, int64_t *ret_more,
		       struct why *reterr)
{
	SCOPED(tx) tx = { 0 };
	struct span text = S(""), word;
	enum rc rc = tx_begin_read(e->db, &tx, reterr);

	if (!rc)
		rc = row_setting_get(&tx, e->work, key, &text, reterr);
	*ret = *ret_more = 0;
	if (!rc && span_next_word(&text, &word) && span_to_i64(word, ret) &&
	    span_next_word(&text, &word))
		(void)span_to_i64(word, ret_more);
	return rc;
}

/* Before each question: what all processes keep is waited for, and ANAF's rest too. */
static void wait_turn(struct engine *e)
{
	int64_t ms;

	while (!e->stop && (ms = call_gate_wait_ms(e->db, POOL_ANAF)) > 0) {
		clock_wait_ms((int)(ms < NAP_MS ? ms : NAP_MS));
		engine_tell("WATCHDOG=1");
	}
}

/* ANAF counts all programs of the firm together: others may have used the minute up. */
static bool again_after(enum anaf_class is, int *tries)
{
	return is == ANAF_QUOTA && ++*tries < QUOTA_TRIES;
}

/* How many the first look found, which may take several tries: kept until it is whole and told. */
static enum rc add_older(struct tx *tx, struct arena *a, int64_t more, int64_t *ret,
			 struct why *reterr)
{
	struct span text;
	enum rc rc = row_setting_get(tx, a, "anaf.received.older", &text, reterr);

	*ret = 0;
	if (!rc)
		(void)span_to_i64(text, ret);
	*ret += more;
	if (rc || !more)
		return rc;
	return row_setting_set(tx, "anaf.received.older", arena_fmt(a, "%lld", (long long)*ret),
			       reterr);
}

static enum rc add_page(struct engine *e, struct arena *a, const struct anaf_messages *m,
			bool quiet, struct why *reterr)
{
	SCOPED(tx) tx = { 0 };
	int64_t n = 0;
	enum rc rc = tx_begin(e->db, &tx, reterr);

	for (size_t i = 0; !rc && i < m->n; i++) {
		struct received r = { .message = m->at[i].id,
				      .upload = m->at[i].index,
				      .seller = m->at[i].seller,
				      .listed = m->at[i].created,
				      .quiet = quiet };
		bool fresh;

		/* A row without its number comes again in a later list. One that we issued to ourselves is no supplier's. */
		if (m->at[i].kind != ANAF_RECEIVED || !r.message.len ||
		    span_eq(r.seller, e->firm.self.tax_id))
			continue;
		rc = row_received_add(&tx, &r, clock_now(), &fresh, reterr);
		n += fresh;
	}
	if (!rc && quiet)
		rc = add_older(&tx, a, n, &n, reterr);
	return rc ? rc : tx_commit(&tx, reterr);
}

/* The list is whole: the next look begins here. The first look's sum is told with it. */
static enum rc remember(struct engine *e, int64_t now, bool first, struct why *reterr)
{
	SCOPED(turn) t = { 0 };
	int64_t n = 0;
	enum rc rc = turn_begin(e, &t, reterr);

	if (!rc && first)
		rc = add_older(&t.tx, e->work, 0, &n, reterr);
	if (!rc && n)
		rc = decide_received_first(&t.s, n, &t.d, reterr);
	if (!rc)
		rc = row_setting_set(&t.tx, "anaf.received",
				     arena_fmt(e->work, "%lld", (long long)now), reterr);
	return rc ? rc : turn_end(&t, reterr);
}

static enum rc list_all(struct engine *e, struct anaf_api *api, struct why *reterr)
{
	int64_t since, more, now = clock_now();
	int64_t pages = 1;
	enum rc rc = setting(e, "anaf.received", &since, &more, reterr);

	for (int page = 1; !rc && page <= pages && page <= PAGES_MAX; page++) {
		SCOPED_ARENA a = arena_new(WORK_CAP);
		struct anaf_list_answer l;
		struct why why = { "" };
		int tries = 0;

		do {
			wait_turn(e);
			anaf_api_list(api, a, since ? since - OVERLAP_S : now - REACH_S, now, page,
				      'P', &l, &why);
		} while (again_after(l.is, &tries));
		if (l.is == ANAF_NONE)
			break;
		if (l.is != ANAF_FINE) {
			log_say(LE_RECEIVED_DOWN, "what=list class=%s why=%s",
				anaf_class_name(l.is), log_quote_str(why.text));
			return RC_OK;
		}
		pages = l.pages;
		rc = add_page(e, a, &l.messages, since == 0, reterr);
	}
	return rc ? rc : remember(e, now, since == 0, reterr);
}

static enum rc keep(struct engine *e, struct received *r, struct span zip, struct span xml,
		    struct span pdf, struct why *reterr)
{
	SCOPED(turn) t = { 0 };
	int64_t now = clock_now();
	enum rc rc = turn_begin(e, &t, reterr);

	if (!rc && zip.len)
		rc = row_received_file_put(&t.tx, r->id, "zip", zip, now, reterr);
	if (!rc && xml.len)
		rc = row_received_file_put(&t.tx, r->id, "xml", xml, now, reterr);
	if (!rc && pdf.len)
		rc = row_received_file_put(&t.tx, r->id, "pdf", pdf, now, reterr);
	if (!rc)
		rc = row_received_keep(&t.tx, r, &r->before, reterr);
	if (!rc && !r->quiet)
		rc = decide_received(&t.s, r, &t.d, reterr);
	return rc ? rc : turn_end(&t, reterr);
}

/* *go false: ANAF gives nothing now, the rest waits. */
static enum rc fetch_one(struct engine *e, struct anaf_api *api, struct received *r, bool *go,
			 struct why *reterr)
{
	SCOPED_ARENA a = arena_new(WORK_CAP);
	struct anaf_archive_answer z;
	struct span zip, pdf = S("");
	struct why why = { "" };
	int tries = 0;
	enum rc rc;

	engine_tell("WATCHDOG=1"); /* thousands of lines are seconds of drawing */
	do {
		wait_turn(e);
		anaf_api_download(api, a, r->message, true, &z, &zip, &why);
	} while (again_after(z.is, &tries));
	if (z.is == ANAF_GONE) {
		r->gone = true;
		zip = S("");
	} else if (z.is != ANAF_FINE) {
		log_say(LE_RECEIVED_DOWN, "what=download id=%.*s class=%s why=%s",
			SPAN_ARG(r->message), anaf_class_name(z.is), log_quote_str(why.text));
		/* One that is spoiled does not keep the others. */
		*go = z.is == ANAF_DOWN && zip.len;
		return RC_OK;
	} else {
		rc = received_read(e, api, a, z.xml, r, &pdf, reterr);
		if (rc)
			return rc;
		anaf_api_seal(api, a, &z, arena_fmt(a, "received=%.*s", SPAN_ARG(r->message)),
			      &r->seal);
	}
	rc = keep(e, r, zip, z.xml, pdf, reterr);
	if (!rc)
		log_say(LE_RECEIVED, "id=%.*s seller=%.*s state=%s", SPAN_ARG(r->message),
			SPAN_ARG(r->seller), r->gone ? "gone" : "kept");
	return rc;
}

enum rc received_fetch(struct engine *e, int *ret_n, struct why *reterr)
{
	struct anaf_api *api = NULL;
	int64_t after = 0;
	bool go = true;
	enum rc rc = RC_OK;

	*ret_n = 0;
	if (!e->cfg->anaf.client.client_id[0])
		return RC_OK;
	rc = anaf_api_open(e->cfg, e->db, e->signal_fd, &api, reterr);
	if (!rc)
		rc = list_all(e, api, reterr);
	while (!rc && go) {
		SCOPED(tx) tx = { 0 };
		struct received *r = NULL;

		arena_clear(e->work);
		rc = tx_begin_read(e->db, &tx, reterr);
		if (!rc)
			rc = row_received_next(&tx, e->work, after, &r, reterr);
		tx_drop(&tx);
		if (rc || !r)
			break;
		after = r->id;
		rc = fetch_one(e, api, r, &go, reterr);
		*ret_n += !rc && go && !r->quiet;
	}
	anaf_api_close(api);
	arena_clear(e->work);
	return rc;
}

enum rc received_watch_signin(struct engine *e, struct why *reterr)
{
	SCOPED(tx) tx = { 0 };
	struct anaf_api *api = NULL;
	struct state s;
	struct decision d = { 0 };
	int64_t until, known, told;
	enum rc rc;

	if (!e->cfg->anaf.client.client_id[0])
		return RC_OK;
	rc = anaf_api_open(e->cfg, e->db, e->signal_fd, &api, reterr);
	if (rc)
		return rc;
	until = anaf_api_signed_until(api);
	anaf_api_close(api);
	rc = until ? setting(e, "anaf.ends", &known, &told, reterr) : RC_OK;
	if (rc || !until)
		return rc;
	told = known == until ? told : 0;
	rc = tx_begin(e->db, &tx, reterr);
	if (!rc)
		rc = load_base(&tx, e->work, &e->firm, clock_now(), &s, reterr);
	if (!rc)
		rc = decide_anaf_ends(&s, day_of_instant(until), &told, &d, reterr);
	if (!rc)
		rc = store_decision(&tx, e->work, &s, &d, 0, reterr);
	if (!rc)
		rc = row_setting_set(
			&tx, "anaf.ends",
			arena_fmt(e->work, "%lld %lld", (long long)until, (long long)told), reterr);
	if (!rc)
		rc = tx_commit(&tx, reterr);
	arena_clear(e->work);
	return rc;
}
