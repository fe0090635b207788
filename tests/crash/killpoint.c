/* Runs a program and its children, stops at each write-class syscall, and kills all of them at one.
 *
 *   killpoint REPORT COMMAND...              count: REPORT gets one line a point, "N syscall target"
 *                                            (as does -before 0)
 *   killpoint -before N REPORT COMMAND...    SIGKILL to the whole tree before point N is done
 *   killpoint -after N REPORT COMMAND...     ... when it was done and nothing after it
 *
 * Exit: the command's own code, 137 when it was killed here, 125 when tracing does not work.
 * A seccomp filter (RET_TRACE) stops only at these calls, so the program runs at nearly full speed; a
 * tree killed at a ptrace stop executes nothing more, as after a power cut of its processes. */
#define _GNU_SOURCE
#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MAX_PIDS = 256, CANNOT = 125, KILLED = 137, PATIENCE_S = 120 };

static const struct {
	const char *name;
	unsigned nr;
} calls[] = {
#define CALL(x) { #x, SYS_##x }
	CALL(write), CALL(pwrite64), CALL(writev), CALL(pwritev), CALL(fsync), CALL(fdatasync),
	CALL(ftruncate), CALL(sendto), CALL(sendmsg), CALL(sendmmsg), CALL(renameat2), CALL(unlinkat),
#ifdef SYS_rename
	CALL(rename), CALL(unlink), CALL(renameat), CALL(rmdir),
#endif
#ifdef SYS_pwritev2
	CALL(pwritev2),
#endif
#undef CALL
};
#define N_CALLS (sizeof(calls) / sizeof(calls[0]))

struct tree {
	pid_t pid[MAX_PIDS];
	int n;
	pid_t main, ending; /* ending: the one that is let finish point N */
	long points, target;
	int after, killed, status;
	FILE *report;
};

static void fail(const char *what)
{
	fprintf(stderr, "killpoint: %s: %s\n", what, strerror(errno));
	exit(CANNOT);
}

/* In the child: stop for the tracer, then filter, then become the command. */
static void become(char **argv)
{
	struct sock_filter code[2 * N_CALLS + 8];
	struct sock_fprog prog = { .filter = code };
	unsigned short n = 0;

	code[n++] = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS,
						 offsetof(struct seccomp_data, nr));
	for (size_t i = 0; i < N_CALLS; i++) {
		code[n++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, calls[i].nr, 0, 1);
		code[n++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRACE | (unsigned)i);
	}
	code[n++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
	prog.len = n;
	if (ptrace(PTRACE_TRACEME, 0, 0, 0) || raise(SIGSTOP))
		fail("trace");
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) || prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &prog))
		fail("seccomp");
	execvp(argv[0], argv);
	fail(argv[0]);
}

static int known(const struct tree *t, pid_t pid)
{
	for (int i = 0; i < t->n; i++)
		if (t->pid[i] == pid)
			return i;
	return -1;
}

static void add(struct tree *t, pid_t pid)
{
	if (known(t, pid) >= 0)
		return;
	if (t->n == MAX_PIDS) {
		errno = EAGAIN;
		fail("too many processes");
	}
	t->pid[t->n++] = pid;
}

static void gone(struct tree *t, pid_t pid)
{
	int i = known(t, pid);

	if (i >= 0)
		t->pid[i] = t->pid[--t->n];
}

static void kill_all(struct tree *t)
{
	t->killed = 1;
	for (int i = 0; i < t->n; i++)
		if (kill(t->pid[i], SIGKILL) && errno != ESRCH)
			fail("kill");
}

/* What the call writes to, for people who read the list of points. */
static void describe(struct tree *t, pid_t pid, unsigned long call)
{
	struct __ptrace_syscall_info si;
	char link[64], target[256] = "";
	ssize_t len = -1;

	if (ptrace(PTRACE_GET_SYSCALL_INFO, pid, sizeof(si), &si) > 0) {
		snprintf(link, sizeof(link), "/proc/%d/fd/%d", (int)pid, (int)si.seccomp.args[0]);
		len = readlink(link, target, sizeof(target) - 1);
	}
	if (len >= 0)
		target[len] = '\0';
	fprintf(t->report, "%ld %s %s%s\n", t->points, call < N_CALLS ? calls[call].name : "?",
		len < 0 ? "-" : target, pid == t->main ? "" : " (child)");
}

static void at_point(struct tree *t, pid_t pid)
{
	unsigned long call = 0;

	t->points++;
	if (ptrace(PTRACE_GETEVENTMSG, pid, 0, &call))
		call = N_CALLS;
	describe(t, pid, call);
	if (t->points != t->target) {
		ptrace(PTRACE_CONT, pid, 0, 0);
	} else if (t->after) {
		t->ending = pid;
		ptrace(PTRACE_SYSCALL, pid, 0, 0);
	} else {
		kill_all(t);
	}
}

static void stopped(struct tree *t, pid_t pid, int status)
{
	int sig = WSTOPSIG(status), event = status >> 16;

	if (t->killed) { /* perhaps born after the tree was counted */
		kill(pid, SIGKILL);
		return;
	}
	if (event == PTRACE_EVENT_SECCOMP) {
		at_point(t, pid);
		return;
	}
	if (sig == (SIGTRAP | 0x80)) { /* the end of point N */
		if (pid == t->ending)
			kill_all(t);
		else
			ptrace(PTRACE_CONT, pid, 0, 0);
		return;
	}
	/* A new child or thread begins with a SIGSTOP that is ours, not the program's. */
	if (event || (sig == SIGSTOP && known(t, pid) < 0))
		sig = 0;
	add(t, pid);
	ptrace(PTRACE_CONT, pid, 0, sig);
}

static void follow(struct tree *t)
{
	int status;
	pid_t pid;

	while ((pid = waitpid(-1, &status, __WALL)) > 0 || (pid < 0 && errno == EINTR)) {
		if (pid < 0)
			continue;
		if (WIFSTOPPED(status)) {
			stopped(t, pid, status);
			continue;
		}
		if (pid == t->main)
			t->status = status;
		gone(t, pid);
	}
}

static void start(struct tree *t, char **argv)
{
	int status;

	t->main = fork();
	if (t->main < 0)
		fail("fork");
	if (t->main == 0)
		become(argv);
	if (waitpid(t->main, &status, 0) != t->main || !WIFSTOPPED(status))
		fail("the command does not stop");
	add(t, t->main);
	if (ptrace(PTRACE_SETOPTIONS, t->main, 0,
		   PTRACE_O_EXITKILL | PTRACE_O_TRACESECCOMP | PTRACE_O_TRACESYSGOOD | PTRACE_O_TRACEFORK |
			   PTRACE_O_TRACEVFORK | PTRACE_O_TRACECLONE | PTRACE_O_TRACEEXEC))
		fail("ptrace");
	if (ptrace(PTRACE_CONT, t->main, 0, 0))
		fail("ptrace");
}

int main(int argc, char **argv)
{
	struct tree t = { 0 };
	int at = 1;

	if (argc > 4 && (!strcmp(argv[1], "-before") || !strcmp(argv[1], "-after"))) {
		t.after = argv[1][1] == 'a';
		t.target = strtol(argv[2], NULL, 10);
		at = 3;
	}
	if (argc - at < 2)
		return fprintf(stderr, "usage: killpoint [-before N | -after N] REPORT COMMAND...\n"), 2;
	t.report = fopen(argv[at], "we");
	if (!t.report)
		fail(argv[at]);
	alarm(PATIENCE_S); /* our end is the tree's: PTRACE_O_EXITKILL */
	start(&t, argv + at + 1);
	follow(&t);
	if (fclose(t.report))
		fail(argv[at]);
	if (t.killed)
		return KILLED;
	return WIFEXITED(t.status) ? WEXITSTATUS(t.status) : 128 + WTERMSIG(t.status);
}
