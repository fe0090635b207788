/* Cleaning, measuring and showing text (ISO 32000-1 9.4.3: TJ with kerning). Wrapping: pdf_wrap.c. */
#include "pdf_text.h"
#include "pdf_draw.h"
#include "span.h"
#include "utf8.h"

#define RUNE_BOX   0xfffd
#define RUNE_MINUS 0x2212

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

/* Joiners, direction marks, variation selectors, skin tones: they change their neighbour, which is
 * a box already, and have no place of their own. */
static bool rune_has_no_width(uint32_t r)
{
	return r == 0xad || (r >= 0x200b && r <= 0x200f) || (r >= 0x202a && r <= 0x202e) ||
	       (r >= 0x2060 && r <= 0x2064) || (r >= 0xfe00 && r <= 0xfe0f) || r == 0xfeff ||
	       (r >= 0x1f3fb && r <= 0x1f3ff) || (r >= 0xe0000 && r <= 0xe01ef);
}

static bool rune_is_control(uint32_t r)
{
	return (r < 0x20 && r != '\n' && r != TEXT_TOGGLE) || (r >= 0x7f && r < 0xa0) ||
	       r == 0x2028 || r == 0x2029;
}

/* A hyphen that begins a figure is a minus. */
static bool is_minus(struct span s, size_t at)
{
	return s.ptr[at] == '-' && at + 1 < s.len && s.ptr[at + 1] >= '0' && s.ptr[at + 1] <= '9' &&
	       (at == 0 || s.ptr[at - 1] == ' ');
}

static bool type_has(const struct type *t, uint32_t r)
{
	return r == '\n' || r == TEXT_TOGGLE ||
	       (pdf_font_has(t->face[FACE_REGULAR], r) && pdf_font_has(t->face[FACE_BOLD], r));
}

static bool type_has_all(const struct type *t, struct span s)
{
	uint32_t r;

	for (size_t i = 0; i < s.len; i++)
		if (is_minus(s, i))
			return false;
	while (utf8_next(&s, &r))
		if (rune_is_control(r) || rune_has_no_width(r) || !type_has(t, r))
			return false;
	return true;
}

struct span type_clean(const struct type *t, struct span s)
{
	struct span rest;
	uint32_t r;
	struct buf b;

	s = utf8_clean(t->arena, s);
	if (type_has_all(t, s))
		return s;
	s = rest = utf8_nfc_ro(t->arena, s);
	buf_init(&b, t->arena, 3 * s.len + 1);
	while (utf8_next(&rest, &r)) {
		size_t at = s.len - rest.len - 1;

		if (rune_has_no_width(r))
			continue;
		if (rune_is_control(r) || (r >= 0x2000 && r <= 0x200a && !type_has(t, r)))
			r = ' ';
		else if (r == 0x2011 && !type_has(t, r))
			r = '-';
		if (r == '-' && is_minus(s, at) && type_has(t, RUNE_MINUS))
			r = RUNE_MINUS;
		buf_add_rune(&b, type_has(t, r) ? r : RUNE_BOX);
	}
	return buf_span(&b);
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
