/* Bytes that grow inside an arena, up to a cap. Passing the cap makes the buffer sticky-full: later
 * appends do nothing and buf_ok says false; callers check once, at the end. */
#ifndef PLIC_BUF_H
#define PLIC_BUF_H

#include "arena.h"
#include "base.h"

struct buf {
	struct arena *arena;
	char *ptr;
	size_t len, room, max;
	bool full;
};

void buf_init(struct buf *b, struct arena *a, size_t max);
/* Room for n more bytes at once, when the size is known beforehand. */
void buf_reserve(struct buf *b, size_t n);
void buf_add(struct buf *b, struct span s);
void buf_add_str(struct buf *b, const char *s);
/* Text is built character by character in many places: the usual case without a call. */
static inline void buf_add_char(struct buf *b, char c)
{
	if (b->full || !b->ptr || b->room - b->len < 2) {
		buf_add(b, (struct span){ &c, 1 });
		return;
	}
	b->ptr[b->len++] = c;
	b->ptr[b->len] = '\0';
}
void buf_add_fmt(struct buf *b, const char *fmt, ...) PRINTF_LIKE(2, 3);
/* One Unicode code point as UTF-8; an impossible one becomes U+FFFD. */
void buf_add_rune(struct buf *b, uint32_t rune);
void buf_trunc(struct buf *b, size_t len);
bool buf_ok(const struct buf *b);
struct span buf_span(const struct buf *b);

#endif
