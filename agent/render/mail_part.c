/* Part encoders: RFC 2045 quoted-printable and base64, RFC 2183 and 2231 file names. */
#include "mail_mime.h"

#include "span.h"
#include "utf8.h"

enum { LINE_WISHED = 76, FILE_NAME_MAX = 120 };
static const char hex[] = "0123456789ABCDEF";

/* One line of text as quoted-printable, soft-broken at 76. "--" at the start is encoded, so that no
 * line can pass for a boundary; so are a lone "." and "From " that some relays change. */
static void add_qp_line(struct buf *out, struct span line)
{
	bool guard = span_starts(line, S("--")) || span_starts(line, S("From ")) ||
		     span_starts(line, S("."));
	size_t col = 0;

	for (size_t i = 0; i < line.len; i++) {
		unsigned char c = (unsigned char)line.ptr[i];
		bool last = i + 1 == line.len;
		bool plain = c >= ' ' && c < 0x7f && c != '=' && !(c == ' ' && last) &&
			     !(i == 0 && guard);
		size_t width = plain ? 1 : 3;

		if (col + width > LINE_WISHED - (last ? 0 : 1)) {
			buf_add_str(out, "=\r\n");
			col = 0;
		}
		if (plain) {
			buf_add_char(out, (char)c);
		} else {
			buf_add_char(out, '=');
			buf_add_char(out, hex[c >> 4]);
			buf_add_char(out, hex[c & 15]);
		}
		col += width;
	}
	buf_add_str(out, "\r\n");
}

void mime_part_text(struct buf *out, const char *type, struct span text)
{
	struct span line;

	buf_add_fmt(out,
		    "Content-Type: %s; charset=utf-8\r\n"
		    "Content-Transfer-Encoding: quoted-printable\r\n\r\n",
		    type);
	while (span_next_line(&text, &line))
		add_qp_line(out, line);
}

static void add_base64(struct buf *out, struct span bytes)
{
	static const char set[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	const unsigned char *p = (const unsigned char *)bytes.ptr;
	char line[LINE_WISHED + 2];
	size_t col = 0;

	for (size_t i = 0; i < bytes.len; i += 3) {
		size_t left = bytes.len - i;
		uint32_t v = (uint32_t)p[i] << 16 | (left > 1 ? (uint32_t)p[i + 1] << 8 : 0) |
			     (left > 2 ? p[i + 2] : 0);

		line[col++] = set[v >> 18];
		line[col++] = set[v >> 12 & 63];
		line[col++] = left > 1 ? set[v >> 6 & 63] : '=';
		line[col++] = left > 2 ? set[v & 63] : '=';
		if (col == LINE_WISHED || left <= 3) {
			line[col++] = '\r';
			line[col++] = '\n';
			buf_add(out, (struct span){ line, col });
			col = 0;
		}
	}
}

static bool type_ok(struct span type)
{
	size_t slash = span_find_char(type, '/', 0);

	if (slash == SIZE_MAX || slash == 0 || slash + 1 == type.len || type.len > 80)
		return false;
	for (size_t i = 0; i < type.len; i++) {
		unsigned char c = (unsigned char)type.ptr[i];

		if (i != slash && !((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' ||
				    c == '.' || c == '+'))
			return false;
	}
	return true;
}

/* The name for programs that know no RFC 2231: Romanian letters without marks, the rest "_". */
static void add_ascii_name(struct buf *out, struct span name)
{
	static const struct {
		uint32_t rune;
		char as;
	} plain[] = {
		{ 0x102, 'A' }, { 0x103, 'a' }, { 0xc2, 'A' },  { 0xe2, 'a' },  { 0xce, 'I' },
		{ 0xee, 'i' },  { 0x218, 'S' }, { 0x219, 's' }, { 0x15e, 'S' }, { 0x15f, 's' },
		{ 0x21a, 'T' }, { 0x21b, 't' }, { 0x162, 'T' }, { 0x163, 't' },
	};
	uint32_t rune;

	while (utf8_next(&name, &rune)) {
		char c = '_';

		if (rune < 0x7f && !strchr("\"\\/:*?<>|%", (int)rune))
			c = (char)rune;
		for (size_t i = 0; i < ARRAY_LEN(plain); i++)
			if (plain[i].rune == rune)
				c = plain[i].as;
		buf_add_char(out, c);
	}
}

static bool is_attr_char(unsigned char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       c == '-' || c == '.' || c == '_' || c == '~';
}

enum rc mime_part_file(struct buf *out, struct span name, struct span type, struct span bytes,
		       struct why *reterr)
{
	if (name.len == 0 || name.len > FILE_NAME_MAX || !mime_is_clean(name))
		return why_fail(reterr, RC_BAD_INPUT, "not a file name: %.*s", SPAN_ARG(name));
	buf_add_str(out, "Content-Type: ");
	buf_add(out, type_ok(type) ? type : S("application/octet-stream"));
	buf_add_str(out, ";\r\n name=\"");
	add_ascii_name(out, name);
	buf_add_str(out, "\"\r\nContent-Transfer-Encoding: base64\r\n"
			 "Content-Disposition: attachment;\r\n filename=\"");
	add_ascii_name(out, name);
	buf_add_char(out, '"');
	if (!mime_is_plain(name)) {
		buf_add_str(out, ";\r\n filename*=UTF-8''");
		for (size_t i = 0; i < name.len; i++) {
			unsigned char c = (unsigned char)name.ptr[i];

			if (c == '/' || c == '\\')
				buf_add_char(out, '_');
			else if (is_attr_char(c))
				buf_add_char(out, (char)c);
			else
				buf_add_fmt(out, "%%%c%c", hex[c >> 4], hex[c & 15]);
		}
	}
	buf_add_str(out, "\r\n\r\n");
	add_base64(out, bytes);
	return RC_OK;
}

void mime_part_image(struct buf *out, const char *type, struct span cid, struct span bytes)
{
	buf_add_fmt(
		out,
		"Content-Type: %s\r\nContent-Transfer-Encoding: base64\r\n"
		"Content-ID: <%.*s>\r\nContent-Disposition: inline; filename=\"logo.%s\"\r\n\r\n",
		type, SPAN_ARG(cid), strcmp(type, "image/png") == 0 ? "png" : "jpg");
	add_base64(out, bytes);
}
