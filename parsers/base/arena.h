/* Memory that is emptied at once: one arena per message and per outbox row.
 *
 * An arena never gives NULL. When malloc fails, or when the cap given at creation is passed, the
 * arena calls the process-wide handler set by arena_on_full (default: a line on stderr and
 * _exit(75)). In the reader child the handler answers "over limits" and ends the child, so a
 * hostile message costs a child and never the daemon. */
#ifndef PLIC_ARENA_H
#define PLIC_ARENA_H

#include "base.h"

struct arena;

/* cap: most bytes it may ever hold at once. */
struct arena *arena_new(size_t cap);
void arena_free(struct arena *a);
/* Forget everything, keep at most one block for reuse. */
void arena_clear(struct arena *a);
size_t arena_used(const struct arena *a);

/* Zeroed, aligned for any type; size 0 gives a valid pointer. */
void *arena_alloc(struct arena *a, size_t size) __attribute__((returns_nonnull));
/* n * size, overflow handled as "full". */
void *arena_array(struct arena *a, size_t n, size_t size) __attribute__((returns_nonnull));
#define ARENA_NEW(a, type)      ((type *)arena_alloc((a), sizeof(type)))
#define ARENA_ARRAY(a, n, type) ((type *)arena_array((a), (n), sizeof(type)))

/* Copies; arena_str adds a NUL after the bytes (the span's own NULs stay). */
struct span arena_span(struct arena *a, struct span s);
const char *arena_str(struct arena *a, struct span s);
/* printf into the arena. */
struct span arena_fmt(struct arena *a, const char *fmt, ...) PRINTF_LIKE(2, 3);

/* Grow an array kept as (ptr, n, cap): gives room for one more, doubling; *cap is updated. */
void *arena_grow(struct arena *a, void *ptr, size_t n, size_t *cap, size_t size)
	__attribute__((returns_nonnull));
/* ARENA_PUSH(a, v): v has members at, n, cap; yields a pointer to the new zeroed element. */
#define ARENA_PUSH(a, v)                                                          \
	((v)->at = arena_grow((a), (v)->at, (v)->n, &(v)->cap, sizeof(*(v)->at)), \
	 &(v)->at[(v)->n++])

/* Called instead of returning NULL. Must not return: the process ends with 75 if it does. */
typedef void arena_full_fn(const char *what);
void arena_on_full(arena_full_fn *fn);

void arena_dropp(struct arena **a);
#define SCOPED_ARENA __attribute__((cleanup(arena_dropp))) struct arena *

#endif
