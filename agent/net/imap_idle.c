/* Waiting for news (RFC 2177). An IDLE goes on over several calls of imap_wait until something
 * arrives or nine minutes are over; every other command ends it first. */
#include "imap_in.h"

#include "span.h"

#include <errno.h>
#include <poll.h>

enum { POLL_WITHOUT_IDLE_MS = 60000, IDLE_BROKEN_LIMIT = 3, MAX_WAKE = 8 };

/* Data that lies in the buffers already does not wake poll. */
static bool data_waits(const struct imap *m)
{
	return m->m->imap_stream->read_buffer_len > 0 || tls_stream_pending(m->tls) > 0;
}

static enum rc wait_fds(int mail_fd, const int *wake_fd, size_t n_wake, int max_ms, bool *ret_event,
			bool *ret_wake, struct why *reterr)
{
	struct pollfd p[MAX_WAKE + 1];
	nfds_t n = 0;
	int r;

	for (size_t i = 0; i < n_wake && i < MAX_WAKE; i++)
		p[n++] = (struct pollfd){ .fd = wake_fd[i], .events = POLLIN };
	if (mail_fd >= 0)
		p[n++] = (struct pollfd){ .fd = mail_fd, .events = POLLIN };
	r = poll(p, n, max_ms);
	if (r < 0 && errno != EINTR)
		return why_fail(reterr, RC_RETRY, "poll: %s", strerror(errno));
	if (r <= 0)
		return RC_OK;
	for (size_t i = 0; i < n_wake && i < MAX_WAKE; i++)
		*ret_wake |= p[i].revents != 0;
	*ret_event = mail_fd >= 0 && p[n - 1].revents != 0;
	return RC_OK;
}

enum rc imap_wait(struct imap *m, const int *wake_fd, size_t n_wake, int max_ms, bool *ret_event,
		  bool *ret_wake, enum net_fail *fail, struct why *reterr)
{
	enum rc rc, rc_done;

	*ret_event = *ret_wake = false;
	*fail = NET_OK;
	if (m->m->imap_selection_info && m->m->imap_selection_info->sel_has_exists) {
		*ret_event = true;
		return RC_OK;
	}
	if (!m->idle || m->idle_broken >= IDLE_BROKEN_LIMIT) {
		rc = wait_fds(-1, wake_fd, n_wake,
			      max_ms < POLL_WITHOUT_IDLE_MS ? max_ms : POLL_WITHOUT_IDLE_MS,
			      ret_event, ret_wake, reterr);
		*ret_event = !*ret_wake;
		return rc;
	}
	imap_begin(m);
	rc = imap_result(m, mailimap_idle(m->m), "IDLE", fail, reterr);
	if (rc) {
		/* An untagged line before the "+" kills this libetpan's session; after three in a row
		 * the caller's new session polls instead. */
		m->idle_broken++;
		return rc == RC_REFUSED ? RC_RETRY : rc;
	}
	m->idle_broken = 0;
	if (data_waits(m))
		*ret_event = true;
	else
		rc = wait_fds(mailimap_idle_get_fd(m->m), wake_fd, n_wake, max_ms, ret_event,
			      ret_wake, reterr);
	imap_begin(m);
	rc_done = imap_result(m, mailimap_idle_done(m->m), "DONE", fail, reterr);
	return rc ? rc : rc_done == RC_REFUSED ? RC_RETRY : rc_done;
}
