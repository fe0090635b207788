/* Text folded for comparison: case, diacritics and typographic signs gone (utf8.h). By utf8proc's
 * compatibility decomposition and case folding (UAX 15, Unicode 5.18). */
#include <utf8proc.h>

#include <assert.h>

#include "buf.h"
#include "span.h"
#include "utf8.h"

/* Typographic signs that people type for the plain ones; 0: not one of them. */
static char plain_sign(uint32_t r)
{
	switch (r) {
	case 0x2010:
	case 0x2011:
	case 0x2012:
	case 0x2013:
	case 0x2014:
	case 0x2015:
	case 0x2212:
	case 0xfe58:
	case 0xfe63:
	case 0xff0d:
		return '-';
	case 0x00ab:
	case 0x00bb:
	case 0x201c:
	case 0x201d:
	case 0x201e:
	case 0x201f:
	case 0x2033:
	case 0x2036:
	case 0xff02:
		return '"';
	case 0x0060:
	case 0x00b4:
	case 0x2018:
	case 0x2019:
	case 0x201a:
	case 0x201b:
	case 0x2032:
	case 0x2039:
	case 0x203a:
	case 0x02bc:
	case 0xff07:
		return '\'';
	default:
		return 0;
	}
}

enum fold_class { FOLD_KEEP, FOLD_DROP, FOLD_BLANK };

static enum fold_class fold_class(int32_t r)
{
	switch (utf8proc_category(r)) {
	case UTF8PROC_CATEGORY_MN:
	case UTF8PROC_CATEGORY_MC:
	case UTF8PROC_CATEGORY_ME:
	case UTF8PROC_CATEGORY_CF:
		return FOLD_DROP;
	case UTF8PROC_CATEGORY_ZS:
	case UTF8PROC_CATEGORY_ZL:
	case UTF8PROC_CATEGORY_ZP:
	case UTF8PROC_CATEGORY_CC:
		return FOLD_BLANK;
	case UTF8PROC_CATEGORY_CN:
	case UTF8PROC_CATEGORY_LU:
	case UTF8PROC_CATEGORY_LL:
	case UTF8PROC_CATEGORY_LT:
	case UTF8PROC_CATEGORY_LM:
	case UTF8PROC_CATEGORY_LO:
	case UTF8PROC_CATEGORY_ND:
	case UTF8PROC_CATEGORY_NL:
	case UTF8PROC_CATEGORY_NO:
	case UTF8PROC_CATEGORY_PC:
	case UTF8PROC_CATEGORY_PD:
	case UTF8PROC_CATEGORY_PS:
	case UTF8PROC_CATEGORY_PE:
	case UTF8PROC_CATEGORY_PI:
	case UTF8PROC_CATEGORY_PF:
	case UTF8PROC_CATEGORY_PO:
	case UTF8PROC_CATEGORY_SM:
	case UTF8PROC_CATEGORY_SC:
	case UTF8PROC_CATEGORY_SK:
	case UTF8PROC_CATEGORY_SO:
	case UTF8PROC_CATEGORY_CS:
	case UTF8PROC_CATEGORY_CO:
		return FOLD_KEEP;
	}
	return FOLD_KEEP;
}

static void fold_rune(struct buf *out, uint32_t rune, bool *blank)
{
	utf8proc_int32_t many[32];
	int last = 0;
	char plain = plain_sign(rune);
	utf8proc_ssize_t n;

	if (plain)
		rune = (uint32_t)plain;
	n = utf8proc_decompose_char((utf8proc_int32_t)rune, many, 32,
				    UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD,
				    &last);
	assert(n >= 0 && n <= 32); /* the longest decomposition in Unicode has 18 */
	for (utf8proc_ssize_t i = 0; i < n; i++) {
		enum fold_class class = fold_class(many[i]);
		char sign = plain_sign((uint32_t)many[i]); /* U+208B decomposes to U+2212 */

		if (class == FOLD_DROP)
			continue;
		if (class == FOLD_BLANK) {
			*blank = true;
			continue;
		}
		if (*blank && out->len > 0)
			buf_add_char(out, ' ');
		*blank = false;
		buf_add_rune(out, sign ? (uint32_t)sign : (uint32_t)many[i]);
	}
}

/* The same rules without the tables, for what most text is made of. ASCII: 0 is a blank. */
static const char ascii[128] = "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
			       "\0!\"#$%&'()*+,-./0123456789:;<=>?"
			       "@abcdefghijklmnopqrstuvwxyz[\\]^_"
			       "'abcdefghijklmnopqrstuvwxyz{|}~";
/* U+0080 to U+023F, two bytes each: the one sign that is left, or "." where the tables must tell. */
static const char latin[448 + 1] = "................................"
				   "..........a\"......23'....1o\"...."
				   "aaaaaa.ceeeeiiii.nooooo..uuuuy.."
				   "aaaaaa.ceeeeiiii.nooooo..uuuuy.y"
				   "aaaaaaccccccccdd..eeeeeeeeeegggg"
				   "gggghh..iiiiiiiii...jjkk.llllll."
				   "...nnnnnn...oooooo..rrrrrrssssss"
				   "sstttt..uuuuuuuuuuuuwwyyyzzzzzzs"
				   "................................"
				   "oo.............uu..............."
				   ".............aaiioouuuuuuuuuu.aa"
				   "aa....ggkkoooo..j...gg..nnaa...."
				   "aaaaeeeeiiiioooorrrruuuusstt..hh"
				   "......aaeeooooooooyy............";

/* The sign at s[i], a two-byte letter; "." where it is none of the table. */
static char latin_at(struct span s, size_t i)
{
	unsigned char lead = (unsigned char)s.ptr[i];

	if (lead < 0xc2 || lead > 0xc8 || i + 1 >= s.len)
		return '.';
	return latin[(lead - 0xc2u) << 6 | ((unsigned char)s.ptr[i + 1] & 0x3fu)];
}

/* Fold the head of s as far as that goes; gives the bytes taken. */
static size_t fold_plain(struct buf *out, struct span s, bool *blank)
{
	char chunk[256];
	size_t n = 0, i = 0;

	while (i < s.len && n + 2 <= sizeof(chunk)) {
		bool narrow = (unsigned char)s.ptr[i] < 0x80;
		char sign = narrow ? ascii[(unsigned char)s.ptr[i]] : latin_at(s, i);

		if (!narrow && sign == '.')
			break;
		i += narrow ? 1 : 2;
		if (!sign) {
			*blank = true;
			continue;
		}
		if (*blank && (n || out->len))
			chunk[n++] = ' ';
		*blank = false;
		chunk[n++] = sign;
	}
	buf_add(out, (struct span){ chunk, n });
	return i;
}

struct span utf8_fold(struct arena *a, struct span s)
{
	struct buf out;
	bool blank = false;
	uint32_t rune;

	buf_init(&out, a, SIZE_MAX);
	buf_reserve(&out, s.len);
	while (s.len > 0) {
		size_t n = fold_plain(&out, s, &blank);

		s = span_from(s, n);
		if (!n && utf8_next(&s, &rune))
			fold_rune(&out, rune, &blank);
	}
	return buf_span(&out);
}
