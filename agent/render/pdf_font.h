/* One TrueType face, read from memory: which characters it has, how wide they are, how pairs close
 * up, and the part of it that a document must carry.
 *
 * libharu 2.3.0 takes fonts from files only, walks 65,536 codes per face and document (2 ms each) and
 * writes a code map that poppler complains about. Here a document gets one code per character that
 * it prints, in the order of first use, and the embedded file holds those glyphs alone. */
#ifndef PLIC_PDF_FONT_H
#define PLIC_PDF_FONT_H

#include "arena.h"
#include "base.h"

struct pdf_font;

/* Codes 0 .. n-1, in the order in which pdf_font_code gave them. */
struct pdf_subset {
	struct span file;    /* the smaller TrueType file; glyph index = code */
	struct span unicode; /* the ToUnicode CMap */
	struct span name;    /* "KQBXFA+Lato-Regular" */
	const int *width;    /* thousandths of the type size */
	size_t n;
	int ascent, descent, cap_height, box[4]; /* thousandths */
};

/* ttf: borrowed until the arena ends. RC_BAD_CONFIG: no TrueType outlines, or a table that is cut
 * short. The state (codes given out) belongs to one document. */
enum rc pdf_font_open(struct arena *a, struct span ttf, struct pdf_font **ret,
		      struct why *reterr) MUST_CHECK;
bool pdf_font_has(const struct pdf_font *f, uint32_t rune);
/* Advance and kerning (mostly negative) in thousandths of the type size; a character that the face
 * lacks is as wide as its box. */
int pdf_font_width(const struct pdf_font *f, uint32_t rune);
int pdf_font_kern(const struct pdf_font *f, uint32_t left, uint32_t right);
/* The character's code in this document; 0, the box, for one that the face lacks. */
unsigned pdf_font_code(struct pdf_font *f, uint32_t rune);
/* How many codes are in use: 0 = the document never used the face. */
size_t pdf_font_used(const struct pdf_font *f);

/* What the document must embed (pdf_subset.c). */
enum rc pdf_font_subset(const struct pdf_font *f, struct arena *a, struct pdf_subset *ret,
			struct why *reterr) MUST_CHECK;

#endif
