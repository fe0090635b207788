/* Unicode text by utf8proc: RFC 3629 validity, UAX 15 normal forms. Text is hostile: runs of combining
 * marks are cut at 30 (UAX 15 stream-safe), since ordering a longer run takes square time. */
#include <utf8proc.h>

#include <assert.h>

#include "buf.h"
#include "utf8.h"

#define MARKS_MOST 30u
#define BAD        UINT32_C(0xfffd)

/* Length of the sequence at the head of s, 0 when malformed. s.len > 0. */
static size_t take(struct span s, uint32_t *rune)
{
	const unsigned char *p = (const unsigned char *)s.ptr;
	size_t n = p[0] < 0x80 ? 1 :
		   p[0] < 0xc2 ? 0 :
		   p[0] < 0xe0 ? 2 :
		   p[0] < 0xf0 ? 3 :
		   p[0] < 0xf5 ? 4 :
				 0;
	uint32_t r;

	if (n == 0 || n > s.len)
		return 0;
	if (n == 1) {
		*rune = p[0];
		return 1;
	}
	if (n == 2 && (p[1] & 0xc0) == 0x80) {
		*rune = (p[0] & 0x1fu) << 6 | (p[1] & 0x3fu);
		return 2;
	}
	r = p[0] & (0xffu >> (n + 1));
	for (size_t i = 1; i < n; i++) {
		if ((p[i] & 0xc0) != 0x80)
			return 0;
		r = r << 6 | (p[i] & 0x3fu);
	}
	if ((n == 3 && r < 0x800) || (n == 4 && (r < 0x10000 || r > 0x10ffff)) ||
	    (r >= 0xd800 && r <= 0xdfff))
		return 0;
	*rune = r;
	return n;
}

static struct span skip(struct span s, size_t n)
{
	return n ? (struct span){ s.ptr + n, s.len - n } : s; /* nothing may be NULL */
}

/* Which of eight bytes, as they stand in memory, is the first that is not 0. */
static size_t first_byte(uint64_t eight)
{
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
	return (size_t)__builtin_ctzll(eight) / 8;
#else
	return (size_t)__builtin_clzll(eight) / 8;
#endif
}

/* s without the ASCII at its head, looked at eight bytes at a time: most text is nothing else. */
static inline struct span past_ascii(struct span s)
{
	size_t n = 0;
	uint64_t eight;

	for (; n + sizeof(eight) <= s.len; n += sizeof(eight)) {
		memcpy(&eight, s.ptr + n, sizeof(eight));
		eight &= UINT64_C(0x8080808080808080);
		if (eight)
			return skip(s, n + first_byte(eight));
	}
	while (n < s.len && (unsigned char)s.ptr[n] < 0x80)
		n++;
	return skip(s, n);
}

bool utf8_valid(struct span s)
{
	uint32_t rune;
	size_t n;

	for (s = past_ascii(s); s.len > 0; s = past_ascii(s)) {
		/* Letters of two bytes stand between ASCII: without the way round. */
		while (s.len > 1 && (unsigned char)s.ptr[0] >= 0xc2 &&
		       (unsigned char)s.ptr[0] < 0xe0 && ((unsigned char)s.ptr[1] & 0xc0) == 0x80)
			s = skip(s, 2);
		if (s.len == 0 || (unsigned char)s.ptr[0] < 0x80)
			continue;
		n = take(s, &rune);
		if (n == 0)
			return false;
		s = skip(s, n);
	}
	return true;
}

struct span utf8_clean(struct arena *a, struct span s)
{
	struct buf out;

	if (s.len == 0 || (utf8_valid(s) && !memchr(s.ptr, '\0', s.len)))
		return s;
	buf_init(&out, a, SIZE_MAX);
	while (s.len > 0) {
		uint32_t rune = 0;
		size_t n = take(s, &rune);

		buf_add_rune(&out, n == 0 || rune == 0 ? BAD : rune);
		s = skip(s, n == 0 ? 1 : n);
	}
	return buf_span(&out);
}

bool utf8_next(struct span *rest, uint32_t *rune)
{
	size_t n;

	if (rest->len == 0)
		return false;
	n = take(*rest, rune);
	if (n == 0) { /* the caller promised it cannot be; never loop on it */
		*rune = BAD;
		n = 1;
	}
	*rest = skip(*rest, n);
	return true;
}

size_t utf8_count(struct span s)
{
	size_t n = 0;
	uint32_t rune;

	while (utf8_next(&s, &rune))
		n++;
	return n;
}

struct span utf8_cut(struct span s, size_t n)
{
	struct span rest = s;
	uint32_t rune;

	if (s.len <= n)
		return s;
	while (n > 0 && utf8_next(&rest, &rune))
		n--;
	return (struct span){ s.ptr, s.len - rest.len };
}

static struct span stream_safe(struct arena *a, struct span s)
{
	struct buf out;
	unsigned marks = 0;
	uint32_t rune;

	buf_init(&out, a, SIZE_MAX);
	while (utf8_next(&s, &rune)) {
		marks = utf8proc_get_property((utf8proc_int32_t)rune)->combining_class ? marks + 1 :
											 0;
		if (marks <= MARKS_MOST)
			buf_add_rune(&out, rune);
	}
	return buf_span(&out);
}

static uint32_t comma_below(uint32_t r)
{
	switch (r) {
	case 0x015e:
		return 0x0218;
	case 0x015f:
		return 0x0219;
	case 0x0162:
		return 0x021a;
	case 0x0163:
		return 0x021b;
	default:
		return r;
	}
}

/* Nothing below U+0300 combines or decomposes anew (its NFC_Quick_Check is Yes, its combining class 0),
 * nor do dashes, quotes and currency signs. */
static bool is_nfc(uint32_t r)
{
	return r < 0x300 || (r >= 0x2010 && r <= 0x205e) || (r >= 0x20a0 && r <= 0x20bf);
}

bool utf8_is_nfc_ro(uint32_t rune)
{
	return is_nfc(rune) && comma_below(rune) == rune;
}

/* Is it in NFC without a look at the tables? */
static bool plainly_nfc(struct span s, bool *cedilla)
{
	uint32_t r;

	*cedilla = false;
	for (s = past_ascii(s); utf8_next(&s, &r); s = past_ascii(s)) {
		if (!is_nfc(r))
			return false;
		*cedilla |= comma_below(r) != r;
	}
	return true;
}

static struct span commas_below(struct arena *a, struct span s)
{
	struct buf out;
	uint32_t r;

	buf_init(&out, a, SIZE_MAX);
	buf_reserve(&out, s.len);
	while (utf8_next(&s, &r))
		buf_add_rune(&out, comma_below(r));
	return buf_span(&out);
}

struct span utf8_nfc_ro(struct arena *a, struct span s)
{
	const utf8proc_option_t opts = UTF8PROC_STABLE | UTF8PROC_COMPOSE;
	utf8proc_ssize_t want, got, room;
	utf8proc_int32_t *runes;
	struct buf out;
	bool cedilla;

	if (plainly_nfc(s, &cedilla))
		return cedilla ? commas_below(a, s) : s;
	s = stream_safe(a, s);
	want = utf8proc_decompose((const utf8proc_uint8_t *)s.ptr, (utf8proc_ssize_t)s.len, NULL, 0,
				  opts);
	assert(want >= 0);
	/* One more than asked: utf8proc_normalize_utf32 is documented to need it for a NUL. */
	runes = ARENA_ARRAY(a, (size_t)want + 1, utf8proc_int32_t);
	room = want;
	got = utf8proc_decompose((const utf8proc_uint8_t *)s.ptr, (utf8proc_ssize_t)s.len, runes,
				 room, opts);
	assert(got == want);
	got = utf8proc_normalize_utf32(runes, got, opts);
	assert(got >= 0);
	buf_init(&out, a, SIZE_MAX);
	for (utf8proc_ssize_t i = 0; i < got; i++)
		buf_add_rune(&out, comma_below((uint32_t)runes[i]));
	return buf_span(&out);
}

bool utf8_is_mark(uint32_t rune)
{
	utf8proc_category_t c = utf8proc_category((utf8proc_int32_t)rune);

	return c == UTF8PROC_CATEGORY_MN || c == UTF8PROC_CATEGORY_ME;
}

size_t utf8_plainer(uint32_t rune, uint32_t ret[UTF8_PLAINER_MAX])
{
	utf8proc_int32_t many[UTF8_PLAINER_MAX];
	utf8proc_ssize_t n;
	int last = 0;

	switch (utf8proc_get_property((utf8proc_int32_t)rune)->decomp_type) {
	case UTF8PROC_DECOMP_TYPE_SUPER:
	case UTF8PROC_DECOMP_TYPE_SUB:
	case UTF8PROC_DECOMP_TYPE_FRACTION:
		return 0;
	default:
		break;
	}
	n = utf8proc_decompose_char((utf8proc_int32_t)rune, many, UTF8_PLAINER_MAX,
				    UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT, &last);
	assert(n >= 0 && n <= UTF8_PLAINER_MAX); /* the longest decomposition in Unicode has 18 */
	if (n == 1 && (uint32_t)many[0] == rune)
		return 0;
	for (utf8proc_ssize_t i = 0; i < n; i++)
		ret[i] = (uint32_t)many[i];
	return (size_t)n;
}

#define WORD_MOST 64u

static bool word_runes(struct span s, uint32_t *out, unsigned *n)
{
	uint32_t rune;

	for (*n = 0; utf8_next(&s, &rune); (*n)++) {
		if (*n == WORD_MOST)
			return false;
		out[*n] = rune;
	}
	return true;
}

static unsigned least(unsigned a, unsigned b)
{
	return a < b ? a : b;
}

/* Optimal string alignment: a swap of neighbours counts one, and no piece is edited twice. */
unsigned utf8_distance(struct span a, struct span b, unsigned max)
{
	uint32_t ra[WORD_MOST], rb[WORD_MOST];
	unsigned na, nb, row[3][WORD_MOST + 1];
	unsigned *two = row[0], *one = row[1], *now = row[2];
	unsigned over = max == UINT32_MAX ? max : max + 1;

	if (!word_runes(a, ra, &na) || !word_runes(b, rb, &nb))
		return over;
	if ((na > nb ? na - nb : nb - na) > max)
		return over;
	for (unsigned j = 0; j <= nb; j++)
		one[j] = two[j] = j;
	for (unsigned i = 1; i <= na; i++) {
		unsigned *spare = two;

		now[0] = i;
		for (unsigned j = 1; j <= nb; j++) {
			unsigned cost = ra[i - 1] == rb[j - 1] ? 0 : 1;

			now[j] = least(least(one[j] + 1, now[j - 1] + 1), one[j - 1] + cost);
			if (i > 1 && j > 1 && ra[i - 1] == rb[j - 2] && ra[i - 2] == rb[j - 1])
				now[j] = least(now[j], two[j - 2] + 1);
		}
		two = one;
		one = now;
		now = spare;
	}
	return least(one[nb], over);
}
