/* Children write a length and as many bytes for each item into a pipe of their own, many items at a time; whoever
 * is far ahead waits in write until the others' items are taken. One that dies may have done more than it had
 * written: another goes on where the pipe ended and writes each item by itself until it is known which one kills. */
#define _GNU_SOURCE /* sched_getaffinity */
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "workers.h"

enum { JOBS_MAX = 64, PIPE_BUFFER = 1 << 16 };
#define MADE_MAX ((size_t)1 << 30)

struct worker {
	pid_t pid;
	FILE *from;
	bool careful; /* writes each item at once: if it dies, then of the next */
};

struct crew {
	const struct work *w;
	struct worker at[JOBS_MAX];
	size_t n;
};

unsigned workers_processors(void)
{
	cpu_set_t set;

	return sched_getaffinity(0, sizeof(set), &set) == 0 && CPU_COUNT(&set) > 0 ?
		       (unsigned)CPU_COUNT(&set) :
		       1;
}

/* In the child: items first, first + n, ... */
static void work_child(const struct crew *c, size_t first, int fd, bool careful)
	__attribute__((noreturn));
static void work_child(const struct crew *c, size_t first, int fd, bool careful)
{
	struct arena *a = arena_new(MADE_MAX);
	FILE *to;

	for (size_t k = 0; k < c->n; k++)
		if (c->at[k].from)
			close(fileno(c->at[k].from)); /* a pipe ends when its one reader does */
	to = fdopen(fd, "w");
	if (!to)
		_exit(1);
	(void)setvbuf(to, NULL, _IOFBF, PIPE_BUFFER);
	for (size_t i = first; i < c->w->n; i += c->n) {
		struct buf out;

		arena_clear(a);
		buf_init(&out, a, MADE_MAX);
		c->w->make(c->w->ctx, a, i, &out);
		if (!buf_ok(&out) || fwrite(&out.len, sizeof(out.len), 1, to) != 1 ||
		    fwrite(out.ptr ? out.ptr : "", 1, out.len, to) != out.len ||
		    (careful && fflush(to) != 0))
			_exit(1);
	}
	_exit(fflush(to) != 0);
}

static enum rc start(struct crew *c, size_t k, size_t first, struct why *reterr)
{
	struct worker *w = &c->at[k];
	int fd[2];

	if (pipe2(fd, O_CLOEXEC) != 0)
		return why_fail(reterr, RC_RETRY, "pipe: %s", strerror(errno));
	(void)fflush(NULL); /* not said twice, by us and by the child */
	w->pid = fork();
	if (w->pid == 0) {
		close(fd[0]);
		work_child(c, first, fd[1], w->careful);
	}
	close(fd[1]);
	if (w->pid > 0)
		w->from = fdopen(fd[0], "r");
	if (w->from)
		return RC_OK;
	why_set(reterr, "fork: %s", strerror(errno));
	close(fd[0]);
	return RC_RETRY;
}

/* The worker's end, in words. */
static const char *finish(struct arena *a, struct worker *w)
{
	int status = 0;

	if (w->from)
		(void)fclose(w->from);
	w->from = NULL;
	if (w->pid <= 0)
		return "";
	while (waitpid(w->pid, &status, 0) < 0 && errno == EINTR)
		;
	w->pid = 0;
	return arena_str(a, WIFSIGNALED(status) ? arena_fmt(a, "signal %d", WTERMSIG(status)) :
						  arena_fmt(a, "status %d", WEXITSTATUS(status)));
}

/* false: the worker is no more. */
static bool next_made(struct arena *a, const struct worker *w, struct span *ret)
{
	size_t len = 0;
	char *bytes;

	if (fread(&len, sizeof(len), 1, w->from) != 1 || len > MADE_MAX)
		return false;
	bytes = arena_alloc(a, len);
	*ret = (struct span){ bytes, len };
	return fread(bytes, 1, len, w->from) == len;
}

/* What item i gives; the worker that dies of it is replaced by one for the items after it. */
static enum rc get(struct crew *c, struct arena *a, size_t i, struct span *made, const char **died,
		   struct why *reterr)
{
	struct worker *w = &c->at[i % c->n];
	enum rc rc;

	arena_clear(a);
	*died = NULL;
	if (next_made(a, w, made))
		return RC_OK;
	*died = finish(a, w);
	*made = (struct span){ 0 };
	w->careful = !w->careful;
	if (!w->careful)
		return i + c->n < c->w->n ? start(c, i % c->n, i + c->n, reterr) : RC_OK;
	rc = start(c, i % c->n, i, reterr);
	return rc ? rc : get(c, a, i, made, died, reterr);
}

static enum rc take_all(struct crew *c, struct arena *a, struct why *reterr)
{
	enum rc rc = RC_OK;

	for (size_t i = 0; !rc && i < c->w->n; i++) {
		const char *died;
		struct span made;

		rc = get(c, a, i, &made, &died, reterr);
		if (!rc)
			rc = c->w->take(c->w->ctx, i, made, died, reterr);
	}
	return rc;
}

static enum rc do_here(const struct work *w, struct arena *a, struct why *reterr)
{
	enum rc rc = RC_OK;

	for (size_t i = 0; !rc && i < w->n; i++) {
		struct buf out;

		arena_clear(a);
		buf_init(&out, a, MADE_MAX);
		w->make(w->ctx, a, i, &out);
		rc = buf_ok(&out) ? w->take(w->ctx, i, buf_span(&out), NULL, reterr) :
				    why_fail(reterr, RC_RETRY, "an answer of over 1 GB");
	}
	return rc;
}

enum rc workers_do(const struct work *w, unsigned jobs, struct why *reterr)
{
	SCOPED_ARENA a = arena_new(2 * MADE_MAX);
	struct crew c = { .w = w, .n = jobs < JOBS_MAX ? jobs : JOBS_MAX };
	enum rc rc = RC_OK;

	if (c.n > w->n)
		c.n = w->n;
	if (c.n < 2)
		return do_here(w, a, reterr);
	for (size_t k = 0; !rc && k < c.n; k++)
		rc = start(&c, k, k, reterr);
	if (!rc)
		rc = take_all(&c, a, reterr);
	for (size_t k = 0; k < c.n; k++)
		(void)finish(a, &c.at[k]);
	return rc;
}
