/* Wait for news or for the time, do what is due, never spin: every outage has its own growing pause. */
#include "loop.h"

#include "archive.h"
#include "call_gate.h"
#include "cards.h"
#include "companies.h"
#include "filing_run.h"
#include "clock.h"
#include "inbox.h"
#include "log.h"
#include "outbox.h"
#include "rates.h"
#include "span.h"
#include "trouble.h"

#include <errno.h>
#include <poll.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <systemd/sd-daemon.h>
#include <unistd.h>

/* Renew IDLE well before servers and NATs forget us (RFC 2177; mail reference s1). */
enum {
	WAIT_MAX_MS = 540000,
	SEND_BATCH = 20,
	ARCHIVE_BATCH = 100,
	CHECKPOINT_EVERY = 200,
	BLIND_S = 900,
	SECRET_LOOK_MS = 5000,
	FILING_TURN_MS = 2000, /* mails wait no longer than that for ANAF */
	FILING_ONCE_MS = 60000,
	REGISTER_ONCE_MS = 2000
};

static bool db_trouble(struct engine *e, enum rc rc, const struct why *why)
{
	/* Connection outages were noted where they happened. */
	if (rc != RC_RETRY || outage_waits(&e->imap_down) || outage_waits(&e->smtp_down))
		return rc != RC_OK && rc != RC_RETRY;
	if (outage_hit(&e->db_down, 0))
		log_say(LE_DB_DOWN, "why=%s", log_quote_str(why->text));
	return false;
}

/* Has somebody asked us to stop? Looked at between mails too: a full inbox takes longer than a stop may. */
static bool must_stop(struct engine *e)
{
	struct signalfd_siginfo si;

	while (e->signal_fd >= 0 && read(e->signal_fd, &si, sizeof(si)) == (ssize_t)sizeof(si))
		e->stop = true;
	return e->stop;
}

/* A folder that cannot be written stops no mail: said once, tried again with growing pauses. */
static void archive_new(struct engine *e)
{
	struct why why = { "" };
	size_t n = ARCHIVE_BATCH;
	enum rc rc = RC_OK;

	if (outage_waits(&e->archive_down))
		return;
	while (!rc && n == ARCHIVE_BATCH)
		rc = archive_catch_up(e->cfg, e->db, ARCHIVE_BATCH, &n, &why);
	if (!rc)
		(void)outage_over(&e->archive_down);
	else if (outage_hit(&e->archive_down, 0))
		log_say(LE_FAILED, "what=archive why=%s", log_quote_str(why.text));
}

/* Outgoing mail until nothing is due. */
static enum rc send_due(struct engine *e, struct why *reterr)
{
	size_t n = 0;
	enum rc rc;

	do
		rc = outbox_run(e, SEND_BATCH, &n, reterr);
	while (!rc && n == SEND_BATCH && !must_stop(e));
	if (!rc)
		archive_new(e);
	return rc ? rc : db_sync(e->db, reterr);
}

/* Answers leave before handled mails are moved: people wait for the former only. */
static enum rc work_inbox(struct engine *e, struct why *reterr)
{
	struct why send_why = { "" };
	size_t n = 1;
	enum rc rc = RC_OK;

	while (!rc && n && !must_stop(e)) {
		rc = inbox_batch(e, &n, reterr);
		if (send_due(e, &send_why) && !rc)
			db_trouble(e, RC_RETRY, &send_why);
		if (!rc && e->imap)
			rc = inbox_moves(e, reterr);
		engine_tell("WATCHDOG=1");
	}
	return rc;
}

/* Not when it is being refused for a password that a person has changed meanwhile. */
static bool imap_must_wait(struct engine *e)
{
	return outage_waits(&e->imap_down) && !login_changed(&e->login, LOGIN_IMAP);
}

/* The owners hear of what lasts: no good look into the mailbox for a quarter of an hour, a sign-in that has ended. */
static enum rc tell_troubles(struct engine *e, struct why *reterr)
{
	enum rc rc = RC_OK;

	if (login_needs_person(&e->login))
		rc = trouble_lasts(e, TROUBLE_SIGNIN, 0, "plic auth mail", reterr);
	else if (e->imap)
		rc = trouble_ends(e, TROUBLE_SIGNIN, reterr);
	if (!rc && e->imap_down.on)
		rc = trouble_lasts(e, TROUBLE_MAILBOX, BLIND_S, e->imap_why.text, reterr);
	else if (!rc && e->imap)
		rc = trouble_ends(e, TROUBLE_MAILBOX, reterr);
	arena_clear(e->work);
	return rc;
}

/* ms: how long it may ask ANAF. */
static enum rc turn(struct engine *e, int ms, struct why *reterr)
{
	enum rc rc = RC_OK, sent;
	struct why why = { "" };

	if (outage_waits(&e->db_down))
		return RC_OK;
	if (!e->imap && !imap_must_wait(e))
		rc = inbox_connect(e, reterr);
	if (!rc && e->imap)
		rc = work_inbox(e, reterr);
	if (!rc && e->imap)
		rc = outbox_settle(e, reterr);
	sent = cards_keep(e, &why);
	if (!sent)
		sent = tell_troubles(e, &why);
	if (!sent)
		sent = filing_turn(e, ms, &why);
	arena_clear(e->work);
	if (!sent)
		sent = companies_turn(e, &why);
	arena_clear(e->work);
	if (!sent)
		sent = send_due(e, &why);
	arena_clear(e->work);
	if (!rc && sent) {
		*reterr = why;
		rc = sent;
	}
	if (!rc && outage_over(&e->db_down))
		log_say(LE_DB_UP, "-");
	return rc;
}

static void empty_wake(struct engine *e)
{
	char c[64];

	while (recv(e->wake_fd, c, sizeof(c), MSG_DONTWAIT) > 0)
		continue;
}

static int watchdog_ms(void)
{
	uint64_t us = 0;

	return sd_watchdog_enabled(0, &us) > 0 && us ? (int)(us / 2000) : WAIT_MAX_MS;
}

static int pause_ms(const struct outage *o, int most)
{
	int64_t ms = o->on ? o->next_ms - clock_mono_ms() : most;

	return ms < 0 ? 0 : ms < most ? (int)ms : most;
}

static enum rc wait_news(struct engine *e, struct why *reterr)
{
	int fds[2] = { e->wake_fd, e->signal_fd };
	bool event = false, wake = false;
	enum net_fail fail = NET_OK;
	int ms;
	enum rc rc = outbox_wait_ms(e, watchdog_ms() < WAIT_MAX_MS ? watchdog_ms() : WAIT_MAX_MS,
				    &ms, reterr);

	arena_clear(e->work);
	if (!rc)
		rc = filing_wait_ms(e, ms, &ms, reterr);
	if (rc)
		ms = 1000;
	if (e->db_down.on)
		ms = pause_ms(&e->db_down, ms);
	if (e->move_down.on)
		ms = pause_ms(&e->move_down, ms);
	if (e->keys_wait.on)
		ms = pause_ms(&e->keys_wait, ms);
	ms = cards_wait_ms(e, ms);
	ms = companies_wait_ms(e, ms);
	if (e->rates_down.on)
		ms = pause_ms(&e->rates_down, ms);
	if (e->imap && !outage_waits(&e->db_down)) {
		struct why why = { "" };

		e->imap_waits = true;
		if (imap_wait(e->imap, fds, 2, ms, &event, &wake, &fail, &why))
			inbox_lost(e, fail == NET_OK ? NET_DOWN : fail, &why);
		else if (!e->imap_polls)
			e->idle_broken = 0;
		e->imap_waits = false;
	} else {
		/* A changed password is tried soon. */
		int most = e->imap_refused && ms > SECRET_LOOK_MS ? SECRET_LOOK_MS : ms;
		struct pollfd p[2] = { { .fd = fds[0], .events = POLLIN },
				       { .fd = fds[1], .events = POLLIN } };

		if (poll(p, 2, pause_ms(&e->imap_down, most)) < 0 && errno != EINTR)
			return why_fail(reterr, RC_RETRY, "poll: %s", strerror(errno));
	}
	empty_wake(e);
	(void)must_stop(e);
	return RC_OK;
}

/* Who comes here holds the lock. */
static enum rc recover(struct engine *e, struct why *reterr)
{
	enum rc rc = outbox_recover(e, reterr);

	e->performs = true;
	return rc ? rc : filing_recover(e, reterr);
}

enum rc loop_run(struct engine *e, struct why *reterr)
{
	enum rc rc = recover(e, reterr);
	unsigned turns = 0;

	if (rc)
		return rc;
	/* Before the first turn: that one may read thousands of mails, and a start may not take that long. */
	engine_tell("READY=1");
	while (!e->stop) {
		struct why why = { "" };

		rc = turn(e, FILING_TURN_MS, &why);
		turns++;
		if (db_trouble(e, rc, &why)) {
			*reterr = why;
			return rc;
		}
		rates_keep(e);
		engine_tell("WATCHDOG=1");
		if (e->stop)
			break;
		if (turns % CHECKPOINT_EVERY == 0 && db_checkpoint(e->db, &why) != RC_OK)
			why.text[0] = '\0'; /* a reader is in the way; next time */
		if (wait_news(e, &why)) {
			*reterr = why;
			return RC_RETRY;
		}
	}
	return RC_OK;
}

enum rc loop_once(struct engine *e, struct why *reterr)
{
	enum rc rc = recover(e, reterr);
	int64_t pace = companies_on(e) ? call_gate_wait_ms(e->db, POOL_REGISTER) : 0;

	/* There is no next turn that could ask the register. */
	if (pace > 0 && pace <= REGISTER_ONCE_MS)
		clock_wait_ms((int)pace);
	return rc ? rc : turn(e, FILING_ONCE_MS, reterr);
}

enum rc loop_send(struct engine *e, struct why *reterr)
{
	return send_due(e, reterr);
}
