/* Bold, escapes, wrapping and mailto links for mails. */
#include "mail_rich.h"

#include "buf.h"
#include "span.h"
#include "template_node.h"
#include "utf8.h"

enum { PIECE_MAX = 1 << 20 };

struct span rich_html(struct arena *a, struct span piece)
{
	bool bold = false;
	struct buf b;

	buf_init(&b, a, PIECE_MAX);
	piece = span_trim(piece);
	for (size_t i = 0; i < piece.len; i++) {
		char c = piece.ptr[i];

		switch (c) {
		case '*':
			buf_add_str(&b, bold ? "</strong>" : "<strong>");
			bold = !bold;
			break;
		case GUARD_STAR:
			buf_add_char(&b, '*');
			break;
		case GUARD_BAR:
			buf_add_char(&b, '|');
			break;
		case GUARD_AT:
			buf_add_char(&b, '@');
			break;
		case GUARD_HASH:
			buf_add_char(&b, '#');
			break;
		case GUARD_BREAK:
			buf_add_str(&b, "<br>\n");
			break;
		case GUARD_BACKSLASH:
			buf_add_char(&b, '\\');
			break;
		case '\\':
			i += i + 1 < piece.len && piece.ptr[i + 1] == 'n';
			buf_add_str(&b, "<br>\n");
			break;
		case '&':
			buf_add_str(&b, "&amp;");
			break;
		case '<':
			buf_add_str(&b, "&lt;");
			break;
		case '>':
			buf_add_str(&b, "&gt;");
			break;
		case '"':
			buf_add_str(&b, "&quot;");
			break;
		default:
			buf_add_char(&b, c);
			break;
		}
	}
	if (bold)
		buf_add_str(&b, "</strong>");
	return buf_span(&b);
}

struct span rich_text(struct arena *a, struct span piece)
{
	char *p;
	size_t n = 0;

	piece = span_trim(piece);
	p = arena_array(a, piece.len + 1, 1);
	for (size_t i = 0; i < piece.len; i++) {
		char c = piece.ptr[i];

		if (c == '\\') {
			i += i + 1 < piece.len && piece.ptr[i + 1] == 'n';
			p[n++] = '\n';
		} else if (c != '*') {
			p[n++] = c;
		}
	}
	return template_unguard(a, (struct span){ p, n }, true);
}

static void wrap_line(struct buf *b, struct span line, size_t width, const char *first,
		      const char *rest)
{
	size_t col = strlen(first);
	bool begun = false;
	struct span word;

	buf_add_str(b, first);
	while (span_next_word(&line, &word)) {
		size_t n = utf8_count(word);

		if (begun && col + 1 + n > width) {
			buf_add_char(b, '\n');
			buf_add_str(b, rest);
			col = strlen(rest);
		} else if (begun) {
			buf_add_char(b, ' ');
			col++;
		}
		buf_add(b, word);
		col += n;
		begun = true;
	}
}

struct span rich_wrap(struct arena *a, struct span text, size_t width, const char *first,
		      const char *rest)
{
	struct span line;
	struct buf b;
	bool begun = false;

	buf_init(&b, a, 4 * PIECE_MAX);
	while (span_next_line(&text, &line)) {
		if (begun)
			buf_add_char(&b, '\n');
		wrap_line(&b, line, width, begun ? rest : first, rest);
		begun = true;
	}
	return buf_span(&b);
}

static bool is_unreserved(unsigned char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       c == '-' || c == '.' || c == '_' || c == '~';
}

/* plain blanks for U+00A0 and U+202F: how many bytes at s are such a one */
static size_t no_break(struct span s)
{
	if (span_starts(s, S("\xc2\xa0")))
		return 2;
	return span_starts(s, S("\xe2\x80\xaf")) ? 3 : 0;
}

static void add_percent(struct buf *b, struct span s, bool address)
{
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.ptr[i];
		size_t skip = no_break(span_from(s, i));

		if (skip) {
			buf_add_str(b, "%20");
			i += skip - 1;
		} else if (c == '\n') {
			buf_add_str(b, "%0D%0A");
		} else if (is_unreserved(c) || (address && c == '@')) {
			buf_add_char(b, (char)c);
		} else {
			buf_add_fmt(b, "%%%02X", c);
		}
	}
}

struct span rich_mailto(struct arena *a, struct span to, struct span subject, struct span body)
{
	struct buf b;

	buf_init(&b, a, PIECE_MAX);
	buf_add_str(&b, "mailto:");
	add_percent(&b, to, true);
	buf_add_str(&b, "?subject=");
	add_percent(&b, subject, false);
	buf_add_str(&b, "&body=");
	add_percent(&b, body, false);
	return buf_span(&b);
}
