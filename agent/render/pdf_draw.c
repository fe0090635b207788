/* Boxes, rules and modules as path operators; numbers without floating point. */
#include "pdf_draw.h"
#include "pdf_text.h"

void draw_number(struct buf *ops, int hundredths)
{
	char text[16];
	size_t at = sizeof(text);
	unsigned v = hundredths < 0 ? 0U - (unsigned)hundredths : (unsigned)hundredths;

	text[--at] = ' ';
	if (v % 100) {
		if (v % 10)
			text[--at] = (char)('0' + v % 10);
		text[--at] = (char)('0' + v / 10 % 10);
		text[--at] = '.';
	}
	v /= 100;
	do {
		text[--at] = (char)('0' + v % 10);
		v /= 10;
	} while (v);
	if (hundredths < 0)
		text[--at] = '-';
	buf_add(ops, (struct span){ text + at, sizeof(text) - at });
}

void draw_colour(struct buf *ops, uint32_t rgb)
{
	for (int shift = 16; shift >= 0; shift -= 8) {
		unsigned v = (rgb >> shift & 0xff) * 1000 / 255;

		if (v == 1000)
			buf_add_str(ops, "1 ");
		else
			buf_add_fmt(ops, ".%03u ", v);
	}
	buf_add_str(ops, "rg\n");
}

static void draw_point(struct buf *ops, int x, int y)
{
	draw_number(ops, x);
	draw_number(ops, SHEET_H - y);
}

static void draw_curve(struct buf *ops, int x1, int y1, int x2, int y2, int x3, int y3)
{
	draw_point(ops, x1, y1);
	draw_point(ops, x2, y2);
	draw_point(ops, x3, y3);
	buf_add_str(ops, "c ");
}

static void draw_line_to(struct buf *ops, int x, int y)
{
	draw_point(ops, x, y);
	buf_add_str(ops, "l ");
}

static void draw_rect(struct buf *ops, int x, int y, int w, int h)
{
	draw_point(ops, x, y + h);
	draw_number(ops, w);
	draw_number(ops, h);
	buf_add_str(ops, "re ");
}

void draw_box(struct buf *ops, int x, int y, int w, int h, int radius, uint32_t rgb)
{
	int k = radius * 448 / 1000; /* radius less the handle of a quarter circle, 0.552 r */

	draw_colour(ops, rgb);
	if (radius == 0) {
		draw_rect(ops, x, y, w, h);
		buf_add_str(ops, "f\n");
		return;
	}
	draw_point(ops, x + radius, y);
	buf_add_str(ops, "m ");
	draw_line_to(ops, x + w - radius, y);
	draw_curve(ops, x + w - k, y, x + w, y + k, x + w, y + radius);
	draw_line_to(ops, x + w, y + h - radius);
	draw_curve(ops, x + w, y + h - k, x + w - k, y + h, x + w - radius, y + h);
	draw_line_to(ops, x + radius, y + h);
	draw_curve(ops, x + k, y + h, x, y + h - k, x, y + h - radius);
	draw_line_to(ops, x, y + radius);
	draw_curve(ops, x, y + k, x + k, y, x + radius, y);
	buf_add_str(ops, "f\n");
}

void draw_rule(struct buf *ops, int x, int y, int w, int thickness, uint32_t rgb)
{
	draw_box(ops, x, y, w, thickness, 0, rgb);
}

void draw_modules(struct buf *ops, int x, int y, int side, const unsigned char *at, int n)
{
	draw_colour(ops, 0);
	for (int row = 0; row < n; row++) {
		int top = row * side / n, bottom = (row + 1) * side / n;

		for (int col = 0; col < n; col++) {
			int from = col;

			while (col < n && (at[row * n + col] & 1))
				col++;
			if (col > from)
				draw_rect(ops, x + from * side / n, y + top,
					  col * side / n - from * side / n, bottom - top);
		}
	}
	buf_add_str(ops, "f\n");
}

void draw_image(struct buf *ops, const char *name, int x, int y, int w, int h)
{
	buf_add_str(ops, "q ");
	draw_number(ops, w);
	buf_add_str(ops, "0 0 ");
	draw_number(ops, h);
	draw_point(ops, x, y + h);
	buf_add_fmt(ops, "cm /%s Do Q\n", name);
}
