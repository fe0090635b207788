/* Bytes of a named charset to UTF-8. All charset conversion of the reader goes through here.
 *
 * iconv opens its tables (gconv modules) as files. The reader child is later forbidden to open any,
 * so it calls charset_warm() first: every charset of the fixed table is opened once and stays open
 * as long as the struct lives; later conversions then open nothing. A charset outside the table is
 * never looked up: its text is guessed as unlabelled. */
#ifndef PLIC_CHARSET_H
#define PLIC_CHARSET_H

#include "arena.h"
#include "base.h"

#define CHARSET_MAX 64

struct charset_warm {
	void *cd[CHARSET_MAX];
	size_t n;
};

void charset_warm(struct charset_warm *ret);
void charset_warm_drop(struct charset_warm *w);

/* bytes as UTF-8 (always valid, bad bytes U+FFFD, nothing dropped).
 *   label  the declared charset, any case; "" when none
 * The declared charset is believed when the bytes decode; iso-8859-1 and us-ascii are read as
 * windows-1252; else UTF-8; else windows-1250 or windows-1252, by the letters. Romanian text sent
 * as iso-8859-1 shows thorn and ordinal marks inside words: it is read as windows-1250. */
struct span charset_utf8(struct arena *a, struct span label, struct span bytes);

/* The i-th label of the table, NULL past its end (for tests). */
const char *charset_label(size_t i);
/* The label of a Windows code page: 1250 -> "windows-1250", 65001 -> "utf-8". */
struct span charset_of_codepage(struct arena *a, uint32_t codepage);

#endif
