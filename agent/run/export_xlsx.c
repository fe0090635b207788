/* libxlsxwriter 1.1.4 writes to a named file only: a memory file (memfd_create(2)) has such a name in
 * /proc/self/fd. A cell of XLSX is a double (ECMA-376 18.3.1.96): amounts up to 2^53 minor units, 90,000
 * billion lei, print exactly as they are; what is larger is written as text. */
#define _GNU_SOURCE     /* memfd_create */
#include <xlsxwriter.h> /* before banned.h: its macros name strncpy */

#include "export_xlsx.h"

#include <errno.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "register_csv.h"
#include "span.h"
#include "utf8.h"

enum { CELL_RUNES = 32000, COLUMN_MIN = 8, COLUMN_MAX = 48 };
#define EXACT ((int64_t)1 << 53)

struct book {
	const struct look *look;
	struct arena *a;
	struct span lang;
	lxw_workbook *wb;
	lxw_format *head, *money, *day;
	struct why *why;
};

/* "1234.50" of 123450: the nearest double, which every spreadsheet prints as those digits again. */
static double number(int64_t n, unsigned scale)
{
	double d = (double)n;

	while (scale-- > 0)
		d /= 10;
	return d;
}

static lxw_error put(struct book *b, lxw_worksheet *ws, lxw_row_t row, lxw_col_t col,
		     const struct value *cell, struct span text)
{
	const char *str = arena_str(b->a, utf8_cut(text, CELL_RUNES));
	struct civil c;
	lxw_datetime when;

	if (!text.len)
		return LXW_NO_ERROR;
	switch (cell->kind) {
	case VALUE_INT:
		return worksheet_write_number(ws, row, col, (double)cell->u.num, NULL);
	case VALUE_DECIMAL:
		return worksheet_write_number(ws, row, col,
					      number(cell->u.dec.n, cell->u.dec.scale), NULL);
	case VALUE_MONEY:
		if (cell->u.money.minor > EXACT || cell->u.money.minor < -EXACT)
			break;
		return worksheet_write_number(
			ws, row, col,
			number(cell->u.money.minor, money_exponent(cell->u.money.cur)), b->money);
	case VALUE_DAY:
		c = day_civil(cell->u.day);
		when = (lxw_datetime){ .year = c.year, .month = c.month, .day = c.day };
		return worksheet_write_datetime(ws, row, col, &when, b->day);
	case VALUE_TEXT:
	case VALUE_TX:
	case VALUE_NULL:
	case VALUE_BOOL:
	case VALUE_LIST:
	case VALUE_MAP:
		break;
	}
	return worksheet_write_string(ws, row, col, str, NULL);
}

static enum rc write_row(struct book *b, lxw_worksheet *ws, lxw_row_t at, const struct value *cells,
			 unsigned *width)
{
	for (size_t i = 0; i < cells->u.list.n; i++) {
		const struct value *cell = cells->u.list.at[i];
		struct span text;
		size_t runes;
		enum rc rc = register_cell(b->look, b->a, b->lang, cell, &text, b->why);

		if (rc)
			return rc;
		runes = utf8_count(text) + 2;
		if (width[i] < runes)
			width[i] = runes < COLUMN_MAX ? (unsigned)runes : COLUMN_MAX;
		if (at == 0 ? worksheet_write_string(ws, at, (lxw_col_t)i, arena_str(b->a, text),
						     b->head) :
			      put(b, ws, at, (lxw_col_t)i, cell, text))
			return why_fail(b->why, RC_REFUSED,
					"a sheet cannot hold row %u: ask for a shorter period", at);
	}
	return RC_OK;
}

static enum rc write_sheet(struct book *b, const struct value *table)
{
	const struct value *columns = value_get(table, "columns"), *rows = value_get(table, "rows");
	unsigned *width = ARENA_ARRAY(b->a, columns->u.list.n, unsigned);
	struct span title;
	lxw_worksheet *ws;
	enum rc rc =
		register_cell(b->look, b->a, b->lang, value_get(table, "title"), &title, b->why);

	if (rc)
		return rc;
	ws = workbook_add_worksheet(b->wb, arena_str(b->a, title));
	if (!ws)
		return why_fail(b->why, RC_BAD_CONFIG, "no sheet can be called \"%.*s\"",
				SPAN_ARG(title));
	for (size_t i = 0; i < columns->u.list.n; i++)
		width[i] = COLUMN_MIN;
	rc = write_row(b, ws, 0, columns, width);
	for (size_t i = 0; !rc && i < rows->u.list.n; i++)
		rc = write_row(b, ws, (lxw_row_t)i + 1, rows->u.list.at[i], width);
	for (size_t i = 0; i < columns->u.list.n; i++)
		(void)worksheet_set_column(ws, (lxw_col_t)i, (lxw_col_t)i, width[i], NULL);
	worksheet_freeze_panes(ws, 1, 0);
	return rc;
}

static enum rc fill(struct book *b, const struct value *const *tables, size_t n, int64_t made)
{
	lxw_doc_properties props = { .created = (time_t)made };
	enum rc rc = RC_OK;

	(void)workbook_set_properties(b->wb, &props);
	b->head = workbook_add_format(b->wb);
	b->money = workbook_add_format(b->wb);
	b->day = workbook_add_format(b->wb);
	format_set_bold(b->head);
	format_set_text_wrap(b->head);
	format_set_num_format(b->money, "#,##0.00");
	format_set_num_format(b->day, "dd.mm.yyyy");
	for (size_t i = 0; !rc && i < n; i++)
		rc = write_sheet(b, tables[i]);
	return rc;
}

static enum rc read_back(int fd, struct arena *a, struct span *ret, struct why *reterr)
{
	struct stat st;
	char *p;
	size_t at = 0;

	if (fstat(fd, &st) != 0)
		return why_fail(reterr, RC_RETRY, "workbook: %s", strerror(errno));
	p = arena_alloc(a, (size_t)st.st_size + 1);
	while (at < (size_t)st.st_size) {
		ssize_t n = pread(fd, p + at, (size_t)st.st_size - at, (off_t)at);

		if (n <= 0)
			return why_fail(reterr, RC_RETRY, "workbook: %s", strerror(errno));
		at += (size_t)n;
	}
	*ret = (struct span){ p, at };
	return RC_OK;
}

enum rc export_xlsx(const struct look *l, struct arena *a, struct span lang,
		    const struct value *const *tables, size_t n, int64_t made, struct span *ret,
		    struct why *reterr)
{
	struct book b = { .look = l, .a = a, .lang = lang, .why = reterr };
	int fd = memfd_create("registers.xlsx", MFD_CLOEXEC);
	lxw_error failed;
	enum rc rc;

	if (fd >= 0)
		b.wb = workbook_new(arena_str(a, arena_fmt(a, "/proc/self/fd/%d", fd)));
	if (!b.wb) {
		rc = why_fail(reterr, RC_RETRY, "workbook: %s", strerror(errno));
		if (fd >= 0)
			close(fd);
		return rc;
	}
	rc = fill(&b, tables, n, made);
	failed = workbook_close(b.wb);
	if (!rc && failed)
		rc = why_fail(reterr, RC_RETRY, "workbook: %s", lxw_strerror(failed));
	if (!rc)
		rc = read_back(fd, a, ret, reterr);
	close(fd);
	return rc;
}
