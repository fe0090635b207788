/* Rows are cut into strips (a row of ordinary height is one), strips are dealt out to pages. */
#include "pdf_table_in.h"
#include "pdf_draw.h"
#include "span.h"

#define ROW_PAD      PT(7)
#define DETAIL_GAP   PT(1.6)
#define HEAD_HEIGHT  PT(17.2)
#define RULE         PT(1)
#define HAIRLINE     PT(0.6)
#define CARRY_HEIGHT PT(24)
#define BAND_HEIGHT  PT(22)
#define LEDGER_TOP   PT(7)
#define HEAVY        PT(1.4)
/* A taller row may break over pages. */
#define STRIP_MAX    PT(140)

struct strip {
	const struct table_row *row;
	struct text_lines *cell; /* wrapped, one per column */
	struct text_lines detail;
	size_t from, to; /* lines of the wide column, then of the detail */
	bool first, last, even;
	int height;
	struct span sum; /* after this strip */
};
struct strips {
	struct strip *at;
	size_t n, cap;
};

static int strip_height(const struct strip *s, size_t wide)
{
	size_t n = s->cell[wide].n, body = s->to < n ? s->to : n, other = 0;
	int height;

	body = body > s->from ? body - s->from : 0;
	for (size_t i = 0; s->first && i < ITEM_PARTS && s->cell[i].n; i++)
		if (i != wide && s->cell[i].n > other)
			other = s->cell[i].n;
	if (other > body)
		body = other;
	height = (int)body * PAGE_LEAD;
	if (s->to > n)
		height += DETAIL_GAP + (int)(s->to - (s->from > n ? s->from : n)) * PAGE_LABEL_LEAD;
	return height + (s->first ? ROW_PAD : 0) + (s->last ? ROW_PAD : 0);
}

/* What a cell leaves free beside it. A first column of numbers, or of names before figures, touches
 * nothing. */
static int table_gap(const struct column *c, size_t i)
{
	return i == 0 && (c->grey || c->least == 0) ? PT(2) : COLUMN_GAP;
}

/* Wrap a row and cut it where it is too tall for one piece. */
static void table_cut_row(struct paper *p, const struct table *t, size_t wide, size_t at,
			  struct strips *out)
{
	const struct table_row *row = &t->rows.at[at];
	struct strip s = { .row = row, .first = true, .even = at % 2 };
	struct span before = out->n ? out->at[out->n - 1].sum : S("");
	size_t n;

	s.cell = ARENA_ARRAY(p->arena, ITEM_PARTS + 1, struct text_lines);
	for (size_t i = 0; i < t->n_column; i++)
		s.cell[i] = type_wrap(p->type, column_body(p, t), row->cell[i],
				      t->column[i].width - table_gap(&t->column[i], i));
	if (row->detail.len)
		s.detail = type_wrap(p->type, paper_label(p), row->detail,
				     t->column[wide].width - COLUMN_GAP);
	n = s.cell[wide].n + s.detail.n;
	do {
		s.to = s.from + 1;
		s.sum = before;
		while (s.to < n) {
			s.to++;
			if (strip_height(&s, wide) > STRIP_MAX) {
				s.to--;
				break;
			}
		}
		s.last = s.to >= n;
		if (s.last)
			s.sum = row->sum;
		s.height = strip_height(&s, wide);
		*ARENA_PUSH(p->arena, out) = s;
		s.from = s.to;
		s.first = false;
	} while (s.from < n);
}

static int table_head_height(const struct paper *p, const struct table *t)
{
	int more = ((int)t->head_lines - 1) * PAGE_LABEL_LEAD;

	switch (p->frame->shape.table) {
	case TABLE_BANDS:
		return BAND_HEIGHT + more;
	case TABLE_LEDGER:
		return LEDGER_TOP + HEAD_HEIGHT + RULE + more;
	case TABLE_RULES:
		break;
	}
	return HEAD_HEIGHT + RULE + more;
}

static void table_draw_line(struct paper *p, const struct column *c, struct text_style style, int y,
			    const struct text_line *line)
{
	type_show_line(p->type, paper_ops(p), c->right ? c->x - line->width : c->x, y, style, line);
}

static void table_draw_head(struct paper *p, const struct table *t)
{
	const struct palette *c = &p->frame->palette;
	struct text_style style = column_head_style(p);
	struct buf *ops = paper_ops(p);
	int top = p->y, baseline = PT(8.6);

	p->y += table_head_height(p, t);
	switch (p->frame->shape.table) {
	case TABLE_BANDS:
		draw_box(ops, PAGE_LEFT, top, PAGE_WIDTH, p->y - top, p->frame->shape.corner,
			 c->ink);
		baseline = PT(14.2);
		break;
	case TABLE_LEDGER:
		draw_rule(ops, PAGE_LEFT, top, PAGE_WIDTH, HEAVY, c->accent);
		draw_rule(ops, PAGE_LEFT, p->y - HAIRLINE, PAGE_WIDTH, HAIRLINE, c->accent);
		baseline += LEDGER_TOP;
		break;
	case TABLE_RULES:
		draw_rule(ops, PAGE_LEFT, p->y - RULE, PAGE_WIDTH, RULE, c->ink);
		break;
	}
	for (size_t i = 0; i < t->n_column; i++) {
		struct text_lines head = column_head(p, t, i);
		int y = top + baseline + (int)(t->head_lines - head.n) * PAGE_LABEL_LEAD;

		for (size_t k = 0; k < head.n; k++, y += PAGE_LABEL_LEAD)
			table_draw_line(p, &t->column[i], style, y, &head.at[k]);
	}
}

/* What stands behind a piece of a row, or under it. */
static void table_draw_back(struct paper *p, const struct strip *s)
{
	const struct palette *c = &p->frame->palette;

	switch (p->frame->shape.table) {
	case TABLE_BANDS:
		if (s->even)
			draw_box(paper_ops(p), PAGE_LEFT, p->y, PAGE_WIDTH, s->height, 0, c->tint);
		break;
	case TABLE_RULES:
		if (s->last)
			draw_rule(paper_ops(p), PAGE_LEFT, p->y + s->height - HAIRLINE, PAGE_WIDTH,
				  HAIRLINE, c->rule);
		break;
	case TABLE_LEDGER:
		break;
	}
}

/* The lower edge of the table on a page. */
static void table_draw_end(struct paper *p)
{
	if (p->frame->shape.table == TABLE_LEDGER)
		draw_rule(paper_ops(p), PAGE_LEFT, p->y, PAGE_WIDTH, HEAVY,
			  p->frame->palette.accent);
}

static void table_draw_strip(struct paper *p, const struct table *t, size_t wide,
			     const struct strip *s)
{
	int y = p->y + (s->first ? ROW_PAD : 0);
	size_t n = s->cell[wide].n;

	table_draw_back(p, s);
	for (size_t i = 0; i < t->n_column; i++) {
		struct text_style style = column_body(p, t);
		size_t from = i == wide ? s->from : 0, to = i == wide ? s->to : s->cell[i].n;

		if (i != wide && !s->first)
			continue;
		if (t->column[i].grey)
			style.colour = p->frame->palette.label;
		for (size_t k = from; k < to && k < s->cell[i].n; k++)
			table_draw_line(p, &t->column[i], style,
					paper_baseline(y + (int)(k - from) * PAGE_LEAD, PAGE_LEAD),
					&s->cell[i].at[k]);
	}
	if (s->from < n)
		y += (int)((s->to < n ? s->to : n) - s->from) * PAGE_LEAD;
	y += DETAIL_GAP;
	for (size_t k = s->from > n ? s->from : n; k < s->to; k++) {
		table_draw_line(p, &t->column[wide], paper_label(p),
				paper_baseline(y, PAGE_LABEL_LEAD), &s->detail.at[k - n]);
		y += PAGE_LABEL_LEAD;
	}
	p->y += s->height;
}

/* n strips; those of one row that came on one page are one again, so that its text is read in one. */
static void table_draw_strips(struct paper *p, const struct table *t, size_t wide,
			      const struct strip *at, size_t n)
{
	for (size_t k = 0; k < n; k++) {
		struct strip s = at[k];

		for (; k + 1 < n && at[k + 1].row == s.row; k++) {
			s.to = at[k + 1].to;
			s.last = at[k + 1].last;
		}
		s.height = strip_height(&s, wide);
		table_draw_strip(p, t, wide, &s);
	}
}

/* The line with the carried sum at a page's foot or head. */
static void table_draw_carry(struct paper *p, const struct table *t, size_t wide, struct span words,
			     struct span sum, bool rule)
{
	int y = paper_baseline(p->y + (CARRY_HEIGHT - PAGE_LEAD) / 2, PAGE_LEAD);
	struct text_style grey = paper_label(p);

	if (sum.len == 0)
		return;
	grey.size = PAGE_BODY;
	type_show(p->type, paper_ops(p), t->column[wide].x, y, ALIGN_LEFT, grey, words);
	for (size_t i = 0; i < t->n_column; i++)
		if (t->column[i].carries)
			type_show(p->type, paper_ops(p), t->column[i].x, y, ALIGN_RIGHT,
				  column_bold(p, t), sum);
	p->y += CARRY_HEIGHT;
	if (rule)
		draw_rule(paper_ops(p), PAGE_LEFT, p->y - HAIRLINE, PAGE_WIDTH, HAIRLINE,
			  p->frame->palette.rule);
}

/* How many of the strips from i on go on this page; 0 = start on a new page instead. */
static size_t table_deal(const struct paper *p, const struct table *t, const struct strips *s,
			 size_t i, int tail, int least, bool may_leave)
{
	int room = paper_room(p) - table_head_height(p, t), height = 0;
	size_t left = s->n - i, fit = 0;

	if (i > 0 && s->at[i - 1].sum.len)
		room -= CARRY_HEIGHT;
	if (!s->at[i].first)
		room -= ROW_PAD;
	for (size_t k = i; k < s->n; k++)
		height += s->at[k].height;
	if (height + (i ? tail : least) <= room)
		return left;
	if (height <= room && left <= 2)
		return may_leave && s->n > 2 ? 0 : left; /* the tail finds its own page */
	height = s->at[i].sum.len ? CARRY_HEIGHT : 0;
	while (fit < left && height + s->at[i + fit].height <= room)
		height += s->at[i + fit++].height;
	if (left > 2 && fit > left - 2)
		fit = left - 2;
	/* One row alone is too little to begin with, unless it is a tall one. */
	if (fit < 2 && may_leave && left > 1 &&
	    (fit == 0 || (s->at[i + fit].first && height < room / 3)))
		return 0;
	return fit ? fit : 1;
}

void table_place(struct paper *p, struct table *t, int tail, int least)
{
	struct strips s = { 0 };
	size_t wide, i = 0;
	bool may_leave = true;

	columns_spread(p, t);
	wide = columns_wide(t);
	if (t->rows.n == 0 && t->empty.len) {
		struct span *cell = ARENA_ARRAY(p->arena, ITEM_PARTS, struct span);

		cell[wide] = t->empty;
		ARENA_PUSH(p->arena, &t->rows)->cell = cell;
	}
	for (size_t k = 0; k < t->rows.n; k++)
		table_cut_row(p, t, wide, k, &s);
	do {
		size_t n = s.n > i ? table_deal(p, t, &s, i, tail, least, may_leave) : 0;

		if (n == 0 && s.n > i) {
			paper_next(p);
			may_leave = false;
			continue;
		}
		table_draw_head(p, t);
		if (i > 0)
			table_draw_carry(p, t, wide, t->carry_top, s.at[i - 1].sum, true);
		if (n > 0 && !s.at[i].first)
			p->y += ROW_PAD;
		table_draw_strips(p, t, wide, &s.at[i], n);
		table_draw_end(p);
		i += n;
		if (i < s.n) {
			table_draw_carry(p, t, wide, t->carry_bottom, s.at[i - 1].sum, false);
			paper_next(p);
			may_leave = false;
		}
	} while (i < s.n && !p->over);
}
