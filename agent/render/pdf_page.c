/* Heads, footers and page breaks. */
#include "pdf_page.h"
#include "pdf_draw.h"
#include "span.h"

#define HEAD_TITLE_Y  PT(64.5) /* baseline */
#define HEAD_UNDER_Y  PT(83)
#define HEAD_END      PT(120)
#define FOLLOW_Y      PT(62)
#define FOLLOW_END    PT(90)
#define MARK_SIDE     PT(13.5)
#define MARK_GAP      PT(6)
#define FOOT_SIZE     PT(7.8)
#define FOOT_LEAD     PT(10.4)
#define FOOT_Y        PT(805) /* baseline of the last line */
#define FOOT_WIDTH    PT(400)
#define FOOT_RULE_GAP PT(14.5)
#define FOOT_CLEAR    PT(20.5)
#define HAIRLINE      PT(0.6)
#define OPS_MAX       ((size_t)8 << 20)

struct text_style paper_style(enum face face, int size, uint32_t colour)
{
	return (struct text_style){ face, size, colour };
}

struct text_style paper_body(const struct paper *p)
{
	return paper_style(FACE_REGULAR, PAGE_BODY, p->frame->palette.ink);
}

struct text_style paper_bold(const struct paper *p)
{
	return paper_style(FACE_BOLD, PAGE_BODY, p->frame->palette.ink);
}

struct text_style paper_label(const struct paper *p)
{
	return paper_style(FACE_REGULAR, PAGE_LABEL, p->frame->palette.label);
}

int paper_baseline(int y, int lead)
{
	return y + lead * 72 / 100;
}

struct buf *paper_ops(struct paper *p)
{
	return &p->sheets.at[p->sheets.n - 1].ops;
}

int paper_room(const struct paper *p)
{
	return p->bottom - p->y;
}

int paper_room_full(const struct paper *p)
{
	return p->bottom - FOLLOW_END;
}

/* The largest size, in half points from `size` down to `least`, at which s fits. */
static struct text_style page_fit(const struct paper *p, struct text_style style, struct span s,
				  int width, int least)
{
	while (style.size > least && type_width(p->type, style, s) > width)
		style.size -= PT(0.5);
	return style;
}

static int page_draw_title(struct paper *p)
{
	const struct page_frame *f = p->frame;
	struct text_style kind = paper_style(FACE_REGULAR, PT(20), f->palette.ink);
	struct text_style number = kind;
	int width, gap;

	number.face = FACE_BOLD;
	for (;;) {
		gap = type_width(p->type, kind, S(" "));
		width = type_width(p->type, kind, f->kind) +
			(f->number.len ? gap + type_width(p->type, number, f->number) : 0);
		if (width <= PT(340) || kind.size <= PT(12))
			break;
		kind.size = number.size -= PT(0.5);
	}
	type_show(p->type, paper_ops(p), PAGE_RIGHT, HEAD_TITLE_Y, ALIGN_RIGHT, number, f->number);
	type_show(p->type, paper_ops(p), PAGE_RIGHT - width, HEAD_TITLE_Y, ALIGN_LEFT, kind,
		  f->kind);
	type_show(p->type, paper_ops(p), PAGE_RIGHT, HEAD_UNDER_Y, ALIGN_RIGHT,
		  paper_style(FACE_REGULAR, PAGE_BODY, f->palette.label), f->under);
	return width;
}

/* The name mark: a rounded square and the firm's name, smaller and then on more lines when the
 * name is long. */
static void page_draw_mark(struct paper *p, int width)
{
	const struct page_frame *f = p->frame;
	struct text_style style = paper_style(FACE_BOLD, PT(16), f->palette.accent);
	int x = PAGE_LEFT + MARK_SIDE + MARK_GAP, room = PAGE_LEFT + width - x;
	struct text_lines lines;

	draw_box(paper_ops(p), PAGE_LEFT, PT(51.6), MARK_SIDE, MARK_SIDE, PT(3.2),
		 f->palette.accent);
	style = page_fit(p, style, f->brand, room, PT(12));
	lines = type_wrap(p->type, style, f->brand, room);
	for (size_t i = 0; i < lines.n && i < 4; i++)
		type_show_line(p->type, paper_ops(p), x, PT(64) + (int)i * PT(14.5), style,
			       &lines.at[i]);
}

static void page_draw_head(struct paper *p)
{
	const struct logo *logo = &p->frame->logo;
	int left = PAGE_WIDTH - page_draw_title(p) - PT(24);

	if (logo->bytes.len)
		draw_image(paper_ops(p), "L", PAGE_LEFT, PT(48), logo->width, logo->height);
	else
		page_draw_mark(p, left);
	p->y = HEAD_END;
}

/* "Atelier Diana" left, "Factura FCT 0012" right, a hairline under both. */
static void page_draw_follow(struct paper *p)
{
	const struct page_frame *f = p->frame;
	struct text_style name = paper_style(FACE_BOLD, PAGE_BODY, f->palette.accent);
	struct text_style kind = paper_style(FACE_REGULAR, PAGE_BODY, f->palette.label);
	struct text_style number = paper_bold(p);
	int width = type_width(p->type, number, f->number);
	struct text_lines lines = type_wrap(p->type, name, f->brand, PT(280));

	type_show_line(p->type, paper_ops(p), PAGE_LEFT, FOLLOW_Y, name, &lines.at[0]);
	if (lines.n > 1)
		type_show(p->type, paper_ops(p), PAGE_LEFT + lines.at[0].width, FOLLOW_Y,
			  ALIGN_LEFT, name, S("…"));
	type_show(p->type, paper_ops(p), PAGE_RIGHT, FOLLOW_Y, ALIGN_RIGHT, number, f->number);
	type_show(p->type, paper_ops(p),
		  PAGE_RIGHT - width - (width ? type_width(p->type, kind, S(" ")) : 0), FOLLOW_Y,
		  ALIGN_RIGHT, kind, f->kind);
	draw_rule(paper_ops(p), PAGE_LEFT, FOLLOW_Y + PT(10), PAGE_WIDTH, HAIRLINE,
		  f->palette.rule);
	p->y = FOLLOW_END;
}

static struct text_lines page_foot_lines(const struct paper *p)
{
	struct text_style style = paper_style(FACE_REGULAR, FOOT_SIZE, p->frame->palette.label);

	return type_wrap(p->type, style, p->frame->foot, FOOT_WIDTH);
}

void paper_init(struct paper *p, struct arena *a, struct type *t, const struct page_frame *frame)
{
	struct text_lines foot;

	*p = (struct paper){ .arena = a, .type = t, .frame = frame };
	foot = page_foot_lines(p);
	p->bottom = FOOT_Y - FOOT_RULE_GAP - FOOT_CLEAR - ((int)foot.n - 1) * FOOT_LEAD;
	buf_init(&ARENA_PUSH(a, &p->sheets)->ops, a, OPS_MAX);
	page_draw_head(p);
}

void paper_next(struct paper *p)
{
	if (p->sheets.n == PAGES_MAX) {
		p->over = true;
		buf_trunc(paper_ops(p), 0);
		p->y = FOLLOW_END;
		return;
	}
	buf_init(&ARENA_PUSH(p->arena, &p->sheets)->ops, p->arena, OPS_MAX);
	page_draw_follow(p);
}

void paper_need(struct paper *p, int height)
{
	if (paper_room(p) < height && p->y > FOLLOW_END)
		paper_next(p);
}

/* "pagina # din #" with the page and the number of pages. */
static struct span page_count_text(const struct paper *p, size_t page)
{
	struct span rest = p->frame->pages, part;
	size_t value[] = { page, p->sheets.n }, n = 0;
	struct buf b;

	buf_init(&b, p->arena, rest.len + 40);
	while (rest.len > 0) {
		size_t at = span_find_char(rest, '#', 0);

		part = span_sub(rest, 0, at);
		buf_add(&b, part);
		if (at == SIZE_MAX)
			break;
		if (n < ARRAY_LEN(value))
			buf_add_fmt(&b, "%zu", value[n++]);
		rest = span_from(rest, at + 1);
	}
	return buf_span(&b);
}

void paper_finish(struct paper *p)
{
	struct text_style style = paper_style(FACE_REGULAR, FOOT_SIZE, p->frame->palette.label);
	struct text_lines foot = page_foot_lines(p);
	int top = FOOT_Y - ((int)foot.n - 1) * FOOT_LEAD;

	for (size_t i = 0; i < p->sheets.n; i++) {
		struct buf *ops = &p->sheets.at[i].ops;

		draw_rule(ops, PAGE_LEFT, top - FOOT_RULE_GAP, PAGE_WIDTH, HAIRLINE,
			  p->frame->palette.rule);
		for (size_t k = 0; k < foot.n; k++)
			type_show_line(p->type, ops, PAGE_LEFT, top + (int)k * FOOT_LEAD, style,
				       &foot.at[k]);
		type_show(p->type, ops, PAGE_RIGHT, top, ALIGN_RIGHT, style,
			  page_count_text(p, i + 1));
	}
}

void paper_lines(struct paper *p, int x, struct text_style style, int lead,
		 const struct text_lines *lines)
{
	for (size_t i = 0; i < lines->n; i++) {
		type_show_line(p->type, paper_ops(p), x, paper_baseline(p->y, lead), style,
			       &lines->at[i]);
		p->y += lead;
	}
}
