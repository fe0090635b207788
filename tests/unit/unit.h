/* Unit tests: a file tests/unit/test_NAME.c holds TEST(what) { CHECK...; } blocks, which register
 * themselves. A failed check prints file, line and both values, and the test goes on; the program ends
 * with 1 when any failed.
 *
 *   TEST(money_adds)
 *   {
 *           struct arena *a = unit_arena();
 *           CHECK_SPAN(money_print(a, MONEY_RON(123450)), "1234.50");
 *   }
 *
 * In tables, UNIT_CASE("%s", row.in) says which row the checks that follow are about. */
#ifndef PLIC_UNIT_H
#define PLIC_UNIT_H

#include "arena.h"
#include "base.h"
#include "span.h"

/* An arena that lives until the end of the running test (64 MB). */
struct arena *unit_arena(void);
/* A whole file of the source tree ("tests/unit/data/x"), in unit_arena; a missing one fails the test
 * and gives "". */
struct span unit_file(const char *path);
/* Pseudo-random numbers for property checks: the same at every run. */
uint64_t unit_random(void);
/* min .. max, both included. */
int64_t unit_random_in(int64_t min, int64_t max);

/* printf text shown with each failure until the next UNIT_CASE or the end of the test. */
void unit_case(const char *fmt, ...) PRINTF_LIKE(1, 2);
#define UNIT_CASE(...) unit_case(__VA_ARGS__)

bool unit_check(bool ok, const char *what, const char *file, int line);
bool unit_check_int(int64_t got, int64_t want, const char *what, const char *file, int line);
bool unit_check_span(struct span got, struct span want, const char *what, const char *file,
		     int line);
bool unit_check_rc(enum rc got, enum rc want, const char *what, const char *file, int line);
void unit_fail(const char *file, int line, const char *fmt, ...) PRINTF_LIKE(3, 4);
void unit_skip(const char *why);

/* Each yields the outcome, so that a test can stop: if (!CHECK(p)) return; */
#define CHECK(cond) unit_check((cond), #cond, __FILE__, __LINE__)
#define CHECK_INT(got, want) \
	unit_check_int((int64_t)(got), (int64_t)(want), #got, __FILE__, __LINE__)
#define CHECK_RC(got, want)    unit_check_rc((got), (want), #got, __FILE__, __LINE__)
/* want is a C string (of any kind); CHECK_SPANS compares two spans. */
#define CHECK_SPAN(got, want)  unit_check_span((got), span_of(want), #got, __FILE__, __LINE__)
#define CHECK_SPANS(got, want) unit_check_span((got), (want), #got, __FILE__, __LINE__)
#define CHECK_STR(got, want)   unit_check_span(span_of(got), span_of(want), #got, __FILE__, __LINE__)
/* The text holds the part. */
#define CHECK_HAS(text, part) \
	unit_check(span_has((text), span_of(part)), #text " has " #part, __FILE__, __LINE__)
#define FAIL(...) unit_fail(__FILE__, __LINE__, __VA_ARGS__)
/* Leave the test and count it as skipped, with the reason. */
#define SKIP(why)               \
	do {                    \
		unit_skip(why); \
		return;         \
	} while (0)

struct unit_test {
	const char *name, *file;
	void (*run)(void);
	struct unit_test *next;
};
void unit_register(struct unit_test *t);

#define TEST(ident)                                                                   \
	static void test_##ident(void);                                               \
	static struct unit_test unit_##ident = { #ident, __FILE__, test_##ident, 0 }; \
	__attribute__((constructor)) static void register_##ident(void)               \
	{                                                                             \
		unit_register(&unit_##ident);                                         \
	}                                                                             \
	static void test_##ident(void)

#endif
