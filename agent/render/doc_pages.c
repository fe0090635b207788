/* Layout lines -> pages -> file. */
#include "doc_pages.h"

#include "pdf_block.h"
#include "pdf_image.h"
#include "pdf_page.h"
#include "pdf_table.h"
#include "span.h"

#define FOOT_MAX  4000
#define TABLE_TOP PT(252.9) /* on the first page; lower when the parties take more room */
#define TABLE_GAP PT(30)

struct span doc_item_text(const struct items *items, enum item_kind kind, size_t part)
{
	for (size_t i = 0; i < items->n; i++)
		if (items->at[i].kind == kind)
			return items->at[i].part[part];
	return S("");
}

/* All texts of a kind, joined by a blank or a line end. */
static struct span item_joined(struct arena *a, const struct items *items, enum item_kind kind,
			       const char *by)
{
	struct buf b;

	buf_init(&b, a, FOOT_MAX);
	for (size_t i = 0; i < items->n; i++)
		if (items->at[i].kind == kind && items->at[i].part[0].len > 0)
			buf_add_fmt(&b, "%s%.*s", b.len ? by : "", SPAN_ARG(items->at[i].part[0]));
	return buf_span(&b);
}

static uint32_t brand_colour(const struct look *l, const char *key)
{
	const char *hex = "0123456789abcdef";
	struct span s = look_brand(l, key);
	uint32_t rgb = 0;

	for (size_t i = 1; i < s.len && i < 7; i++) {
		const char *at =
			strchr(hex, s.ptr[i] >= 'A' && s.ptr[i] <= 'F' ? s.ptr[i] + 32 : s.ptr[i]);

		rgb = rgb << 4 | (uint32_t)(at ? at - hex : 0);
	}
	return rgb;
}

/* What should stand on the page of the last rows: totals, and all that follows where that is little.
 * *least: what must; words may go on without rows, a payment block never stands alone. */
static int render_tail(struct paper *p, const struct items *items, size_t i, const struct qr *qr,
		       int *least)
{
	int totals = block_totals_height(p, items, i), pay = block_pay_height(p, items, qr);
	int all = totals + pay;

	for (; i < items->n; i++)
		all += block_text_height(p, &items->at[i]);
	all = all < paper_room_full(p) * 6 / 10 ? all : totals;
	*least = pay ? all : totals;
	return all;
}

/* Rows, columns and carried sums from @column on; gives the index after them. */
static enum rc render_table(struct paper *p, const struct items *items, size_t *i,
			    const struct qr *qr, struct why *reterr)
{
	struct table t = { .n_column = 0 };
	enum rc rc;
	int tail, least;

	for (; *i < items->n; ++*i) {
		const struct item *item = &items->at[*i];

		if (item->kind == ITEM_COLUMN) {
			if (t.n_column == ITEM_PARTS)
				return why_fail(reterr, RC_BAD_CONFIG, "over %d columns",
						ITEM_PARTS);
			t.column[t.n_column].head = item->part[1];
			rc = table_column(item->part[0], &t.column[t.n_column++], reterr);
			if (rc)
				return rc;
		} else if (item->kind == ITEM_ROW)
			ARENA_PUSH(p->arena, &t.rows)->cell = item->part;
		else if (item->kind == ITEM_DETAIL && t.rows.n)
			t.rows.at[t.rows.n - 1].detail = item->part[0];
		else if (item->kind == ITEM_SUM && t.rows.n)
			t.rows.at[t.rows.n - 1].sum = item->part[0];
		else if (item->kind == ITEM_CARRY) {
			t.carry_bottom = item->part[0];
			t.carry_top = item->part[1];
		} else if (item->kind == ITEM_EMPTY)
			t.empty = item->part[0];
		else
			break;
	}
	if (t.n_column == 0)
		return why_fail(reterr, RC_BAD_CONFIG, "@row before any @column");
	tail = render_tail(p, items, *i, qr, &least);
	if (p->sheets.n == 1 && p->y < TABLE_TOP && p->frame->shape.head == HEAD_MARK)
		p->y = p->y + TABLE_GAP > TABLE_TOP ? p->y + TABLE_GAP : TABLE_TOP;
	else
		p->y += TABLE_GAP;
	table_place(p, &t, tail, least);
	return RC_OK;
}

static enum rc render_flow(struct paper *p, const struct items *items, const struct qr *qr,
			   struct why *reterr)
{
	int clause = 0;
	size_t i = 0;
	int64_t points;
	enum rc rc;

	while (i < items->n && !p->over) {
		switch (items->at[i].kind) {
		case ITEM_PARTY:
		case ITEM_FACT:
		case ITEM_FACT_STRONG:
			i = block_parties(p, items, i);
			break;
		case ITEM_CARRY:
		case ITEM_COLUMN:
		case ITEM_ROW:
			rc = render_table(p, items, &i, qr, reterr);
			if (rc)
				return rc;
			break;
		case ITEM_RATE_HEAD:
		case ITEM_RATE:
		case ITEM_TOTAL:
		case ITEM_TOTAL_STRONG:
			i = block_totals(p, items, i);
			break;
		case ITEM_HEADING:
		case ITEM_TEXT:
		case ITEM_LEAD:
		case ITEM_NOTE:
		case ITEM_LINK:
			i = block_text(p, items, i);
			break;
		case ITEM_CLAUSE:
			i = block_clause(p, items, i, ++clause);
			break;
		case ITEM_SIGN:
			i = block_sign(p, items, i);
			break;
		case ITEM_SPACE:
			if (!span_to_i64(items->at[i].part[0], &points) || points > 700)
				return why_fail(reterr, RC_BAD_CONFIG,
						"@space wants points, 0 to 700");
			p->y += (int)points * 100;
			i++;
			break;
		case ITEM_INFO:
		case ITEM_TITLE:
		case ITEM_UNDER:
		case ITEM_LETTER:
		case ITEM_FOOT:
		case ITEM_PAGES:
		case ITEM_LINE:
		case ITEM_DETAIL:
		case ITEM_SUM:
		case ITEM_EMPTY:
		case ITEM_ITEM:
		case ITEM_PROOF:
		case ITEM_PAY:
		case ITEM_QR:
		case ITEM_KINDS:
			i++;
			break;
		}
	}
	block_pay(p, items, qr);
	paper_finish(p);
	return RC_OK;
}

static struct page_frame render_frame(const struct look *l, const struct type *t,
				      const struct items *items, struct span brand)
{
	struct page_frame f = {
		.brand = type_clean(t, brand),
		.kind = doc_item_text(items, ITEM_TITLE, 0),
		.number = doc_item_text(items, ITEM_TITLE, 1),
		.under = doc_item_text(items, ITEM_UNDER, 0),
		.foot = item_joined(t->arena, items, ITEM_FOOT, " "),
		.letter = item_joined(t->arena, items, ITEM_LETTER, "\n"),
		.pages = doc_item_text(items, ITEM_PAGES, 0),
		.palette = {
			.accent = brand_colour(l, "accent"),
			.accent_text = brand_colour(l, "accent_text"),
			.ink = brand_colour(l, "ink"),
			.label = brand_colour(l, "label"),
			.rule = brand_colour(l, "rule"),
			.tint = brand_colour(l, "tint"),
		},
		.shape = shape_of(l),
	};

	return f;
}

enum rc doc_pages(const struct look *l, struct type *t, const struct items *items,
		  const struct doc_dress *dress, struct pdf_info *info, struct span *ret,
		  struct why *reterr)
{
	struct page_frame frame = render_frame(l, t, items, dress->brand);
	static const struct qr none = { NULL, 0 };
	struct paper paper;
	enum rc rc = RC_OK;

	if (dress->foreign)
		frame.palette.accent = frame.palette.ink;
	else
		rc = picture_logo(l, t->arena, &frame.logo, reterr);
	if (!rc && !dress->foreign)
		rc = picture_code(l, t->arena, PAGE_CODE, &frame.code, reterr);
	if (rc)
		return rc;
	paper_init(&paper, t->arena, t, &frame);
	rc = render_flow(&paper, items, dress->qr ? dress->qr : &none, reterr);
	if (rc)
		return why_prefix(reterr, rc, "%s layout", dress->name);
	if (paper.over)
		return why_fail(reterr, RC_BAD_INPUT, "over %d pages", PAGES_MAX);
	info->image[0] = (struct pdf_image){ "L", look_brand(l, "logo"), frame.logo.bytes };
	info->image[1] = (struct pdf_image){ "Q", look_brand(l, "qr_image"), frame.code.bytes };
	return pdf_file_write(t->arena, &paper.sheets, t, info, ret, reterr);
}
