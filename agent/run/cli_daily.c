/* plic daily: the calendar's day. */
#include "cli.h"
#include "clock.h"
#include "daily.h"
#include "lockfile.h"
#include "log.h"
#include "loop.h"
#include "row_outbox.h"
#include "span.h"

#include <unistd.h>

enum { MORNING = 6, WAIT_FOR_DAEMON_S = 60 };

static const struct cli_option options[] = {
	{ "date", 0, "DAY", "as if it were 06:00 of that day (never when firm.live = yes)" },
};

static enum rc queued(struct cli_call *c, int64_t *ret, struct why *reterr)
{
	SCOPED(tx) tx = { 0 };
	struct outbox_rows rows = { 0 };
	enum rc rc = tx_begin_read(c->db, &tx, reterr);

	if (!rc)
		rc = row_outbox_due(&tx, c->arena, FX_SEND_MAIL, OUTBOX_QUEUED, clock_now(), 1,
				    &rows, reterr);
	*ret = (int64_t)rows.n;
	return rc;
}

/* Effects belong to the holder of the lock: a daemon that runs is woken and waited for. */
static enum rc let_daemon_send(struct cli_call *c, struct why *reterr)
{
	int64_t n = 1;
	enum rc rc = RC_OK;

	for (int s = 0; !rc && n && s < WAIT_FOR_DAEMON_S * 4; s++) {
		wake_send(c->cfg);
		rc = queued(c, &n, reterr);
		if (n && usleep(250000) != 0)
			break;
	}
	return rc;
}

static enum rc set_date(struct cli_call *c, const char *text, struct why *reterr)
{
	struct day d;
	int64_t last = 0;
	enum rc rc;

	if (day_parse(span_of(text), &d))
		return why_fail(reterr, RC_REFUSED,
				"--date %.40s: no day; write 2026-11-12 or 12.11.2026", text);
	if (c->cfg->firm_keys.live)
		return why_fail(reterr, RC_REFUSED, "--date is refused: firm.live = yes in %s",
				c->cfg->path);
	clock_start_at(day_instant(d, MORNING, 0));
	rc = db_last_fact(c->db, &last, reterr);
	/* Run again on the same day: the clock goes on after what that day has seen. */
	if (!rc && last > clock_now() && day_eq(day_of_instant(last), d))
		clock_start_at(last);
	else if (!rc && last > clock_now())
		return why_fail(reterr, RC_REFUSED,
				"--date %s is earlier than the database's last fact", text);
	return rc;
}

static enum rc run(struct cli_call *c, struct why *reterr)
{
	const char *date = cli_option(c, &cli_daily, "date");
	struct daily_counts n = { 0 };
	struct why busy = { "" }, late = { "" };
	struct engine e;
	bool mine;
	enum rc rc = RC_OK;

	if (date)
		rc = set_date(c, date, reterr);
	if (rc)
		return rc;
	mine = lockfile_take(c->cfg, &busy) == RC_OK;
	rc = engine_open(c->cfg, c->db, &e, reterr);
	/* A reminder must not cross an "am plătit" that already lies in the inbox. */
	if (!rc && mine && loop_once(&e, &late) == RC_BAD_CONFIG) {
		*reterr = late;
		rc = RC_BAD_CONFIG;
	}
	if (!rc)
		rc = daily_run(&e, &n, reterr);
	if (!rc)
		rc = mine ? loop_send(&e, reterr) : let_daemon_send(c, reterr);
	if (!rc && !c->json)
		cli_say("%d periods invoiced, %d offers expired, %d brought to mind, "
			"%d clients reminded, %d ends of contracts announced\n",
			n.periods, n.expired, n.followed_up, n.reminded, n.announced);
	engine_close(&e);
	return rc;
}

const struct cli_verb cli_daily = {
	.name = "daily",
	.args = "[--date DAY]",
	.help = "Do the day's work: recurring invoices, expiries, reminders, digest. Twice changes nothing.",
	.need = NEED_WRITE,
	.options = options,
	.n_options = ARRAY_LEN(options),
	.run = run,
};
