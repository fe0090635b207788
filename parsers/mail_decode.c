/* Transfer encodings (RFC 2045 6.7, 6.8, and uuencode, which some still send): any bytes in, in one pass.
 * Each decoder also runs without an output, to count what it would write. */
#include "buf.h"
#include "mail.h"
#include "mail_header.h"
#include "span.h"

struct sink {
	char *out; /* NULL: only count */
	size_t n;
};

static void put(struct sink *k, unsigned c)
{
	if (k->out)
		k->out[k->n] = (char)(unsigned char)c;
	k->n++;
}

/* One more than the value, 0: no letter of base64. */
static const unsigned char sextets[256] = {
	['A'] = 1,  ['B'] = 2,  ['C'] = 3,  ['D'] = 4,  ['E'] = 5,  ['F'] = 6,  ['G'] = 7,
	['H'] = 8,  ['I'] = 9,  ['J'] = 10, ['K'] = 11, ['L'] = 12, ['M'] = 13, ['N'] = 14,
	['O'] = 15, ['P'] = 16, ['Q'] = 17, ['R'] = 18, ['S'] = 19, ['T'] = 20, ['U'] = 21,
	['V'] = 22, ['W'] = 23, ['X'] = 24, ['Y'] = 25, ['Z'] = 26, ['a'] = 27, ['b'] = 28,
	['c'] = 29, ['d'] = 30, ['e'] = 31, ['f'] = 32, ['g'] = 33, ['h'] = 34, ['i'] = 35,
	['j'] = 36, ['k'] = 37, ['l'] = 38, ['m'] = 39, ['n'] = 40, ['o'] = 41, ['p'] = 42,
	['q'] = 43, ['r'] = 44, ['s'] = 45, ['t'] = 46, ['u'] = 47, ['v'] = 48, ['w'] = 49,
	['x'] = 50, ['y'] = 51, ['z'] = 52, ['0'] = 53, ['1'] = 54, ['2'] = 55, ['3'] = 56,
	['4'] = 57, ['5'] = 58, ['6'] = 59, ['7'] = 60, ['8'] = 61, ['9'] = 62, ['+'] = 63,
	['/'] = 64
};

static int sextet(char c)
{
	return sextets[(unsigned char)c] - 1;
}

/* Does a whole line of base64 begin at i? After padding only that is more of the same: mailing lists put
 * their footer there, and comments are no data. */
static bool more_after_padding(struct span s, size_t *i)
{
	size_t begin, n = 0;

	while (*i < s.len && s.ptr[*i] == '=')
		++*i;
	while (*i < s.len && (s.ptr[*i] == '\r' || s.ptr[*i] == ' '))
		++*i;
	if (*i >= s.len || s.ptr[*i] != '\n')
		return false;
	begin = ++*i;
	while (begin + n < s.len && (sextet(s.ptr[begin + n]) >= 0 || s.ptr[begin + n] == '='))
		n++;
	return n && n % 4 == 0 &&
	       (begin + n == s.len || s.ptr[begin + n] == '\r' || s.ptr[begin + n] == '\n');
}

/* Whole groups of four letters from s[i] on, as most of a file is; gives where they end. */
static size_t base64_groups(struct span s, size_t i, struct sink *k)
{
	const unsigned char *in = (const unsigned char *)s.ptr;
	char *out = k->out ? k->out + k->n : NULL;
	size_t from = i;

	for (; i + 4 <= s.len; i += 4) {
		int a = sextets[in[i]] - 1, b = sextets[in[i + 1]] - 1;
		int c = sextets[in[i + 2]] - 1, d = sextets[in[i + 3]] - 1;

		if ((a | b | c | d) < 0)
			break;
		if (out) {
			*out++ = (char)(a << 2 | b >> 4);
			*out++ = (char)(b << 4 | c >> 2);
			*out++ = (char)(c << 6 | d);
		}
	}
	k->n += (i - from) / 4 * 3;
	return i;
}

static void base64(struct span s, struct sink *k)
{
	unsigned bits = 0, have = 0;

	for (size_t i = 0; i < s.len; i++) {
		int v;

		if (have == 0) {
			i = base64_groups(s, i, k);
			if (i >= s.len)
				return;
		}
		v = sextet(s.ptr[i]);

		if (v >= 0) {
			bits = bits << 6 | (unsigned)v;
			have += 6;
			if (have >= 8) {
				have -= 8;
				put(k, bits >> have & 0xFF);
			}
		} else if (s.ptr[i] == '=' && have && have < 6) {
			if (!more_after_padding(s, &i))
				return;
			i--;
			have = 0;
		}
	}
}

int mail_hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c = (char)(c | 0x20);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool mail_hex_byte(struct span s, size_t i, char *ret)
{
	int high, low;

	if (i + 2 >= s.len)
		return false;
	high = mail_hex_digit(s.ptr[i + 1]);
	low = mail_hex_digit(s.ptr[i + 2]);
	if (high < 0 || low < 0)
		return false;
	*ret = (char)(high << 4 | low);
	return true;
}

/* The end of a soft line break that begins at s[i] == '=', or i. */
static size_t soft_break(struct span s, size_t i)
{
	size_t k = i + 1;

	while (k < s.len && (s.ptr[k] == ' ' || s.ptr[k] == '\t'))
		k++;
	if (k + 1 < s.len && s.ptr[k] == '\r' && s.ptr[k + 1] == '\n')
		return k + 2;
	if (k < s.len && s.ptr[k] == '\n')
		return k + 1;
	return k == s.len ? k : i;
}

static void quoted_printable(struct span s, struct sink *k)
{
	for (size_t i = 0; i < s.len; i++) {
		size_t past;
		char c;

		if (s.ptr[i] != '=') {
			put(k, (unsigned char)s.ptr[i]);
			continue;
		}
		if (mail_hex_byte(s, i, &c)) {
			put(k, (unsigned char)c);
			i += 2;
			continue;
		}
		past = soft_break(s, i);
		if (past == i)
			put(k, '=');
		else
			i = past - 1;
	}
}

static unsigned uu_value(struct span line, size_t i)
{
	return i < line.len ? ((unsigned char)line.ptr[i] - 32U) & 63U : 0;
}

/* The lines between "begin 644 name" and "end"; each begins with how many bytes it holds. */
static void uuencode(struct span s, struct sink *k)
{
	struct span line;
	bool open = false;

	while (span_next_line(&s, &line)) {
		size_t n;

		if (!open) {
			open = span_starts(line, S("begin "));
			continue;
		}
		n = uu_value(line, 0);
		if (n == 0 || span_eq(line, S("end")))
			return;
		for (size_t i = 1; n > 0; i += 4) {
			unsigned v = uu_value(line, i) << 18 | uu_value(line, i + 1) << 12 |
				     uu_value(line, i + 2) << 6 | uu_value(line, i + 3);

			for (unsigned b = 0; b < 3 && n > 0; b++, n--)
				put(k, v >> (16 - 8 * b) & 0xFF);
		}
	}
}

typedef void decoder(struct span s, struct sink *k);

static decoder *decoder_of(struct arena *a, const struct mail_part *p)
{
	struct span cte = mail_first_token(a, mail_field_raw(p, "Content-Transfer-Encoding"));

	if (span_eq(cte, S("base64")))
		return base64;
	if (span_eq(cte, S("quoted-printable")))
		return quoted_printable;
	return span_eq(cte, S("x-uuencode")) || span_eq(cte, S("uuencode")) ||
			       span_eq(cte, S("x-uue")) ?
		       uuencode :
		       NULL;
}

/* Room for what it gives: base64 three bytes for four, quoted-printable none more than it takes. Only a
 * uuencoded line may claim more than it has, and is counted first. */
static struct span decode(struct arena *a, decoder *by, struct span s)
{
	struct sink k = { .out = NULL };
	size_t room = by == base64 ? s.len / 4 * 3 + 3 : s.len;

	if (by == uuencode) {
		by(s, &k);
		room = k.n;
	}
	k = (struct sink){ .out = arena_alloc(a, room) };
	by(s, &k);
	return (struct span){ k.out, k.n };
}

struct span mail_body(struct arena *a, const struct mail_part *p)
{
	decoder *by = decoder_of(a, p);

	return by ? decode(a, by, p->body) : p->body;
}

uint64_t mail_body_size(struct arena *a, const struct mail_part *p)
{
	decoder *by = decoder_of(a, p);
	struct sink k = { .out = NULL };

	if (!by)
		return p->body.len;
	by(p->body, &k);
	return k.n;
}

struct span mail_decode_base64(struct arena *a, struct span s)
{
	return decode(a, base64, s);
}
