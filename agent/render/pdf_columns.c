/* Widths and places of a table's columns. */
#include "pdf_table_in.h"
#include "span.h"

#define FIGURES_MAX PT(116)
#define WORDS_MAX   PT(100)
#define NAMES_LEAST PT(90)
#define REST_LEAST  PT(60)
#define SIZE_LEAST  PT(7)

enum rc table_column(struct span spec, struct column *c, struct why *reterr)
{
	struct span width, side, more;
	int64_t points;

	if (!span_next_word(&spec, &width) || !span_next_word(&spec, &side) ||
	    span_next_word(&spec, &more))
		return why_fail(reterr, RC_BAD_CONFIG, "@column WIDTH SIDE | HEAD");
	if (span_eq_str(width, "*"))
		c->least = 0;
	else if (span_to_i64(width, &points) && points >= 8 && points <= 499)
		c->least = (int)points * 100;
	else
		return why_fail(reterr, RC_BAD_CONFIG, "the width is \"*\" or 8 to 499 points");
	c->carries = span_eq_str(side, "sum");
	c->right = c->carries || span_eq_str(side, "right");
	c->grey = span_eq_str(side, "grey");
	if (!c->right && !c->grey && !span_eq_str(side, "left"))
		return why_fail(reterr, RC_BAD_CONFIG, "the side is left, right, sum or grey");
	return RC_OK;
}

struct text_style column_body(const struct paper *p, const struct table *t)
{
	return paper_style(FACE_REGULAR, t->size, p->frame->palette.ink);
}

struct text_style column_bold(const struct paper *p, const struct table *t)
{
	return paper_style(FACE_BOLD, t->size, p->frame->palette.ink);
}

/* A column with a width of its own is as wide as its widest cell asks for, within reason: figures do
 * not wrap. */
static int column_figures(const struct paper *p, const struct table *t, size_t column)
{
	int least = t->column[column].least, widest, most;

	widest = type_width(p->type, paper_label(p), t->column[column].head);
	for (size_t i = 0; i < t->rows.n; i++) {
		int w = type_width(p->type, column_body(p, t), t->rows.at[i].cell[column]);

		widest = w > widest ? w : widest;
		if (t->column[column].carries) {
			w = type_width(p->type, column_bold(p, t), t->rows.at[i].sum);
			widest = w > widest ? w : widest;
		}
	}
	widest +=
		COLUMN_GAP + PT(1); /* a blank's kerning is not known to the wrapping beforehand */
	most = t->column[column].right ? FIGURES_MAX : WORDS_MAX;
	widest = widest > most ? most : widest;
	return widest > least ? widest : least;
}

struct text_style column_head_style(const struct paper *p)
{
	if (p->frame->shape.table == TABLE_BANDS)
		return paper_style(FACE_BOLD, PAGE_LABEL, 0xffffff);
	return paper_label(p);
}

struct text_lines column_head(const struct paper *p, const struct table *t, size_t column)
{
	return type_wrap(p->type, column_head_style(p), t->column[column].head,
			 t->column[column].width - (column + 1 < t->n_column ? COLUMN_GAP / 2 : 0));
}

/* Measure the columns that have a width of their own; gives what they leave for each of the others. */
static int columns_measure(const struct paper *p, struct table *t, int room)
{
	int wide = 0;

	for (size_t i = 0; i < t->n_column; i++) {
		struct column *c = &t->column[i];

		c->width = c->least ? column_figures(p, t, i) : 0;
		room -= c->width;
		wide += c->least == 0;
	}
	return wide ? room / wide : room;
}

/* Give every column its width and place. Where long figures leave too little for the names, the table is
 * set smaller; then the widest columns give way, and what is in them wraps. */
void columns_spread(const struct paper *p, struct table *t)
{
	int inset = p->frame->shape.table == TABLE_BANDS ? BAND_INSET : 0;
	int room = PAGE_WIDTH - 2 * inset, x = PAGE_LEFT + inset, rest;

	t->size = PAGE_BODY;
	while ((rest = columns_measure(p, t, room)) < NAMES_LEAST && t->size > SIZE_LEAST)
		t->size -= PT(0.5);
	while (rest < REST_LEAST) {
		struct column *widest = &t->column[0];

		for (size_t i = 1; i < t->n_column; i++)
			if (t->column[i].width > widest->width)
				widest = &t->column[i];
		widest->width -= PT(1);
		rest += PT(1);
	}
	for (size_t i = 0; i < t->n_column; i++) {
		struct column *c = &t->column[i];

		if (c->least == 0)
			c->width = rest;
		c->x = c->right ? x + c->width : x;
		x += c->width;
		if (column_head(p, t, i).n > t->head_lines)
			t->head_lines = column_head(p, t, i).n;
	}
}

size_t columns_wide(const struct table *t)
{
	size_t widest = 0;

	for (size_t i = 0; i < t->n_column; i++)
		if (t->column[i].least == 0)
			return i;
	for (size_t i = 1; i < t->n_column; i++)
		if (t->column[i].width > t->column[widest].width)
			widest = i;
	return widest;
}
