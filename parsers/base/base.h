/* What every file of plic shares: result codes, error text, scope-exit cleanup.
 *
 * Result codes say what must be done next, not what broke; they are the exit status too.
 *   RC_OK          done                                                          exit 0
 *   RC_RETRY       the world is broken (network, disk, lock): try later          exit 75
 *   RC_REFUSED     a rule says no; whoever asked is told                         exit 1
 *   RC_BAD_INPUT   these bytes cannot be used; set them aside                    exit 1
 *   RC_BAD_CONFIG  stop, and name file and line                                  exit 78
 * A bug is none of these: assert, kept in release builds. */
#ifndef PLIC_BASE_H
#define PLIC_BASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "banned.h"

enum rc { RC_OK, RC_RETRY, RC_REFUSED, RC_BAD_INPUT, RC_BAD_CONFIG };

#define MUST_CHECK        __attribute__((warn_unused_result))
#define PRINTF_LIKE(f, a) __attribute__((format(printf, f, a)))

/* SCOPED(db) db = { 0 };  runs db_drop(&db) when the variable leaves scope. x_drop takes half-built
 * and emptied objects. */
#define SCOPED(type) __attribute__((cleanup(type##_drop))) struct type

#define ARRAY_LEN(a) (sizeof(a) / sizeof((a)[0]))

/* Why something failed, in English for the log and the command line, at most one line. Always the
 * last parameter, named reterr; NULL is allowed and means the caller does not ask. Never holds
 * secrets; foreign text in it is made printable by why_set. */
struct why {
	char text[600];
};

/* Write the reason; control bytes become '?'. */
void why_set(struct why *w, const char *fmt, ...) PRINTF_LIKE(2, 3);

/* The same, and give back rc, so that a failure is one statement. */
enum rc why_fail(struct why *w, enum rc rc, const char *fmt, ...) PRINTF_LIKE(3, 4);

/* Put "prefix: " before the reason that is already there; gives rc back. */
enum rc why_prefix(struct why *w, enum rc rc, const char *fmt, ...) PRINTF_LIKE(3, 4);

/* Borrowed text: any bytes, no terminator. ptr may be NULL when len is 0. */
struct span {
	const char *ptr;
	size_t len;
};

/* A literal as a span. */
#define S(lit)      ((struct span){ "" lit, sizeof(lit) - 1 })
/* A span for printf's %.*s (cut at INT_MAX). */
#define SPAN_ARG(s) span_int(s), ((s).ptr ? (s).ptr : "")

/* s.len as an int, for %.*s. */
int span_int(struct span s);

#endif
