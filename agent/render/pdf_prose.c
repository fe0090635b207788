/* Running text: paragraphs, contract clauses, places to sign. */
#include "pdf_block.h"
#include "span.h"
#include "pdf_draw.h"

#define TEXT_GAP      PT(5)
#define HEADING_GAP   PT(14)
#define LEAD_SIZE     PT(10.5)
#define LEAD_LEAD     PT(15)
#define NOTE_SIZE     PT(8.5)
#define NOTE_LEAD     PT(12)
/* Clauses: the title at the side, text in a column of 66 to 75 characters a line. */
#define CLAUSE_GAP    PT(13)
#define CLAUSE_X      PT(166)
#define CLAUSE_NUMBER PT(24)
#define CLAUSE_SIDE   PT(106)
#define ITEM_GAP      PT(4)
#define SIGN_GAP      PT(22)
#define SIGN_WIDTH    PT(220)
#define SIGN_ROOM     PT(34)
#define HAIRLINE      PT(0.6)

/* A paragraph that may break over pages, never leaving fewer than two of its lines alone. */
static void prose_flow(struct paper *p, int x, struct text_style style, int lead,
		       const struct text_lines *lines)
{
	size_t i = 0;

	while (i < lines->n && !p->over) {
		size_t left = lines->n - i, fit = (size_t)(paper_room(p) > 0 ? paper_room(p) / lead : 0);

		if (fit < left && left - fit < 2 && fit > 0)
			fit--;
		if (fit < left && (fit < 2 && !(i > 0 && fit == 1)) && paper_room(p) < paper_room_full(p)) {
			paper_next(p);
			continue;
		}
		if (fit == 0)
			fit = 1;
		if (fit > left)
			fit = left;
		paper_lines(p, x, style, lead,
			    &(struct text_lines){ lines->at + i, fit, lines->cap });
		i += fit;
	}
}

size_t block_text(struct paper *p, const struct items *items, size_t i)
{
	const struct item *item = &items->at[i];
	struct text_style style = paper_body(p);
	struct text_lines lines;
	int lead = PAGE_LEAD, gap = TEXT_GAP, keep = 0;

	if (item->kind == ITEM_HEADING) {
		style = paper_bold(p);
		gap = HEADING_GAP;
		keep = 3 * PAGE_LEAD;
	} else if (item->kind == ITEM_LEAD) {
		style.size = LEAD_SIZE;
		lead = LEAD_LEAD;
	} else if (item->kind == ITEM_NOTE) {
		style = paper_label(p);
		style.size = NOTE_SIZE;
		lead = NOTE_LEAD;
	}
	lines = type_wrap(p->type, style, item->part[0], PAGE_WIDTH - PT(20));
	p->y += gap;
	paper_need(p, (int)(lines.n < 2 ? lines.n : 2) * lead + keep);
	prose_flow(p, PAGE_LEFT, style, lead, &lines);
	return i + 1;
}

static void clause_title(struct paper *p, struct span title, int number)
{
	struct text_style bold = paper_bold(p), grey = paper_body(p);
	struct span n = arena_fmt(p->arena, "%d.", number);
	struct text_lines lines;
	int y = p->y;

	bold.size = PT(10);
	grey.size = PT(10);
	grey.colour = p->frame->palette.label;
	lines = type_wrap(p->type, bold, title, CLAUSE_SIDE - PT(18));
	type_show(p->type, paper_ops(p), PAGE_LEFT, paper_baseline(y, LEAD_LEAD), ALIGN_LEFT, grey,
		  n);
	paper_lines(p, PAGE_LEFT + PT(18), bold, PT(13), &lines);
	p->y = y;
}

size_t block_clause(struct paper *p, const struct items *items, size_t i, int number)
{
	struct text_style style = paper_body(p), grey;
	struct span title = items->at[i].part[0];
	size_t first = ++i, n;
	bool counted;

	style.size = LEAD_SIZE;
	grey = style;
	grey.size = PT(9);
	grey.colour = p->frame->palette.label;
	while (i < items->n && items->at[i].kind == ITEM_ITEM)
		i++;
	n = i - first;
	counted = n > 1;
	p->y += CLAUSE_GAP;
	paper_need(p, 4 * LEAD_LEAD);
	clause_title(p, title, number);
	for (size_t k = 0; k < n && !p->over; k++) {
		int x = CLAUSE_X + (counted ? CLAUSE_NUMBER : 0);
		struct text_lines lines =
			type_wrap(p->type, style, items->at[first + k].part[0], PAGE_RIGHT - x);

		if (k)
			p->y += ITEM_GAP;
		paper_need(p, (int)(lines.n < 2 ? lines.n : 2) * LEAD_LEAD);
		if (counted)
			type_show(p->type, paper_ops(p), CLAUSE_X, paper_baseline(p->y, LEAD_LEAD),
				  ALIGN_LEFT, grey, arena_fmt(p->arena, "%d.%zu", number, k + 1));
		prose_flow(p, x, style, LEAD_LEAD, &lines);
	}
	return i;
}

/* One place to sign at x; gives its lower edge. Without draw it only measures. */
static int sign_one(struct paper *p, const struct items *items, size_t *i, int x, bool draw)
{
	int top = p->y, low;
	struct text_lines name = type_wrap(p->type, paper_bold(p), items->at[*i].part[1],
					   SIGN_WIDTH);

	if (draw) {
		type_show(p->type, paper_ops(p), x, top + PT(8), ALIGN_LEFT, paper_label(p),
			  items->at[*i].part[0]);
		p->y = top + PT(14);
		paper_lines(p, x, paper_bold(p), PAGE_LEAD, &name);
	}
	p->y = top + PT(14) + (int)name.n * PAGE_LEAD;
	for (++*i; *i < items->n && items->at[*i].kind == ITEM_LINE; ++*i) {
		struct text_lines lines = type_wrap(p->type, paper_body(p),
						    items->at[*i].part[0], SIGN_WIDTH);

		if (draw)
			paper_lines(p, x, paper_body(p), PAGE_LEAD, &lines);
		else
			p->y += (int)lines.n * PAGE_LEAD;
	}
	low = p->y + SIGN_ROOM;
	p->y = top;
	return low;
}

static int sign_all(struct paper *p, const struct items *items, size_t *i, bool draw)
{
	int low = p->y;
	bool right = false;

	while (*i < items->n && items->at[*i].kind == ITEM_SIGN) {
		int y = sign_one(p, items, i, right ? PAGE_RIGHT - SIGN_WIDTH : PAGE_LEFT, draw);

		low = y > low ? y : low;
		right = !right;
		if (!right)
			p->y = low + PT(16);
	}
	return low;
}

size_t block_sign(struct paper *p, const struct items *items, size_t i)
{
	size_t end = i, n = 0;
	int top, low;

	p->y += SIGN_GAP;
	top = p->y;
	low = sign_all(p, items, &end, false);
	p->y = top;
	paper_need(p, low - top + PT(2));
	top = p->y;
	end = i;
	low = sign_all(p, items, &end, true);
	for (size_t k = i; k < end; k++)
		n += items->at[k].kind == ITEM_SIGN;
	for (size_t k = 0; k < n && k < 2; k++)
		draw_rule(paper_ops(p), k ? PAGE_RIGHT - SIGN_WIDTH : PAGE_LEFT, low, SIGN_WIDTH,
			  HAIRLINE, p->frame->palette.label);
	p->y = low + PT(2);
	return end;
}
