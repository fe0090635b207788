/* HTML of mail to text, by libxml2's HTML parser.
 *
 * Dropped: scripts, styles, comments, and hidden text (mail_html_hidden.c). Kept but marked: the quote
 * containers of Gmail, Outlook, Thunderbird, Apple, Yahoo, Proton. The tree is walked without recursion. */
#include "buf.h"
#include "mail_html_in.h"
#include "mail_text.h"
#include "span.h"

enum { CELLS_MAX = 40 }; /* of a line; further ones run together */

struct html {
	struct arena *a;
	struct mail_lines *out;
	struct buf line;
	const xmlNode *soft, *cited; /* the outermost open container of the kind */
	unsigned pre;
	struct css_hiding hiding;
	struct html_backs backs;
	bool rest;      /* past a mark after which everything is quoted */
	bool space;     /* a blank is due before the next word */
	unsigned cells; /* so many cells have ended before the next word */
	struct {
		size_t at;
		unsigned n;
	} cell[CELLS_MAX]; /* where in the line cells end */
	size_t n_cell;
};

enum tag_kind {
	TAG_INLINE,
	TAG_BLOCK,
	TAG_PARAGRAPH,
	TAG_BREAK,
	TAG_CELL,
	TAG_ITEM,
	TAG_PRE,
	TAG_DROP
};
struct tag {
	const char *name;
	enum tag_kind kind;
};
static const struct tag tags[] = {
	{ "script", TAG_DROP },   { "style", TAG_DROP },       { "head", TAG_DROP },
	{ "title", TAG_DROP },    { "template", TAG_DROP },    { "object", TAG_DROP },
	{ "select", TAG_DROP },   { "noframes", TAG_DROP },    { "iframe", TAG_DROP },
	{ "svg", TAG_DROP },      { "xml", TAG_DROP },         { "br", TAG_BREAK },
	{ "p", TAG_PARAGRAPH },   { "h1", TAG_PARAGRAPH },     { "h2", TAG_PARAGRAPH },
	{ "h3", TAG_PARAGRAPH },  { "h4", TAG_PARAGRAPH },     { "h5", TAG_PARAGRAPH },
	{ "h6", TAG_PARAGRAPH },  { "ul", TAG_BLOCK },         { "ol", TAG_BLOCK },
	{ "dl", TAG_BLOCK },      { "dt", TAG_BLOCK },         { "dd", TAG_BLOCK },
	{ "div", TAG_BLOCK },     { "table", TAG_BLOCK },      { "tr", TAG_BLOCK },
	{ "hr", TAG_BLOCK },      { "blockquote", TAG_BLOCK }, { "center", TAG_BLOCK },
	{ "section", TAG_BLOCK }, { "article", TAG_BLOCK },    { "header", TAG_BLOCK },
	{ "footer", TAG_BLOCK },  { "form", TAG_BLOCK },       { "address", TAG_BLOCK },
	{ "body", TAG_BLOCK },    { "td", TAG_CELL },          { "th", TAG_CELL },
	{ "li", TAG_ITEM },       { "pre", TAG_PRE },
};

static enum tag_kind tag_of(const xmlNode *n)
{
	struct span name = span_of((const char *)n->name);

	for (size_t i = 0; i < ARRAY_LEN(tags); i++) {
		if (span_ieq_str(name, tags[i].name))
			return tags[i].kind;
	}
	return TAG_INLINE;
}

/* Does the list of words hold the word, also with Outlook's "x_" before it? */
static bool has_word(struct span list, const char *word)
{
	struct span w;

	while (span_next_word(&list, &w)) {
		if (span_ieq_str(w, word))
			return true;
		while (span_istarts(w, S("x_")))
			w = span_from(w, 2);
		if (span_ieq_str(w, word))
			return true;
	}
	return false;
}

/* What it and begins_quote look for stands in quote_marks of mail_text_cross.c too. */
static bool is_cited(const xmlNode *n)
{
	struct span bar;

	if (!span_ieq_str(span_of((const char *)n->name), "blockquote"))
		return false;
	/* Mail.ru and others draw a bar at the left; a person's indent has none. */
	bar = css_value(html_attr(n, "style"), "border-left");
	if (bar.len && !css_is_zero(bar) && !span_istarts(bar, S("none")))
		return true;
	return span_ieq(span_trim(html_attr(n, "type")), S("cite")) || html_attr(n, "cite").len ||
	       has_word(html_attr(n, "class"), "gmail_quote") ||
	       has_word(html_attr(n, "class"), "yahoo_quoted") ||
	       has_word(html_attr(n, "class"), "protonmail_quote");
}

static bool is_soft(const xmlNode *n)
{
	static const char *const classes[] = { "gmail_quote",
					       "gmail_quote_container",
					       "gmail_attr",
					       "moz-cite-prefix",
					       "yahoo_quoted",
					       "protonmail_quote",
					       "moz-forward-container",
					       "ms-outlook-mobile-reference-message",
					       "zmail_extra",
					       "tutanota_quote",
					       "spark_quote",
					       "history_container",
					       "missive_quote",
					       "front-blockquote",
					       "fairemail_quote",
					       "airmail_ext_on" };
	static const char *const ids[] = { "mail-editor-reference-message-container",
					   "yahoo_quoted", "OLK_SRC_BODY_SECTION", "reply-intro" };
	struct span class = html_attr(n, "class"), id = html_attr(n, "id");

	for (size_t i = 0; class.len && i < ARRAY_LEN(classes); i++) {
		if (has_word(class, classes[i]))
			return true;
	}
	for (size_t i = 0; id.len && i < ARRAY_LEN(ids); i++) {
		if (has_word(id, ids[i]))
			return true;
	}
	return span_istarts(id, S("yahoo_quoted_")) ||
	       span_ieq(html_attr(n, "name"), S("messageReplySection"));
}

/* Marks before what is quoted: Outlook's reply header in its desktop and web forms, Hotmail's rule. */
static bool begins_quote(const xmlNode *n)
{
	struct span id = html_attr(n, "id"), top;

	if (has_word(id, "divRplyFwdMsg") || has_word(id, "appendonsend") ||
	    has_word(id, "stopSpelling") || has_word(id, "zwchr") ||
	    has_word(html_attr(n, "class"), "OutlookMessageHeader"))
		return true;
	if (!span_ieq_str(span_of((const char *)n->name), "div"))
		return false;
	top = css_value(html_attr(n, "style"), "border-top");
	return span_has(top, S("solid")) && (span_ifind(top, S("#E1E1E1"), 0) != SIZE_MAX ||
					     span_ifind(top, S("#B5C4DF"), 0) != SIZE_MAX);
}

/* The line with its cells' ends, "" when it has none. */
static struct span with_cells(const struct html *h)
{
	struct span line = buf_span(&h->line);
	struct buf b;
	size_t done = 0;

	if (!h->n_cell || line.len > MAIL_MAX_LINE)
		return S("");
	buf_init(&b, h->a, line.len + (size_t)CELLS_MAX * CELLS_MAX + 1);
	for (size_t i = 0; i < h->n_cell; i++) {
		buf_add(&b, span_sub(line, done, h->cell[i].at - done));
		for (unsigned k = 0; k < h->cell[i].n; k++)
			buf_add_char(&b, '\t');
		done = h->cell[i].at;
	}
	buf_add(&b, span_from(line, done));
	return buf_span(&b);
}

static void clear_line(struct html *h)
{
	buf_trunc(&h->line, 0);
	h->space = false;
	h->cells = 0;
	h->n_cell = 0;
}

static void end_line(struct html *h)
{
	size_t before = h->out->n;

	mail_lines_push(h->a, h->out, arena_span(h->a, span_trim(buf_span(&h->line))),
			h->cited ? LINE_CITED :
			h->rest  ? LINE_AFTER :
			h->soft  ? LINE_SOFT :
				   LINE_FREE);
	if (h->out->n > before)
		h->out->at[before].cells = with_cells(h);
	clear_line(h);
}

static void break_line(struct html *h)
{
	if (span_trim(buf_span(&h->line)).len)
		end_line(h);
	clear_line(h);
}

static void end_gap(struct html *h)
{
	size_t before = h->out->n;

	end_line(h);
	if (h->out->n > before)
		h->out->at[before].gap = true;
}

/* A paragraph stands apart, unless its style says that it does not (Outlook's MsoNormal). */
static void paragraph_gap(struct html *h, const xmlNode *n)
{
	struct span margin = css_value(html_attr(n, "style"), "margin");

	break_line(h);
	if (span_istarts(html_attr(n, "class"), S("Mso")) || (margin.len && css_is_zero(margin)))
		return;
	if (h->out->n && h->out->at[h->out->n - 1].text.len)
		end_gap(h);
}

static void add_text(struct html *h, struct span s)
{
	for (size_t i = 0; i < s.len; i++) {
		char c = s.ptr[i];

		if (h->pre && c == '\n') {
			end_line(h);
		} else if (!h->pre &&
			   (c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f')) {
			h->space = h->line.len > 0;
		} else {
			/* NBSP: to the reader of the text it is a blank. */
			bool nbsp = c == '\xC2' && i + 1 < s.len && s.ptr[i + 1] == '\xA0';

			if (h->space)
				buf_add_char(&h->line, ' ');
			if (h->cells && h->n_cell < CELLS_MAX) {
				h->cell[h->n_cell].at = h->line.len;
				h->cell[h->n_cell++].n = h->cells;
			}
			h->space = false;
			h->cells = 0;
			buf_add_char(&h->line, nbsp ? ' ' : c);
			i += nbsp;
		}
	}
}

/* Does another element stand before this one (a cell before a cell)? */
static bool has_before(const xmlNode *n)
{
	do
		n = n->prev;
	while (n && n->type != XML_ELEMENT_NODE);
	return n != NULL;
}

/* Enter a node; false: what is inside is dropped. */
static bool enter(struct html *h, const xmlNode *n)
{
	enum tag_kind kind;

	if (n->type == XML_TEXT_NODE) {
		add_text(h, span_of((const char *)n->content));
		return false;
	}
	if (n->type != XML_ELEMENT_NODE)
		return n->type == XML_HTML_DOCUMENT_NODE || n->type == XML_DOCUMENT_NODE;
	kind = tag_of(n);
	if (kind == TAG_DROP || html_is_hidden(h->a, &h->hiding, &h->backs, n))
		return false;
	if (kind == TAG_BREAK) {
		end_line(h);
		return true;
	}
	if (kind == TAG_CELL) {
		h->space = h->line.len > 0;
		h->cells += has_before(n) && h->cells < CELLS_MAX;
	} else if (kind == TAG_PARAGRAPH) {
		paragraph_gap(h, n);
	} else if (kind != TAG_INLINE) {
		break_line(h);
	}
	if (!h->cited && is_cited(n)) {
		break_line(h);
		h->cited = n;
	}
	if (!h->soft && is_soft(n)) {
		break_line(h);
		h->soft = n;
	}
	if (!h->rest && begins_quote(n)) {
		break_line(h);
		h->rest = true;
	}
	if (kind == TAG_ITEM)
		buf_add_str(&h->line, "- ");
	h->pre += kind == TAG_PRE;
	return true;
}

static void leave(struct html *h, const xmlNode *n)
{
	enum tag_kind kind;

	if (n->type != XML_ELEMENT_NODE)
		return;
	html_back_leave(&h->backs, n);
	kind = tag_of(n);
	if (kind == TAG_PARAGRAPH)
		paragraph_gap(h, n);
	else if (kind == TAG_CELL)
		h->space = h->line.len > 0;
	else if (kind != TAG_INLINE && kind != TAG_BREAK)
		break_line(h);
	if (h->cited == n || h->soft == n)
		break_line(h);
	if (h->cited == n)
		h->cited = NULL;
	if (h->soft == n)
		h->soft = NULL;
	h->pre -= kind == TAG_PRE;
}

static void walk(struct html *h, const xmlNode *root)
{
	const xmlNode *n = root;

	while (n) {
		if (enter(h, n)) {
			if (n->children) {
				n = n->children;
				continue;
			}
			leave(h, n);
		}
		while (n && n != root && !n->next) {
			n = n->parent;
			if (n)
				leave(h, n);
		}
		n = n && n != root ? n->next : NULL;
	}
	break_line(h);
}

void mail_html_lines(struct arena *a, struct span html, struct mail_lines *ret)
{
	struct html h = { .a = a, .out = ret };
	htmlDocPtr doc;

	if (html.len == 0 || html.len > MAIL_MAX_TEXT * 4)
		return;
	doc = htmlReadMemory(html.ptr, span_int(html), NULL, "UTF-8",
			     HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
				     HTML_PARSE_NONET | HTML_PARSE_COMPACT | HTML_PARSE_IGNORE_ENC);
	if (!doc)
		return;
	buf_init(&h.line, a, html.len + 16);
	css_hiding_read(a, xmlDocGetRootElement(doc), &h.hiding);
	walk(&h, xmlDocGetRootElement(doc));
	xmlFreeDoc(doc);
}
