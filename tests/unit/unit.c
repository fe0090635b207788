/* The unit test program: runs what registered, in order of file and name, each in turn in this process.
 * Arguments: only tests whose file or name contains one of them. A line per failure; at the end
 * "unit: N passed, N failed, N skipped". Those that passed are named when the output is no terminal, or
 * with UNIT_VERBOSE set. */
#include <stdarg.h>
#include <unistd.h>

#include "unit.h"

#define ARENA_CAP (64u * 1024u * 1024u)

static struct unit_test *tests;
static struct arena *arena;
static uint64_t seed;
static char about[400], skipped[200];
static unsigned failures; /* of the running test */

void unit_register(struct unit_test *t)
{
	struct unit_test **at = &tests;

	while (*at) {
		int c = strcmp((*at)->file, t->file);

		if (c > 0 || (c == 0 && strcmp((*at)->name, t->name) > 0))
			break;
		at = &(*at)->next;
	}
	t->next = *at;
	*at = t;
}

struct arena *unit_arena(void)
{
	return arena;
}

/* splitmix64 */
uint64_t unit_random(void)
{
	uint64_t z = seed += UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
	return z ^ z >> 31;
}

int64_t unit_random_in(int64_t min, int64_t max)
{
	uint64_t wide = (uint64_t)max - (uint64_t)min;
	uint64_t r = wide == UINT64_MAX ? unit_random() : unit_random() % (wide + 1);

	return (int64_t)((uint64_t)min + r);
}

struct span unit_file(const char *path)
{
	const char *full =
		path[0] == '/' ? path :
				 arena_str(arena, arena_fmt(arena, "%s/%s", PLIC_SOURCE_DIR, path));
	FILE *f = fopen(full, "rb");
	struct span text = S("");
	long size;
	char *p;

	if (!f) {
		unit_fail(path, 0, "cannot be opened");
		return text;
	}
	if (fseek(f, 0, SEEK_END) == 0 && (size = ftell(f)) >= 0) {
		rewind(f);
		p = arena_alloc(arena, (size_t)size + 1);
		text = (struct span){ p, fread(p, 1, (size_t)size, f) };
	}
	(void)fclose(f);
	return text;
}

void unit_case(const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	(void)vsnprintf(about, sizeof(about), fmt, args);
	va_end(args);
}

void unit_fail(const char *file, int line, const char *fmt, ...)
{
	va_list args;

	failures++;
	if (failures > 20) /* a table gone wrong: the first rows tell enough */
		return;
	(void)printf("%s:%d: ", file, line);
	va_start(args, fmt);
	(void)vprintf(fmt, args);
	va_end(args);
	(void)printf(about[0] ? "   [%s]\n" : "%s\n", about);
}

void unit_skip(const char *why)
{
	(void)snprintf(skipped, sizeof(skipped), "%s", why);
}

bool unit_check(bool ok, const char *what, const char *file, int line)
{
	if (!ok)
		unit_fail(file, line, "not true: %s", what);
	return ok;
}

bool unit_check_int(int64_t got, int64_t want, const char *what, const char *file, int line)
{
	if (got != want)
		unit_fail(file, line, "%s is %lld, not %lld", what, (long long)got,
			  (long long)want);
	return got == want;
}

bool unit_check_rc(enum rc got, enum rc want, const char *what, const char *file, int line)
{
	static const char *const name[] = { "RC_OK", "RC_RETRY", "RC_REFUSED", "RC_BAD_INPUT",
					    "RC_BAD_CONFIG" };

	if (got != want)
		unit_fail(file, line, "%s is %s, not %s", what, name[got], name[want]);
	return got == want;
}

bool unit_check_span(struct span got, struct span want, const char *what, const char *file,
		     int line)
{
	bool ok = span_eq(got, want);

	if (!ok)
		unit_fail(file, line, "%s is\n  \"%.*s\", not\n  \"%.*s\"", what, SPAN_ARG(got),
			  SPAN_ARG(want));
	return ok;
}

static bool chosen(const struct unit_test *t, int argc, char **argv)
{
	if (argc < 2)
		return true;
	for (int i = 1; i < argc; i++)
		if (strstr(t->file, argv[i]) || strstr(t->name, argv[i]))
			return true;
	return false;
}

static void died(const char *what)
{
	(void)printf("the arena is full: %s\n", what);
	(void)fflush(stdout);
}

int main(int argc, char **argv)
{
	unsigned passed = 0, failed = 0, skips = 0;
	bool verbose = getenv("UNIT_VERBOSE") || !isatty(STDOUT_FILENO);

	/* A test that dies must not take the failures before it along. */
	(void)setvbuf(stdout, NULL, _IOLBF, 0);
	arena_on_full(died);
	for (struct unit_test *t = tests; t; t = t->next) {
		if (!chosen(t, argc, argv))
			continue;
		seed = 1;
		failures = 0;
		about[0] = skipped[0] = '\0';
		arena = arena_new(ARENA_CAP);
		t->run();
		arena_free(arena);
		if (failures) {
			failed++;
			(void)printf("not ok %s: %u checks failed (%s)\n", t->name, failures,
				     t->file);
		} else if (skipped[0]) {
			skips++;
			(void)printf("skip %s: %s\n", t->name, skipped);
		} else {
			passed++;
			if (verbose)
				(void)printf("ok %s\n", t->name);
		}
	}
	(void)printf("unit: %u passed, %u failed, %u skipped\n", passed, failed, skips);
	return failed || passed + skips == 0 ? 1 : 0;
}
