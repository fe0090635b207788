/* plic run, plic once: the daemon, and one turn of it. */
#include "announce.h"
#include "cli.h"
#include "engine.h"
#include "lockfile.h"
#include "log.h"
#include "loop.h"

#include <errno.h>
#include <signal.h>
#include <sys/signalfd.h>
#include <systemd/sd-daemon.h>

static enum rc watch_signals(struct engine *e, struct why *reterr)
{
	sigset_t set;

	if (sigemptyset(&set) || sigaddset(&set, SIGTERM) || sigaddset(&set, SIGINT) ||
	    sigprocmask(SIG_BLOCK, &set, NULL))
		return why_fail(reterr, RC_RETRY, "signals: %s", strerror(errno));
	e->signal_fd = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
	if (e->signal_fd < 0)
		return why_fail(reterr, RC_RETRY, "signalfd: %s", strerror(errno));
	return RC_OK;
}

static enum rc work(struct cli_call *c, bool once, struct why *reterr)
{
	struct engine e;
	enum rc rc = lockfile_take(c->cfg, reterr);

	if (rc) {
		log_say(LE_BUSY, "why=%s", log_quote_str(reterr->text));
		return rc;
	}
	rc = engine_open(c->cfg, c->db, &e, reterr);
	if (!rc)
		rc = wake_listen(c->cfg, &e.wake_fd, reterr);
	if (!rc && !once)
		rc = watch_signals(&e, reterr);
	e.login.stop_fd = e.signal_fd;
	if (!rc) {
		log_say(LE_START, "config=%s", log_quote_str(c->cfg->path));
		rc = announce_changes(&e, reterr);
	}
	if (!rc) {
		rc = once ? loop_once(&e, reterr) : loop_run(&e, reterr);
		if (sd_notify(0, "STOPPING=1") < 0)
			errno = 0;
		log_say(LE_STOP, "rc=%d", (int)rc);
	}
	engine_close(&e);
	return rc;
}

static enum rc run(struct cli_call *c, struct why *reterr)
{
	return work(c, false, reterr);
}

static enum rc once(struct cli_call *c, struct why *reterr)
{
	return work(c, true, reterr);
}

const struct cli_verb cli_run = {
	.name = "run",
	.args = "",
	.help = "Watch the mailbox and do the work until stopped (the daemon).",
	.need = NEED_WRITE,
	.run = run,
};
const struct cli_verb cli_once = {
	.name = "once",
	.args = "",
	.help = "Take up what is new, send what is due, then exit.",
	.need = NEED_WRITE,
	.run = once,
};
