/* Arenas: blocks from malloc, handed out front to back, given back together. Under AddressSanitizer
 * what is not handed out is poisoned, and a gap stands after each piece. */
#include <stdarg.h>
#include <stddef.h>
#include <unistd.h>

#include "arena.h"

#if defined(__SANITIZE_ADDRESS__)
#define ARENA_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ARENA_ASAN 1
#endif
#endif

#ifdef ARENA_ASAN
#include <sanitizer/asan_interface.h>
#define POISON(p, n)   ASAN_POISON_MEMORY_REGION((p), (n))
#define UNPOISON(p, n) ASAN_UNPOISON_MEMORY_REGION((p), (n))
#define GAP            16u
#else
#define POISON(p, n)   ((void)(p), (void)(n))
#define UNPOISON(p, n) ((void)(p), (void)(n))
#define GAP            0u
#endif

#define ALIGN       _Alignof(max_align_t)
#define BLOCK_FIRST 4096u
#define BLOCK_MOST  (256u * 1024u)

struct block {
	struct block *before;
	size_t room, used;
	_Alignas(max_align_t) char data[];
};

struct arena {
	struct block *top;
	size_t cap, used, next_room;
};

static void full_default(const char *what)
{
	(void)fprintf(stderr, "plic: out of memory: %s\n", what);
}

/* The one file-level variable of the memory floors: there is nobody to pass it through. */
static arena_full_fn *on_full = full_default;

static void full(const char *what) __attribute__((noreturn));

static void full(const char *what)
{
	on_full(what);
	_exit(75);
}

void arena_on_full(arena_full_fn *fn)
{
	on_full = fn ? fn : full_default;
}

struct arena *arena_new(size_t cap)
{
	struct arena *a = calloc(1, sizeof(*a));

	if (!a)
		full("malloc failed");
	a->cap = cap;
	a->next_room = BLOCK_FIRST;
	return a;
}

static void block_free(struct block *b)
{
	UNPOISON(b->data, b->room);
	free(b);
}

void arena_clear(struct arena *a)
{
	struct block *keep = a->top;

	if (!keep)
		return;
	for (struct block *b = keep->before, *before; b; b = before) {
		before = b->before;
		block_free(b);
	}
	keep->before = NULL;
	keep->used = 0;
	if (keep->room > BLOCK_MOST) {
		block_free(keep);
		a->top = NULL;
	} else {
		POISON(keep->data, keep->room);
	}
	a->used = 0;
}

void arena_free(struct arena *a)
{
	if (!a)
		return;
	for (struct block *b = a->top, *before; b; b = before) {
		before = b->before;
		block_free(b);
	}
	free(a);
}

void arena_dropp(struct arena **a)
{
	arena_free(*a);
	*a = NULL;
}

size_t arena_used(const struct arena *a)
{
	return a->used;
}

static void block_add(struct arena *a, size_t size)
{
	size_t room = size > a->next_room ? size : a->next_room;
	struct block *b;

	if (room > SIZE_MAX - sizeof(*b))
		full("size out of range");
	b = malloc(sizeof(*b) + room);
	if (!b)
		full("malloc failed");
	b->before = a->top;
	b->room = room;
	b->used = 0;
	POISON(b->data, room);
	a->top = b;
	if (a->next_room < BLOCK_MOST)
		a->next_room *= 2;
}

void *arena_alloc(struct arena *a, size_t size)
{
	size_t step;
	char *p;

	/* The cap counts what is handed out, so block sizes cannot make a limit flicker. */
	if (size > SIZE_MAX - ALIGN - GAP || size > a->cap - a->used)
		full("over the arena's cap");
	step = (size + GAP + ALIGN - 1) / ALIGN * ALIGN;
	if (!a->top || a->top->room - a->top->used < step)
		block_add(a, step);
	p = a->top->data + a->top->used;
	a->top->used += step;
	a->used += size;
	UNPOISON(p, size);
	memset(p, 0, size);
	return p;
}

void *arena_array(struct arena *a, size_t n, size_t size)
{
	size_t total;

	if (__builtin_mul_overflow(n, size, &total))
		full("size out of range");
	return arena_alloc(a, total);
}

void *arena_grow(struct arena *a, void *ptr, size_t n, size_t *cap, size_t size)
{
	char *at = ptr;

	if (!at || n >= *cap) {
		size_t more = *cap < 4 ? 4 : *cap;

		if (__builtin_mul_overflow(more, 2u, &more))
			full("size out of range");
		if (!at)
			n = 0;
		at = arena_array(a, more, size);
		if (n > 0)
			memcpy(at, ptr, n * size);
		*cap = more;
	}
	memset(at + n * size, 0, size);
	return at;
}

const char *arena_str(struct arena *a, struct span s)
{
	char *p;

	if (s.len == SIZE_MAX)
		full("size out of range");
	p = arena_alloc(a, s.len + 1);
	if (s.len > 0)
		memcpy(p, s.ptr, s.len);
	return p;
}

struct span arena_span(struct arena *a, struct span s)
{
	return (struct span){ arena_str(a, s), s.len };
}

struct span arena_fmt(struct arena *a, const char *fmt, ...)
{
	va_list args;
	size_t len;
	char *p;
	int n;

	va_start(args, fmt);
	n = vsnprintf(NULL, 0, fmt, args);
	va_end(args);
	if (n < 0)
		full("text too long to format");
	len = (size_t)n;
	p = arena_alloc(a, len + 1);
	va_start(args, fmt);
	(void)vsnprintf(p, len + 1, fmt, args);
	va_end(args);
	return (struct span){ p, len };
}
