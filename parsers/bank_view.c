/* The text of a bank's mail as its patterns see it: see bank_in.h. */
#include "bank_in.h"

#include "span.h"
#include "utf8.h"

/* The ASCII sign that stands for a rune: a letter without its marks, a plain blank, dash or quote; 0 = as
 * it is. */
static char plain_rune(uint32_t r)
{
	static const struct {
		uint16_t rune;
		char plain;
	} table[] = {
		{ '\t', ' ' },    { 0xa0, ' ' },   { 0x202f, ' ' }, { 0x2009, ' ' },
		{ 0x2010, '-' },  { 0x2011, '-' }, { 0x2013, '-' }, { 0x2014, '-' },
		{ 0x2212, '-' },  { 0x201e, '"' }, { 0x201c, '"' }, { 0x201d, '"' },
		{ 0x2019, '\'' },
	};
	uint32_t parts[UTF8_PLAINER_MAX];
	size_t n;

	for (size_t i = 0; i < ARRAY_LEN(table); i++)
		if (table[i].rune == r)
			return table[i].plain;
	if (r < 0x80)
		return (char)r;
	n = utf8_plainer(r, parts);
	for (size_t i = 1; i < n; i++)
		if (!utf8_is_mark(parts[i]))
			return 0;
	return n > 1 && parts[0] < 0x80 ? (char)parts[0] : 0;
}

struct bank_view bank_view_of(struct arena *a, struct span text)
{
	struct bank_view v = { .text = text };
	char *to = arena_alloc(a, text.len + 1);
	struct span rest = text;
	uint32_t rune;
	size_t n = 0;

	v.at = ARENA_ARRAY(a, text.len + 1, uint32_t);
	while (rest.len) {
		size_t at = text.len - rest.len, size;
		char plain;

		if (!utf8_next(&rest, &rune))
			break;
		size = text.len - rest.len - at;
		/* A letter's marks may stand behind it, apart. */
		if (rune == '\r' || (rune >= 0x80 && utf8_is_mark(rune)))
			continue;
		plain = plain_rune(rune);
		if (plain) {
			v.at[n] = (uint32_t)at;
			to[n++] = plain;
			continue;
		}
		for (size_t i = 0; i < size; i++) {
			v.at[n] = (uint32_t)(at + i);
			to[n++] = text.ptr[at + i];
		}
	}
	v.at[n] = (uint32_t)text.len;
	v.plain = (struct span){ to, n };
	return v;
}

struct span bank_view_take(struct arena *a, const struct bank_view *v, size_t from, size_t to)
{
	struct span s =
		span_trim_wide(span_sub(v->text, v->at[from], (size_t)v->at[to] - v->at[from]));
	char *p = arena_alloc(a, s.len + 1);
	struct span out;
	size_t n = 0;

	for (size_t i = 0; i < s.len; i++) {
		bool blank = strchr(" \t\r\n", s.ptr[i]) != NULL && s.ptr[i];

		if (blank && n && p[n - 1] == ' ')
			continue;
		p[n++] = blank ? ' ' : s.ptr[i];
	}
	out = span_trim((struct span){ p, n });
	while (out.len && strchr(",;", out.ptr[out.len - 1]))
		out.len--;
	return out;
}

bool bank_view_is_cell_end(const struct bank_view *v, size_t at)
{
	return v->plain.ptr[at] == '|' || v->text.ptr[v->at[at]] == '\t';
}
