/* Parties and the payment block: what stands over and under a table. Totals: pdf_totals.c. */
#include "pdf_block.h"
#include "pdf_draw.h"
#include "span.h"

#define HAIRLINE    PT(0.6)
/* Parties: label box, then lines of the body; facts in pairs. */
#define PARTY_X2    PT(241.5)
#define PARTY_X3    PT(435)
#define PARTY_WIDTH PT(178)
#define PARTY_LABEL PT(13.95)
#define FACT_GAP    PT(8.2)
/* Facts in a strip below two wide parties. */
#define STRIP_X2    PT(312)
#define STRIP_WIDTH PT(230)
#define STRIP_GAP   PT(14)
#define STRIP_PAD   PT(8)
#define STRIP_CELLS 4
/* Payment block. */
#define PAY_PAD     PT(15)
#define PAY_LABEL   PT(14)
#define PAY_SIZE    PT(10.2)
#define PAY_LEAD    PT(13.6)
#define PAY_MARGIN  PT(14)
#define PAY_TRIM    PT(3) /* what the lines' own leading adds to the padding */
#define PAY_GAP     PT(10)
#define PAY_ROW     PT(8)
#define PAY_CELLS   4
#define QR_SIDE     PAGE_CODE
#define QR_PAD      PT(11)
#define QR_CAPTION  PT(7)

static bool item_is_party(enum item_kind k)
{
	return k == ITEM_PARTY || k == ITEM_LINE || k == ITEM_LETTER || k == ITEM_FACT ||
	       k == ITEM_FACT_STRONG;
}

/* One column of the parties from item i to its end; gives the lower edge. */
static int party_draw(struct paper *p, const struct items *items, size_t *i, int x, int width,
		      int top)
{
	struct text_lines lines = type_wrap(p->type, paper_label(p), items->at[*i].part[0], width);

	p->y = top;
	type_show_line(p->type, paper_ops(p), x, p->y + PT(8), paper_label(p), &lines.at[0]);
	p->y += PARTY_LABEL;
	lines = type_wrap(p->type, paper_bold(p), items->at[*i].part[1], width);
	paper_lines(p, x, paper_bold(p), PAGE_LEAD, &lines);
	for (++*i; *i < items->n; ++*i) {
		if (items->at[*i].kind == ITEM_LETTER)
			continue; /* stands in the head */
		if (items->at[*i].kind != ITEM_LINE)
			break;
		lines = type_wrap(p->type, paper_body(p), items->at[*i].part[0], width);
		paper_lines(p, x, paper_body(p), PAGE_LEAD, &lines);
	}
	return p->y;
}

static int fact_draw(struct paper *p, const struct item *item, int x, int width, int top)
{
	struct text_style style = item->kind == ITEM_FACT_STRONG ? paper_bold(p) : paper_body(p);
	struct text_lines lines = type_wrap(p->type, paper_label(p), item->part[0], width);

	p->y = top;
	type_show_line(p->type, paper_ops(p), x, p->y + PT(8), paper_label(p), &lines.at[0]);
	p->y += PARTY_LABEL;
	lines = type_wrap(p->type, style, item->part[1], width);
	paper_lines(p, x, style, PAGE_LEAD, &lines);
	return p->y + FACT_GAP;
}

/* Facts beside each other under the parties, up to STRIP_CELLS a row, between hairlines. */
static int strip_draw(struct paper *p, const struct item *const *fact, size_t n, int top)
{
	uint32_t rule = p->frame->palette.rule;

	top += STRIP_GAP;
	draw_rule(paper_ops(p), PAGE_LEFT, top, PAGE_WIDTH, HAIRLINE, rule);
	for (size_t i = 0; i < n;) {
		size_t cells = n - i < STRIP_CELLS ? n - i : STRIP_CELLS;
		int wide = PAGE_WIDTH / (int)(cells < 2 ? 2 : cells), low = top;

		for (size_t k = 0; k < cells; k++, i++) {
			int y = fact_draw(p, fact[i], PAGE_LEFT + (int)k * wide, wide - PT(10),
					  top + STRIP_PAD);

			low = y - FACT_GAP > low ? y - FACT_GAP : low;
		}
		top = low + STRIP_PAD;
		draw_rule(paper_ops(p), PAGE_LEFT, top - HAIRLINE, PAGE_WIDTH, HAIRLINE, rule);
	}
	return top;
}

size_t block_parties(struct paper *p, const struct items *items, size_t i)
{
	bool strip = p->frame->shape.facts == FACTS_STRIP;
	const int at[] = { PAGE_LEFT, strip ? STRIP_X2 : PARTY_X2 };
	const struct item **facts = ARENA_ARRAY(p->arena, items->n, const struct item *);
	int top = p->y, low = top, fact = top;
	size_t column = 0, n = 0;

	while (i < items->n && item_is_party(items->at[i].kind)) {
		const struct item *item = &items->at[i];
		int y;

		if (item->kind == ITEM_PARTY) {
			y = party_draw(p, items, &i, at[column % ARRAY_LEN(at)],
				       strip ? STRIP_WIDTH : PARTY_WIDTH, top);
			column++;
		} else if (item->kind == ITEM_LETTER || item->kind == ITEM_LINE) {
			i++; /* in the head already; of no party: layout_parse let it pass, so do we */
			continue;
		} else if (strip) {
			facts[n++] = item;
			i++;
			continue;
		} else {
			fact = fact_draw(p, item, PARTY_X3, PAGE_RIGHT - PARTY_X3, fact);
			y = fact - FACT_GAP;
			i++;
		}
		if (y > low)
			low = y;
	}
	p->y = n ? strip_draw(p, facts, n, low) : low;
	return i;
}

struct pay_cell {
	struct text_lines label, value;
	struct text_style style; /* of the value */
	int x, y, height;        /* y: below the first row */
};
struct pay {
	struct pay_cell cell[PAY_CELLS];
	size_t n;
	struct span caption;
	bool has_qr;
	int height;
};

static struct text_style pay_value_style(const struct paper *p)
{
	struct text_style style = paper_bold(p);

	style.size = PAY_SIZE;
	return style;
}

/* Wrap a cell into a width; a word that is too long for it (a large sum) is set smaller first. */
static void pay_wrap(const struct paper *p, const struct item *item, int width, struct pay_cell *c)
{
	c->style = pay_value_style(p);
	while (c->style.size > PAGE_LABEL && span_find_char(item->part[1], ' ', 0) == SIZE_MAX &&
	       type_width(p->type, c->style, item->part[1]) > width)
		c->style.size -= PT(0.5);
	c->label = type_wrap(p->type, paper_label(p), item->part[0], width);
	c->value = type_wrap(p->type, c->style, item->part[1], width);
	c->height =
		(int)(c->label.n - 1) * PAGE_LABEL_LEAD + PAY_LABEL + (int)c->value.n * PAY_LEAD;
}

/* Lay the cells out: side by side as in the drawn invoice, or, beside a code, in two rows. */
static struct pay pay_measure(const struct paper *p, const struct items *items, const struct qr *qr)
{
	static const int row_x[PAY_CELLS + 1] = { 0, PT(209), PT(354.5), PT(420),
						  PAGE_WIDTH - 2 * PAY_PAD + PAY_GAP };
	static const struct {
		int x, width, row;
	} beside[PAY_CELLS] = { { 0, PT(200), 0 },
				{ 0, PT(200), 1 },
				{ PT(209), PT(150), 1 },
				{ PT(209), PT(150), 0 } };
	struct pay pay = { 0 };
	const struct item *item[PAY_CELLS] = { NULL };
	int row[2] = { 0, 0 };

	for (size_t i = 0; i < items->n; i++) {
		if (items->at[i].kind == ITEM_PAY && pay.n < PAY_CELLS)
			item[pay.n++] = &items->at[i];
		if (items->at[i].kind == ITEM_QR && (qr->at || p->frame->code.bytes.len)) {
			pay.caption = items->at[i].part[0];
			pay.has_qr = true;
		}
	}
	for (size_t i = 0; i < pay.n; i++) {
		struct pay_cell *c = &pay.cell[i];
		size_t next = i + 1 < pay.n ? i + 1 : PAY_CELLS;
		int in = pay.has_qr ? beside[i].row : 0;

		c->x = PAGE_LEFT + PAY_PAD + (pay.has_qr ? beside[i].x : row_x[i]);
		pay_wrap(p, item[i],
			 pay.has_qr ? beside[i].width : row_x[next] - row_x[i] - PAY_GAP, c);
		c->y = in;
		row[in] = c->height > row[in] ? c->height : row[in];
	}
	for (size_t i = 0; i < pay.n; i++)
		pay.cell[i].y = pay.cell[i].y ? row[0] + PAY_ROW : 0;
	if (pay.n)
		pay.height = row[0] + (row[1] ? PAY_ROW + row[1] : 0) + 2 * PAY_PAD - PAY_TRIM;
	if (pay.has_qr && pay.height < QR_SIDE + 2 * QR_PAD)
		pay.height = QR_SIDE + 2 * QR_PAD;
	return pay;
}

int block_pay_height(struct paper *p, const struct items *items, const struct qr *qr)
{
	int height = pay_measure(p, items, qr).height;

	return height ? height + PAY_MARGIN : 0;
}

static void pay_back(struct paper *p, int top, int height)
{
	const struct palette *c = &p->frame->palette;
	struct buf *ops = paper_ops(p);

	switch (p->frame->shape.pay) {
	case PAY_FRAME:
		draw_rule(ops, PAGE_LEFT, top, PAGE_WIDTH, HAIRLINE, c->ink);
		draw_rule(ops, PAGE_LEFT, top + height - HAIRLINE, PAGE_WIDTH, HAIRLINE, c->ink);
		draw_rule(ops, PAGE_LEFT, top, HAIRLINE, height, c->ink);
		draw_rule(ops, PAGE_RIGHT - HAIRLINE, top, HAIRLINE, height, c->ink);
		break;
	case PAY_BAR:
		draw_box(ops, PAGE_LEFT, top, PAGE_WIDTH, height, 0, c->tint);
		draw_box(ops, PAGE_LEFT, top, PT(4), height, 0, c->accent);
		break;
	case PAY_TINT:
		draw_box(ops, PAGE_LEFT, top, PAGE_WIDTH, height, p->frame->shape.corner, c->tint);
		break;
	}
}

/* The firm's own picture on white, so that its quiet zone is kept on any ground. */
static void pay_own_code(struct paper *p, int x, int middle)
{
	const struct picture *code = &p->frame->code;

	draw_box(paper_ops(p), x - PT(3), middle - QR_SIDE / 2 - PT(3), QR_SIDE + PT(6),
		 QR_SIDE + PT(6), 0, 0xffffff);
	draw_image(paper_ops(p), "Q", x + (QR_SIDE - code->width) / 2, middle - code->height / 2,
		   code->width, code->height);
}

void block_pay(struct paper *p, const struct items *items, const struct qr *qr)
{
	struct pay pay = pay_measure(p, items, qr);
	int top;

	if (pay.height == 0)
		return;
	if (paper_room(p) < pay.height + PAY_MARGIN)
		paper_next(p);
	top = p->bottom - pay.height;
	pay_back(p, top, pay.height);
	for (size_t i = 0; i < pay.n; i++) {
		p->y = top + PAY_PAD - PAY_TRIM + pay.cell[i].y;
		paper_lines(p, pay.cell[i].x, paper_label(p), PAGE_LABEL_LEAD, &pay.cell[i].label);
		p->y += PAY_LABEL - PAGE_LABEL_LEAD;
		paper_lines(p, pay.cell[i].x, pay.cell[i].style, PAY_LEAD, &pay.cell[i].value);
	}
	if (pay.has_qr) {
		int x = PAGE_RIGHT - QR_PAD - QR_SIDE;
		struct text_style style = paper_label(p);

		style.size = QR_CAPTION;
		if (qr->at)
			draw_modules(paper_ops(p), x, top + (pay.height - QR_SIDE) / 2, QR_SIDE,
				     qr->at, qr->n);
		else
			pay_own_code(p, x, top + pay.height / 2);
		type_show(p->type, paper_ops(p), x - QR_PAD,
			  paper_baseline(top + PAY_PAD - PAY_TRIM, PAGE_LABEL_LEAD), ALIGN_RIGHT,
			  style, pay.caption);
	}
	p->y = p->bottom;
}
