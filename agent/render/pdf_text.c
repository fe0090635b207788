/* Measuring and showing text (ISO 32000-1 9.4.3: TJ with kerning). Cleaning: pdf_clean.c, wrapping:
 * pdf_wrap.c. */
#include "pdf_text.h"
#include "pdf_draw.h"
#include "span.h"
#include "utf8.h"

enum rc type_open(struct arena *a, struct span regular, struct span bold, struct type *ret,
		  struct why *reterr)
{
	enum rc rc;

	ret->arena = a;
	rc = pdf_font_open(a, regular, &ret->face[FACE_REGULAR], reterr);
	if (rc)
		return why_prefix(reterr, rc, "fonts/regular.ttf");
	rc = pdf_font_open(a, bold, &ret->face[FACE_BOLD], reterr);
	if (rc)
		return why_prefix(reterr, rc, "fonts/bold.ttf");
	return RC_OK;
}

int type_width(const struct type *t, struct text_style style, struct span s)
{
	const struct pdf_font *f = t->face[style.face];
	uint32_t r, last = 0;
	int64_t sum = 0;

	while (utf8_next(&s, &r)) {
		sum += pdf_font_width(f, r);
		if (last)
			sum += pdf_font_kern(f, last, r);
		last = r;
	}
	return (int)(sum * style.size / 1000);
}

/* Four hexadecimal digits: each character that is shown comes through here. */
static void add_code(struct buf *ops, unsigned code)
{
	static const char digit[] = "0123456789ABCDEF";
	const char text[4] = { digit[code >> 12 & 15], digit[code >> 8 & 15], digit[code >> 4 & 15],
			       digit[code & 15] };

	buf_add(ops, (struct span){ text, 4 });
}

void type_show(struct type *t, struct buf *ops, int x, int y, enum align align,
	       struct text_style style, struct span s)
{
	struct pdf_font *f = t->face[style.face];
	uint32_t r, last = 0;

	if (s.len == 0)
		return;
	if (align == ALIGN_RIGHT)
		x -= type_width(t, style, s);
	draw_colour(ops, style.colour);
	buf_add_fmt(ops, "BT /%s ", style.face == FACE_BOLD ? "B" : "R");
	draw_number(ops, style.size);
	buf_add_str(ops, "Tf ");
	draw_number(ops, x);
	draw_number(ops, SHEET_H - y);
	buf_add_str(ops, "Td [<");
	while (utf8_next(&s, &r)) {
		int kern = last ? pdf_font_kern(f, last, r) : 0;

		if (kern)
			buf_add_fmt(ops, ">%d<", -kern);
		add_code(ops, pdf_font_code(f, r));
		last = r;
	}
	buf_add_str(ops, ">] TJ ET\n");
}

void type_show_line(struct type *t, struct buf *ops, int x, int y, struct text_style style,
		    const struct text_line *line)
{
	for (size_t i = 0; i < line->n; i++) {
		struct text_style run = style;

		run.face = line->at[i].face;
		type_show(t, ops, x + line->at[i].x, y, ALIGN_LEFT, run, line->at[i].s);
	}
}
