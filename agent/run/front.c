/* plic, as it is called. Looking over invoices is done here at once; for whatever else this becomes plic-office,
 * all of plic, whose libraries take longer to load than a hundred invoices to check. */
#include "cli_args.h"

#include <errno.h>
#include <signal.h>
#include <unistd.h>

#include "span.h"

enum { PATH_MOST = 4096, EXIT_NO_OFFICE = 78 };

/* Beside this program, or where `make install` put it; else the source tree's. */
static void become_office(char **argv) __attribute__((noreturn));
static void become_office(char **argv)
{
	static const char *const places[] = { "plic-office", "../libexec/plic/plic-office" };
	char path[PATH_MOST + 64];
	ssize_t len = readlink("/proc/self/exe", path, PATH_MOST);

	while (len > 0 && path[len - 1] != '/')
		len--;
	for (size_t i = 0; len > 0 && i < ARRAY_LEN(places); i++) {
		memcpy(path + len, places[i], strlen(places[i]) + 1);
		(void)execv(path, argv);
	}
	(void)execv(PLIC_SOURCE_DIR "/build/plic-office", argv);
	(void)fprintf(stderr, "plic: plic-office is not beside it nor in ../libexec/plic: %s\n",
		      strerror(errno));
	exit(EXIT_NO_OFFICE);
}

int main(int argc, char **argv)
{
	static const struct cli_verb *const verbs[] = { &cli_check_invoice };
	SCOPED_ARENA arena = arena_new((size_t)512 << 20);
	struct cli_call c = { .arena = arena };
	struct cli_globals g = { 0 };
	struct why why = { "" };
	char **given = ARENA_ARRAY(arena, (size_t)argc + 1, char *);
	const struct cli_verb *v;
	enum rc rc;
	int at = 0;

	(void)signal(SIGPIPE, SIG_IGN);
	memcpy(given, argv, (size_t)argc * sizeof(*argv));
	v = cli_verb_of(argc, argv, verbs, ARRAY_LEN(verbs), &at);
	if (!v)
		become_office(given);
	if (!cli_read_options(argc, argv, v, &g, &c))
		return cli_usage(v);
	if (g.config || g.now || g.verbose)
		become_office(given);
	c.json = g.json;
	rc = v->run(&c, &why);
	if (rc && why.text[0])
		(void)fprintf(stderr, "plic: %s\n", why.text);
	return cli_exit_of(rc);
}
