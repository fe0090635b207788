/* Running text: paragraphs, contract clauses, places to sign. */
#include "pdf_block.h"
#include "span.h"
#include "pdf_draw.h"

#define PROSE_WIDTH   (PAGE_WIDTH - PT(20))
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
		size_t left = lines->n - i,
		       fit = (size_t)(paper_room(p) > 0 ? paper_room(p) / lead : 0);

		if (fit < left && left - fit < 2 && fit > 0)
			fit--;
		if (fit < left && (fit < 2 && !(i > 0 && fit == 1)) &&
		    paper_room(p) < paper_room_full(p)) {
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

/* How a paragraph is set. */
struct prose {
	struct text_style style;
	int lead, gap, keep; /* gap above; keep: room asked for below */
};

static struct prose prose_of(const struct paper *p, enum item_kind kind)
{
	struct prose f = { paper_body(p), PAGE_LEAD, TEXT_GAP, 0 };

	if (kind == ITEM_HEADING) {
		f.style = paper_bold(p);
		f.gap = HEADING_GAP;
		f.keep = 3 * PAGE_LEAD;
	} else if (kind == ITEM_LEAD) {
		f.style.size = LEAD_SIZE;
		f.lead = LEAD_LEAD;
	} else if (kind == ITEM_NOTE || kind == ITEM_LINK) {
		f.style = paper_label(p);
		f.style.size = NOTE_SIZE;
		f.lead = NOTE_LEAD;
	}
	return f;
}

int block_text_height(const struct paper *p, const struct item *item)
{
	struct prose f = prose_of(p, item->kind);
	int64_t points;

	if (item->kind == ITEM_SPACE)
		return span_to_i64(item->part[0], &points) && points <= 700 ? (int)points * 100 : 0;
	if (item->kind != ITEM_HEADING && item->kind != ITEM_TEXT && item->kind != ITEM_LEAD &&
	    item->kind != ITEM_NOTE && item->kind != ITEM_LINK)
		return 0;
	if (item->kind == ITEM_LINK)
		f.gap += f.lead * (int)type_wrap(p->type, f.style, item->part[1], PROSE_WIDTH).n;
	return f.gap + f.lead * (int)type_wrap(p->type, f.style, item->part[0], PROSE_WIDTH).n;
}

/* Each of its lines opens the whole of it. */
static void link_address(struct paper *p, const struct prose *f, struct span url)
{
	struct text_style style = f->style;
	struct text_lines lines;

	style.colour = p->frame->palette.accent;
	lines = type_wrap(p->type, style, url, PROSE_WIDTH);
	for (size_t i = 0; i < lines.n; i++) {
		struct sheet *sheet = &p->sheets.at[p->sheets.n - 1];

		*ARENA_PUSH(p->arena, &sheet->links) =
			(struct sheet_link){ PAGE_LEFT, p->y, lines.at[i].width, f->lead, url };
		paper_lines(p, PAGE_LEFT, style, f->lead,
			    &(struct text_lines){ lines.at + i, 1, 1 });
	}
}

size_t block_text(struct paper *p, const struct items *items, size_t i)
{
	struct prose f = prose_of(p, items->at[i].kind);
	struct text_lines lines = type_wrap(p->type, f.style, items->at[i].part[0], PROSE_WIDTH);

	p->y += f.gap;
	if (items->at[i].kind == ITEM_LINK)
		f.keep = 3 * f.lead;
	paper_need(p, (int)(lines.n < 2 ? lines.n : 2) * f.lead + f.keep);
	prose_flow(p, PAGE_LEFT, f.style, f.lead, &lines);
	if (items->at[i].kind == ITEM_LINK)
		link_address(p, &f, items->at[i].part[1]);
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

/* One paragraph of a clause, with its number where the clause has several. */
static void clause_item(struct paper *p, struct span text, struct span number)
{
	struct text_style style = paper_body(p), grey = paper_label(p);
	int x = CLAUSE_X + (number.len ? CLAUSE_NUMBER : 0);
	struct text_lines lines;

	style.size = LEAD_SIZE;
	grey.size = PT(9);
	lines = type_wrap(p->type, style, text, PAGE_RIGHT - x);
	paper_need(p, (int)(lines.n < 2 ? lines.n : 2) * LEAD_LEAD);
	type_show(p->type, paper_ops(p), CLAUSE_X, paper_baseline(p->y, LEAD_LEAD), ALIGN_LEFT,
		  grey, number);
	prose_flow(p, x, style, LEAD_LEAD, &lines);
}

static void clause_proof(struct paper *p, struct span text, bool indent)
{
	struct text_style grey = paper_label(p);
	int x = CLAUSE_X + (indent ? CLAUSE_NUMBER : 0);
	struct text_lines lines;

	grey.size = NOTE_SIZE;
	lines = type_wrap(p->type, grey, text, PAGE_RIGHT - x);
	paper_need(p, (int)lines.n * NOTE_LEAD);
	prose_flow(p, x, grey, NOTE_LEAD, &lines);
}

size_t block_clause(struct paper *p, const struct items *items, size_t i, int number)
{
	struct span title = items->at[i].part[0];
	size_t first = ++i, n = 0, k = 0;

	for (; i < items->n && (items->at[i].kind == ITEM_ITEM || items->at[i].kind == ITEM_PROOF);
	     i++)
		n += items->at[i].kind == ITEM_ITEM;
	p->y += CLAUSE_GAP;
	paper_need(p, 4 * LEAD_LEAD);
	clause_title(p, title, number);
	for (size_t at = first; at < i && !p->over; at++) {
		struct span text = items->at[at].part[0];

		if (at > first)
			p->y += ITEM_GAP;
		if (items->at[at].kind == ITEM_PROOF)
			clause_proof(p, text, n > 1);
		else
			clause_item(p, text,
				    n > 1 ? arena_fmt(p->arena, "%d.%zu", number, ++k) : S(""));
	}
	return i;
}

/* One place to sign at x; gives its lower edge. Without draw it only measures. */
static int sign_one(struct paper *p, const struct items *items, size_t *i, int x, bool draw)
{
	int top = p->y, low;
	struct text_lines name =
		type_wrap(p->type, paper_bold(p), items->at[*i].part[1], SIGN_WIDTH);

	if (draw) {
		type_show(p->type, paper_ops(p), x, top + PT(8), ALIGN_LEFT, paper_label(p),
			  items->at[*i].part[0]);
		p->y = top + PT(14);
		paper_lines(p, x, paper_bold(p), PAGE_LEAD, &name);
	}
	p->y = top + PT(14) + (int)name.n * PAGE_LEAD;
	for (++*i; *i < items->n && items->at[*i].kind == ITEM_LINE; ++*i) {
		struct text_lines lines =
			type_wrap(p->type, paper_body(p), items->at[*i].part[0], SIGN_WIDTH);

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
