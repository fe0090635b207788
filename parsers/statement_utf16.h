/* UTF-16 with a byte order mark or without, chunk by chunk, to UTF-8: some banks export CSV and XML so. */
#ifndef PLIC_STATEMENT_UTF16_H
#define PLIC_STATEMENT_UTF16_H

#include "arena.h"
#include "base.h"

struct utf16 {
	int order;     /* 0: not UTF-16; 1 little, 2 big endian */
	int half;      /* a byte that waits for its other, -1 = none */
	uint32_t high; /* a surrogate that waits */
};

/* Look for the mark at the file's start, or for what every second byte is. */
void utf16_begin(struct utf16 *u, struct span head);
bool utf16_is(const struct utf16 *u);
/* A file's start as text to look at: u is begun and left at the start, UTF-16 is converted, lines that end in CR
 * alone end in LF. Points into bytes where nothing is to be done. */
struct span utf16_head(struct arena *a, struct utf16 *u, struct span bytes);
struct span utf16_take(struct arena *a, struct utf16 *u, struct span chunk);

#endif
