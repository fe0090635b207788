/* Type on a page: cleaning, measuring, wrapping and showing text in two faces.
 *
 * Lengths are hundredths of a point in whole numbers, so that the same document has the same bytes
 * on every machine; y counts down from the top of the sheet. */
#ifndef PLIC_PDF_TEXT_H
#define PLIC_PDF_TEXT_H

#include "buf.h"
#include "pdf_font.h"

#define PT(points) ((int)((points)*100 + 0.5))
#define SHEET_W    PT(595.28)
#define SHEET_H    PT(841.89)

enum face { FACE_REGULAR, FACE_BOLD, FACES };
enum align { ALIGN_LEFT, ALIGN_RIGHT };

struct type {
	struct arena *arena;
	struct pdf_font *face[FACES];
};
struct text_style {
	enum face face;
	int size;
	uint32_t colour; /* 0xrrggbb */
};

/* Part of a line that is in one face; x counts from the line's start. */
struct text_run {
	struct span s;
	enum face face;
	int x;
};
struct text_line {
	struct text_run *at;
	size_t n, cap;
	int width;
};
struct text_lines {
	struct text_line *at;
	size_t n, cap;
};

/* In rich text this byte switches between the style's face and bold. */
#define TEXT_TOGGLE 0x0e

enum rc type_open(struct arena *a, struct span regular, struct span bold, struct type *ret,
		  struct why *reterr) MUST_CHECK;
/* Text that the faces can show: UTF-8 repaired, letters composed, marks without width and pictures
 * (emoji) dropped, unless nothing else is there; what the faces lack in its plainer form (utf8_plainer,
 * "q" with a mark as "q"), or else TYPE_BOX; a hyphen before figures becomes a minus. Line ends and
 * TEXT_TOGGLE stay. */
#define TYPE_BOX 0xfffd
struct span type_clean(const struct type *t, struct span s);
/* The characters of s that print as a box, each once; "" when all of it can be read. */
struct span type_missing(const struct type *t, struct span s);
int type_width(const struct type *t, struct text_style style, struct span s);
/* Show s with its baseline at y; x is its left or right end. */
void type_show(struct type *t, struct buf *ops, int x, int y, enum align align,
	       struct text_style style, struct span s);

/* Break at blanks and line ends; a word wider than the line after one of -/@._,;: and, failing that,
 * anywhere. No hyphens are added. TEXT_TOGGLE is obeyed. Always one line at least. */
struct text_lines type_wrap(const struct type *t, struct text_style style, struct span s,
			    int width);
void type_show_line(struct type *t, struct buf *ops, int x, int y, struct text_style style,
		    const struct text_line *line);

#endif
