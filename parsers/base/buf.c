/* Growing bytes in an arena. Room doubles, so the arena pays at most twice the final size. */
#include <stdarg.h>

#include "buf.h"

#define ROOM_FIRST 128u

void buf_init(struct buf *b, struct arena *a, size_t max)
{
	*b = (struct buf){ .arena = a, .max = max };
}

static void move_to(struct buf *b, size_t room)
{
	char *more = arena_alloc(b->arena, room);

	if (b->ptr)
		memcpy(more, b->ptr, b->len);
	b->ptr = more;
	b->room = room;
}

void buf_reserve(struct buf *b, size_t n)
{
	if (!b->full && n <= b->max - b->len && (!b->ptr || b->room - b->len <= n) &&
	    n < SIZE_MAX - b->len)
		move_to(b, b->len + n + 1);
}

/* Room for n more bytes and a NUL that is not counted. */
static bool make_room(struct buf *b, size_t n)
{
	size_t room;

	if (b->full || n > b->max - b->len) {
		b->full = true;
		return false;
	}
	if (b->ptr && b->room - b->len > n)
		return true;
	room = b->room < ROOM_FIRST / 2 ? ROOM_FIRST :
	       b->room > SIZE_MAX / 2   ? SIZE_MAX :
					  b->room * 2;
	if (room > b->max && b->max < SIZE_MAX)
		room = b->max + 1;
	if (room - b->len <= n)
		room = b->len + n + 1;
	move_to(b, room);
	return true;
}

void buf_add(struct buf *b, struct span s)
{
	bool fits = !b->full && b->ptr && b->room - b->len > s.len;

	if ((!fits && !make_room(b, s.len)) || s.len == 0)
		return;
	memcpy(b->ptr + b->len, s.ptr, s.len);
	b->len += s.len;
	b->ptr[b->len] = '\0';
}

void buf_add_str(struct buf *b, const char *s)
{
	buf_add(b, (struct span){ s, strlen(s) });
}

void buf_add_fmt(struct buf *b, const char *fmt, ...)
{
	va_list args;
	int n;

	va_start(args, fmt);
	n = vsnprintf(NULL, 0, fmt, args);
	va_end(args);
	if (n < 0) {
		b->full = true;
		return;
	}
	if (!make_room(b, (size_t)n))
		return;
	va_start(args, fmt);
	(void)vsnprintf(b->ptr + b->len, b->room - b->len, fmt, args);
	va_end(args);
	b->len += (size_t)n;
}

void buf_add_rune(struct buf *b, uint32_t rune)
{
	unsigned char u[4];
	size_t n;

	if (rune > 0x10ffff || (rune >= 0xd800 && rune <= 0xdfff))
		rune = 0xfffd;
	if (rune < 0x80) {
		buf_add_char(b, (char)rune);
		return;
	}
	if (rune < 0x800) {
		u[0] = (unsigned char)(0xc0 | rune >> 6);
		u[1] = (unsigned char)(0x80 | (rune & 0x3f));
		n = 2;
	} else if (rune < 0x10000) {
		u[0] = (unsigned char)(0xe0 | rune >> 12);
		u[1] = (unsigned char)(0x80 | (rune >> 6 & 0x3f));
		u[2] = (unsigned char)(0x80 | (rune & 0x3f));
		n = 3;
	} else {
		u[0] = (unsigned char)(0xf0 | rune >> 18);
		u[1] = (unsigned char)(0x80 | (rune >> 12 & 0x3f));
		u[2] = (unsigned char)(0x80 | (rune >> 6 & 0x3f));
		u[3] = (unsigned char)(0x80 | (rune & 0x3f));
		n = 4;
	}
	buf_add(b, (struct span){ (const char *)u, n });
}

void buf_trunc(struct buf *b, size_t len)
{
	if (len < b->len) {
		b->len = len;
		b->ptr[len] = '\0';
	}
}

bool buf_ok(const struct buf *b)
{
	return !b->full;
}

struct span buf_span(const struct buf *b)
{
	return (struct span){ b->ptr ? b->ptr : "", b->len };
}
