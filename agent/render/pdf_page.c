/* Footers and page breaks. */
#include "pdf_page.h"
#include "pdf_draw.h"
#include "span.h"

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
	return p->bottom - PAGE_FOLLOW_END;
}

static bool page_foot_centred(const struct paper *p)
{
	return p->frame->shape.foot == FOOT_CENTRE;
}

static struct text_lines page_foot_lines(const struct paper *p)
{
	struct text_style style = paper_style(FACE_REGULAR, FOOT_SIZE, p->frame->palette.label);

	return type_wrap(p->type, style, p->frame->foot,
			 page_foot_centred(p) ? PAGE_WIDTH : FOOT_WIDTH);
}

/* Baseline of the first of n lines; the page number stands below them where all is centred. */
static int page_foot_top(const struct paper *p, size_t n)
{
	return FOOT_Y - ((int)n - !page_foot_centred(p)) * FOOT_LEAD;
}

void paper_init(struct paper *p, struct arena *a, struct type *t, const struct page_frame *frame)
{
	struct text_lines foot;

	*p = (struct paper){ .arena = a, .type = t, .frame = frame };
	foot = page_foot_lines(p);
	p->bottom = page_foot_top(p, foot.n) - FOOT_RULE_GAP - FOOT_CLEAR;
	buf_init(&ARENA_PUSH(a, &p->sheets)->ops, a, OPS_MAX);
	p->y = head_first(p);
}

void paper_next(struct paper *p)
{
	if (p->sheets.n == PAGES_MAX) {
		p->over = true;
		buf_trunc(paper_ops(p), 0);
		p->y = PAGE_FOLLOW_END;
		return;
	}
	buf_init(&ARENA_PUSH(p->arena, &p->sheets)->ops, p->arena, OPS_MAX);
	p->y = head_follow(p);
}

void paper_need(struct paper *p, int height)
{
	if (paper_room(p) < height && p->y > PAGE_FOLLOW_END)
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

static void page_draw_foot_centred(const struct paper *p, struct buf *ops, int y,
				   struct text_style style, const struct text_lines *foot,
				   struct span count)
{
	for (size_t k = 0; k < foot->n; k++, y += FOOT_LEAD)
		type_show_line(p->type, ops, (SHEET_W - foot->at[k].width) / 2, y, style,
			       &foot->at[k]);
	type_show(p->type, ops, (SHEET_W - type_width(p->type, style, count)) / 2, y, ALIGN_LEFT,
		  style, count);
}

void paper_finish(struct paper *p)
{
	struct text_style style = paper_style(FACE_REGULAR, FOOT_SIZE, p->frame->palette.label);
	struct text_lines foot = page_foot_lines(p);
	int top = page_foot_top(p, foot.n);

	for (size_t i = 0; i < p->sheets.n; i++) {
		struct buf *ops = &p->sheets.at[i].ops;

		draw_rule(ops, PAGE_LEFT, top - FOOT_RULE_GAP, PAGE_WIDTH, HAIRLINE,
			  p->frame->palette.rule);
		if (page_foot_centred(p)) {
			page_draw_foot_centred(p, ops, top, style, &foot,
					       page_count_text(p, i + 1));
			continue;
		}
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
