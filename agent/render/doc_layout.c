/* Layout lines -> items. */
#include "doc_layout.h"
#include "pdf_table.h"
#include "span.h"
#include "template.h"

struct directive {
	const char *word;
	unsigned least, most; /* parts */
	bool rich;
};

static const struct directive directives[ITEM_KINDS] = {
	[ITEM_INFO] = { "info", 1, 1, false },
	[ITEM_TITLE] = { "title", 1, 2, false },
	[ITEM_UNDER] = { "under", 1, 1, false },
	[ITEM_LETTER] = { "letter", 1, 1, false },
	[ITEM_FOOT] = { "foot", 1, 1, false },
	[ITEM_PAGES] = { "pages", 1, 1, false },
	[ITEM_PARTY] = { "party", 2, 2, false },
	[ITEM_LINE] = { "line", 1, 1, false },
	[ITEM_FACT] = { "fact", 2, 2, false },
	[ITEM_FACT_STRONG] = { "fact!", 2, 2, false },
	[ITEM_COLUMN] = { "column", 2, 2, false },
	[ITEM_ROW] = { "row", 1, ITEM_PARTS, false },
	[ITEM_DETAIL] = { "detail", 1, 1, false },
	[ITEM_SUM] = { "sum", 1, 1, false },
	[ITEM_CARRY] = { "carry", 2, 2, false },
	[ITEM_EMPTY] = { "empty", 1, 1, false },
	[ITEM_RATE_HEAD] = { "rate_head", 3, 3, false },
	[ITEM_RATE] = { "rate", 3, 3, false },
	[ITEM_TOTAL] = { "total", 2, 2, false },
	[ITEM_TOTAL_STRONG] = { "total!", 2, 2, false },
	[ITEM_SPACE] = { "space", 1, 1, false },
	[ITEM_HEADING] = { "heading", 1, 1, false },
	[ITEM_TEXT] = { "text", 1, 1, true },
	[ITEM_LEAD] = { "lead", 1, 1, true },
	[ITEM_NOTE] = { "note", 1, 1, false },
	[ITEM_LINK] = { "link", 2, 2, false },
	[ITEM_CLAUSE] = { "clause", 1, 1, false },
	[ITEM_ITEM] = { "item", 1, 1, true },
	[ITEM_PROOF] = { "proof", 1, 1, false },
	[ITEM_SIGN] = { "sign", 2, 2, false },
	[ITEM_PAY] = { "pay", 2, 2, false },
	[ITEM_QR] = { "qr", 1, 1, false },
};

/* Where a message says it is: "ro/pdf/offer.layout:12". */
struct place {
	struct span name, line;
};

static enum rc layout_fail(struct place p, struct why *why, const char *what, struct span text)
{
	if (p.line.len == 0)
		return why_fail(why, RC_BAD_CONFIG, "%.*s: %s: %.*s", SPAN_ARG(p.name), what,
				SPAN_ARG(span_sub(text, 0, 80)));
	return why_fail(why, RC_BAD_CONFIG, "%.*s:%.*s: %s: %.*s", SPAN_ARG(p.name),
			SPAN_ARG(p.line), what, SPAN_ARG(span_sub(text, 0, 80)));
}

/* "*" of the layout itself becomes the toggle; one that came from a value is still guarded. */
static struct span layout_toggle(struct arena *a, struct span s)
{
	char *p;

	if (span_find_char(s, '*', 0) == SIZE_MAX)
		return s;
	p = arena_alloc(a, s.len);
	for (size_t i = 0; i < s.len; i++)
		p[i] = s.ptr[i] == '*' ? TEXT_TOGGLE : s.ptr[i];
	return (struct span){ p, s.len };
}

/* What a part must be, beyond text. */
static enum rc layout_check(struct place p, const struct item *item, struct why *why)
{
	struct column c = { .least = 0 };
	struct why what;
	int64_t points;

	if (item->kind == ITEM_COLUMN && table_column(item->part[0], &c, &what))
		return layout_fail(p, why, what.text, item->part[0]);
	if (item->kind == ITEM_SPACE && (!span_to_i64(item->part[0], &points) || points > 700))
		return layout_fail(p, why, "@space wants points, 0 to 700", item->part[0]);
	return RC_OK;
}

static enum item_kind layout_find(struct span word)
{
	enum item_kind k = 0;

	while (k < ITEM_KINDS && !span_eq_str(word, directives[k].word))
		k++;
	return k;
}

static enum rc layout_line(const struct type *t, struct place place, struct span line,
			   struct items *ret, struct why *reterr)
{
	struct span rest = span_from(line, 1), word, part;
	const struct directive *d;
	struct item *item;
	enum item_kind kind;
	size_t colon;

	if (!span_next_word(&rest, &word))
		return layout_fail(place, reterr, "not a directive", line);
	while ((colon = span_find_char(word, ':', 0)) != SIZE_MAX) {
		place.line =
			span_sub(span_from(line, 1), 0, place.line.len + colon + !!place.line.len);
		word = span_from(word, colon + 1);
	}
	kind = layout_find(word);
	if (kind == ITEM_KINDS)
		return layout_fail(place, reterr, "unknown directive", word);
	d = &directives[kind];
	item = ARENA_PUSH(t->arena, ret);
	item->kind = kind;
	rest = span_trim(rest);
	do {
		size_t bar = span_find_char(rest, '|', 0);

		part = span_trim(span_sub(rest, 0, bar));
		rest = bar == SIZE_MAX ? S("") : span_from(rest, bar + 1);
		if (item->n == d->most)
			return layout_fail(place, reterr, "too many parts for this directive",
					   line);
		if (d->rich)
			part = layout_toggle(t->arena, part);
		part = template_unguard(t->arena, part, kind == ITEM_NOTE || kind == ITEM_DETAIL);
		item->part[item->n++] = type_clean(t, part);
		if (bar == SIZE_MAX)
			break;
	} while (true);
	if (item->n < d->least)
		return layout_fail(place, reterr, "too few parts for this directive", line);
	return layout_check(place, item, reterr);
}

enum rc layout_parse(const struct type *t, struct span name, struct span text, struct items *ret,
		     struct why *reterr)
{
	struct span line;

	while (span_next_line(&text, &line)) {
		struct place place = { name, S("") };
		enum rc rc;

		line = span_trim(line);
		if (line.len == 0 || line.ptr[0] == '#')
			continue;
		if (line.ptr[0] != '@')
			return layout_fail(place, reterr, "not a directive", line);
		rc = layout_line(t, place, line, ret, reterr);
		if (rc)
			return rc;
	}
	return RC_OK;
}

struct span layout_number(struct arena *a, struct span source, struct span prefix)
{
	struct span line;
	struct buf b;

	buf_init(&b, a, (source.len + 100) * (prefix.len + 12));
	for (unsigned n = 1; span_next_line(&source, &line); n++) {
		size_t at = 0;

		while (at < line.len && (line.ptr[at] == ' ' || line.ptr[at] == '\t'))
			at++;
		if (at < line.len && line.ptr[at] == '@')
			buf_add_fmt(&b, "@%.*s%u:%.*s\n", SPAN_ARG(prefix), n,
				    SPAN_ARG(span_from(line, at + 1)));
		else
			buf_add_fmt(&b, "%.*s\n", SPAN_ARG(line));
	}
	return buf_span(&b);
}
