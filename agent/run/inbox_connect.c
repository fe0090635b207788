/* Beginning and ending a session: sign in, make the folders, find out where we were. */
#include "inbox.h"

#include "clock.h"
#include "log.h"
#include "row_message.h"
#include "row_setting.h"
#include "span.h"

enum { LOGIN_PAUSE_MS = 60000, IDLE_TRIES = 3, SESSION_GOOD_MS = 10000 };

void inbox_lost(struct engine *e, enum net_fail fail, const struct why *why)
{
	bool refused = fail == NET_LOGIN || fail == NET_CERT, began;
	bool dropped =
		e->imap && e->imap_waits && clock_mono_ms() - e->imap_since_ms >= SESSION_GOOD_MS;

	if (e->imap && imap_idle_broke(e->imap))
		e->idle_broken++;
	imap_close(e->imap);
	e->imap = NULL;
	e->imap_why = *why;
	/* Providers end sessions now and then (Gmail every hour): while nothing was asked of a session that had
	 * worked, that is no outage. */
	if (dropped && !e->imap_down.on) {
		log_say(LE_IMAP_DROPPED, "why=%s", log_quote_str(why->text));
		return;
	}
	/* A refused login is not hammered: servers lock accounts. */
	began = outage_hit(&e->imap_down, fail == NET_LOGIN ? LOGIN_PAUSE_MS : 0);
	if (began || (refused && !e->imap_refused))
		log_say(refused ? LE_IMAP_REFUSED : LE_IMAP_DOWN, "why=%s",
			log_quote_str(why->text));
	e->imap_refused |= refused;
}

/* Where the journal stands for this UIDVALIDITY; on the very first start what lies in the box already
 * is nobody's order to plic, unless imap.take_old or imap.take_since says so. */
static enum rc find_mark(struct engine *e, const struct imap_box *box, uint32_t first,
			 struct why *reterr)
{
	SCOPED(tx) tx = { 0 };
	const char *key = arena_str(e->work, arena_fmt(e->work, "imap.mark.%u", box->uidvalidity));
	struct span known, mark, inbox = span_of(e->cfg->box.inbox);
	int64_t n = 0;
	uint32_t last = 0;
	enum rc rc = tx_begin(e->db, &tx, reterr);

	if (!rc)
		rc = row_setting_get(&tx, e->work, "imap.uidvalidity", &known, reterr);
	if (!rc)
		rc = row_setting_get(&tx, e->work, key, &mark, reterr);
	if (!rc)
		rc = row_message_last_uid(&tx, inbox, box->uidvalidity, &last, reterr);
	if (rc)
		return rc;
	e->uidvalidity = box->uidvalidity;
	e->uidnext = box->uidnext;
	if (mark.len && span_to_i64(mark, &n)) {
		e->mark = (uint32_t)n > last ? (uint32_t)n : last;
	} else {
		/* A new UIDVALIDITY: everything is looked at again, content keys stop double work. */
		e->mark = known.len || e->cfg->box.take_old || !box->uidnext ? 0 :
			  first                                              ? first - 1 :
									       box->uidnext - 1;
		if (known.len)
			log_say(LE_UIDVALIDITY, "now=%u", box->uidvalidity);
		rc = row_setting_set(&tx, key, arena_fmt(e->work, "%u", e->mark), reterr);
		if (!rc)
			rc = row_setting_set(&tx, "imap.uidvalidity",
					     arena_fmt(e->work, "%u", box->uidvalidity), reterr);
		if (!rc)
			rc = tx_commit(&tx, reterr);
	}
	return rc;
}

/* Messages begun by an earlier life lie at or below the highest journalled UID: go back to them. */
enum rc inbox_rewind(struct engine *e, struct why *reterr)
{
	SCOPED(tx) tx = { 0 };
	struct message_rows rows = { 0 };
	enum rc rc = tx_begin_read(e->db, &tx, reterr);

	if (!rc)
		rc = row_message_unfinished(&tx, e->work, span_of(e->cfg->box.inbox),
					    e->uidvalidity, 1, &rows, reterr);
	if (!rc && rows.n && rows.at[0].uid <= e->mark)
		e->mark = rows.at[0].uid - 1;
	return rc;
}

void inbox_say_up(struct engine *e)
{
	e->imap_refused = false;
	log_say(LE_IMAP_UP, "host=%s mark=%u after_outage=%d", log_quote_str(e->cfg->imap.host),
		e->mark, outage_over(&e->imap_down));
}

enum rc inbox_connect(struct engine *e, struct why *reterr)
{
	struct net_account acc;
	const char *const folders[] = { e->cfg->box.handled, e->cfg->box.review,
					e->cfg->box.quarantine, e->cfg->box.noise };
	struct imap_box box;
	struct day since;
	uint32_t first = 0;
	enum net_fail fail = NET_DOWN;
	enum rc rc = login_account(&e->login, LOGIN_IMAP, &acc, &fail, reterr);

	e->imap_waits = false;
	if (!rc) {
		rc = imap_open(&acc, &e->imap, &fail, reterr);
		if (rc && fail == NET_LOGIN)
			login_refused(&e->login, LOGIN_IMAP);
	}
	if (!rc)
		rc = imap_ensure_folders(e->imap, folders, ARRAY_LEN(folders), &fail, reterr);
	if (!rc)
		rc = imap_select(e->imap, e->cfg->box.inbox, &box, &fail, reterr);
	if (!rc && !e->uidvalidity && !day_parse(span_of(e->cfg->box.take_since), &since))
		rc = imap_first_since(e->imap, since, &first, &fail, reterr);
	if (rc) {
		inbox_lost(e, fail, reterr);
		return RC_RETRY;
	}
	e->imap_since_ms = clock_mono_ms();
	e->imap_polls = e->idle_broken >= IDLE_TRIES;
	if (e->imap_polls) {
		imap_poll_instead(e->imap);
		e->idle_broken = IDLE_TRIES - 1; /* the session after this one tries again */
		log_say(LE_IMAP_POLLS, "seconds=%lld", (long long)e->cfg->box.poll_s);
	}
	rc = find_mark(e, &box, first, reterr);
	if (!rc)
		rc = inbox_rewind(e, reterr);
	arena_clear(e->work);
	if (rc)
		return rc;
	/* After a fetch that broke the outage goes on until one works. */
	if (!e->fetch_broke)
		inbox_say_up(e);
	return RC_OK;
}
