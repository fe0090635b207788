/* This program again, with one socket and nothing else (see reader.h). */
#define _GNU_SOURCE /* close_range */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include "reader_spawn.h"

#include "sandbox.h"

/* In the child after fork: async-signal-safe calls only. */
static void become_child(int fd) __attribute__((noreturn));
static void become_child(int fd)
{
	static char name[] = "plic", option[] = "--reader";
	char *const argv[] = { name, option, NULL };
	char *const env[] = { NULL };
	sigset_t none;
	int null;

	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	if (fd == 0 ? fcntl(0, F_SETFD, 0) < 0 : dup2(fd, 0) < 0)
		_exit(127);
	null = open("/dev/null", O_WRONLY | O_CLOEXEC);
	if (null < 0 || dup2(null, 1) < 0 || (!sandbox_sanitized() && dup2(null, 2) < 0) ||
	    close_range(3, ~0U, 0))
		_exit(127);
	execve("/proc/self/exe", argv, env);
	_exit(127);
}

enum rc reader_spawn(pid_t *ret_pid, int *ret_fd, struct why *reterr)
{
	/* Blocking calls give up after this, and the deadline is looked at. */
	struct timeval patience = { .tv_sec = 1 };
	int pair[2];
	pid_t pid;

	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair))
		return why_fail(reterr, RC_RETRY, "socketpair: %s", strerror(errno));
	if (setsockopt(pair[0], SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience)) ||
	    setsockopt(pair[0], SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof(patience))) {
		close(pair[0]);
		close(pair[1]);
		return why_fail(reterr, RC_RETRY, "setsockopt: %s", strerror(errno));
	}
	pid = fork();
	if (pid == 0)
		become_child(pair[1]);
	close(pair[1]);
	if (pid < 0) {
		close(pair[0]);
		return why_fail(reterr, RC_RETRY, "fork: %s", strerror(errno));
	}
	*ret_pid = pid;
	*ret_fd = pair[0];
	return RC_OK;
}

const char *reader_end_text(int status, enum reader_end *ended, char *room, size_t size)
{
	int sig = WIFSIGNALED(status) ? WTERMSIG(status) : 0;

	*ended = sig == SIGXCPU || sig == SIGKILL ? READER_OVER_LIMIT : READER_DIED;
	if (sig == SIGSYS)
		return "the reader touched what its sandbox forbids";
	if (sig == SIGXCPU || sig == SIGKILL)
		return "the reader was ended by a limit of the system";
	if (sig)
		(void)snprintf(room, size, "the reader died of signal %d", sig);
	else
		(void)snprintf(room, size, "the reader ended with status %d", WEXITSTATUS(status));
	return room;
}
