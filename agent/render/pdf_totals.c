/* The two columns under a table: VAT by rate left, totals right. */
#include "pdf_block.h"
#include "pdf_draw.h"

#define RULE         PT(1)
#define HAIRLINE     PT(0.6)
#define TOTALS_GAP   PT(20)
#define TOTALS_X     PT(344.7)
#define TOTAL_PITCH  PT(20)
#define TOTAL_STRONG PT(42)
#define RATE_HEAD    PT(16.6)
#define RATE_PITCH   PT(18.5)
#define RATE_SIZE    PT(9)
#define RATE_X2      PT(170)
#define RATE_X3      PT(273)
#define RATE_GAP     PT(9)
#define RATE_LEAST   PT(60) /* for a label that must wrap */
#define VALUE_GAP    PT(8)
#define VALUE_LEAST  PT(8)
#define VALUE_STRONG PT(15)

static bool item_is_rate(enum item_kind k)
{
	return k == ITEM_RATE_HEAD || k == ITEM_RATE;
}

static bool item_is_total(enum item_kind k)
{
	return item_is_rate(k) || k == ITEM_TOTAL || k == ITEM_TOTAL_STRONG;
}

/* Where the columns of the rates end: as drawn, further right for long figures; then a label that has no room wraps. */
struct rates {
	int label, x2, x3; /* label: width */
};

static struct text_style rate_style(const struct paper *p, const struct item *item)
{
	struct text_style style = item->kind == ITEM_RATE_HEAD ? paper_label(p) : paper_body(p);

	if (item->kind == ITEM_RATE)
		style.size = RATE_SIZE;
	return style;
}

static struct rates rates_measure(const struct paper *p, const struct items *items, size_t i)
{
	int widest[3] = { 0 }, room = TOTALS_X - PT(14) - PAGE_LEFT;
	struct rates r;

	for (; i < items->n && item_is_total(items->at[i].kind); i++)
		for (size_t k = 0; item_is_rate(items->at[i].kind) && k < ARRAY_LEN(widest); k++) {
			int w = type_width(p->type, rate_style(p, &items->at[i]),
					   items->at[i].part[k]);

			widest[k] = w > widest[k] ? w : widest[k];
		}
	widest[0] += PT(1); /* a blank's kerning is not known to the wrapping beforehand */
	r.label = room - widest[1] - widest[2] - 2 * RATE_GAP;
	r.label = r.label > widest[0] ? widest[0] : r.label < RATE_LEAST ? RATE_LEAST : r.label;
	r.x2 = PAGE_LEFT + r.label + RATE_GAP + widest[1];
	r.x2 = r.x2 > RATE_X2 ? r.x2 : RATE_X2;
	r.x3 = r.x2 + RATE_GAP + widest[2];
	r.x3 = r.x3 > RATE_X3 ? r.x3 : RATE_X3;
	return r;
}

static int rate_height(const struct paper *p, const struct item *item, const struct rates *r)
{
	size_t n = type_wrap(p->type, rate_style(p, item), item->part[0], r->label).n;

	return (item->kind == ITEM_RATE_HEAD ? RATE_HEAD : RATE_PITCH) +
	       ((int)n - 1) * PAGE_LABEL_LEAD;
}

static void rate_draw(struct paper *p, const struct item *item, const struct rates *r, int *y)
{
	struct text_style style = rate_style(p, item);
	struct text_lines label = type_wrap(p->type, style, item->part[0], r->label);
	int baseline = *y + (item->kind == ITEM_RATE_HEAD ? PT(8.6) : PT(11));

	for (size_t k = 0; k < label.n; k++)
		type_show_line(p->type, paper_ops(p), PAGE_LEFT,
			       baseline + (int)k * PAGE_LABEL_LEAD, style, &label.at[k]);
	type_show(p->type, paper_ops(p), r->x2, baseline, ALIGN_RIGHT, style, item->part[1]);
	type_show(p->type, paper_ops(p), r->x3, baseline, ALIGN_RIGHT, style, item->part[2]);
	*y += rate_height(p, item, r);
	draw_rule(paper_ops(p), PAGE_LEFT, *y - HAIRLINE, r->x3 - PAGE_LEFT, HAIRLINE,
		  p->frame->palette.rule);
}

/* A total as it fits: a long figure is set smaller, a long label on more lines. */
struct total {
	struct text_lines label;
	struct text_style label_style, value_style;
	int left, right, height;
};

static struct total total_measure(const struct paper *p, const struct item *item)
{
	bool strong = item->kind == ITEM_TOTAL_STRONG, boxed = p->frame->shape.total == TOTAL_BOX;
	int inset = boxed ? PT(12) : strong && p->frame->shape.total == TOTAL_DOUBLE ? PT(4) : 0;
	struct total t = { .left = TOTALS_X + (boxed ? 0 : inset), .right = PAGE_RIGHT - inset };
	int label, width = t.right - t.left;

	t.label_style = strong ? paper_bold(p) : paper_body(p);
	if (strong && boxed)
		t.label_style.colour = p->frame->palette.accent_text;
	t.value_style = t.label_style;
	if (strong)
		t.value_style.size = VALUE_STRONG;
	label = type_width(p->type, t.label_style, item->part[0]) + VALUE_GAP;
	label = label > width / 2 ? width / 2 : label;
	while (t.value_style.size > VALUE_LEAST &&
	       type_width(p->type, t.value_style, item->part[1]) > width - label)
		t.value_style.size -= PT(0.5);
	label = width - VALUE_GAP - type_width(p->type, t.value_style, item->part[1]);
	if (type_width(p->type, t.label_style, item->part[0]) <= label)
		label = width;
	t.label = type_wrap(p->type, t.label_style, item->part[0],
			    label < RATE_LEAST ? RATE_LEAST : label);
	t.height = (strong ? TOTAL_STRONG : TOTAL_PITCH) + ((int)t.label.n - 1) * PAGE_LEAD;
	return t;
}

/* What stands behind the sum to pay. */
static void total_back(struct paper *p, int y, int height)
{
	const struct palette *c = &p->frame->palette;
	struct buf *ops = paper_ops(p);
	int width = PAGE_RIGHT - TOTALS_X, low = y + height - TOTAL_STRONG;

	switch (p->frame->shape.total) {
	case TOTAL_BOX:
		draw_box(ops, TOTALS_X - PT(12), y + PT(5), width + PT(12), low - y + PT(35),
			 p->frame->shape.corner, c->accent);
		break;
	case TOTAL_DOUBLE:
		draw_rule(ops, TOTALS_X, y + PT(3.6), width, HAIRLINE, c->ink);
		draw_rule(ops, TOTALS_X, low + PT(36), width, HAIRLINE, c->ink);
		draw_rule(ops, TOTALS_X, low + PT(38.2), width, HAIRLINE, c->ink);
		break;
	case TOTAL_RULE:
		draw_rule(ops, TOTALS_X, y + PT(3.6), width, RULE, c->ink);
		break;
	}
}

static void total_draw(struct paper *p, const struct item *item, int *y)
{
	struct total t = total_measure(p, item);
	int baseline = *y + PT(9.65);

	if (item->kind == ITEM_TOTAL_STRONG) {
		baseline = *y + (p->frame->shape.total == TOTAL_DOUBLE ? PT(25.2) : PT(27.6));
		total_back(p, *y, t.height);
	}
	for (size_t i = 0; i < t.label.n; i++)
		type_show_line(p->type, paper_ops(p), t.left, baseline + (int)i * PAGE_LEAD,
			       t.label_style, &t.label.at[i]);
	type_show(p->type, paper_ops(p), t.right, baseline, ALIGN_RIGHT, t.value_style,
		  item->part[1]);
	*y += t.height;
}

int block_totals_height(const struct paper *p, const struct items *items, size_t i)
{
	struct rates r = rates_measure(p, items, i);
	int left = 0, right = 0;

	for (; i < items->n && item_is_total(items->at[i].kind); i++)
		if (item_is_rate(items->at[i].kind))
			left += rate_height(p, &items->at[i], &r);
		else
			right += total_measure(p, &items->at[i]).height;
	if (left == 0 && right == 0)
		return 0;
	return TOTALS_GAP + (left > right ? left : right);
}

size_t block_totals(struct paper *p, const struct items *items, size_t i)
{
	struct rates r = rates_measure(p, items, i);
	int height = block_totals_height(p, items, i), left, right;

	paper_need(p, height);
	left = right = p->y + TOTALS_GAP;
	p->y += height;
	for (; i < items->n && item_is_total(items->at[i].kind); i++)
		if (item_is_rate(items->at[i].kind))
			rate_draw(p, &items->at[i], &r, &left);
		else
			total_draw(p, &items->at[i], &right);
	return i;
}
