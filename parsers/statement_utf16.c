/* UTF-16 to UTF-8 across chunk borders; a surrogate without its other half becomes U+FFFD. */
#include "statement_utf16.h"

#include "buf.h"
#include "span.h"

#define LOOK_AT 64

/* Without a mark: text that is mostly ASCII has a zero in every second byte and nowhere else. */
static int order_by_zeros(struct span head)
{
	size_t zeros[2] = { 0, 0 }, units;

	head = span_sub(head, 0, LOOK_AT);
	units = head.len / 2;
	for (size_t i = 0; i < units * 2; i++)
		zeros[i % 2] += head.ptr[i] == '\0';
	if (units < 8)
		return 0;
	if (!zeros[0] && zeros[1] * 10 >= units * 9)
		return 1;
	return !zeros[1] && zeros[0] * 10 >= units * 9 ? 2 : 0;
}

void utf16_begin(struct utf16 *u, struct span head)
{
	*u = (struct utf16){ .half = -1 };
	if (span_starts(head, S("\xFF\xFE")))
		u->order = 1;
	else if (span_starts(head, S("\xFE\xFF")))
		u->order = 2;
	else
		u->order = order_by_zeros(head);
}

bool utf16_is(const struct utf16 *u)
{
	return u->order != 0;
}

static void take_unit(struct utf16 *u, struct buf *b, uint32_t unit)
{
	bool low = unit >= 0xDC00 && unit < 0xE000, high = unit >= 0xD800 && unit < 0xDC00;

	if (u->high && low) {
		buf_add_rune(b, 0x10000 + ((u->high - 0xD800) << 10) + (unit - 0xDC00));
		u->high = 0;
		return;
	}
	if (u->high)
		buf_add_rune(b, 0xFFFD);
	u->high = high ? unit : 0;
	if (low)
		buf_add_rune(b, 0xFFFD);
	else if (!high && unit != 0xFEFF)
		buf_add_rune(b, unit);
}

struct span utf16_take(struct arena *a, struct utf16 *u, struct span chunk)
{
	struct buf b;

	buf_init(&b, a, chunk.len * 2 + 16);
	for (size_t i = 0; i < chunk.len; i++) {
		int c = (unsigned char)chunk.ptr[i];

		if (u->half < 0) {
			u->half = c;
			continue;
		}
		take_unit(u, &b, (uint32_t)(u->order == 1 ? u->half | c << 8 : u->half << 8 | c));
		u->half = -1;
	}
	return buf_span(&b);
}

struct span utf16_head(struct arena *a, struct utf16 *u, struct span bytes)
{
	struct utf16 copy;
	struct span head = bytes;
	char *p;

	utf16_begin(u, bytes);
	copy = *u;
	if (utf16_is(u))
		head = utf16_take(a, &copy, bytes);
	if (!head.len || !memchr(head.ptr, '\r', head.len) || memchr(head.ptr, '\n', head.len))
		return head;
	p = arena_alloc(a, head.len);
	for (size_t i = 0; i < head.len; i++)
		p[i] = head.ptr[i] == '\r' ? '\n' : head.ptr[i];
	return (struct span){ p, head.len };
}
