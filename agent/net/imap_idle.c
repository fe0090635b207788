/* Waiting for news (RFC 2177). IDLE is said and its lines are read here, not by libetpan, whose mailimap_idle
 * hangs when an untagged line comes before the "+". What comes while we idle is not parsed: any line is
 * news, and the caller then looks. Each call ends its IDLE, so every other command may follow. */
#include "imap_in.h"

#include "span.h"

#include <errno.h>
#include <poll.h>

enum { MAX_WAKE = 8 };

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

static enum rc idle_lost(struct imap *m, const char *what, enum net_fail *fail, struct why *reterr)
{
	m->broken = m->in_idle = true;
	*fail = NET_DOWN;
	return why_fail(reterr, RC_RETRY, "%s: connection lost", what);
}

static enum rc say(struct imap *m, const char *line, const char *what, enum net_fail *fail,
		   struct why *reterr)
{
	size_t n = strlen(line);

	imap_begin(m);
	if (mailstream_write(m->m->imap_stream, line, n) != (ssize_t)n ||
	    mailstream_flush(m->m->imap_stream) < 0)
		return idle_lost(m, what, fail, reterr);
	return RC_OK;
}

/* Read lines until the one that begins with `until` or is tagged; *event: others came. */
static enum rc read_until(struct imap *m, struct span until, struct span tag, bool *ret_tagged,
			  bool *event, const char *what, enum net_fail *fail, struct why *reterr)
{
	MMAPString *line = mmap_string_new("");
	enum rc rc = RC_OK;

	*ret_tagged = false;
	for (;;) {
		struct span got;

		if (!line || !mailstream_read_line(m->m->imap_stream, line)) {
			rc = idle_lost(m, what, fail, reterr);
			break;
		}
		got = (struct span){ line->str, line->len };
		if (span_starts(got, tag)) {
			*ret_tagged = true;
			break;
		}
		if (until.len && span_starts(got, until))
			break;
		*event = true;
	}
	if (line)
		mmap_string_free(line);
	return rc;
}

bool imap_idle_broke(const struct imap *m)
{
	return m->in_idle;
}

void imap_poll_instead(struct imap *m)
{
	m->idle = false;
}

enum rc imap_wait(struct imap *m, const int *wake_fd, size_t n_wake, int max_ms, bool *ret_event,
		  bool *ret_wake, enum net_fail *fail, struct why *reterr)
{
	char line[40], tag_text[24];
	struct span tag;
	bool tagged;
	enum rc rc, rc_done;

	*ret_event = *ret_wake = false;
	*fail = NET_OK;
	if (m->m->imap_selection_info && m->m->imap_selection_info->sel_has_exists) {
		*ret_event = true;
		return RC_OK;
	}
	if (!m->idle) {
		rc = wait_fds(-1, wake_fd, n_wake, max_ms < m->poll_ms ? max_ms : m->poll_ms,
			      ret_event, ret_wake, reterr);
		*ret_event = !*ret_wake;
		return rc;
	}
	(void)snprintf(tag_text, sizeof(tag_text), "idle%u ", ++m->idles);
	(void)snprintf(line, sizeof(line), "%sIDLE\r\n", tag_text);
	tag = span_of(tag_text);
	rc = say(m, line, "IDLE", fail, reterr);
	if (!rc)
		rc = read_until(m, S("+"), tag, &tagged, ret_event, "IDLE", fail, reterr);
	if (rc)
		return rc;
	if (tagged) { /* refused, though announced */
		m->idle = false;
		return RC_OK;
	}
	if (data_waits(m))
		*ret_event = true;
	if (!*ret_event)
		rc = wait_fds(tls_stream_fd(m->tls), wake_fd, n_wake, max_ms, ret_event, ret_wake,
			      reterr);
	rc_done = say(m, "DONE\r\n", "DONE", fail, reterr);
	if (!rc_done)
		rc_done = read_until(m, S(""), tag, &tagged, ret_event, "DONE", fail, reterr);
	return rc ? rc : rc_done;
}
