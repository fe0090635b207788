/* Header encoders: RFC 5322 fields, RFC 2047 encoded words. */
#include "mail_mime.h"

#include "day.h"
#include "ident.h"
#include "span.h"
#include "utf8.h"

enum { LINE_WISHED = 76, WORD_MAX = 75 };
static const char hex[] = "0123456789ABCDEF";

bool mime_is_clean(struct span s)
{
	for (size_t i = 0; i < s.len; i++)
		if ((unsigned char)s.ptr[i] < ' ' || s.ptr[i] == 0x7f)
			return false;
	return utf8_valid(s);
}

bool mime_is_plain(struct span s)
{
	size_t word = 0;

	for (size_t i = 0; i < s.len; i++) {
		if ((unsigned char)s.ptr[i] > 0x7e)
			return false;
		word = s.ptr[i] == ' ' ? 0 : word + 1;
		if (word > 60)
			return false;
	}
	return !span_has(s, S("=?"));
}

/* Q encoding restricted to what a phrase allows (RFC 2047 section 5 rule 3). */
static bool q_literal(unsigned char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       c == '!' || c == '*' || c == '+' || c == '-' || c == '/';
}

static size_t q_width(struct span s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.len; i++)
		n += q_literal((unsigned char)s.ptr[i]) || s.ptr[i] == ' ' ? 1 : 3;
	return n;
}

static void q_add(struct buf *out, struct span s)
{
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.ptr[i];

		if (c == ' ') {
			buf_add_char(out, '_');
		} else if (q_literal(c)) {
			buf_add_char(out, (char)c);
		} else {
			buf_add_char(out, '=');
			buf_add_char(out, hex[c >> 4]);
			buf_add_char(out, hex[c & 15]);
		}
	}
}

/* Encoded words, one a line. col: where the first begins; gives where the last ends. */
static size_t add_words(struct buf *out, struct span s, size_t col)
{
	static const char open[] = "=?utf-8?Q?";
	bool in_word = false;

	while (s.len) {
		struct span rest = s, rune;
		uint32_t ignored;

		if (!utf8_next(&rest, &ignored))
			break;
		rune = span_sub(s, 0, s.len - rest.len);
		s = rest;
		if (in_word && col + q_width(rune) + 2 > WORD_MAX) {
			buf_add_str(out, "?=\r\n ");
			in_word = false;
			col = 1;
		}
		if (!in_word) {
			buf_add_str(out, open);
			col += sizeof(open) - 1;
			in_word = true;
		}
		q_add(out, rune);
		col += q_width(rune);
	}
	if (in_word)
		buf_add_str(out, "?=");
	return col + 2;
}

/* ASCII words, folded at blanks. */
static void add_folded(struct buf *out, struct span s, size_t col)
{
	struct span rest = s, word;
	bool first = true;

	while (span_next_part(&rest, ' ', &word)) {
		if (!first && word.len && col + 1 + word.len > LINE_WISHED) {
			buf_add_str(out, "\r\n ");
			col = 1;
		} else if (!first) {
			buf_add_char(out, ' ');
			col++;
		}
		buf_add(out, word);
		col += word.len;
		first = false;
	}
}

enum rc mime_text(struct buf *out, const char *field, struct span text, struct why *reterr)
{
	size_t col = strlen(field) + 2;

	text = span_trim(text);
	if (!mime_is_clean(text))
		return why_fail(reterr, RC_BAD_INPUT, "%s: control bytes or no UTF-8: %.*s", field,
				SPAN_ARG(text));
	buf_add_fmt(out, "%s: ", field);
	if (mime_is_plain(text))
		add_folded(out, text, col);
	else
		(void)add_words(out, text, col);
	buf_add_str(out, "\r\n");
	return RC_OK;
}

static void add_quoted(struct buf *out, struct span s)
{
	buf_add_char(out, '"');
	for (size_t i = 0; i < s.len; i++) {
		if (s.ptr[i] == '"' || s.ptr[i] == '\\')
			buf_add_char(out, '\\');
		buf_add_char(out, s.ptr[i]);
	}
	buf_add_char(out, '"');
}

enum rc mime_mailbox(struct buf *out, const char *field, struct span name, struct span addr,
		     struct why *reterr)
{
	size_t col = strlen(field) + 2;

	name = span_trim(name);
	if (!ident_email_valid(addr))
		return why_fail(reterr, RC_BAD_INPUT, "%s: not an address: %.*s", field,
				SPAN_ARG(addr));
	if (!mime_is_clean(name))
		return why_fail(reterr, RC_BAD_INPUT, "%s: control bytes or no UTF-8: %.*s", field,
				SPAN_ARG(name));
	buf_add_fmt(out, "%s: ", field);
	if (name.len == 0) {
		buf_add(out, addr);
		buf_add_str(out, "\r\n");
		return RC_OK;
	}
	if (mime_is_plain(name) && name.len <= 70) {
		add_quoted(out, name);
		col += name.len + 2;
	} else {
		col = add_words(out, name, col);
	}
	buf_add_str(out, col + 3 + addr.len > LINE_WISHED ? "\r\n <" : " <");
	buf_add(out, addr);
	buf_add_str(out, ">\r\n");
	return RC_OK;
}

bool mime_id_ok(struct span id)
{
	size_t at = span_find_char(id, '@', 0);

	if (id.len < 3 || id.len > 250 || at == SIZE_MAX || at == 0 || at + 1 == id.len)
		return false;
	for (size_t i = 0; i < id.len; i++)
		if (id.ptr[i] <= ' ' || id.ptr[i] > 0x7e || id.ptr[i] == '<' || id.ptr[i] == '>')
			return false;
	return true;
}

enum rc mime_ids(struct buf *out, const char *field, const struct span *ids, size_t n,
		 struct why *reterr)
{
	buf_add_fmt(out, "%s:", field);
	for (size_t i = 0; i < n; i++) {
		if (!mime_id_ok(ids[i]))
			return why_fail(reterr, RC_BAD_INPUT, "%s: not a Message-ID: %.*s", field,
					SPAN_ARG(ids[i]));
		buf_add_str(out, i ? "\r\n <" : " <");
		buf_add(out, ids[i]);
		buf_add_char(out, '>');
	}
	buf_add_str(out, "\r\n");
	return RC_OK;
}

void mime_date(struct buf *out, int64_t instant)
{
	static const char *const days[] = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };
	static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
					      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
	int offset = bucharest_offset_s(instant);
	struct day d = day_of_instant(instant);
	struct civil c = day_civil(d);
	int64_t s = (instant + offset) % 86400;

	if (s < 0)
		s += 86400;
	buf_add_fmt(out, "Date: %s, %d %s %d %02d:%02d:%02d +%02d%02d\r\n",
		    days[day_weekday(d) - 1], c.day, months[c.month - 1], c.year, (int)(s / 3600),
		    (int)(s / 60 % 60), (int)(s % 60), offset / 3600, offset / 60 % 60);
}
