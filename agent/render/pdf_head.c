/* Heads of pages: a mark, a centred letterhead, or a band of the firm's colour. */
#include "pdf_draw.h"
#include "pdf_page.h"
#include "span.h"

#define TITLE_SIZE    PT(20)
#define TITLE_Y       PT(64.5) /* baseline */
#define UNDER_Y       PT(83)
#define MARK_END      PT(120)
#define MARK_SIDE     PT(13.5)
#define MARK_GAP      PT(6)
#define MARK_LINES    4
#define LETTER_LEAD   PT(11.4)
#define HAIRLINE      PT(0.6)
#define LOGO_TOP      PT(48)
#define FOLLOW_Y      PT(62)
/* Letterhead. */
#define CENTRE_NAME_Y PT(70)
#define CENTRE_GAP    PT(9)
/* Band. */
#define BAND_LEAST    PT(98)
#define BAND_NAME_Y   PT(54)
#define BAND_UNDER_Y  PT(73)
#define BAND_PAD      PT(18)
#define BAND_BELOW    PT(30)
#define BAND_FOLLOW   PT(34)

/* The largest size, in half points from `size` down to `least`, at which s fits. */
static struct text_style head_fit(const struct paper *p, struct text_style style, struct span s,
				  int width, int least)
{
	while (style.size > least && type_width(p->type, style, s) > width)
		style.size -= PT(0.5);
	return style;
}

/* "Factura FCT 0012": the kind light, the number bold, no wider than `most`. */
struct head_title {
	struct text_style kind, number;
	int width, number_x; /* from the left end */
};

static struct head_title title_measure(const struct paper *p, int size, uint32_t colour, int most)
{
	const struct page_frame *f = p->frame;
	struct head_title t = { paper_style(FACE_REGULAR, size, colour),
				paper_style(FACE_BOLD, size, colour), 0, 0 };

	for (;;) {
		t.number_x = type_width(p->type, t.kind, f->kind);
		if (f->number.len)
			t.number_x += type_width(p->type, t.kind, S(" "));
		t.width = t.number_x + type_width(p->type, t.number, f->number);
		if (t.width <= most || t.kind.size <= PT(12))
			return t;
		t.kind.size = t.number.size -= PT(0.5);
	}
}

/* The number is shown from its right end, which is where titles are aligned. */
static void title_show(struct paper *p, const struct head_title *t, int x, int y)
{
	const struct page_frame *f = p->frame;

	type_show(p->type, paper_ops(p), x + t->width, y, ALIGN_RIGHT, t->number, f->number);
	type_show(p->type, paper_ops(p), x, y, ALIGN_LEFT, t->kind, f->kind);
}

/* A rounded square and the firm's name, smaller and then on more lines when the name is long. */
static void mark_name(struct paper *p, int width)
{
	const struct page_frame *f = p->frame;
	struct text_style style = paper_style(FACE_BOLD, PT(16), f->palette.accent);
	int x = PAGE_LEFT + MARK_SIDE + MARK_GAP, room = PAGE_LEFT + width - x;
	struct text_lines lines;

	draw_box(paper_ops(p), PAGE_LEFT, PT(51.6), MARK_SIDE, MARK_SIDE, PT(3.2),
		 f->palette.accent);
	style = head_fit(p, style, f->brand, room, PT(12));
	lines = type_wrap(p->type, style, f->brand, room);
	for (size_t i = 0; i < lines.n && i < MARK_LINES; i++)
		type_show_line(p->type, paper_ops(p), x, PT(64) + (int)i * PT(14.5), style,
			       &lines.at[i]);
	if (lines.n > MARK_LINES) /* the seller's column has all of it */
		type_show(p->type, paper_ops(p), x + lines.at[MARK_LINES - 1].width,
			  PT(64) + (MARK_LINES - 1) * PT(14.5), ALIGN_LEFT, style, S("…"));
}

static int mark_head(struct paper *p)
{
	const struct page_frame *f = p->frame;
	struct head_title t = title_measure(p, TITLE_SIZE, f->palette.ink, PT(340));

	title_show(p, &t, PAGE_RIGHT - t.width, TITLE_Y);
	type_show(p->type, paper_ops(p), PAGE_RIGHT, UNDER_Y, ALIGN_RIGHT,
		  paper_style(FACE_REGULAR, PAGE_BODY, f->palette.label), f->under);
	if (f->logo.bytes.len)
		draw_image(paper_ops(p), "L", PAGE_LEFT, LOGO_TOP, f->logo.width, f->logo.height);
	else
		mark_name(p, PAGE_WIDTH - t.width - PT(24));
	return MARK_END;
}

/* Lines of the letterhead from baseline y; gives the baseline after them. x < 0: centred. */
static int letter_lines(struct paper *p, struct text_style style, int x, int width, int y)
{
	struct text_lines lines = type_wrap(p->type, style, p->frame->letter, width);

	if (p->frame->letter.len == 0)
		return y;
	for (size_t i = 0; i < lines.n; i++, y += LETTER_LEAD)
		type_show_line(p->type, paper_ops(p), x < 0 ? (SHEET_W - lines.at[i].width) / 2 : x,
			       y, style, &lines.at[i]);
	return y;
}

static void double_rule(struct paper *p, int y)
{
	draw_rule(paper_ops(p), PAGE_LEFT, y, PAGE_WIDTH, PT(1.4), p->frame->palette.accent);
	draw_rule(paper_ops(p), PAGE_LEFT, y + PT(3.2), PAGE_WIDTH, HAIRLINE,
		  p->frame->palette.accent);
}

static int centre_head(struct paper *p)
{
	const struct page_frame *f = p->frame;
	struct text_style name = paper_style(FACE_BOLD, PT(23), f->palette.accent);
	struct text_style grey = paper_style(FACE_REGULAR, PAGE_BODY, f->palette.label);
	int y = CENTRE_NAME_Y, under = type_width(p->type, grey, f->under);
	struct text_lines lines;
	struct head_title t;

	if (f->logo.bytes.len) {
		draw_image(paper_ops(p), "L", (SHEET_W - f->logo.width) / 2, LOGO_TOP - PT(8),
			   f->logo.width, f->logo.height);
		y = LOGO_TOP - PT(8) + f->logo.height + PT(14);
	} else {
		name = head_fit(p, name, f->brand, PAGE_WIDTH, PT(13));
		lines = type_wrap(p->type, name, f->brand, PAGE_WIDTH);
		for (size_t i = 0; i < lines.n; i++, y += PT(20))
			type_show_line(p->type, paper_ops(p), (SHEET_W - lines.at[i].width) / 2, y,
				       name, &lines.at[i]);
		y -= PT(3);
	}
	y = letter_lines(p, paper_label(p), -1, PAGE_WIDTH, y);
	double_rule(p, y - LETTER_LEAD + CENTRE_GAP);
	y += PT(30);
	t = title_measure(p, PT(18), f->palette.ink, PAGE_WIDTH - under - PT(20));
	title_show(p, &t, PAGE_LEFT, y);
	type_show(p->type, paper_ops(p), PAGE_RIGHT, y, ALIGN_RIGHT, grey, f->under);
	return y + PT(24);
}

/* Name and letterhead on the band, measured first so that the band is as high as they need. */
static int band_head(struct paper *p)
{
	const struct page_frame *f = p->frame;
	uint32_t on = f->palette.accent_text;
	struct head_title t = title_measure(p, TITLE_SIZE, on, PT(300));
	struct text_style name = paper_style(FACE_BOLD, PT(19), on),
			  small = paper_style(FACE_REGULAR, PAGE_LABEL, on);
	int room = PAGE_WIDTH - t.width - PT(24), y = BAND_NAME_Y, height;
	struct text_lines lines, letter = type_wrap(p->type, small, f->letter, room);

	name = head_fit(p, name, f->brand, room, PT(13));
	lines = type_wrap(p->type, name, f->brand, room);
	height = y + (int)(lines.n - 1) * PT(17) + (f->letter.len ? PT(4) : 0) +
		 (f->letter.len ? (int)letter.n * LETTER_LEAD : 0) + BAND_PAD;
	if (height < BAND_LEAST)
		height = BAND_LEAST;
	draw_box(paper_ops(p), 0, 0, SHEET_W, height, 0, f->palette.accent);
	title_show(p, &t, PAGE_RIGHT - t.width, y);
	type_show(p->type, paper_ops(p), PAGE_RIGHT, BAND_UNDER_Y, ALIGN_RIGHT,
		  paper_style(FACE_REGULAR, PAGE_BODY, on), f->under);
	if (f->logo.bytes.len) {
		/* a white card, so that a logo made for paper can be seen */
		int top = (height - f->logo.height) / 2;

		draw_box(paper_ops(p), PAGE_LEFT, top - PT(6), f->logo.width + PT(16),
			 f->logo.height + PT(12), f->shape.corner, 0xffffff);
		draw_image(paper_ops(p), "L", PAGE_LEFT + PT(8), top, f->logo.width,
			   f->logo.height);
		return height + BAND_BELOW;
	}
	for (size_t i = 0; i < lines.n; i++, y += PT(17))
		type_show_line(p->type, paper_ops(p), PAGE_LEFT, y, name, &lines.at[i]);
	letter_lines(p, small, PAGE_LEFT, room, y);
	return height + BAND_BELOW;
}

int head_first(struct paper *p)
{
	switch (p->frame->shape.head) {
	case HEAD_CENTRE:
		return centre_head(p);
	case HEAD_BAND:
		return band_head(p);
	case HEAD_MARK:
		break;
	}
	return mark_head(p);
}

/* "Atelier Diana" left, "Factura FCT 0012" right, a line under both or a band behind them. */
int head_follow(struct paper *p)
{
	const struct page_frame *f = p->frame;
	bool band = f->shape.head == HEAD_BAND;
	int y = band ? BAND_FOLLOW - PT(12) : FOLLOW_Y;
	struct text_style name = paper_style(FACE_BOLD, PAGE_BODY,
					     band ? f->palette.accent_text : f->palette.accent);
	struct text_style kind = paper_style(FACE_REGULAR, PAGE_BODY,
					     band ? f->palette.accent_text : f->palette.label);
	struct text_style number = paper_bold(p);
	int width = type_width(p->type, number, f->number);
	struct text_lines lines = type_wrap(p->type, name, f->brand, PT(280));

	if (band) {
		draw_box(paper_ops(p), 0, 0, SHEET_W, BAND_FOLLOW, 0, f->palette.accent);
		number.colour = f->palette.accent_text;
	}
	type_show_line(p->type, paper_ops(p), PAGE_LEFT, y, name, &lines.at[0]);
	if (lines.n > 1)
		type_show(p->type, paper_ops(p), PAGE_LEFT + lines.at[0].width, y, ALIGN_LEFT, name,
			  S("…"));
	type_show(p->type, paper_ops(p), PAGE_RIGHT, y, ALIGN_RIGHT, number, f->number);
	type_show(p->type, paper_ops(p),
		  PAGE_RIGHT - width - (width ? type_width(p->type, kind, S(" ")) : 0), y,
		  ALIGN_RIGHT, kind, f->kind);
	if (f->shape.head == HEAD_CENTRE)
		double_rule(p, y + PT(10));
	else if (!band)
		draw_rule(paper_ops(p), PAGE_LEFT, y + PT(10), PAGE_WIDTH, HAIRLINE,
			  f->palette.rule);
	return band ? BAND_FOLLOW + BAND_BELOW - PT(6) : PAGE_FOLLOW_END;
}
