/* Statements as CSV. Rows are put together across chunks (a quoted cell may hold line ends), their cells
 * found by the layout of the header; a row is held until the next dated one, because some banks write
 * one movement on several. */
#include "statement_in.h"

#include "charset.h"
#include "span.h"
#include "statement_csv_row.h"

#define ROW_MAX ((size_t)256 << 10)

struct bank_csv {
	struct sheet *sheet;
	struct csv_layout layout;
	struct arena *hold; /* of the row that waits */
	struct arena *rows; /* of the row at hand: giving an entry empties the sheet's */
	struct csv_held held;
	struct csv_run run;
	char *row;
	size_t row_len, width;    /* width: cells of the row before */
	unsigned long at, row_at; /* line, and the line on which the row began */
	enum { AT_CELL, IN_CELL, IN_QUOTES, AFTER_QUOTES } where;
	bool found, cr, too_long;
};

struct bank_csv *bank_csv_open(struct arena *a, struct sheet *s, struct span head)
{
	struct bank_csv *c = ARENA_NEW(a, struct bank_csv);

	c->sheet = s;
	c->hold = arena_new((size_t)8 << 20);
	c->rows = arena_new((size_t)8 << 20);
	c->row = arena_alloc(a, ROW_MAX);
	c->at = 1;
	c->row_at = 1;
	csv_run_begin(&c->run);
	(void)csv_map_find(s->kit->maps, head, &c->layout);
	return c;
}

static void give_held(struct bank_csv *c)
{
	if (c->held.line)
		csv_held_give(c->sheet, &c->layout, &c->held, &c->run);
	c->held = (struct csv_held){ .line = 0 };
	arena_clear(c->hold);
	arena_clear(c->sheet->work);
}

/* A row of the file: header, movement, the rest of one, or neither. */
static void take_row(struct bank_csv *c, const struct csv_row *row)
{
	struct csv_held next = { .line = 0 };

	if (!c->found || csv_is_header(c->rows, &c->layout, row)) {
		c->found = c->found || csv_is_header(c->rows, &c->layout, row);
		if (!c->found)
			csv_above_take(&c->run.above, row);
		return;
	}
	if (csv_held_continues(&c->layout, &c->held, row)) {
		csv_held_add(c->hold, &c->layout, &c->held, row);
		return;
	}
	give_held(c);
	if (csv_held_begin(c->hold, &c->layout, row, c->row_at, &next))
		c->held = next;
}

/* last: the file ends here, without a line's end. */
static void end_row(struct bank_csv *c, bool last)
{
	struct csv_row row = { .at = NULL };
	struct why why = { "" };
	struct csv rows;
	bool more = false;

	if (c->too_long) {
		sheet_warn(c->sheet, c->row_at, "a row of over %zu bytes: left out", ROW_MAX);
	} else if (c->row_len) {
		csv_open(&rows, (struct span){ c->row, c->row_len });
		if (c->layout.map)
			rows.separator = c->layout.separator;
		if (csv_next(&rows, c->rows, &row, &more, &why))
			sheet_warn(c->sheet, c->row_at, "left out: %s", why.text);
		else if (more && last && row.n < c->width)
			sheet_warn(c->sheet, c->row_at, "left out: the file ends inside it");
		else if (more)
			take_row(c, &row);
		c->width = row.n;
	}
	c->row_len = 0;
	c->too_long = false;
	c->where = AT_CELL;
	c->row_at = c->at;
	arena_clear(c->rows);
}

/* Follows csv.h: a quote counts at a cell's start only, and doubled inside quotes. */
static void add_char(struct bank_csv *c, char ch)
{
	if (c->row_len < ROW_MAX)
		c->row[c->row_len++] = ch;
	else
		c->too_long = true;
	if (c->where == IN_QUOTES)
		c->where = ch == '"' ? AFTER_QUOTES : IN_QUOTES;
	else if (ch == '"' && c->where != IN_CELL)
		c->where = IN_QUOTES;
	else if (ch == c->layout.separator)
		c->where = AT_CELL;
	else if (ch != ' ' || c->where == AFTER_QUOTES)
		c->where = IN_CELL;
}

bool bank_csv_feed(struct bank_csv *c, struct span chunk)
{
	for (size_t i = 0; i < chunk.len; i++) {
		char ch = chunk.ptr[i];
		bool after_cr = c->cr, newline = ch == '\n' || ch == '\r';

		if (!ch) {
			sheet_warn(c->sheet, c->at, "a zero byte: the rest is not read");
			return false;
		}
		c->cr = ch == '\r';
		if (ch == '\n' && after_cr) {
			if (c->where == IN_QUOTES)
				add_char(c, ch);
			continue;
		}
		c->at += newline;
		if (newline && c->where != IN_QUOTES)
			end_row(c, false);
		else
			add_char(c, ch);
	}
	return true;
}

void bank_csv_end(struct bank_csv *c)
{
	if (c->row_len && c->where == IN_QUOTES) {
		sheet_warn(c->sheet, c->row_at, "left out: the file ends inside a quoted cell");
		c->row_len = 0;
	}
	end_row(c, true);
	give_held(c);
	csv_run_end(c->sheet, &c->run);
	if (!c->found)
		sheet_warn(c->sheet, 1, "no header that a mapping of config/banks knows");
	arena_free(c->hold);
	arena_free(c->rows);
}
