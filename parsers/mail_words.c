/* Text of header fields: unfolding (RFC 5322 2.2.3) and encoded words (RFC 2047, language tags of
 * RFC 2231). Real mail splits characters between words, puts words inside quotes and leaves raw
 * 8-bit: all of it gives text. */
#include "buf.h"
#include "charset.h"
#include "mail.h"
#include "mail_header.h"
#include "span.h"
#include "utf8.h"

struct word {
	struct span charset, text;
	char how; /* 'b' or 'q' */
	size_t len;
};

/* An encoded word at s[at]; each try ends at the third "?", so a field is read in linear time. */
static bool word_at(struct span s, size_t at, struct word *w)
{
	size_t cs, text, end, star;

	if (at + 8 > s.len || s.ptr[at] != '=' || s.ptr[at + 1] != '?')
		return false;
	cs = span_find_char(s, '?', at + 2);
	if (cs == SIZE_MAX || cs == at + 2 || cs - at > 60 || cs + 2 >= s.len ||
	    s.ptr[cs + 2] != '?')
		return false;
	w->how = (char)(s.ptr[cs + 1] | 0x20);
	if (w->how != 'b' && w->how != 'q')
		return false;
	text = cs + 3;
	end = span_find_char(s, '?', text);
	if (end == SIZE_MAX || end + 1 >= s.len || s.ptr[end + 1] != '=')
		return false;
	w->charset = span_sub(s, at + 2, cs - at - 2);
	star = span_find_char(w->charset, '*', 0);
	if (star != SIZE_MAX)
		w->charset.len = star;
	w->text = span_sub(s, text, end - text);
	w->len = end + 2 - at;
	return true;
}

static void add_octets(struct arena *a, struct buf *b, const struct word *w)
{
	if (w->how == 'b') {
		buf_add(b, mail_decode_base64(a, w->text));
		return;
	}
	for (size_t i = 0; i < w->text.len; i++) {
		char c = w->text.ptr[i], byte;

		if (c == '=' && mail_hex_byte(w->text, i, &byte)) {
			c = byte;
			i += 2;
		} else if (c == '_') {
			c = ' ';
		}
		buf_add_char(b, c);
	}
}

static bool only_blanks(struct span s)
{
	return span_trim(s).len == 0;
}

struct span mail_decode_text(struct arena *a, struct span raw)
{
	struct buf out, octets;
	struct span charset = S("");
	size_t plain = 0; /* begin of the text not yet copied */
	bool after_word = false;

	buf_init(&out, a, raw.len * 4 + 64);
	buf_init(&octets, a, raw.len + 64);
	for (size_t i = 0; i <= raw.len; i++) {
		struct word w = { .how = 0 };
		bool is_word = i < raw.len && raw.ptr[i] == '=' && word_at(raw, i, &w);
		struct span between;

		if (!is_word && i < raw.len)
			continue;
		between = span_sub(raw, plain, i - plain);
		/* Blanks between two words are no text (RFC 2047 6.2). */
		if (!(is_word && after_word && only_blanks(between))) {
			buf_add(&out, charset_utf8(a, charset, buf_span(&octets)));
			buf_trunc(&octets, 0);
			buf_add(&out, charset_utf8(a, S(""), between));
		} else if (!span_ieq(charset, w.charset)) {
			buf_add(&out, charset_utf8(a, charset, buf_span(&octets)));
			buf_trunc(&octets, 0);
		}
		if (!is_word)
			break;
		charset = w.charset;
		add_octets(a, &octets, &w);
		after_word = true;
		i += w.len - 1;
		plain = i + 1;
	}
	return mail_tidy(a, buf_span(&out), false);
}

/* Marks that are never seen and only serve to deceive or to disturb comparison. */
static bool is_invisible(uint32_t r)
{
	return (r >= 0x200B && r <= 0x200F) || (r >= 0x202A && r <= 0x202E) ||
	       (r >= 0x2060 && r <= 0x2064) || (r >= 0x2066 && r <= 0x2069) || r == 0xFEFF ||
	       r == 0x00AD || r == 0x034F || r == 0x061C || r == 0x180E;
}

/* Is one of eight bytes below least, above "~", or of no ASCII? least: 0 .. 127 */
static bool is_any_odd(uint64_t eight, unsigned char least)
{
	const uint64_t ones = UINT64_C(0x0101010101010101), high = ones << 7;

	return ((eight | (eight + ones) | (eight - ones * least)) & high) != 0;
}

/* A letter of two bytes from U+00C0 to U+02FF; those with cedilla, U+0158 to U+0163, are not plain. */
static bool is_plain_letter(struct span s, size_t i)
{
	unsigned char c = (unsigned char)s.ptr[i], next;

	if (c < 0xC3 || c > 0xCB || i + 1 >= s.len)
		return false;
	next = (unsigned char)s.ptr[i + 1];
	return (next & 0xC0) == 0x80 && (c != 0xC5 || next < 0x98 || next > 0xA3);
}

/* How much of a text is taken as it is: printable ASCII from least on, and plain letters. */
static size_t plain_len(struct span s, unsigned char least)
{
	size_t n = 0;
	uint64_t eight;

	while (n < s.len) {
		unsigned char c = (unsigned char)s.ptr[n];

		if (n + sizeof(eight) <= s.len) {
			memcpy(&eight, s.ptr + n, sizeof(eight));
			if (!is_any_odd(eight, least)) {
				n += sizeof(eight);
				continue;
			}
		}
		if (c >= least && c < 0x7F)
			n++;
		else if (is_plain_letter(s, n))
			n += 2;
		else
			break;
	}
	return n;
}

struct span mail_tidy(struct arena *a, struct span s, bool lines)
{
	struct buf b;
	uint32_t r, last = 0;
	const unsigned char least = lines ? ' ' : ' ' + 1;
	struct span rest = s, out;
	bool odd = false;

	buf_init(&b, a, rest.len * 3 + 16);
	buf_reserve(&b, rest.len);
	for (;;) {
		uint32_t was = last;
		size_t n = plain_len(rest, least);
		if (n) {
			buf_add(&b, span_sub(rest, 0, n));
			rest = span_from(rest, n);
			was = 'a';
		}
		/* Bad bytes, and NUL, come as U+FFFD. */
		if (!utf8_next(&rest, &r))
			break;
		r = r ? r : 0xFFFD;
		last = r;
		if (is_invisible(r))
			continue;
		if (lines && (r == '\n' || r == '\r' || r == 0x2028 || r == 0x2029)) {
			/* "\r\n" is one end; so is a CR alone. */
			if (r != '\n' || was != '\r')
				buf_add_char(&b, '\n');
			continue;
		}
		if (lines && r == '\t') {
			buf_add_char(&b, '\t');
			continue;
		}
		if (r <= 0x20 || (r >= 0x7F && r <= 0xA0) || r == 0x202F || r == 0x2007)
			r = ' ';
		if (r == ' ' && !lines && (b.len == 0 || b.ptr[b.len - 1] == ' '))
			continue;
		odd |= !utf8_is_nfc_ro(r);
		buf_add_rune(&b, r);
	}
	out = odd ? utf8_nfc_ro(a, buf_span(&b)) : buf_span(&b);
	return lines ? out : span_trim(out);
}
