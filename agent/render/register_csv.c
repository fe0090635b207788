/* CSV for spreadsheets. */
#include "register_csv.h"

#include "span.h"

enum { TABLE_MAX = 64 << 20 };

static struct span with_comma(struct arena *a, struct span number)
{
	char *p = arena_alloc(a, number.len + 1);

	for (size_t i = 0; i < number.len; i++)
		p[i] = number.ptr[i] == '.' ? ',' : number.ptr[i];
	return (struct span){ p, number.len };
}

enum rc register_cell(const struct look *l, struct arena *a, struct span lang,
		      const struct value *cell, struct span *ret, struct why *reterr)
{
	struct civil c;

	*ret = S("");
	if (!cell)
		return RC_OK;
	switch (cell->kind) {
	case VALUE_TEXT:
		*ret = cell->u.text;
		break;
	case VALUE_TX:
		return look_text(l, a, lang, cell->u.text, cell->args, ret, reterr);
	case VALUE_INT:
		*ret = arena_fmt(a, "%lld", (long long)cell->u.num);
		break;
	case VALUE_MONEY:
		*ret = with_comma(a, money_print(a, cell->u.money));
		break;
	case VALUE_DECIMAL:
		*ret = with_comma(a, decimal_print(a, cell->u.dec, 0));
		break;
	case VALUE_DAY:
		c = day_civil(cell->u.day);
		*ret = arena_fmt(a, "%02d.%02d.%04d", c.day, c.month, c.year);
		break;
	case VALUE_NULL:
	case VALUE_BOOL:
	case VALUE_LIST:
	case VALUE_MAP:
		break;
	}
	return RC_OK;
}

/* OWASP, "CSV Injection": what makes Excel, LibreOffice and Sheets compute a cell. */
static bool reads_as_formula(struct span s)
{
	return s.len && memchr("=+-@\t\r", s.ptr[0], 6);
}

static bool needs_quotes(struct span s)
{
	for (size_t i = 0; i < s.len; i++)
		if (memchr(";\"\r\n\t", s.ptr[i], 5))
			return true;
	return s.len && (s.ptr[0] == ' ' || s.ptr[s.len - 1] == ' ');
}

static void add_text(struct buf *out, struct span s, bool foreign)
{
	bool quotes = needs_quotes(s);

	if (quotes)
		buf_add_char(out, '"');
	if (foreign && reads_as_formula(s))
		buf_add_char(out, '\'');
	for (size_t i = 0; i < s.len; i++) {
		if (s.ptr[i] == '"')
			buf_add_char(out, '"');
		buf_add_char(out, s.ptr[i]);
	}
	if (quotes)
		buf_add_char(out, '"');
}

static enum rc add_row(const struct look *l, struct arena *a, struct span lang,
		       const struct value *cells, struct buf *out, struct why *reterr)
{
	for (size_t i = 0; i < cells->u.list.n; i++) {
		const struct value *cell = cells->u.list.at[i];
		struct span text;
		enum rc rc = register_cell(l, a, lang, cell, &text, reterr);

		if (rc)
			return rc;
		if (i)
			buf_add_char(out, ';');
		add_text(out, text, cell && cell->kind == VALUE_TEXT);
	}
	buf_add_str(out, "\r\n");
	return RC_OK;
}

enum rc register_csv(const struct look *l, struct arena *a, struct span lang,
		     const struct value *table, struct span *ret, struct why *reterr)
{
	const struct value *rows = value_get(table, "rows");
	struct buf out;
	enum rc rc;

	buf_init(&out, a, TABLE_MAX);
	buf_add_str(&out, "\xef\xbb\xbf");
	rc = add_row(l, a, lang, value_get(table, "columns"), &out, reterr);
	for (size_t i = 0; !rc && i < rows->u.list.n; i++)
		rc = add_row(l, a, lang, rows->u.list.at[i], &out, reterr);
	if (!rc && !buf_ok(&out))
		rc = why_fail(reterr, RC_REFUSED,
			      "a register of over %d MB: ask for a shorter period",
			      TABLE_MAX >> 20);
	*ret = buf_span(&out);
	return rc;
}
