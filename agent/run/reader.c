/* The parent's side: start the child, ask it, end it. See reader.h. One write and one read per mail
 * while mails are small. */
#include <errno.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "reader.h"

#include "clock.h"
#include "reader_spawn.h"
#include "reader_wire.h"
#include "span.h"

#define DEADLINE_MS   10000
#define IN_ROOM       ((size_t)64 << 10)
/* The child is replaced, between two mails, long before the kernel's limit on processor time. */
#define CPU_RETIRE_MS 30000
#define CPU_FRESH_MS  2000

struct reader {
	pid_t pid;           /* 0 = none */
	int64_t patience_ms; /* for one mail */
	int64_t deadline;    /* of the mail that is with the child; monotonic */
	int fd;
	uint32_t cpu_ms; /* as the child says; believed only to retire it early */
	struct arena *arena;
	struct span config; /* frame, sent to each new child */
	char *in;           /* IN_ROOM bytes: where an answer arrives */
};

int reader_pid(const struct reader *r)
{
	return r->pid;
}

void reader_set_deadline(struct reader *r, int64_t ms)
{
	r->patience_ms = ms;
}

static bool is_past(int64_t deadline)
{
	return clock_mono_ms() >= deadline;
}

/* Reap the child, killing it first when asked; its status, 0 when nobody can tell. */
static int bury(struct reader *r, bool first_kill)
{
	int status = 0;

	if (!r->pid)
		return 0;
	close(r->fd);
	if (first_kill)
		kill(r->pid, SIGKILL);
	while (waitpid(r->pid, &status, 0) < 0 && errno == EINTR)
		;
	r->pid = 0;
	r->fd = -1;
	r->cpu_ms = 0;
	return status;
}

/* true: all sent. false: the child is gone or does not read. */
static bool send_all(struct reader *r, struct iovec *iov, int n, int64_t deadline)
{
	while (n) {
		struct msghdr m = { .msg_iov = iov, .msg_iovlen = (size_t)n };
		ssize_t did = sendmsg(r->fd, &m, MSG_NOSIGNAL);

		if (did < 0 && (errno == EINTR || errno == EAGAIN) && !is_past(deadline))
			continue;
		if (did < 0)
			return false;
		while (n && (size_t)did >= iov->iov_len) {
			did -= (ssize_t)iov->iov_len;
			iov++;
			n--;
		}
		if (n) {
			iov->iov_base = (char *)iov->iov_base + did;
			iov->iov_len -= (size_t)did;
		}
	}
	return true;
}

enum got { GOT_FRAME, GOT_END, GOT_LATE, GOT_NONSENSE };

/* One frame from the child; the payload is copied into the arena, where decoding points into it. */
static enum got receive(struct reader *r, struct arena *a, int64_t deadline, enum wire_kind *kind,
			struct span *payload)
{
	char *to = r->in;
	size_t room = IN_ROOM, len = 0, have = 0;
	bool head = false;

	while (true) {
		ssize_t did = recv(r->fd, to + have, room - have, 0);

		if (did < 0 && (errno == EINTR || errno == EAGAIN)) {
			if (is_past(deadline))
				return GOT_LATE;
			continue;
		}
		if (did <= 0)
			return GOT_END;
		have += (size_t)did;
		if (!head && have >= WIRE_HEAD) {
			if (!wire_head_get(to, kind, &len) ||
			    (*kind != WIRE_ANSWER && *kind != WIRE_LIMIT))
				return GOT_NONSENSE;
			head = true;
			room = WIRE_HEAD + len;
			if (have > room)
				return GOT_NONSENSE; /* it speaks unasked */
			to = arena_alloc(a, room);
			memcpy(to, r->in, have);
		}
		if (head && have == room) {
			*payload = (struct span){ to + WIRE_HEAD, len };
			return GOT_FRAME;
		}
		if (is_past(deadline))
			return GOT_LATE;
	}
}

/* The child did not answer as it should: it is gone afterwards. */
static enum rc ended_badly(struct reader *r, enum got got, enum reader_end *ended,
			   struct why *reterr)
{
	char room[80];

	switch (got) {
	case GOT_END:
		return why_fail(reterr, RC_BAD_INPUT, "%s",
				reader_end_text(bury(r, false), ended, room, sizeof(room)));
	case GOT_LATE:
		(void)bury(r, true);
		*ended = READER_OVER_LIMIT;
		return why_fail(reterr, RC_BAD_INPUT, "the reader took more than %lld ms",
				(long long)r->patience_ms);
	case GOT_NONSENSE:
		(void)bury(r, true);
		*ended = READER_LIED;
		return why_fail(reterr, RC_BAD_INPUT, "the reader's answer is no frame");
	case GOT_FRAME:
		break;
	}
	return RC_OK;
}

static enum rc put_frame(struct reader *r, struct iovec *iov, int n, enum reader_end *ended,
			 struct why *reterr)
{
	r->deadline = clock_mono_ms() + r->patience_ms;
	*ended = READER_OK;
	if (send_all(r, iov, n, r->deadline))
		return RC_OK;
	return ended_badly(r, is_past(r->deadline) ? GOT_LATE : GOT_END, ended, reterr);
}

static enum rc get_answer(struct reader *r, struct arena *a, struct wire_answer *ret,
			  enum reader_end *ended, struct why *reterr)
{
	enum wire_kind kind = WIRE_ANSWER;
	struct span payload = { 0 };
	enum rc rc;

	*ended = READER_OK;
	rc = ended_badly(r, receive(r, a, r->deadline, &kind, &payload), ended, reterr);
	if (rc)
		return rc;
	if (kind == WIRE_LIMIT) {
		(void)bury(r, true);
		*ended = READER_OVER_LIMIT;
		return why_fail(reterr, RC_BAD_INPUT, "the reader is out of memory: %.*s",
				SPAN_ARG(payload));
	}
	rc = wire_get_answer(a, payload, ret, reterr);
	if (rc) {
		(void)bury(r, true);
		*ended = READER_LIED;
		return why_prefix(reterr, rc, "the reader's answer");
	}
	r->cpu_ms = ret->cpu_ms;
	return RC_OK;
}

/* A child that is sealed and ready. */
static enum rc make_child(struct reader *r, struct why *reterr)
{
	SCOPED_ARENA a = arena_new((size_t)1 << 20);
	struct wire_answer hello = { 0 };
	struct iovec iov = { .iov_base = (void *)(uintptr_t)r->config.ptr,
			     .iov_len = r->config.len };
	enum reader_end ended;
	enum rc rc = reader_spawn(&r->pid, &r->fd, reterr);

	if (rc)
		return rc;
	if (put_frame(r, &iov, 1, &ended, reterr) || get_answer(r, a, &hello, &ended, reterr))
		return why_prefix(reterr, RC_RETRY, "the reader child does not start");
	if (hello.rc) {
		(void)bury(r, true);
		return why_fail(reterr, hello.rc == RC_BAD_INPUT ? RC_BAD_CONFIG : hello.rc,
				"the reader child refuses to read: %.*s", SPAN_ARG(hello.why));
	}
	return RC_OK;
}

enum rc reader_start(const struct reader_config *cfg, struct reader **ret, struct why *reterr)
{
	struct arena *a = arena_new(WIRE_CONFIG_MAX * 4);
	struct reader *r = ARENA_NEW(a, struct reader);
	struct buf frame;
	enum rc rc;

	r->arena = a;
	r->fd = -1;
	r->patience_ms = DEADLINE_MS;
	r->in = arena_alloc(a, IN_ROOM);
	buf_init(&frame, a, WIRE_CONFIG_MAX + WIRE_HEAD);
	if (!wire_put_config(a, &frame, cfg)) {
		arena_free(a);
		return why_fail(reterr, RC_BAD_CONFIG,
				"phrases, forms and banks are too many for the reader");
	}
	r->config = buf_span(&frame);
	rc = make_child(r, reterr);
	if (rc) {
		reader_stop(r);
		return rc;
	}
	*ret = r;
	return RC_OK;
}

void reader_stop(struct reader *r)
{
	if (!r)
		return;
	/* The child holds nothing that could be lost. */
	(void)bury(r, true);
	arena_free(r->arena);
}

/* A child that died between two mails must not be blamed on the next one. */
static void notice_death(struct reader *r)
{
	int status;

	if (!r->pid || waitpid(r->pid, &status, WNOHANG) == 0)
		return;
	close(r->fd);
	r->pid = 0;
	r->fd = -1;
	r->cpu_ms = 0;
}

/* The mail, or file, behind a whole frame of keys or nothing. */
static enum rc send_as(struct reader *r, enum wire_kind kind, struct span keys, struct span raw,
		       enum reader_end *ended, struct why *reterr)
{
	char head[WIRE_HEAD];
	struct iovec iov[3] = { { (void *)(uintptr_t)keys.ptr, keys.len },
				{ head, WIRE_HEAD },
				{ (void *)(uintptr_t)raw.ptr, raw.len } };
	int skip = keys.len ? 0 : 1;
	enum rc rc;

	*ended = READER_OK;
	if (raw.len > WIRE_MAIL_MAX)
		return why_fail(reterr, RC_BAD_INPUT, "larger than a mail may be");
	notice_death(r);
	if (r->pid && r->cpu_ms > CPU_RETIRE_MS)
		(void)bury(r, true);
	if (!r->pid) {
		rc = make_child(r, reterr);
		if (rc)
			return rc;
	}
	wire_head_put(head, kind, raw.len);
	return put_frame(r, iov + skip, (raw.len ? 3 : 2) - skip, ended, reterr);
}

enum rc reader_send(struct reader *r, struct span raw, enum reader_end *ended, struct why *reterr)
{
	return send_as(r, WIRE_MAIL, S(""), raw, ended, reterr);
}

static enum rc take(struct reader *r, struct arena *a, bool invoice, struct wire_answer *ret,
		    enum reader_end *ended, struct why *reterr)
{
	enum rc rc = get_answer(r, a, ret, ended, reterr);

	if (rc)
		return rc;
	if (ret->is_invoice != invoice) {
		(void)bury(r, true);
		*ended = READER_LIED;
		return why_fail(reterr, RC_BAD_INPUT, "the reader answers another question");
	}
	if (ret->rc)
		return why_fail(reterr, ret->rc == RC_RETRY ? RC_BAD_INPUT : ret->rc, "%.*s",
				SPAN_ARG(ret->why));
	return RC_OK;
}

enum rc reader_take(struct reader *r, struct arena *a, struct mail_fact *ret,
		    enum reader_end *ended, struct why *reterr)
{
	struct wire_answer answer = { 0 };
	enum rc rc = take(r, a, false, &answer, ended, reterr);

	if (!rc)
		*ret = answer.fact;
	return rc;
}

enum rc reader_ask_invoice(struct reader *r, struct arena *a, struct span xml, struct ubl_in *ret,
			   enum reader_end *ended, struct why *reterr)
{
	struct wire_answer answer = { 0 };
	enum rc rc = send_as(r, WIRE_INVOICE, S(""), xml, ended, reterr);

	if (!rc)
		rc = take(r, a, true, &answer, ended, reterr);
	if (!rc)
		*ret = answer.invoice;
	return rc;
}

enum rc reader_ask(struct reader *r, struct arena *a, struct span raw, struct mail_fact *ret,
		   enum reader_end *ended, struct why *reterr)
{
	enum rc rc = reader_send(r, raw, ended, reterr);

	return rc ? rc : reader_take(r, a, ret, ended, reterr);
}

enum rc reader_ask_as(struct reader *r, struct arena *a, enum read_as as, struct span raw,
		      struct mail_fact *ret, enum reader_end *ended, struct why *reterr)
{
	static const enum wire_kind kinds[] = {
		[READ_AS_MAIL] = WIRE_MAIL, [READ_AS_BODY] = WIRE_BODY, [READ_AS_FOUND] = WIRE_FILE
	};
	enum rc rc = send_as(r, kinds[as], S(""), raw, ended, reterr);

	return rc ? rc : reader_take(r, a, ret, ended, reterr);
}

enum rc reader_ask_chunk(struct reader *r, struct arena *a, enum read_chunk at, struct span chunk,
			 struct mail_fact *ret, enum reader_end *ended, struct why *reterr)
{
	static const enum wire_kind kinds[] = {
		[READ_FIRST] = WIRE_FIRST, [READ_MORE] = WIRE_MORE, [READ_LAST] = WIRE_LAST
	};
	enum rc rc;

	*ended = READER_OK;
	if (at != READ_FIRST && !r->pid)
		return why_fail(reterr, RC_BAD_INPUT, "the reader that had the file is gone");
	/* A long file has the processor time of a whole child. */
	if (at == READ_FIRST && r->pid && r->cpu_ms > CPU_FRESH_MS)
		(void)bury(r, true);
	else if (at != READ_FIRST)
		r->cpu_ms = 0;
	rc = send_as(r, kinds[at], S(""), chunk, ended, reterr);
	return rc ? rc : reader_take(r, a, ret, ended, reterr);
}

enum rc reader_ask_keys(struct reader *r, struct arena *a, struct span raw,
			const struct dkim_keys *keys, struct mail_fact *ret, enum reader_end *ended,
			struct why *reterr)
{
	struct buf frame;
	enum rc rc;

	*ended = READER_OK;
	buf_init(&frame, a, WIRE_KEYS_MAX + WIRE_HEAD);
	if (!wire_put_keys(a, &frame, keys))
		return why_fail(reterr, RC_BAD_INPUT, "its DKIM keys are larger than keys are");
	rc = send_as(r, WIRE_MAIL, buf_span(&frame), raw, ended, reterr);
	return rc ? rc : reader_take(r, a, ret, ended, reterr);
}
