/* Integrity check and backup (product: the calendar). A copy beside the database does not replace one
 * on another machine; it is what `plic restore` takes after a slip. */
#include "daily_keep.h"

#include "archive.h"
#include "backup.h"
#include "clock.h"
#include "flow.h"
#include "log.h"
#include "reason.h"
#include "row_payment.h"
#include "row_setting.h"
#include "span.h"
#include "telling.h"
#include "verify.h"
#include "turn.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum { VERIFY_CAP = 256 << 20, TOLD_MAX = 5, FLAGGED_MAX = 10000 };

enum rc daily_flag(struct engine *e, int *ret_n, struct why *reterr)
{
	SCOPED(tx) tx = { 0 };
	struct row_payments rows = { 0 };
	struct day today = clock_today();
	enum rc rc = tx_begin(e->db, &tx, reterr);

	if (!rc)
		rc = row_payment_unconfirmed(&tx, e->work, day_add(today, -TELLING_WORKING_DAYS),
					     FLAGGED_MAX, &rows, reterr);
	for (size_t i = 0; !rc && i < rows.n; i++) {
		struct payment *p = rows.at[i];

		if (!telling_is_late(p, today))
			continue;
		p->flagged = true;
		p->mark = ROW_CHANGED;
		++*ret_n;
		rc = row_payment_store(&tx, e->work, p, clock_now(), reterr);
	}
	if (!rc)
		rc = tx_commit(&tx, reterr);
	arena_clear(e->work);
	return rc;
}

static enum rc tell_owners(struct engine *e, const struct findings *f, struct why *reterr)
{
	SCOPED(turn) t = { 0 };
	struct flow fl = { .s = &t.s, .d = &t.d };
	struct value *say, *facts, *args;
	enum rc rc = turn_begin(e, &t, reterr);

	if (rc)
		return rc;
	say = value_new_list(e->work);
	facts = value_new_list(e->work);
	args = value_set(e->work, value_new_map(e->work), "n", value_int(e->work, (int64_t)f->n));
	value_push(e->work, say, value_tx(e->work, TX("run.verify.say"), NULL));
	for (size_t i = 0; i < f->n && i < TOLD_MAX; i++)
		say_why(e->work, facts, NULL,
			arena_fmt(e->work, "%.*s: %.*s", SPAN_ARG(f->at[i].rule),
				  SPAN_ARG(f->at[i].text)));
	rc = tell_staff(&fl,
			arena_fmt(e->work, "verify %.*s", SPAN_ARG(day_iso(e->work, t.s.today))),
			value_tx(e->work, TX("run.verify.headline"), args), say, facts,
			value_new_list(e->work), ROLE_OWNER, reterr);
	return rc ? rc : turn_end(&t, reterr);
}

enum rc daily_verify(struct engine *e, int *ret_n, struct why *reterr)
{
	SCOPED_ARENA a = arena_new(VERIFY_CAP);
	struct findings f = { 0 };
	enum rc rc = verify_all(e->db, a, NULL, NULL, &f, reterr);

	if (!rc)
		rc = archive_check(e->cfg, e->db, a, false, &f, reterr);
	if (rc)
		return rc;
	*ret_n = (int)f.n;
	for (size_t i = 0; i < f.n && i < TOLD_MAX; i++)
		log_say(LE_FAILED, "step=verify rule=%s why=%s", log_quote(f.at[i].rule),
			log_quote(f.at[i].text));
	rc = f.n ? tell_owners(e, &f, reterr) : RC_OK;
	arena_clear(e->work);
	return rc;
}

/* What was found lacking is written again, once it was told. */
enum rc daily_archive(struct engine *e, struct why *reterr)
{
	struct archive_counts n;

	return archive_rebuild(e->cfg, e->db, false, &n, reterr);
}

static enum rc last_backup(struct engine *e, bool write, struct span day, bool *is_today,
			   struct why *reterr)
{
	SCOPED(tx) tx = { 0 };
	struct span last = S("");
	enum rc rc = tx_begin(e->db, &tx, reterr);

	if (!rc)
		rc = row_setting_get(&tx, e->work, "backup.day", &last, reterr);
	*is_today = span_eq(last, day);
	if (!rc && write && !*is_today) {
		rc = row_setting_set(&tx, "backup.day", day, reterr);
		if (!rc)
			rc = tx_commit(&tx, reterr);
	}
	return rc;
}

static enum rc back_up(struct engine *e, struct why *reterr)
{
	static const char *const weekday[] = {
		"", "mon", "tue", "wed", "thu", "fri", "sat", "sun"
	};
	struct day today = clock_today();
	struct span day = day_iso(e->work, today);
	const char *dir = arena_str(
		e->work, arena_fmt(e->work, "%s/backup", config_path(e->cfg, e->cfg->paths.dir)));
	const char *file = arena_str(
		e->work, arena_fmt(e->work, "%s/plic-%s.db", dir, weekday[day_weekday(today)]));
	bool done = false;
	enum rc rc = last_backup(e, false, day, &done, reterr);

	if (rc || done)
		return rc;
	if (mkdir(dir, 0700) != 0 && errno != EEXIST)
		return why_fail(reterr, RC_RETRY, "%s: %s", dir, strerror(errno));
	rc = db_backup(e->db, file, NULL, NULL, reterr);
	return rc ? rc : last_backup(e, true, day, &done, reterr);
}

/* Two at once would write the same file: the second waits, and finds it done. */
enum rc daily_backup(struct engine *e, struct why *reterr)
{
	const char *path = arena_str(e->work, arena_fmt(e->work, "%s/backup.lock",
							config_path(e->cfg, e->cfg->paths.dir)));
	int lock = open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
	enum rc rc;

	if (lock < 0 || flock(lock, LOCK_EX) != 0)
		rc = why_fail(reterr, RC_RETRY, "%s: %s", path, strerror(errno));
	else
		rc = back_up(e, reterr);
	if (lock >= 0)
		close(lock);
	return rc;
}
