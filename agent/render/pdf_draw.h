/* Marks on a page, as content stream operators (ISO 32000-1 annex A). */
#ifndef PLIC_PDF_DRAW_H
#define PLIC_PDF_DRAW_H

#include "buf.h"

/* Hundredths as "12.34 ". */
void draw_number(struct buf *ops, int hundredths);
void draw_colour(struct buf *ops, uint32_t rgb);
/* A filled box from its upper left corner; radius 0 = square corners. */
void draw_box(struct buf *ops, int x, int y, int w, int h, int radius, uint32_t rgb);
/* A horizontal hairline or rule whose upper edge is at y. */
void draw_rule(struct buf *ops, int x, int y, int w, int thickness, uint32_t rgb);
/* n x n modules, one byte each, lowest bit = dark, in a square of the given side. */
void draw_modules(struct buf *ops, int x, int y, int side, const unsigned char *at, int n);
/* An image of struct pdf_info, by its name. */
void draw_image(struct buf *ops, const char *name, int x, int y, int w, int h);

#endif
