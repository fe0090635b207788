/* Wrapping a bare RSA key of a DKIM record (see dkim_key.h). */
#include "dkim_key.h"

#include "span.h"

enum { KEY_MAX = 1200 };

static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

static size_t decode(struct span s, uint8_t *to, size_t size)
{
	uint32_t word = 0;
	unsigned bits = 0;
	size_t n = 0;

	for (size_t i = 0; i < s.len; i++) {
		const char *at = s.ptr[i] ? strchr(digits, s.ptr[i]) : NULL;

		if (!at)
			continue; /* blanks, padding */
		word = word << 6 | (uint32_t)(at - digits);
		bits += 6;
		if (bits < 8)
			continue;
		bits -= 8;
		if (n >= size)
			return 0;
		to[n++] = (uint8_t)(word >> bits & 0xff);
	}
	return n;
}

static size_t encode(const uint8_t *b, size_t n, char *to)
{
	size_t len = 0;

	for (size_t i = 0; i < n; i += 3) {
		uint32_t word = (uint32_t)b[i] << 16 | (uint32_t)(i + 1 < n ? b[i + 1] : 0) << 8 |
				(i + 2 < n ? b[i + 2] : 0);

		to[len++] = digits[word >> 18];
		to[len++] = digits[word >> 12 & 63];
		to[len++] = i + 1 < n ? digits[word >> 6 & 63] : '=';
		to[len++] = i + 2 < n ? digits[word & 63] : '=';
	}
	return len;
}

/* DER: tag and length before n bytes that follow. */
static size_t der_head(uint8_t *to, uint8_t tag, size_t n)
{
	to[0] = tag;
	if (n < 128) {
		to[1] = (uint8_t)n;
		return 2;
	}
	to[1] = 0x82;
	to[2] = (uint8_t)(n >> 8);
	to[3] = (uint8_t)n;
	return 4;
}

/* SEQUENCE { INTEGER ..: a bare RSAPublicKey; in SubjectPublicKeyInfo a SEQUENCE comes first. */
static bool is_bare(const uint8_t *b, size_t n)
{
	size_t head = n > 2 && b[1] & 0x80 ? 2 + (size_t)(b[1] & 0x7f) : 2;

	return n > head && b[0] == 0x30 && b[head] == 0x02;
}

static size_t wrap(const uint8_t *b, size_t n, uint8_t *to)
{
	static const uint8_t rsa[] = { 0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86,
				       0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00 };
	uint8_t bits[8];
	size_t n_bits = der_head(bits, 0x03, n + 1), at;

	bits[n_bits++] = 0; /* no unused bits */
	at = der_head(to, 0x30, sizeof(rsa) + n_bits + n);
	memcpy(to + at, rsa, sizeof(rsa));
	at += sizeof(rsa);
	memcpy(to + at, bits, n_bits);
	at += n_bits;
	memcpy(to + at, b, n);
	return at + n;
}

/* The value of p=, as it stands in the record. */
static struct span key_of(struct span txt)
{
	struct span part;

	while (span_next_part(&txt, ';', &part)) {
		struct span t = span_trim(part);

		if (t.len > 2 && t.ptr[0] == 'p' && span_trim(span_from(t, 1)).ptr[0] == '=')
			return span_from(t, span_find_char(t, '=', 0) + 1);
	}
	return S("");
}

bool dkim_key_text(struct span txt, char *to, size_t size)
{
	uint8_t key[KEY_MAX], wrapped[KEY_MAX + 64];
	struct span p = key_of(txt);
	size_t n = decode(p, key, sizeof(key)), before = p.len ? (size_t)(p.ptr - txt.ptr) : 0, len;

	if (!is_bare(key, n)) {
		if (txt.len >= size)
			return false;
		memcpy(to, txt.ptr, txt.len);
		to[txt.len] = '\0';
		return true;
	}
	n = wrap(key, n, wrapped);
	if (txt.len + n * 2 >= size)
		return false;
	memcpy(to, txt.ptr, before);
	len = before + encode(wrapped, n, to + before);
	memcpy(to + len, p.ptr + p.len, txt.len - before - p.len);
	to[len + txt.len - before - p.len] = '\0';
	return true;
}
