/* Sending, retrying, settling doubt. Retry plan (mail reference s5): 1, 5, 15, 60 minutes, hourly to a
 * day, every four hours to three days, then staff are told. */
#include "outbox.h"

#include "cards.h"
#include "clock.h"
#include "compose.h"
#include "decide.h"
#include "log.h"
#include "row_setting.h"
#include "span.h"
#include "spec_json.h"
#include "undeliverable.h"
#include "trouble.h"
#include "turn.h"

enum {
	UNKNOWN_FIRST_S = 20,
	HOLD_LOOK_MS = 30000,
	GIVE_UP_S = 3 * 86400,
	GIVE_UP_TRIES = 8,
	HOUR_S = 3600
};

static int64_t next_try(const struct outbox_row *row, int64_t now)
{
	static const int minutes[] = { 1, 5, 15, 60 };
	int64_t age = now - row->created;

	if (row->tries < (int)ARRAY_LEN(minutes))
		return now + minutes[row->tries] * 60;
	return now + (age < 86400 ? 3600 : 4 * 3600);
}

static enum rc note_result(struct engine *e, const struct outbox_row *row,
			   const struct smtp_result *r, struct why *reterr)
{
	SCOPED(tx) tx = { 0 };
	struct span reply = span_of(r->reply);
	int64_t now = clock_now();
	enum rc rc;

	/* Only what the server says of this very mail counts: an outage, or a mail that was held for days, is
	 * no refusal. */
	if (r->fail == NET_REFUSED ||
	    (r->fail == NET_LATER && row->tries >= GIVE_UP_TRIES && now - row->created > GIVE_UP_S))
		return undeliverable_give_up(e, row, r->reply, reterr);
	rc = tx_begin_soon(e->db, &tx, reterr);
	if (rc)
		return rc;
	if (r->fail == NET_OK)
		rc = row_outbox_done(&tx, row->id, reply, now, reterr);
	else if (r->fail == NET_UNKNOWN)
		rc = row_outbox_unknown(&tx, row->id, reply, now + UNKNOWN_FIRST_S, reterr);
	else if (r->fail == NET_LATER)
		rc = row_outbox_retry(&tx, row->id, reply, next_try(row, now), reterr);
	else /* nothing was said to this mail: it goes as soon as the server is back */
		rc = row_outbox_retry(&tx, row->id, reply, now, reterr);
	if (!rc)
		rc = tx_commit(&tx, reterr);
	if (!rc && r->fail == NET_OK)
		log_say(LE_MAIL_SENT, "id=%lld to=%s card=%lld", (long long)row->id,
			log_quote(row->to), (long long)row->card);
	else if (!rc && r->fail == NET_LATER)
		log_say(LE_MAIL_LATER, "id=%lld to=%s reply=%s", (long long)row->id,
			log_quote(row->to), log_quote_str(r->reply));
	else if (!rc && r->fail == NET_UNKNOWN)
		log_say(LE_MAIL_UNKNOWN, "id=%lld to=%s", (long long)row->id, log_quote(row->to));
	return rc;
}

static void keep_copy(struct engine *e, struct span bytes)
{
	struct why why = { "" };
	enum net_fail fail = NET_OK;

	if (!e->cfg->box.append_sent || !e->imap)
		return;
	/* A copy that cannot be kept does not unsend the mail. */
	if (imap_append_sent(e->imap, e->cfg->box.sent, bytes, &fail, &why)) {
		log_say(LE_FAILED, "what=sent-copy why=%s", log_quote_str(why.text));
		if (fail == NET_DOWN) {
			imap_close(e->imap);
			e->imap = NULL;
		}
	}
}

/* Everything waits; the word to the owners, too, until our mail is taken again. */
static enum rc smtp_lost(struct engine *e, enum net_fail fail, const char *reply,
			 struct why *reterr)
{
	struct why why = { "" };

	if (outage_hit(&e->smtp_down, fail == NET_LOGIN || fail == NET_SENDER ? 60000 : 0))
		log_say(LE_SMTP_DOWN, "why=%s", log_quote_str(reply));
	if (fail == NET_LOGIN)
		login_refused(&e->login, LOGIN_SMTP);
	if (fail == NET_SENDER && trouble_lasts(e, TROUBLE_SENDER, 0, reply, &why))
		log_say(LE_FAILED, "what=trouble why=%s", log_quote_str(why.text));
	return why_fail(reterr, RC_RETRY, "%s", reply);
}

/* As it is now: a changed password, a refreshed token. */
static enum rc sign_in(struct engine *e, struct why *reterr)
{
	struct net_account acc;
	enum net_fail fail;
	struct why why = { "" };
	enum rc rc = login_account(&e->login, LOGIN_SMTP, &acc, &fail, &why);

	if (!rc)
		return smtp_login(e->smtp, &acc, reterr);
	if (outage_hit(&e->smtp_down, fail == NET_LOGIN ? 60000 : 0))
		log_say(LE_SMTP_DOWN, "why=%s", log_quote_str(why.text));
	*reterr = why;
	return rc;
}

static enum rc put_off(struct engine *e, const struct outbox_row *row, int64_t until,
		       struct why *reterr)
{
	SCOPED(tx) tx = { 0 };
	enum rc rc = tx_begin_soon(e->db, &tx, reterr);

	if (!rc)
		rc = row_outbox_retry(&tx, row->id, row->last_error, until, reterr);
	return rc ? rc : tx_commit(&tx, reterr);
}

static enum rc send_row(struct engine *e, const struct outbox_row *row, struct why *reterr)
{
	struct composed c;
	struct smtp_result r = { 0 };
	struct why why = { "" };
	int64_t until;
	bool dead;
	enum rc rc = undeliverable_is_dead(e, row, &dead, reterr), sent;

	if (rc || dead)
		return rc ? rc : undeliverable_give_up(e, row, "", reterr);
	rc = cards_for_mail(e, row, &until, reterr);
	if (rc || until)
		return rc ? rc : put_off(e, row, until, reterr);
	rc = compose_mail(e, row, &c, &why);
	if (rc == RC_BAD_INPUT || rc == RC_BAD_CONFIG || rc == RC_REFUSED) {
		log_say(LE_RENDER_FAILED, "id=%lld why=%s", (long long)row->id,
			log_quote_str(why.text));
		return undeliverable_give_up(e, row, why.text, reterr);
	}
	if (rc) {
		*reterr = why;
		return rc;
	}
	/* What was decided and what is sent are on the disk before the server hears of it. */
	rc = db_sync(e->db, reterr);
	if (rc)
		return rc;
	sent = smtp_send(e->smtp, e->cfg->mail.address, arena_str(e->work, c.to),
			 e->cfg->mail.bcc_self ? e->cfg->mail.address : NULL, c.bytes, &r, &why);
	if (sent && !r.reply[0])
		(void)snprintf(r.reply, sizeof(r.reply), "%.290s", why.text);
	rc = note_result(e, row, &r, reterr);
	if (rc) {
		e->unnoted = row->id;
		e->answer = r;
		return rc;
	}
	if (r.fail == NET_OK)
		keep_copy(e, c.bytes);
	if (r.fail == NET_DOWN || r.fail == NET_CERT || r.fail == NET_LOGIN || r.fail == NET_SENDER)
		return smtp_lost(e, r.fail, r.reply, reterr);
	if (outage_over(&e->smtp_down))
		log_say(LE_SMTP_UP, "host=%s", log_quote_str(e->cfg->smtp.host));
	return r.fail == NET_OK ? trouble_ends(e, TROUBLE_SENDER, reterr) : RC_OK;
}

static const struct spans *staff_addresses(const struct engine *e, struct arena *a)
{
	struct spans *v = ARENA_NEW(a, struct spans);

	for (size_t i = 0; i < e->firm.staff.n; i++)
		*ARENA_PUSH(a, v) = e->firm.staff.at[i].addr;
	return v;
}

/* What may leave now: at most `limit`, and no more than the hour has room for. *blocked: something is
 * due that the cap keeps back. list outlives the work arena, which each mail empties. */
static enum rc due_rows(struct engine *e, struct arena *list, unsigned limit,
			struct outbox_rows *rows, bool *blocked, struct why *reterr)
{
	SCOPED(tx) tx = { 0 };
	struct outbox_gate gate = { .staff = staff_addresses(e, list) };
	struct outbox_rows any = { 0 };
	struct span hold = S("");
	int64_t sent = 0, now = clock_now(), cap = e->cfg->mail.mails_per_hour;
	enum rc rc = tx_begin_read(e->db, &tx, reterr);

	if (!rc)
		rc = row_setting_get(&tx, e->work, "hold_all", &hold, reterr);
	if (!rc)
		rc = row_outbox_sent_since(&tx, now - HOUR_S, &sent, reterr);
	if (rc)
		return rc;
	gate.answers_only = hold.len > 0;
	gate.over_cap = sent >= cap;
	if (!gate.over_cap && cap - sent < limit)
		limit = (unsigned)(cap - sent);
	rc = row_outbox_due_gated(&tx, list, now, limit, &gate, rows, reterr);
	if (!rc && gate.over_cap) {
		gate.over_cap = false;
		rc = row_outbox_due_gated(&tx, list, now, (unsigned)rows->n + 1, &gate, &any,
					  reterr);
	}
	*blocked = any.n > rows->n;
	return rc;
}

/* Once an episode in the log, once a day to the owners. */
static enum rc tell_cap(struct engine *e, struct why *reterr)
{
	SCOPED(turn) t = { 0 };
	enum rc rc = turn_begin(e, &t, reterr);

	if (!rc)
		rc = decide_mails_cap(&t.s, e->cfg->mail.mails_per_hour, &t.d, reterr);
	if (!rc)
		rc = turn_end(&t, reterr);
	if (!rc)
		log_say(LE_MAIL_CAP, "cap=%lld", (long long)e->cfg->mail.mails_per_hour);
	e->over_cap = rc == RC_OK;
	return rc;
}

/* What SMTP said while the disk was full or the database locked. */
static enum rc note_late(struct engine *e, struct why *reterr)
{
	struct outbox_row *row = NULL;
	enum rc rc = RC_OK;

	if (!e->unnoted)
		return RC_OK;
	{
		SCOPED(tx) tx = { 0 };

		rc = tx_begin_read(e->db, &tx, reterr);
		if (!rc)
			rc = row_outbox_load(&tx, e->work, e->unnoted, &row, reterr);
	}
	if (!rc && row)
		rc = note_result(e, row, &e->answer, reterr);
	if (!rc)
		e->unnoted = 0;
	arena_clear(e->work);
	return rc;
}

enum rc outbox_run(struct engine *e, unsigned limit, size_t *ret_n, struct why *reterr)
{
	SCOPED_ARENA list = arena_new(256 << 20);
	struct outbox_rows rows = { 0 };
	bool blocked = false, told = e->over_cap;
	enum rc rc;

	*ret_n = 0;
	rc = note_late(e, reterr);
	if (rc || (outage_waits(&e->smtp_down) && !login_changed(&e->login, LOGIN_SMTP)))
		return rc;
	rc = due_rows(e, list, limit, &rows, &blocked, reterr);
	if (!rc && blocked && !told) {
		rc = tell_cap(e, reterr);
		arena_clear(e->work);
		rows = (struct outbox_rows){ 0 };
		if (!rc)
			rc = due_rows(e, list, limit, &rows, &blocked, reterr);
	}
	if (!rc && !blocked)
		e->over_cap = false;
	if (!rc && rows.n)
		rc = sign_in(e, reterr);
	for (size_t i = 0; !rc && i < rows.n; i++) {
		(*ret_n)++;
		rc = send_row(e, &rows.at[i], reterr);
		arena_clear(e->work);
	}
	return rc;
}

enum rc outbox_recover(struct engine *e, struct why *reterr)
{
	SCOPED(tx) tx = { 0 };
	int64_t n = 0;
	enum rc rc = tx_begin(e->db, &tx, reterr);

	if (!rc)
		rc = row_outbox_recover(&tx, clock_now(), &n, reterr);
	if (!rc)
		rc = tx_commit(&tx, reterr);
	if (!rc && n)
		log_say(LE_MAIL_UNKNOWN, "n=%lld after=kill", (long long)n);
	return rc;
}

enum rc outbox_wait_ms(struct engine *e, int max_ms, int *ret, struct why *reterr)
{
	SCOPED(tx) tx = { 0 };
	struct span hold = S("");
	int64_t due = 0, ms;
	bool found = false;
	enum rc rc = tx_begin_read(e->db, &tx, reterr);

	*ret = max_ms;
	if (!rc)
		rc = row_outbox_next_due(&tx, FX_SEND_MAIL, &due, &found, reterr);
	if (!rc)
		rc = row_setting_get(&tx, e->work, "hold_all", &hold, reterr);
	if (rc || !found)
		return rc;
	ms = due <= clock_now() ? 0 : (due - clock_now()) * 1000;
	if (outage_waits(&e->smtp_down))
		ms = e->smtp_down.next_ms - clock_mono_ms();
	/* Rows kept back stay due: look again now and then, not at once. */
	if ((hold.len || e->over_cap) && ms < HOLD_LOOK_MS)
		ms = HOLD_LOOK_MS;
	*ret = ms < max_ms ? (int)ms : max_ms;
	return RC_OK;
}
