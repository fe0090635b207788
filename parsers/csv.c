/* Reads rows of CSV one by one. */
#include "csv.h"

#include "buf.h"
#include "span.h"

enum { CELLS_MAX = 200, CELL_MAX = 65536 };

void csv_open(struct csv *c, struct span text)
{
	static const char marks[] = { ';', '\t', ',', '|' };
	struct span rest, first = S("");
	size_t best = 0;

	if (span_starts(text, S("\xEF\xBB\xBF")))
		text = span_from(text, 3);
	*c = (struct csv){ .rest = text, .separator = ',', .next_line = 1 };
	rest = text;
	if (!span_next_line(&rest, &first))
		return;
	for (size_t m = 0; m < ARRAY_LEN(marks); m++) {
		size_t n = 0;

		for (size_t i = 0; i < first.len; i++)
			n += first.ptr[i] == marks[m];
		if (n > best) {
			best = n;
			c->separator = marks[m];
		}
	}
}

static bool at_line_end(const struct csv *c)
{
	return c->rest.len && (c->rest.ptr[0] == '\n' || c->rest.ptr[0] == '\r');
}

static void skip_line_end(struct csv *c)
{
	if (span_starts(c->rest, S("\r\n")))
		c->rest = span_from(c->rest, 2);
	else if (at_line_end(c))
		c->rest = span_from(c->rest, 1);
	c->next_line++;
}

/* A quoted cell may hold separators and line ends. */
static enum rc quoted_cell(struct csv *c, struct buf *cell, struct why *reterr)
{
	c->rest = span_from(c->rest, 1);
	while (c->rest.len) {
		char ch = c->rest.ptr[0];

		if (span_starts(c->rest, S("\"\""))) {
			buf_add_char(cell, '"');
			c->rest = span_from(c->rest, 2);
			continue;
		}
		c->rest = span_from(c->rest, 1);
		if (ch == '"')
			return RC_OK;
		if (ch == '\n')
			c->next_line++;
		buf_add_char(cell, ch);
	}
	return why_fail(reterr, RC_BAD_INPUT, "line %u: a quoted cell never ends; close the quote",
			c->line);
}

static enum rc one_cell(struct csv *c, struct arena *a, struct span *ret, struct why *reterr)
{
	struct buf cell;
	enum rc rc = RC_OK;

	buf_init(&cell, a, CELL_MAX);
	while (c->rest.len && c->rest.ptr[0] == ' ')
		c->rest = span_from(c->rest, 1);
	if (c->rest.len && c->rest.ptr[0] == '"')
		rc = quoted_cell(c, &cell, reterr);
	while (!rc && c->rest.len && !at_line_end(c) && c->rest.ptr[0] != c->separator) {
		buf_add_char(&cell, c->rest.ptr[0]);
		c->rest = span_from(c->rest, 1);
	}
	if (!rc && !buf_ok(&cell))
		rc = why_fail(reterr, RC_BAD_INPUT, "line %u: a cell of over %d bytes", c->line,
			      CELL_MAX);
	*ret = span_trim(buf_span(&cell));
	return rc;
}

enum rc csv_next(struct csv *c, struct arena *a, struct csv_row *ret, bool *more,
		 struct why *reterr)
{
	enum rc rc = RC_OK;

	*ret = (struct csv_row){ 0 };
	*more = false;
	while (at_line_end(c))
		skip_line_end(c);
	if (!c->rest.len)
		return RC_OK;
	*more = true;
	c->line = c->next_line;
	for (;;) {
		struct span cell;

		rc = one_cell(c, a, &cell, reterr);
		if (rc)
			return rc;
		if (ret->n == CELLS_MAX)
			return why_fail(reterr, RC_BAD_INPUT, "line %u: over %d cells", c->line,
					CELLS_MAX);
		*ARENA_PUSH(a, ret) = cell;
		if (!c->rest.len || c->rest.ptr[0] != c->separator)
			break;
		c->rest = span_from(c->rest, 1);
	}
	if (at_line_end(c))
		skip_line_end(c);
	return RC_OK;
}
