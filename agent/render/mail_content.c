/* Directive lines of a mail into blocks: a table of directives, one function each. */
#include "mail_content.h"

#include "mail_rich.h"
#include "span.h"

enum { TEXT_WIDTH = 72, COLUMNS = 3 };

struct reading {
	struct arena *a;
	struct span name, to, tag;
	struct mail_content *c;
	const char *open; /* kind of the block that rows are being added to, or NULL */
	struct value *rows, *block;
};
struct directive {
	const char *word;
	unsigned columns;
	const char *kind; /* block it makes or adds to */
	void (*read)(struct reading *r, const struct directive *d, const struct span *col);
};

static const char *const kinds[] = { "hello",   "say",   "quote", "label",   "code",    "small",
				     "heading", "facts", "rows",  "changes", "buttons", "bye" };

static void set_span(struct reading *r, struct value *map, const char *key, struct span s)
{
	value_set(r->a, map, key, value_text(r->a, s));
}

static void set_html(struct reading *r, struct value *map, const char *key, struct span piece)
{
	set_span(r, map, key, rich_html(r->a, piece));
}

static void set_lines(struct reading *r, struct value *map, struct span text, const char *first,
		      const char *rest)
{
	set_span(r, map, "text", rich_wrap(r->a, text, TEXT_WIDTH, first, rest));
}

static struct value *new_block(struct reading *r, const char *kind)
{
	struct value *item = value_new_map(r->a), *block = value_new_map(r->a);

	for (size_t i = 0; i < ARRAY_LEN(kinds); i++)
		value_set(r->a, item, kinds[i],
			  strcmp(kinds[i], kind) == 0 ? block : value_bool(r->a, false));
	value_push(r->a, r->c->blocks, item);
	r->open = NULL;
	return block;
}

/* A row of the block of that kind which is open, or of a new one. text: its line in the plain part. */
static struct value *new_row(struct reading *r, const char *kind, const char *list,
			     struct span text, const char *first, const char *rest)
{
	struct value *row = value_new_map(r->a);
	struct span before;

	if (!r->open || strcmp(r->open, kind) != 0) {
		r->block = new_block(r, kind);
		r->rows = value_new_list(r->a);
		value_set(r->a, r->block, list, r->rows);
		r->open = kind;
	}
	before = value_get_text(r->block, "text");
	set_span(r, r->block, "text",
		 arena_fmt(r->a, "%.*s%s%.*s", SPAN_ARG(before), before.len ? "\n" : "",
			   SPAN_ARG(rich_wrap(r->a, text, TEXT_WIDTH, first, rest))));
	value_push(r->a, r->rows, row);
	return row;
}

static void read_subject(struct reading *r, const struct directive *d, const struct span *col)
{
	(void)d;
	r->c->subject = rich_text(r->a, col[0]);
}

static void read_preheader(struct reading *r, const struct directive *d, const struct span *col)
{
	(void)d;
	r->c->preheader = rich_text(r->a, col[0]);
}

static void read_paragraph(struct reading *r, const struct directive *d, const struct span *col)
{
	struct value *b;

	if (span_trim(col[0]).len == 0)
		return;
	b = new_block(r, d->kind);
	set_html(r, b, "html", col[0]);
	if (strcmp(d->kind, "code") == 0)
		set_lines(r, b, rich_text(r->a, col[0]), "    ", "    ");
	else if (strcmp(d->kind, "quote") == 0)
		set_lines(r, b, rich_text(r->a, col[0]), "  | ", "  | ");
	else if (strcmp(d->kind, "label") == 0)
		set_lines(r, b, arena_fmt(r->a, "%.*s:", SPAN_ARG(rich_text(r->a, col[0]))), "",
			  "");
	else
		set_lines(r, b, rich_text(r->a, col[0]), "", "");
}

static void read_heading(struct reading *r, const struct directive *d, const struct span *col)
{
	struct value *b = new_block(r, d->kind);
	struct span result = rich_text(r->a, col[0]);

	r->c->plain = true;
	set_html(r, b, "result", col[0]);
	set_html(r, b, "html", col[1]);
	value_set(r->a, b, "bad", value_bool(r->a, strcmp(d->word, "heading!") == 0));
	set_lines(r, b,
		  arena_fmt(r->a, "%.*s%s%.*s", SPAN_ARG(result), result.len ? " " : "",
			    SPAN_ARG(rich_text(r->a, col[1]))),
		  "", "");
}

static void read_pair(struct reading *r, const struct directive *d, const struct span *col)
{
	struct span label = rich_text(r->a, col[0]), value = rich_text(r->a, col[1]);
	struct value *row;

	if (label.len == 0 && value.len == 0)
		return;
	row = new_row(r, d->kind, "rows",
		      arena_fmt(r->a, "%.*s%s%.*s", SPAN_ARG(label), value.len ? ": " : "",
				SPAN_ARG(value)),
		      "  ", "    ");
	set_html(r, row, "label", col[0]);
	set_html(r, row, "value", col[1]);
	value_set(r->a, row, "strong", value_bool(r->a, strcmp(d->word, "fact!") == 0));
}

static void read_change(struct reading *r, const struct directive *d, const struct span *col)
{
	struct span before = rich_text(r->a, col[1]);
	struct value *row;

	row = new_row(r, d->kind, "rows",
		      arena_fmt(r->a, "%.*s: %.*s%s%.*s", SPAN_ARG(rich_text(r->a, col[0])),
				SPAN_ARG(before), before.len ? " \xe2\x86\x92 " : "",
				SPAN_ARG(rich_text(r->a, col[2]))),
		      "  ", "    ");
	set_html(r, row, "what", col[0]);
	set_html(r, row, "before", col[1]);
	set_html(r, row, "after", col[2]);
}

static void read_button(struct reading *r, const struct directive *d, const struct span *col)
{
	struct span label = rich_text(r->a, col[0]), body = rich_text(r->a, col[1]);
	struct span subject = arena_fmt(r->a, "%.*s%s%.*s", SPAN_ARG(label), r->tag.len ? " " : "",
					SPAN_ARG(r->tag));
	struct span href = rich_mailto(r->a, r->to, subject, body);
	struct value *row;
	bool typed; /* staff type the command itself as readily */

	if (label.len == 0)
		return;
	typed = strcmp(d->word, "next") == 0 && !span_eq(label, body);
	row = new_row(r, d->kind, "items",
		      arena_fmt(r->a, "%.*s:%s%.*s\n<%.*s>", SPAN_ARG(label), typed ? " " : "",
				SPAN_ARG(typed ? body : S("")), SPAN_ARG(href)),
		      "", "");
	set_html(r, row, "label", col[0]);
	set_span(r, row, "href", href);
	value_set(r->a, row, "main", value_bool(r->a, strcmp(d->word, "button") == 0));
	value_set(r->a, row, "second", value_bool(r->a, strcmp(d->word, "second") == 0));
	value_set(r->a, row, "next", value_bool(r->a, strcmp(d->word, "next") == 0));
}

/* A page of somebody else's, https only; it does nothing by being opened. */
static void read_link(struct reading *r, const struct directive *d, const struct span *col)
{
	struct span label = rich_text(r->a, col[0]), href = rich_text(r->a, span_trim(col[1]));
	struct value *row;

	if (label.len == 0 || !span_starts(href, S("https://")))
		return;
	row = new_row(r, d->kind, "items",
		      arena_fmt(r->a, "%.*s:\n<%.*s>", SPAN_ARG(label), SPAN_ARG(href)), "", "");
	set_html(r, row, "label", col[0]);
	set_span(r, row, "href", href);
	value_set(r->a, row, "main", value_bool(r->a, true));
	value_set(r->a, row, "second", value_bool(r->a, false));
	value_set(r->a, row, "next", value_bool(r->a, false));
}

static void read_bye(struct reading *r, const struct directive *d, const struct span *col)
{
	struct value *b = new_block(r, d->kind);

	set_html(r, b, "html", col[0]);
	set_html(r, b, "name", col[1]);
	set_lines(r, b,
		  arena_fmt(r->a, "%.*s\n%.*s", SPAN_ARG(rich_text(r->a, col[0])),
			    SPAN_ARG(rich_text(r->a, col[1]))),
		  "", "");
}

static const struct directive directives[] = {
	{ "subject", 1, "", read_subject },
	{ "preheader", 1, "", read_preheader },
	{ "hello", 1, "hello", read_paragraph },
	{ "say", 1, "say", read_paragraph },
	{ "quote", 1, "quote", read_paragraph },
	{ "label", 1, "label", read_paragraph },
	{ "code", 1, "code", read_paragraph },
	{ "small", 1, "small", read_paragraph },
	{ "heading", 2, "heading", read_heading },
	{ "heading!", 2, "heading", read_heading },
	{ "fact", 2, "facts", read_pair },
	{ "fact!", 2, "facts", read_pair },
	{ "row", 2, "rows", read_pair },
	{ "change", 3, "changes", read_change },
	{ "button", 2, "buttons", read_button },
	{ "second", 2, "buttons", read_button },
	{ "next", 2, "buttons", read_button },
	{ "link", 2, "buttons", read_link },
	{ "bye", 2, "bye", read_bye },
};

static const struct directive *directive_find(struct span word)
{
	for (size_t i = 0; i < ARRAY_LEN(directives); i++)
		if (span_eq_str(word, directives[i].word))
			return &directives[i];
	return NULL;
}

static enum rc read_line(struct reading *r, struct span line, struct why *why)
{
	struct span rest = line, word, col[COLUMNS];
	const struct directive *d;

	(void)span_next_word(&rest, &word);
	d = word.len && word.ptr[0] == '@' ? directive_find(span_from(word, 1)) : NULL;
	if (!d)
		return why_fail(why, RC_BAD_CONFIG, "%.*s: not a directive: %.*s",
				SPAN_ARG(r->name), SPAN_ARG(line));
	for (unsigned n = 0; n + 1 < d->columns; n++) {
		size_t bar = span_find_char(rest, '|', 0);

		if (bar == SIZE_MAX)
			return why_fail(why, RC_BAD_CONFIG, "%.*s: @%s wants %u columns: %.*s",
					SPAN_ARG(r->name), d->word, d->columns, SPAN_ARG(line));
		col[n] = span_sub(rest, 0, bar);
		rest = span_from(rest, bar + 1);
	}
	col[d->columns - 1] = rest;
	d->read(r, d, col);
	return RC_OK;
}

enum rc mail_content_read(struct arena *a, struct span name, struct span text, struct span to,
			  struct span tag, struct mail_content *ret, struct why *reterr)
{
	struct reading r = { .a = a, .name = name, .to = to, .tag = tag, .c = ret };
	struct span line;

	*ret = (struct mail_content){ .blocks = value_new_list(a) };
	while (span_next_line(&text, &line)) {
		enum rc rc;

		line = span_trim(line);
		if (line.len == 0 || line.ptr[0] == '#')
			continue;
		rc = read_line(&r, line, reterr);
		if (rc)
			return rc;
	}
	if (ret->subject.len == 0)
		return why_fail(reterr, RC_BAD_CONFIG, "%.*s: @subject is empty", SPAN_ARG(name));
	return RC_OK;
}

unsigned mail_directive_columns(struct span word)
{
	const struct directive *d = directive_find(word);

	return d ? d->columns : 0;
}

struct value *mail_content_shape(struct arena *a)
{
	static const char members[] =
		"html text name result label value strong what before after main "
		"second next href";
	struct value *all = value_new_map(a), *block = value_new_map(a), *list = value_new_list(a);
	struct value *blocks = value_new_list(a);
	struct span rest = span_of(members), word;

	while (span_next_word(&rest, &word))
		value_set(a, all, arena_str(a, word), value_str(a, ""));
	value_set(a, all, "bad", value_bool(a, false));
	value_push(a, list, all);
	for (size_t i = 0; i < ARRAY_LEN(kinds); i++) {
		struct value *kind = value_new_map(a);

		for (size_t k = 0; k < all->u.map.n; k++)
			value_set(a, kind, arena_str(a, all->u.map.at[k].key),
				  all->u.map.at[k].val);
		value_set(a, kind, "rows", list);
		value_set(a, kind, "items", list);
		value_set(a, block, kinds[i], kind);
	}
	value_push(a, blocks, block);
	return blocks;
}
