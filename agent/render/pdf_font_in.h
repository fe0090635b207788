/* The inside of a face, shared by pdf_font.c (reading) and pdf_subset.c (writing) only. */
#ifndef PLIC_PDF_FONT_IN_H
#define PLIC_PDF_FONT_IN_H

#include "pdf_font.h"

/* Characters below this have their glyph looked up once, at opening. */
#define FONT_DIRECT 0x250

struct font_use {
	uint32_t rune; /* U+FFFD for the box */
	uint16_t glyph;
};

struct pdf_font {
	struct arena *arena;
	struct span file;
	struct span head, hhea, maxp, hmtx, loca, glyf, cmap /* the format 4 table */, kern, os2,
		name;
	struct span fpgm, prep, cvt;
	unsigned em, n_glyph, n_metric;
	bool long_loca;
	uint16_t direct[FONT_DIRECT];
	uint16_t code_direct[FONT_DIRECT]; /* code + 1, 0 = not given */
	struct font_use *use;
	size_t n_use, cap_use;
};

/* Big-endian reads; 0 past the end (the tables' own sizes are checked at opening). */
static inline unsigned font_u16(struct span t, size_t at)
{
	if (t.len < 2 || at > t.len - 2)
		return 0;
	return (unsigned)(((unsigned char)t.ptr[at] << 8) | (unsigned char)t.ptr[at + 1]);
}

static inline int font_i16(struct span t, size_t at)
{
	int v = (int)font_u16(t, at);

	return v >= 0x8000 ? v - 0x10000 : v;
}

static inline uint32_t font_u32(struct span t, size_t at)
{
	return ((uint32_t)font_u16(t, at) << 16) | font_u16(t, at + 2);
}

/* Advance of a glyph in font units. */
unsigned font_advance(const struct pdf_font *f, unsigned glyph);

#endif
