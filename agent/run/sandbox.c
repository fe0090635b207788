/* The cage of the reader child: rlimits, landlock(7), seccomp(2). Attack surface and figures: mail
 * reference section 6. What must work after the seal is tested by tests/unit/test_reader.c, what must
 * not is killed there. */
#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "sandbox.h"

#if defined(__SANITIZE_ADDRESS__)
#define SANDBOX_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANDBOX_ASAN 1
#endif
#endif
#ifndef SANDBOX_ASAN
#define SANDBOX_ASAN 0
#endif

#define MEMORY_MAX ((rlim_t)256 << 20)

bool sandbox_sanitized(void)
{
	return SANDBOX_ASAN;
}

static bool set_limit(int what, rlim_t most)
{
	struct rlimit l = { most, most };

	return setrlimit((__rlimit_resource_t)what, &l) == 0;
}

enum rc sandbox_limit(struct why *reterr)
{
	bool ok = set_limit(RLIMIT_CPU, SANDBOX_CPU_S) && set_limit(RLIMIT_FSIZE, 0) &&
		  set_limit(RLIMIT_CORE, 0) && set_limit(RLIMIT_NPROC, 0) &&
		  set_limit(RLIMIT_MSGQUEUE, 0) && set_limit(RLIMIT_MEMLOCK, 0);

	/* AddressSanitizer maps terabytes of shadow. */
	if (ok && !SANDBOX_ASAN)
		ok = set_limit(RLIMIT_AS, MEMORY_MAX);
	if (!ok)
		return why_fail(reterr, RC_RETRY, "setrlimit: %s", strerror(errno));
	/* No other process of this user may look into it or trace it. */
	if (prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) || prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
		return why_fail(reterr, RC_RETRY, "prctl: %s", strerror(errno));
	return RC_OK;
}

/* A second wall: a ruleset that handles every right on files (and TCP) and grants none. Old kernels
 * know fewer rights, or no landlock at all; seccomp stands anyway. */
static enum rc close_files(struct why *reterr)
{
	static const uint64_t fs_of_abi[] = { 0,
					      (1ULL << 13) - 1,
					      (1ULL << 14) - 1,
					      (1ULL << 15) - 1,
					      (1ULL << 15) - 1,
					      (1ULL << 16) - 1 };
	struct {
		uint64_t fs, net; /* struct landlock_ruleset_attr; `net` exists since ABI 4 */
	} attr = { 0, 0 };
	long abi, fd;
	int rc;

	abi = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
	if (abi <= 0)
		return RC_OK;
	attr.fs = fs_of_abi[abi < 5 ? abi : 5];
	attr.net = abi >= 4 ? 3 : 0;
	fd = syscall(SYS_landlock_create_ruleset, &attr, abi >= 4 ? sizeof(attr) : sizeof(attr.fs),
		     0);
	if (fd < 0)
		return why_fail(reterr, RC_BAD_CONFIG, "landlock: %s", strerror(errno));
	rc = (int)syscall(SYS_landlock_restrict_self, (int)fd, 0);
	close((int)fd);
	return rc ? why_fail(reterr, RC_BAD_CONFIG, "landlock: %s", strerror(errno)) : RC_OK;
}

static const int allowed[] = {
	SCMP_SYS(read),
	SCMP_SYS(write),
	SCMP_SYS(readv),
	SCMP_SYS(writev),
	SCMP_SYS(munmap),
	SCMP_SYS(brk),
	SCMP_SYS(mremap),
	SCMP_SYS(madvise),
	SCMP_SYS(futex),
	SCMP_SYS(exit),
	SCMP_SYS(exit_group),
	SCMP_SYS(rt_sigreturn),
	SCMP_SYS(restart_syscall),
	SCMP_SYS(rt_sigprocmask),
	SCMP_SYS(clock_gettime),
	SCMP_SYS(gettimeofday),
	SCMP_SYS(time),
	SCMP_SYS(getrandom),
	SCMP_SYS(getpid),
	SCMP_SYS(gettid),
	SCMP_SYS(rt_sigaction),
#if SANDBOX_ASAN
	SCMP_SYS(sigaltstack),
	SCMP_SYS(sched_yield),
	SCMP_SYS(close),
	SCMP_SYS(getrusage),
#endif
};

static int add_rules(scmp_filter_ctx ctx)
{
	int rc = 0;

	for (size_t i = 0; !rc && i < ARRAY_LEN(allowed); i++)
		rc = seccomp_rule_add(ctx, SCMP_ACT_ALLOW, allowed[i], 0);
	/* Memory, but none that can be executed. */
	if (!rc)
		rc = seccomp_rule_add(ctx, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 1,
				      SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
	if (!rc)
		rc = seccomp_rule_add(ctx, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), 1,
				      SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
	/* abort(): assert ends a child with a signal that says so. Itself alone: the daemon is the same
	 * user, and a signal to it would get through. */
	if (!rc)
		rc = seccomp_rule_add(ctx, SCMP_ACT_ALLOW, SCMP_SYS(tgkill), 1,
				      ((struct scmp_arg_cmp){ .arg = 0,
							      .op = SCMP_CMP_EQ,
							      .datum_a = (scmp_datum_t)getpid() }));
	/* stdio asks what a descriptor is before it writes a complaint: an answer, not death. Opening
	 * is killed. So is a path: the empty one is all that fstat needs, and it is refused too. */
	if (!rc)
		rc = seccomp_rule_add(ctx, SCMP_ACT_ERRNO(EBADF), SCMP_SYS(newfstatat), 0);
	if (!rc)
		rc = seccomp_rule_add(ctx, SCMP_ACT_ERRNO(EBADF), SCMP_SYS(fstat), 0);
	if (!rc)
		rc = seccomp_rule_add(ctx, SCMP_ACT_ERRNO(ENOTTY), SCMP_SYS(ioctl), 0);
	if (!rc)
		rc = seccomp_rule_add(ctx, SCMP_ACT_ERRNO(ESPIPE), SCMP_SYS(lseek), 0);
	return rc;
}

enum rc sandbox_seal(struct why *reterr)
{
	scmp_filter_ctx ctx;
	int rc;
	enum rc land = close_files(reterr);

	if (land)
		return land;
	if (!set_limit(RLIMIT_NOFILE, 0))
		return why_fail(reterr, RC_BAD_CONFIG, "setrlimit: %s", strerror(errno));
	ctx = seccomp_init(SCMP_ACT_KILL_PROCESS);
	if (!ctx)
		return why_fail(reterr, RC_BAD_CONFIG, "seccomp: no filter can be made");
	rc = add_rules(ctx);
	if (!rc)
		rc = seccomp_load(ctx);
	/* Freed on the far side of the filter: munmap and brk stay allowed. */
	seccomp_release(ctx);
	return rc ? why_fail(reterr, RC_BAD_CONFIG, "seccomp: %s", strerror(-rc)) : RC_OK;
}
