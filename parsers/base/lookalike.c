/* Look-alike domains (lookalike.h). Confusable letters: the ones of Cyrillic and Greek that Unicode's
 * confusables.txt (UTS #39) gives for a-z, accents dropped, and what typists use: 0 1 5, rn, vv, cl. */
#include "lookalike.h"

#include "buf.h"
#include "span.h"
#include "span_copy.h"
#include "utf8.h"

enum { LABEL_MAX = 256, HOST_MAX = 255 };

static const struct {
	uint32_t code;
	char as;
} shapes[] = {
	{ 0x430, 'a' }, { 0x435, 'e' }, { 0x43e, 'o' }, { 0x440, 'p' }, { 0x441, 'c' },
	{ 0x443, 'y' }, { 0x445, 'x' }, { 0x455, 's' }, { 0x456, 'l' }, { 0x458, 'j' },
	{ 0x4bb, 'h' }, { 0x501, 'd' }, { 0x51b, 'q' }, { 0x51d, 'w' }, { 0x432, 'b' },
	{ 0x43a, 'k' }, { 0x43c, 'm' }, { 0x43d, 'h' }, { 0x442, 't' }, { 0x433, 'r' },
	{ 0x3b1, 'a' }, { 0x3b5, 'e' }, { 0x3b9, 'l' }, { 0x3ba, 'k' }, { 0x3bd, 'v' },
	{ 0x3bf, 'o' }, { 0x3c1, 'p' }, { 0x3c4, 't' }, { 0x3c5, 'u' }, { 0x3c7, 'x' },
	{ 0x131, 'l' }, { 0x251, 'a' }, { 0x261, 'g' }, { 0x26a, 'l' }, { 0x1d0f, 'o' },
};

/* RFC 3492: the code points of a label behind "xn--"; 0 when it is none. */
static size_t puny_decode(struct span in, uint32_t *out)
{
	uint32_t n = 128, bias = 72;
	uint64_t i = 0;
	size_t len = 0, at = 0;

	for (size_t k = 0; k < in.len; k++)
		if (in.ptr[k] == '-')
			at = k + 1;
	for (size_t k = 0; at && k < at - 1; k++)
		out[len++] = (unsigned char)in.ptr[k];
	while (at < in.len) {
		uint64_t old = i, w = 1;

		for (uint32_t k = 36;; k += 36) {
			uint32_t t = k <= bias ? 1 : k >= bias + 26 ? 26 : k - bias, digit;
			char c = at < in.len ? in.ptr[at++] : ' ';

			digit = c >= 'a' && c <= 'z' ? (uint32_t)(c - 'a') :
				c >= '0' && c <= '9' ? (uint32_t)(c - '0' + 26) :
						       36;
			if (digit > 35 || w > UINT32_MAX)
				return 0;
			i += digit * w;
			if (digit < t)
				break;
			w *= 36 - t;
		}
		if (len >= LABEL_MAX - 1 || i > UINT32_MAX)
			return 0;
		{
			uint64_t delta = (i - old) / (old ? 2 : 700), k = 0;

			delta += delta / (len + 1);
			for (; delta > 455; k += 36)
				delta /= 35;
			bias = (uint32_t)(k + 36 * delta / (delta + 38));
		}
		n += (uint32_t)(i / (len + 1));
		i %= len + 1;
		memmove(&out[i + 1], &out[i], (len - i) * sizeof(*out));
		out[i++] = n;
		len++;
	}
	return len;
}

static void add_code(struct arena *a, struct buf *b, uint32_t code)
{
	char bytes[5] = { 0 };

	for (size_t i = 0; i < ARRAY_LEN(shapes); i++)
		if (shapes[i].code == code) {
			buf_add_char(b, shapes[i].as);
			return;
		}
	if (code < 0x80) {
		buf_add_char(b, (char)code);
		return;
	}
	if (code < 0x800) {
		bytes[0] = (char)(0xc0 | code >> 6);
		bytes[1] = (char)(0x80 | (code & 63));
	} else if (code < 0x10000) {
		bytes[0] = (char)(0xe0 | code >> 12);
		bytes[1] = (char)(0x80 | (code >> 6 & 63));
		bytes[2] = (char)(0x80 | (code & 63));
	} else {
		return;
	}
	buf_add(b, utf8_fold(a, utf8_clean(a, span_of(bytes)))); /* ă and á to a */
}

static uint32_t next_code(struct span s, size_t *at)
{
	unsigned char c = (unsigned char)s.ptr[*at];
	size_t more = c < 0x80 ? 0 : c < 0xe0 ? 1 : c < 0xf0 ? 2 : 3;
	uint32_t code = more ? c & (0x3fu >> more) : c;

	for (++*at; more && *at < s.len; more--)
		code = code << 6 | ((unsigned char)s.ptr[(*at)++] & 0x3f);
	return code;
}

static void add_label(struct arena *a, struct buf *b, struct span label)
{
	uint32_t codes[LABEL_MAX];
	size_t n = 0, at = 0;

	if (span_istarts(label, S("xn--")) && label.len < LABEL_MAX)
		n = puny_decode(span_from(label, 4), codes);
	for (size_t i = 0; i < n; i++)
		add_code(a, b, codes[i]);
	while (!n && at < label.len)
		add_code(a, b, next_code(label, &at));
}

/* One shape for letters that are taken for each other; "rn" and the like are one letter to the eye. */
static struct span shape_of(struct arena *a, struct span s)
{
	static const struct {
		const char *two;
		char as;
	} pairs[] = { { "rn", 'm' }, { "vv", 'w' }, { "cl", 'd' } };
	struct buf b;

	buf_init(&b, a, s.len + 1);
	for (size_t i = 0; i < s.len; i++) {
		char c = s.ptr[i];
		bool pair = false;

		for (size_t k = 0; k < ARRAY_LEN(pairs) && !pair; k++) {
			pair = span_starts(span_from(s, i), span_of(pairs[k].two));
			c = pair ? pairs[k].as : c;
		}
		i += pair;
		if (c == '-')
			continue;
		c = c == '0' ? 'o' : c == '1' || c == 'i' || c == '!' ? 'l' : c == '5' ? 's' : c;
		buf_add_char(&b, c);
	}
	return buf_span(&b);
}

/* The label that people read: before "ro", "com", "com.ro", "co.uk". */
static struct span name_of(struct span domain)
{
	static const char *const second[] = {
		"com", "co", "org", "net", "gov", "ac", "edu", "info"
	};
	struct span label[3] = { S(""), S(""), S("") }, part;

	while (span_next_part(&domain, '.', &part)) {
		label[0] = label[1];
		label[1] = label[2];
		label[2] = part;
	}
	for (size_t i = 0; i < ARRAY_LEN(second); i++)
		if (label[0].len && label[2].len <= 3 && span_ieq_str(label[1], second[i]))
			return label[0];
	return label[1];
}

struct span lookalike_skeleton(struct arena *a, struct span domain)
{
	struct buf b;

	buf_init(&b, a, domain.len * 4 + 64);
	add_label(a, &b, name_of(span_lower(a, span_sub(domain, 0, HOST_MAX))));
	return shape_of(a, buf_span(&b));
}

bool lookalike(struct arena *a, struct span domain, struct span known)
{
	struct span d = span_lower(a, span_sub(domain, 0, HOST_MAX)), k = span_lower(a, known),
		    shape;

	if (!d.len || !k.len || span_eq(d, k) ||
	    (d.len > k.len && span_ends(d, k) && d.ptr[d.len - k.len - 1] == '.') ||
	    (k.len > d.len && span_ends(k, d) && k.ptr[k.len - d.len - 1] == '.'))
		return false;
	/* "firma.ro.evil.com" and "firma-ro.com" show the whole name first. */
	if (span_starts(d, arena_fmt(a, "%.*s.", SPAN_ARG(k))))
		return true;
	shape = lookalike_skeleton(a, k);
	return shape.len >= 3 && span_eq(lookalike_skeleton(a, d), shape);
}
