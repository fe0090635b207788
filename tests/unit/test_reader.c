/* The reader child in its cage: real processes (see sample_reader.h). */
#include <errno.h>
#include <fcntl.h>
#include <seccomp.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "clock.h"
#include "reader.h"
#include "sample_reader.h"
#include "sandbox.h"
#include "unit.h"

static struct reader *start(void)
{
	struct reader *r = NULL;
	struct why why = { "" };

	if (reader_start(sample_reader_config(), &r, &why))
		FAIL("%s", why.text);
	return r;
}

static const char plain_mail[] =
	"From: Ion <ion@client.example>\r\nTo: firma@example.ro\r\nSubject: Re: oferta\r\n"
	"Message-ID: <1@client.example>\r\nDate: Mon, 2 Nov 2026 10:00:00 +0200\r\n"
	"\r\nBun\xc4\x83 ziua,\r\n\r\nAccept oferta, mul\xc8\x9bumesc.\r\n";

TEST(reader_reads_through_the_wall)
{
	struct reader *r = start();
	struct mail_fact f;
	enum reader_end ended;
	struct why why = { "" };

	if (!r)
		return;
	CHECK_RC(reader_ask(r, unit_arena(), span_of(plain_mail), &f, &ended, &why), RC_OK);
	CHECK_STR(why.text, "");
	CHECK_INT(ended, READER_OK);
	CHECK_SPAN(f.from.addr, "ion@client.example");
	CHECK_INT(f.answer.kind, ANSWER_ACCEPT);
	reader_stop(r);
}

TEST(reader_survives_many_mails)
{
	struct reader *r = start();
	enum reader_end ended;
	struct mail_fact f;
	int64_t from, pid;
	SCOPED_ARENA a = arena_new(8 << 20);

	if (!r)
		return;
	pid = reader_pid(r);
	from = clock_mono_ms();
	for (unsigned i = 0; i < 2000; i++) {
		arena_clear(a);
		if (!CHECK_RC(reader_ask(r, a, span_of(plain_mail), &f, &ended, NULL), RC_OK))
			break;
	}
	printf("# reader: %lld mails a second\n",
	       2000 * 1000 / (long long)(clock_mono_ms() - from + 1));
	CHECK_INT(reader_pid(r), pid);
	reader_stop(r);
}

TEST(reader_reads_a_big_mail)
{
	struct reader *r = start();
	struct arena *a = unit_arena();
	size_t size = 20u << 20, head;
	char *mail = arena_alloc(a, size);
	enum reader_end ended;
	struct mail_fact f;
	static const char top[] =
		"From: ion@client.example\r\nMIME-Version: 1.0\r\n"
		"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nAccept\r\n--b\r\n"
		"Content-Type: application/pdf; name=a.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n";

	if (!r)
		return;
	head = sizeof(top) - 1;
	memcpy(mail, top, head);
	for (size_t i = head; i < size; i++)
		mail[i] = i % 77 == 76 ? '\n' : 'A';
	CHECK_RC(reader_ask(r, a, (struct span){ mail, size }, &f, &ended, NULL), RC_OK);
	CHECK_INT(f.attachments.n, 1);
	CHECK(f.attachments.n && f.attachments.at[0].size > 10u << 20);
	CHECK_RC(reader_ask(r, a, span_of(plain_mail), &f, &ended, NULL), RC_OK);
	reader_stop(r);
}

TEST(reader_that_died_is_replaced)
{
	struct reader *r = start();
	enum reader_end ended;
	struct mail_fact f;
	siginfo_t si;
	int pid;

	if (!r)
		return;
	pid = reader_pid(r);
	kill(pid, SIGKILL);
	CHECK_INT(waitid(P_PID, (id_t)pid, &si, WEXITED | WNOWAIT), 0);
	/* Between two mails: the next one is not to blame. */
	CHECK_RC(reader_ask(r, unit_arena(), span_of(plain_mail), &f, &ended, NULL), RC_OK);
	CHECK_INT(ended, READER_OK);
	CHECK(reader_pid(r) != pid);
	reader_stop(r);
}

TEST(reader_that_hangs_is_ended)
{
	struct reader *r = start();
	enum reader_end ended = READER_OK;
	struct mail_fact f;
	struct why why = { "" };
	int64_t from;

	if (!r)
		return;
	reader_set_deadline(r, 1500);
	kill(reader_pid(r), SIGSTOP);
	from = clock_mono_ms();
	CHECK_RC(reader_ask(r, unit_arena(), span_of(plain_mail), &f, &ended, &why), RC_BAD_INPUT);
	CHECK_INT(ended, READER_OVER_LIMIT);
	CHECK(clock_mono_ms() - from < 4000);
	CHECK_INT(reader_pid(r), 0);
	reader_set_deadline(r, 10000);
	CHECK_RC(reader_ask(r, unit_arena(), span_of(plain_mail), &f, &ended, NULL), RC_OK);
	reader_stop(r);
}

TEST(reader_refuses_a_bad_pattern)
{
	struct reader_config *cfg = sample_reader_config();
	struct reader *r = NULL;
	struct why why = { "" };

	cfg->banks.at[0].pattern[0].regex = S("(");
	CHECK_RC(reader_start(cfg, &r, &why), RC_BAD_CONFIG);
	CHECK_HAS(span_of(why.text), "refuses to read");
	CHECK(r == NULL);
}

/* From here on this process and what it starts can load no filter, as on a kernel without them. */
static bool take_filters_away(void)
{
	scmp_filter_ctx ctx = seccomp_init(SCMP_ACT_ALLOW);
	bool ok = ctx && !seccomp_rule_add(ctx, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(seccomp), 0) &&
		  !seccomp_rule_add(ctx, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(prctl), 1,
				    SCMP_A0(SCMP_CMP_EQ, PR_SET_SECCOMP, 0)) &&
		  !seccomp_load(ctx);

	seccomp_release(ctx);
	return ok;
}

TEST(reader_without_its_filter_refuses_to_read)
{
	struct reader_config *cfg = sample_reader_config();
	int status = 0;
	pid_t pid;

	(void)fflush(stdout);
	pid = fork();
	if (pid == 0) {
		struct reader *r = NULL;
		struct why why = { "" };

		if (!take_filters_away())
			_exit(99);
		if (reader_start(cfg, &r, &why) != RC_BAD_CONFIG)
			_exit(1);
		_exit(span_has(span_of(why.text), S("refuses to read: seccomp")) && !r ? 0 : 2);
	}
	waitpid(pid, &status, 0);
	CHECK(WIFEXITED(status));
	CHECK_INT(WEXITSTATUS(status), 0);
}

/* What a sealed process may not do ends it with SIGSYS. */
enum crime {
	OPEN,
	SOCKET,
	FORK,
	EXEC,
	EXEC_MEMORY,
	MAKE_EXEC,
	UNLINK,
	KILL_PARENT,
	SIGNAL_PARENT,
	PTRACE,
	DUP,
	CONNECT_INHERITED,
	PRCTL,
	SETRLIMIT,
	CRIMES
};

static void commit_crime(enum crime c, void *page, int fd, pid_t parent)
{
	char *const none[] = { NULL };

	switch (c) {
	case OPEN:
		(void)!open("/etc/passwd", O_RDONLY);
		break;
	case SOCKET:
		(void)!socket(AF_INET, SOCK_STREAM, 0);
		break;
	case FORK:
		(void)!fork();
		break;
	case EXEC:
		execve("/bin/true", none, none);
		break;
	case EXEC_MEMORY:
		(void)!mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC,
			    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
		break;
	case MAKE_EXEC:
		(void)!mprotect(page, 4096, PROT_READ | PROT_EXEC);
		break;
	case UNLINK:
		(void)!unlink("/tmp/plic-no-such-file");
		break;
	case KILL_PARENT:
		(void)!kill(getppid(), 0);
		break;
	case SIGNAL_PARENT:
		(void)!syscall(234 /* tgkill, x86-64 */, parent, parent, 0);
		break;
	case PTRACE:
		(void)!syscall(101 /* ptrace, x86-64 */, 0, 0, 0, 0);
		break;
	case DUP:
		(void)!dup(fd);
		break;
	case CONNECT_INHERITED:
		(void)!sendto(fd, "x", 1, 0, NULL, 0);
		break;
	case PRCTL:
		(void)!syscall(157 /* prctl, x86-64 */, 4, 1, 0, 0, 0);
		break;
	case SETRLIMIT:
		(void)!syscall(160 /* setrlimit, x86-64 */, 7, NULL);
		break;
	case CRIMES:
		break;
	}
}

static int sealed(enum crime c)
{
	int status = 0, fd = STDERR_FILENO;
	pid_t pid, parent = getpid();

	(void)fflush(stdout);
	pid = fork();
	if (pid == 0) {
		void *page = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS,
				  -1, 0);

		if (sandbox_limit(NULL) || sandbox_seal(NULL))
			_exit(99);
		commit_crime(c, page, fd, parent);
		_exit(c == CRIMES ? 0 : 98);
	}
	waitpid(pid, &status, 0);
	return status;
}

TEST(sandbox_kills_what_it_forbids)
{
	for (int c = 0; c < CRIMES; c++) {
		int status = sealed((enum crime)c);

		UNIT_CASE("crime %d, status %x", c, (unsigned)status);
		CHECK(WIFSIGNALED(status) && WTERMSIG(status) == SIGSYS);
	}
}

TEST(sandbox_lets_assert_say_how_it_ended)
{
	int status = 0;
	pid_t pid;

	(void)fflush(stdout);
	pid = fork();
	if (pid == 0) {
		if (sandbox_limit(NULL) || sandbox_seal(NULL))
			_exit(99);
		abort();
	}
	waitpid(pid, &status, 0);
	CHECK(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
}

TEST(sandbox_lets_memory_and_exit)
{
	int status = sealed(CRIMES);

	CHECK(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

TEST(reader_reads_a_suppliers_invoice_through_the_wall)
{
	struct reader *r = start();
	struct span xml = unit_file("tests/ubl/invoice.xml");
	static const char *const encodings[] = { "ISO-8859-2", "windows-1252", "ISO-8859-16" };
	struct mail_fact f;
	struct ubl_in u, here;
	enum reader_end ended;
	struct why why = { "" };

	if (!r)
		return;
	CHECK_RC(ubl_in_read(unit_arena(), xml, &here, &why), RC_OK);
	CHECK_RC(reader_ask_invoice(r, unit_arena(), xml, &u, &ended, &why), RC_OK);
	CHECK_INT(ended, READER_OK);
	CHECK(here.head.number.len && span_eq(u.head.number, here.head.number));
	CHECK(span_eq(u.seller.name, here.seller.name) &&
	      span_eq(u.buyer.tax_id, here.buyer.tax_id));
	CHECK(day_eq(u.issue, here.issue) && day_eq(u.due, here.due));
	CHECK_INT(u.payable.minor, here.payable.minor);
	CHECK_STR(u.payable.cur, here.payable.cur);
	CHECK_INT(u.n_lines, here.n_lines);
	CHECK_INT(u.lines.n, here.lines.n);
	CHECK(here.lines.n > 0 && span_eq(u.lines.at[0].name, here.lines.at[0].name));
	/* Other encodings want tables that libraries load when first asked. */
	for (size_t i = 0; i < ARRAY_LEN(encodings); i++) {
		size_t end = span_find(xml, S("?>"), 0);
		struct span other = arena_fmt(
			unit_arena(), "<?xml version=\"1.0\" encoding=\"%s\"?>%.*s", encodings[i],
			SPAN_ARG(span_from(xml, end == SIZE_MAX ? 0 : end + 2)));

		CHECK_RC(reader_ask_invoice(r, unit_arena(), other, &u, &ended, &why),
			 ubl_in_read(unit_arena(), other, &here, &why));
		CHECK_INT(ended, READER_OK);
		CHECK(span_eq(u.head.number, here.head.number));
	}
	/* What is none is said, the child lives, and reads mails as before. */
	CHECK_RC(reader_ask_invoice(r, unit_arena(), S("<a/>"), &u, &ended, &why), RC_BAD_INPUT);
	CHECK_INT(ended, READER_OK);
	CHECK_RC(reader_ask(r, unit_arena(), span_of(plain_mail), &f, &ended, &why), RC_OK);
	CHECK_SPAN(f.from.addr, "ion@client.example");
	reader_stop(r);
}
