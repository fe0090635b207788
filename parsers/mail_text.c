/* Which part of a mail a person reads, and its text: RFC 2046 multiparts, format=flowed (RFC 3676),
 * charsets with their lies. Mail reference section 2. */
#include "buf.h"
#include "charset.h"
#include "mail_header.h"
#include "mail_text.h"
#include "span.h"
#include "utf8.h"

struct picked {
	struct mail_part *part, *witness; /* witness: the HTML form of the same words */
	struct span text, html; /* of part; the body of the HTML form; NULL: not read yet */
};
struct picks {
	struct picked *at;
	size_t n, cap;
};

static bool is_attached(struct arena *a, const struct mail_part *p)
{
	struct span how = mail_field_raw(p, "Content-Disposition");

	return how.len && (span_eq(mail_first_token(a, how), S("attachment")) ||
			   mail_param(a, how, "filename").len > 0);
}

static bool is_text(const struct mail_part *p, const char *type)
{
	return span_eq_str(p->type, type);
}

static bool is_html(const struct mail_part *p)
{
	return is_text(p, "text/html");
}

/* text/plain, a text type nobody names, or a multipart whose delimiters never came. */
static bool is_plain(const struct mail_part *p)
{
	if (p->child)
		return false;
	return is_text(p, "text/plain") || is_text(p, "text/enriched") || mail_is_multipart(p) ||
	       is_text(p, "text/text") || is_text(p, "text/markdown");
}

static struct span part_label(struct arena *a, const struct mail_part *p)
{
	return mail_param(a, mail_field_raw(p, "Content-Type"), "charset");
}

/* <meta charset> or http-equiv in the first kilobyte of a page that has no label outside. */
static struct span meta_charset(struct span html)
{
	struct span head = span_sub(html, 0, 2048), s;
	size_t at = span_ifind(head, S("charset="), 0), n = 0;

	if (at == SIZE_MAX)
		return S("");
	s = span_from(head, at + 8);
	while (s.len && (s.ptr[0] == '"' || s.ptr[0] == '\'' || s.ptr[0] == ' '))
		s = span_from(s, 1);
	while (n < s.len && s.ptr[n] > ' ' && !strchr("\"';>/", s.ptr[n]))
		n++;
	return span_sub(s, 0, n);
}

/* body: mail_body of the part. */
static struct span part_text(struct arena *a, const struct mail_part *p, struct span body)
{
	struct span label = part_label(a, p);

	body = span_sub(body, 0, MAIL_MAX_TEXT);
	if (!label.len && is_html(p))
		label = meta_charset(body);
	return mail_tidy(a, charset_utf8(a, label, body), true);
}

/* What opens at "<" may hide the text behind it, or end that. */
static void see_tag(struct span tag, bool *hidden)
{
	if (tag.len < 7 || !strchr("sS/", tag.ptr[1]))
		return;
	if (span_istarts(tag, S("<style")) || span_istarts(tag, S("<script")))
		*hidden = true;
	else if (span_istarts(tag, S("</style")) || span_istarts(tag, S("</script")))
		*hidden = false;
}

/* Words outside tags, styles and scripts; no more than most are counted. */
static size_t count_html_words(struct span s, size_t most)
{
	bool hidden = false;
	size_t n = 0, i = 0, end, open;

	while (i < s.len && n < most) {
		unsigned char c = (unsigned char)s.ptr[i];

		if (c <= ' ') {
			i++;
		} else if (c != '<') {
			n += !hidden;
			while (i < s.len && (unsigned char)s.ptr[i] > ' ' && s.ptr[i] != '<')
				i++;
		} else {
			/* A tag that opens inside another counts too, for what it hides. */
			end = span_find_char(s, '>', i);
			for (open = i; open < end && open < s.len;
			     open = span_find_char(s, '<', open + 1))
				see_tag(span_from(s, open), &hidden);
			i = end == SIZE_MAX ? s.len : end + 1;
		}
	}
	return n;
}

/* "Your reader shows no HTML": a plain part that only points at the other. */
static bool says_see_html(struct arena *a, struct span text)
{
	struct span f;

	if (text.len > 600)
		return false;
	f = utf8_fold(a, text);
	return span_has(f, S("html")) &&
	       (span_has(f, S("view")) || span_has(f, S("see ")) || span_has(f, S("support")) ||
		span_has(f, S("vizualiz")) || span_has(f, S("format")) || span_has(f, S("client")));
}

/* The first leaf below p (p included) that test likes and that is no attachment. */
static struct mail_part *find_leaf(struct arena *a, struct mail_part *p,
				   bool (*test)(const struct mail_part *))
{
	struct mail_part *end = mail_next_sibling(p);

	for (struct mail_part *q = p; q && q != end;) {
		if (span_starts(q->type, S("message/"))) {
			q = mail_next_sibling(q);
			continue;
		}
		if (test(q) && !is_attached(a, q))
			return q;
		q = mail_next(q);
	}
	return NULL;
}

static struct picked choose_alternative(struct arena *a, struct mail_part *alt)
{
	struct mail_part *plain = find_leaf(a, alt, is_plain), *html = find_leaf(a, alt, is_html);
	struct span text, body;
	size_t words;

	if (!plain || !html)
		return (struct picked){ .part = plain ? plain : html };
	text = part_text(a, plain, mail_body(a, plain));
	body = mail_body(a, html);
	words = span_word_count(text);
	if (words == 0 || says_see_html(a, text) ||
	    words * 10 < count_html_words(body, words * 10 + 1))
		return (struct picked){ .part = html, .html = body };
	return (struct picked){ .part = plain, .witness = html, .text = text, .html = body };
}

static void pick(struct arena *a, struct mail_part *root, struct picks *v)
{
	struct mail_part *end = mail_next_sibling(root);

	for (struct mail_part *p = root; p && p != end;) {
		bool alternative = is_text(p, "multipart/alternative");
		struct picked got = { .part = NULL };

		if (alternative)
			got = choose_alternative(a, p);
		else if ((is_plain(p) || is_html(p)) && (p == root || !is_attached(a, p)))
			got.part = p;
		if (got.part)
			*ARENA_PUSH(a, v) = got;
		/* A nested letter is not ours to read here; of an alternative one child is read. */
		if (alternative || (p != root && span_starts(p->type, S("message/"))))
			p = mail_next_sibling(p);
		else
			p = mail_next(p);
	}
}

static size_t quote_depth(struct span line)
{
	size_t n = 0;

	while (n < line.len && line.ptr[n] == '>')
		n++;
	return n;
}

void mail_lines_push(struct arena *a, struct mail_lines *l, struct span text,
		     enum line_origin origin)
{
	while (l->n < MAIL_MAX_LINES) {
		struct mail_line *to = ARENA_PUSH(a, l);
		size_t n = text.len;

		/* Never inside a letter. */
		if (n > MAIL_MAX_LINE)
			for (n = MAIL_MAX_LINE; ((unsigned char)text.ptr[n] & 0xC0) == 0x80;)
				n--;
		to->text = span_sub(text, 0, n);
		to->origin = origin;
		text = span_from(text, n);
		if (!text.len)
			return;
	}
}

/* RFC 3676: a line ending in a blank flows into the next of the same depth; "-- " never does. */
static void flowed_lines(struct arena *a, struct span text, bool delsp, struct mail_lines *ret)
{
	struct span line;
	struct buf b;
	size_t depth = 0;
	bool open = false;

	buf_init(&b, a, text.len + 16);
	while (ret->n < MAIL_MAX_LINES && span_next_line(&text, &line)) {
		size_t d = quote_depth(line);
		struct span rest = span_from(line, d);
		bool flows, first = !open || d != depth;

		if (rest.len && rest.ptr[0] == ' ')
			rest = span_from(rest, 1);
		if (open && (d != depth || span_eq(rest, S("-- ")))) {
			mail_lines_push(a, ret, arena_span(a, buf_span(&b)), LINE_FREE);
			buf_trunc(&b, 0);
			first = true;
		}
		if (first) {
			for (size_t i = 0; i < d; i++)
				buf_add_char(&b, '>');
			if (d)
				buf_add_char(&b, ' ');
		}
		flows = rest.len && rest.ptr[rest.len - 1] == ' ' && !span_eq(rest, S("-- "));
		buf_add(&b, delsp && flows ? span_sub(rest, 0, rest.len - 1) : rest);
		depth = d;
		open = flows;
		if (!flows) {
			mail_lines_push(a, ret, arena_span(a, buf_span(&b)), LINE_FREE);
			buf_trunc(&b, 0);
		}
	}
	if (open)
		mail_lines_push(a, ret, arena_span(a, buf_span(&b)), LINE_FREE);
}

static void plain_lines(struct arena *a, struct span text, struct mail_lines *ret)
{
	struct span line;

	while (ret->n < MAIL_MAX_LINES && span_next_line(&text, &line))
		mail_lines_push(a, ret, line, LINE_FREE);
}

struct mail_lines mail_lines_of(struct arena *a, struct span text)
{
	struct mail_lines l = { .at = NULL };

	plain_lines(a, mail_tidy(a, text, true), &l);
	return l;
}

static struct span picked_text(struct arena *a, const struct picked *p)
{
	if (p->text.ptr)
		return p->text;
	return part_text(a, p->part, p->html.ptr && !p->witness ? p->html : mail_body(a, p->part));
}

static void read_picked(struct arena *a, const struct picked *p, struct mail_lines *ret,
			size_t *total)
{
	struct span ct = mail_field_raw(p->part, "Content-Type"), text = picked_text(a, p);
	struct mail_lines l = { .at = NULL }, html = { .at = NULL };

	*total += text.len;
	if (is_html(p->part))
		mail_html_lines(a, text, &l);
	else if (span_ieq(mail_param(a, ct, "format"), S("flowed")))
		flowed_lines(a, text, span_ieq(mail_param(a, ct, "delsp"), S("yes")), &l);
	else
		plain_lines(a, text, &l);
	if (p->witness) {
		text = part_text(a, p->witness, p->html);
		if (mail_text_asks_witness(&l, text)) {
			mail_html_lines(a, text, &html);
			mail_text_cross_check(a, &l, &html);
		}
	}
	for (size_t i = 0; i < l.n && ret->n < MAIL_MAX_LINES; i++)
		*ARENA_PUSH(a, ret) = l.at[i];
}

struct mail_lines mail_text_lines(struct arena *a, struct mail_part *root)
{
	struct mail_lines l = { .at = NULL };
	struct picks v = { .at = NULL };
	size_t total = 0;

	pick(a, root, &v);
	for (size_t i = 0; i < v.n && total < MAIL_MAX_TEXT; i++)
		read_picked(a, &v.at[i], &l, &total);
	return l;
}

static struct span line_text(const struct mail_line *l, bool cells)
{
	return cells && l->cells.len ? l->cells : l->text;
}

static struct span join(struct arena *a, const struct mail_lines *l, size_t from, size_t to,
			bool cells)
{
	struct buf b;
	size_t total = 1;

	for (size_t i = from; i < to && i < l->n; i++)
		total += line_text(&l->at[i], cells).len + 1;
	buf_init(&b, a, total);
	for (size_t i = from; i < to && i < l->n; i++) {
		buf_add(&b, line_text(&l->at[i], cells));
		buf_add_char(&b, '\n');
	}
	return buf_span(&b);
}

struct span mail_lines_join(struct arena *a, const struct mail_lines *l, size_t from, size_t to)
{
	return join(a, l, from, to, false);
}

struct span mail_lines_cells(struct arena *a, const struct mail_lines *l)
{
	return join(a, l, 0, l->n, true);
}

struct span mail_attached_name(struct arena *a, const struct mail_part *p)
{
	struct span s = mail_param(a, mail_field_raw(p, "Content-Disposition"), "filename");

	if (!s.len)
		s = mail_param(a, mail_field_raw(p, "Content-Type"), "name");
	return mail_safe_name(a, s);
}

void mail_attachments(struct arena *a, struct mail_part *root, struct attachments *ret)
{
	for (struct mail_part *p = root; p;) {
		bool letter = span_starts(p->type, S("message/rfc822"));
		bool text = (is_plain(p) || is_html(p)) && (!is_attached(a, p) || p == root);
		struct attachment *t;

		if (!text && (!p->child || letter)) {
			t = ARENA_PUSH(a, ret);
			t->name = mail_attached_name(a, p);
			t->type = p->type;
			t->size = mail_body_size(a, p);
		}
		p = letter ? mail_next_sibling(p) : mail_next(p);
	}
}
