/* Starts a program under the restrictions that a unit asks of systemd, where no systemd runs: no
 * capabilities, no new privileges, an allow list of system calls (others: EPERM), address families.
 *
 *   launch LIST FAMILIES [-x CALL]... [-w] -- PROGRAM ...
 *     LIST      file of system calls, one a line     FAMILIES  numbers of address families, "1,2,10"
 *     -x CALL   refuse this one with EIO: proves that the program makes it
 *     -w        no memory that is written and executed, as MemoryDenyWriteExecute=yes
 * Exit 99: the restrictions could not be set up. */
#include <errno.h>
#include <linux/capability.h>
#include <seccomp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

static void need(int bad, const char *what)
{
	if (bad) {
		fprintf(stderr, "launch: %s: %s\n", what, strerror(errno));
		exit(99);
	}
}

static void drop_rights(void)
{
	struct __user_cap_header_struct head = { .version = _LINUX_CAPABILITY_VERSION_3 };
	struct __user_cap_data_struct none[2] = { { 0 } };

	for (int cap = 0; prctl(PR_CAPBSET_READ, cap, 0, 0, 0) >= 0; cap++)
		if (prctl(PR_CAPBSET_DROP, cap, 0, 0, 0))
			break; /* not root: there is nothing to drop */
	need(syscall(SYS_capset, &head, none) != 0, "capset");
	need(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), "no new privileges");
}

/* A name that this machine's kernel or libseccomp does not know is passed over, as systemd does. */
static void allow(scmp_filter_ctx ctx, const char *name)
{
	int nr = seccomp_syscall_resolve_name(name);

	if (nr != __NR_SCMP_ERROR && strcmp(name, "socket") != 0)
		(void)seccomp_rule_add(ctx, SCMP_ACT_ALLOW, nr, 0);
}

static void allow_listed(scmp_filter_ctx ctx, const char *list, char **refused, int n_refused, int wx)
{
	FILE *f = fopen(list, "r");
	char name[100];

	need(f == NULL, list);
	while (fscanf(f, "%99s", name) == 1) {
		int skip = wx && (!strcmp(name, "mmap") || !strcmp(name, "mprotect"));

		for (int i = 0; i < n_refused; i++)
			skip |= !strcmp(name, refused[i]);
		if (!skip)
			allow(ctx, name);
	}
	fclose(f);
	for (int i = 0; i < n_refused; i++)
		need(seccomp_rule_add(ctx, SCMP_ACT_ERRNO(EIO), seccomp_syscall_resolve_name(refused[i]), 0),
		     refused[i]);
}

static void allow_no_wx(scmp_filter_ctx ctx)
{
	for (int prot = 0; prot < 8; prot++) {
		if ((prot & PROT_WRITE) && (prot & PROT_EXEC))
			continue;
		need(seccomp_rule_add(ctx, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 1,
				      SCMP_A2(SCMP_CMP_MASKED_EQ, 7, (scmp_datum_t)prot)), "mmap");
	}
	need(seccomp_rule_add(ctx, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), 1,
			      SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0)), "mprotect");
}

int main(int argc, char **argv)
{
	char *refused[8] = { NULL }, *families;
	int n_refused = 0, wx = 0, i = 3;
	scmp_filter_ctx ctx;

	need(argc < 5, "usage");
	for (; i < argc && strcmp(argv[i], "--") != 0; i++) {
		if (!strcmp(argv[i], "-w"))
			wx = 1;
		else if (!strcmp(argv[i], "-x") && i + 1 < argc && n_refused < 8)
			refused[n_refused++] = argv[++i];
	}
	need(i + 1 >= argc, "no program");
	drop_rights();
	ctx = seccomp_init(SCMP_ACT_ERRNO(EPERM));
	need(ctx == NULL, "seccomp_init");
	allow_listed(ctx, argv[1], refused, n_refused, wx);
	if (wx)
		allow_no_wx(ctx);
	families = strdup(argv[2]);
	for (char *f = strtok(families, ","); f; f = strtok(NULL, ","))
		need(seccomp_rule_add(ctx, SCMP_ACT_ALLOW, SCMP_SYS(socket), 1,
				      SCMP_A0(SCMP_CMP_EQ, (scmp_datum_t)atoi(f))), "socket");
	need(seccomp_load(ctx), "seccomp_load");
	execvp(argv[i + 1], argv + i + 1);
	need(1, argv[i + 1]);
}
