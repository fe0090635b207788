/* Borrowed text: comparing, searching, cutting. Searching is linear even for hostile needles:
 * memmem of glibc is the two-way algorithm, and span_ifind is the same with ASCII case folded
 * (Crochemore and Perrin, "Two-way string-matching", J. ACM 38, 1991). */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <string.h>

#include "span.h"

static unsigned char lower(char c)
{
	return (unsigned char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
}

static bool is_blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool same(const char *a, const char *b, size_t n)
{
	return n == 0 || memcmp(a, b, n) == 0;
}

static bool isame(const char *a, const char *b, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (lower(a[i]) != lower(b[i]))
			return false;
	return true;
}

struct span span_of(const char *nul_terminated)
{
	if (!nul_terminated)
		return S("");
	return (struct span){ nul_terminated, strlen(nul_terminated) };
}

bool span_eq(struct span a, struct span b)
{
	return a.len == b.len && same(a.ptr, b.ptr, a.len);
}

/* Against a word of a table: most differ in their first letter, so its length is not asked for. */
bool span_eq_str(struct span a, const char *b)
{
	for (size_t i = 0; b && i < a.len; i++)
		if (!b[i] || a.ptr[i] != b[i])
			return false;
	return b ? !b[a.len] : a.len == 0;
}

bool span_ieq(struct span a, struct span b)
{
	return a.len == b.len && isame(a.ptr, b.ptr, a.len);
}

bool span_ieq_str(struct span a, const char *b)
{
	for (size_t i = 0; b && i < a.len; i++)
		if (!b[i] || lower(a.ptr[i]) != lower(b[i]))
			return false;
	return b ? !b[a.len] : a.len == 0;
}

bool span_starts(struct span s, struct span prefix)
{
	return s.len >= prefix.len && same(s.ptr, prefix.ptr, prefix.len);
}

bool span_istarts(struct span s, struct span prefix)
{
	return s.len >= prefix.len && isame(s.ptr, prefix.ptr, prefix.len);
}

bool span_ends(struct span s, struct span suffix)
{
	return s.len >= suffix.len &&
	       (suffix.len == 0 || same(s.ptr + (s.len - suffix.len), suffix.ptr, suffix.len));
}

int span_cmp(struct span a, struct span b)
{
	size_t n = a.len < b.len ? a.len : b.len;
	int c = n ? memcmp(a.ptr, b.ptr, n) : 0;

	return c ? c : (a.len > b.len) - (a.len < b.len);
}

size_t span_find(struct span s, struct span needle, size_t from)
{
	const char *hit;

	if (from > s.len)
		return SIZE_MAX;
	if (needle.len == 0)
		return from;
	if (needle.len > s.len - from)
		return SIZE_MAX;
	hit = memmem(s.ptr + from, s.len - from, needle.ptr, needle.len);
	return hit ? (size_t)(hit - s.ptr) : SIZE_MAX;
}

/* End of the maximal suffix of n under < (or, reversed, under >); *period is that suffix's. */
static size_t max_suffix(struct span n, bool reversed, size_t *period)
{
	size_t start = SIZE_MAX, j = 0, k = 1, p = 1; /* start is one before the suffix: -1 wraps */

	while (j + k < n.len) {
		unsigned char a = lower(n.ptr[start + k]), b = lower(n.ptr[j + k]);

		if (a == b) {
			if (k == p) {
				j += p;
				k = 1;
			} else {
				k++;
			}
		} else if (reversed ? a < b : a > b) {
			j += k;
			k = 1;
			p = j - start;
		} else {
			start = j++;
			k = p = 1;
		}
	}
	*period = p;
	return start + 1;
}

/* s.len >= n.len > 0. */
static size_t two_way(struct span s, struct span n)
{
	size_t p1, p2, cut1 = max_suffix(n, false, &p1), cut2 = max_suffix(n, true, &p2);
	size_t cut = cut1 > cut2 ? cut1 : cut2, period = cut1 > cut2 ? p1 : p2;
	size_t pos = 0, known = 0, keep, k;

	if (isame(n.ptr, n.ptr + period, cut)) {
		keep = n.len - period;
	} else {
		keep = 0;
		period = (cut > n.len - cut ? cut : n.len - cut) + 1;
	}
	while (pos <= s.len - n.len) {
		const char *h = s.ptr + pos;

		for (k = cut > known ? cut : known; k < n.len && lower(n.ptr[k]) == lower(h[k]);)
			k++;
		if (k < n.len) {
			pos += k - cut + 1;
			known = 0;
			continue;
		}
		for (k = cut; k > known && lower(n.ptr[k - 1]) == lower(h[k - 1]);)
			k--;
		if (k <= known)
			return pos;
		pos += period;
		known = keep;
	}
	return SIZE_MAX;
}

size_t span_ifind(struct span s, struct span needle, size_t from)
{
	size_t hit;

	if (from > s.len)
		return SIZE_MAX;
	if (needle.len == 0)
		return from;
	if (needle.len > s.len - from)
		return SIZE_MAX;
	hit = two_way(span_from(s, from), needle);
	return hit == SIZE_MAX ? SIZE_MAX : from + hit;
}

size_t span_find_char(struct span s, char c, size_t from)
{
	const char *hit;

	if (from >= s.len)
		return SIZE_MAX;
	hit = memchr(s.ptr + from, c, s.len - from);
	return hit ? (size_t)(hit - s.ptr) : SIZE_MAX;
}

bool span_has(struct span s, struct span needle)
{
	return span_find(s, needle, 0) != SIZE_MAX;
}

struct span span_trim(struct span s)
{
	while (s.len > 0 && is_blank(s.ptr[0])) {
		s.ptr++;
		s.len--;
	}
	while (s.len > 0 && is_blank(s.ptr[s.len - 1]))
		s.len--;
	return s;
}

struct span span_trim_wide(struct span s)
{
	static const struct span wide[] = {
		{ "\xc2\xa0", 2 },     /* U+00A0 */
		{ "\xe2\x80\x87", 3 }, /* U+2007 */
		{ "\xe2\x80\x89", 3 }, /* U+2009 */
		{ "\xe2\x80\xaf", 3 }, /* U+202F */
	};

	for (size_t before = SIZE_MAX; before != s.len;) {
		before = s.len;
		s = span_trim(s);
		for (size_t i = 0; i < ARRAY_LEN(wide); i++) {
			if (span_starts(s, wide[i]))
				s = span_from(s, wide[i].len);
			if (span_ends(s, wide[i]))
				s.len -= wide[i].len;
		}
	}
	return s;
}

struct span span_from(struct span s, size_t from)
{
	if (from >= s.len)
		return (struct span){ s.ptr ? s.ptr + s.len : "", 0 };
	return (struct span){ s.ptr + from, s.len - from };
}

struct span span_sub(struct span s, size_t from, size_t len)
{
	struct span cut = span_from(s, from);

	if (cut.len > len)
		cut.len = len;
	return cut;
}

bool span_next_line(struct span *rest, struct span *line)
{
	size_t end;

	if (rest->len == 0)
		return false;
	end = span_find_char(*rest, '\n', 0);
	*line = span_sub(*rest, 0, end);
	*rest = end == SIZE_MAX ? span_from(*rest, rest->len) : span_from(*rest, end + 1);
	while (line->len > 0 && line->ptr[line->len - 1] == '\r')
		line->len--;
	return true;
}

bool span_next_part(struct span *rest, char sep, struct span *part)
{
	size_t end;

	if (rest->len == 0)
		return false;
	end = span_find_char(*rest, sep, 0);
	*part = span_sub(*rest, 0, end);
	*rest = end == SIZE_MAX ? span_from(*rest, rest->len) : span_from(*rest, end + 1);
	return true;
}

bool span_next_word(struct span *rest, struct span *word)
{
	size_t n = 0;

	while (rest->len > 0 && is_blank(rest->ptr[0]))
		*rest = span_from(*rest, 1);
	if (rest->len == 0)
		return false;
	while (n < rest->len && !is_blank(rest->ptr[n]))
		n++;
	*word = span_sub(*rest, 0, n);
	*rest = span_from(*rest, n);
	return true;
}

size_t span_word_count(struct span s)
{
	size_t n = 0;
	bool in_word = false;

	for (size_t i = 0; i < s.len; i++) {
		bool letter = !is_blank(s.ptr[i]);

		n += letter && !in_word;
		in_word = letter;
	}
	return n;
}

bool span_take_char(struct span *s, char c)
{
	if (s->len == 0 || s->ptr[0] != c)
		return false;
	*s = span_from(*s, 1);
	return true;
}

bool span_all_digits(struct span s)
{
	for (size_t i = 0; i < s.len; i++)
		if (!char_is_digit(s.ptr[i]))
			return false;
	return s.len > 0;
}

bool span_has_digit(struct span s)
{
	for (size_t i = 0; i < s.len; i++)
		if (char_is_digit(s.ptr[i]))
			return true;
	return false;
}

bool span_to_i64(struct span s, int64_t *ret)
{
	int64_t n = 0;

	if (!span_all_digits(s))
		return false;
	for (size_t i = 0; i < s.len; i++)
		if (__builtin_mul_overflow(n, 10, &n) ||
		    __builtin_add_overflow(n, s.ptr[i] - '0', &n))
			return false;
	*ret = n;
	return true;
}
