/* Charsets of mail to UTF-8: the labels of RFC 2045/IANA that mail really carries, by iconv.
 * Labels lie: the fallbacks are those that the web (WHATWG Encoding) and Romanian mail need. */
#include <errno.h>
#include <iconv.h>

#include "buf.h"
#include "charset.h"
#include "span.h"
#include "utf8.h"

struct label {
	const char *label; /* lower case */
	const char *name;  /* what iconv calls it */
};

/* Sorted by family; several labels may share one iconv name. */
static const struct label labels[] = {
	{ "windows-1252", "WINDOWS-1252" },
	{ "cp1252", "WINDOWS-1252" },
	{ "x-cp1252", "WINDOWS-1252" },
	{ "iso-8859-1", "WINDOWS-1252" },
	{ "iso8859-1", "WINDOWS-1252" },
	{ "iso_8859-1", "WINDOWS-1252" },
	{ "latin1", "WINDOWS-1252" },
	{ "latin-1", "WINDOWS-1252" },
	{ "l1", "WINDOWS-1252" },
	{ "us-ascii", "WINDOWS-1252" },
	{ "ascii", "WINDOWS-1252" },
	{ "ansi_x3.4-1968", "WINDOWS-1252" },
	{ "iso-ir-100", "WINDOWS-1252" },
	{ "windows-1250", "WINDOWS-1250" },
	{ "cp1250", "WINDOWS-1250" },
	{ "x-cp1250", "WINDOWS-1250" },
	{ "iso-8859-2", "ISO-8859-2" },
	{ "iso8859-2", "ISO-8859-2" },
	{ "iso_8859-2", "ISO-8859-2" },
	{ "latin2", "ISO-8859-2" },
	{ "latin-2", "ISO-8859-2" },
	{ "l2", "ISO-8859-2" },
	{ "csisolatin2", "ISO-8859-2" },
	{ "iso-ir-101", "ISO-8859-2" },
	{ "iso-8859-16", "ISO-8859-16" },
	{ "iso8859-16", "ISO-8859-16" },
	{ "iso_8859-16", "ISO-8859-16" },
	{ "latin10", "ISO-8859-16" },
	{ "l10", "ISO-8859-16" },
	{ "iso-8859-15", "ISO-8859-15" },
	{ "iso8859-15", "ISO-8859-15" },
	{ "iso_8859-15", "ISO-8859-15" },
	{ "latin9", "ISO-8859-15" },
	{ "latin-9", "ISO-8859-15" },
	{ "l9", "ISO-8859-15" },
	{ "iso-8859-3", "ISO-8859-3" },
	{ "latin3", "ISO-8859-3" },
	{ "iso-8859-4", "ISO-8859-4" },
	{ "latin4", "ISO-8859-4" },
	{ "iso-8859-5", "ISO-8859-5" },
	{ "cyrillic", "ISO-8859-5" },
	{ "iso-8859-6", "ISO-8859-6" },
	{ "arabic", "ISO-8859-6" },
	{ "iso-8859-7", "ISO-8859-7" },
	{ "greek", "ISO-8859-7" },
	{ "iso-8859-8", "ISO-8859-8" },
	{ "iso-8859-8-i", "ISO-8859-8" },
	{ "hebrew", "ISO-8859-8" },
	{ "iso-8859-9", "WINDOWS-1254" },
	{ "latin5", "WINDOWS-1254" },
	{ "windows-1254", "WINDOWS-1254" },
	{ "cp1254", "WINDOWS-1254" },
	{ "iso-8859-10", "ISO-8859-10" },
	{ "latin6", "ISO-8859-10" },
	{ "iso-8859-11", "TIS-620" },
	{ "tis-620", "TIS-620" },
	{ "windows-874", "TIS-620" },
	{ "cp874", "TIS-620" },
	{ "iso-8859-13", "ISO-8859-13" },
	{ "iso-8859-14", "ISO-8859-14" },
	{ "windows-1251", "WINDOWS-1251" },
	{ "cp1251", "WINDOWS-1251" },
	{ "x-cp1251", "WINDOWS-1251" },
	{ "windows-1253", "WINDOWS-1253" },
	{ "cp1253", "WINDOWS-1253" },
	{ "windows-1255", "WINDOWS-1255" },
	{ "cp1255", "WINDOWS-1255" },
	{ "windows-1256", "WINDOWS-1256" },
	{ "cp1256", "WINDOWS-1256" },
	{ "windows-1257", "WINDOWS-1257" },
	{ "cp1257", "WINDOWS-1257" },
	{ "windows-1258", "WINDOWS-1258" },
	{ "cp1258", "WINDOWS-1258" },
	{ "koi8-r", "KOI8-R" },
	{ "koi8", "KOI8-R" },
	{ "koi8-u", "KOI8-U" },
	{ "ibm852", "IBM852" },
	{ "cp852", "IBM852" },
	{ "ibm850", "IBM850" },
	{ "cp850", "IBM850" },
	{ "cp437", "IBM437" },
	{ "ibm437", "IBM437" },
	{ "ibm866", "IBM866" },
	{ "cp866", "IBM866" },
	{ "macintosh", "MACINTOSH" },
	{ "x-mac-roman", "MACINTOSH" },
	{ "x-mac-ce", "MAC-CENTRALEUROPE" },
	{ "x-mac-centraleurroman", "MAC-CENTRALEUROPE" },
	{ "iso-2022-jp", "ISO-2022-JP" },
	{ "csiso2022jp", "ISO-2022-JP" },
	{ "shift_jis", "CP932" },
	{ "shift-jis", "CP932" },
	{ "sjis", "CP932" },
	{ "x-sjis", "CP932" },
	{ "windows-31j", "CP932" },
	{ "cp932", "CP932" },
	{ "euc-jp", "EUC-JP" },
	{ "x-euc-jp", "EUC-JP" },
	{ "gb2312", "GB18030" },
	{ "gb_2312-80", "GB18030" },
	{ "gbk", "GB18030" },
	{ "x-gbk", "GB18030" },
	{ "cp936", "GB18030" },
	{ "gb18030", "GB18030" },
	{ "big5", "BIG5-HKSCS" },
	{ "big5-hkscs", "BIG5-HKSCS" },
	{ "cp950", "BIG5-HKSCS" },
	{ "cn-big5", "BIG5-HKSCS" },
	{ "euc-kr", "CP949" },
	{ "ks_c_5601-1987", "CP949" },
	{ "ks_c_5601-1989", "CP949" },
	{ "ksc5601", "CP949" },
	{ "cp949", "CP949" },
	{ "iso-2022-kr", "ISO-2022-KR" },
	{ "utf-16", "UTF-16" },
	{ "utf16", "UTF-16" },
	{ "utf-16le", "UTF-16LE" },
	{ "utf-16be", "UTF-16BE" },
	{ "utf-32", "UTF-32" },
	{ "utf-7", "UTF-7" },
	{ "unicode-1-1-utf-7", "UTF-7" },
};

const char *charset_label(size_t i)
{
	return i < ARRAY_LEN(labels) ? labels[i].label : NULL;
}

static const char *label_name(struct span label)
{
	/* None, or what most mail says and nothing has to be converted for. */
	if (!label.len || span_ieq_str(label, "utf-8"))
		return NULL;
	for (size_t i = 0; i < ARRAY_LEN(labels); i++) {
		if (span_ieq_str(label, labels[i].label))
			return labels[i].name;
	}
	return NULL;
}

void charset_warm(struct charset_warm *ret)
{
	*ret = (struct charset_warm){ .n = 0 };
	for (size_t i = 0; i < ARRAY_LEN(labels); i++) {
		bool seen = false;

		for (size_t k = 0; k < i && !seen; k++)
			seen = strcmp(labels[k].name, labels[i].name) == 0;
		if (seen || ret->n == CHARSET_MAX)
			continue;
		iconv_t cd = iconv_open("UTF-8", labels[i].name);

		if (cd != (iconv_t)-1)
			ret->cd[ret->n++] = cd;
	}
}

void charset_warm_drop(struct charset_warm *w)
{
	for (size_t i = 0; i < w->n; i++)
		iconv_close(w->cd[i]);
	w->n = 0;
}

/* Convert; *bad counts the bytes that were no character. false: iconv does not know the name. */
static bool convert(struct arena *a, const char *name, struct span in, struct span *ret,
		    size_t *bad)
{
	iconv_t cd = iconv_open("UTF-8", name);
	char out[4096];
	/* iconv's prototype lacks the const; it does not write its input. */
	char *src = (char *)(uintptr_t)in.ptr;
	size_t left = in.len;
	struct buf b;

	*bad = 0;
/* gcc's analyzer takes the failure value (iconv_t)-1 for something to close. */
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wanalyzer-malloc-leak"
#endif
	if (cd == (iconv_t)-1)
		return false;
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic pop
#endif
	buf_init(&b, a, in.len * 4 + 64);
	while (left) {
		char *dst = out;
		size_t room = sizeof(out);
		bool stuck = iconv(cd, &src, &left, &dst, &room) == (size_t)-1 && errno != E2BIG;

		buf_add(&b, (struct span){ out, (size_t)(dst - out) });
		if (stuck && left) {
			/* EILSEQ, or EINVAL at the end: one byte is lost, not the text. */
			buf_add_rune(&b, 0xFFFD);
			++*bad;
			src++;
			left--;
		}
	}
	iconv_close(cd);
	*ret = utf8_clean(a, buf_span(&b));
	return true;
}

static bool all_ascii(struct span s)
{
	unsigned char any = 0;

	for (size_t i = 0; i < s.len; i++)
		any |= (unsigned char)s.ptr[i];
	return any < 0x80 && !memchr(s.ptr, '\0', s.len);
}

static bool is_letter(unsigned char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c >= 0xC0;
}

/* Do the bytes read as Romanian of windows-1250 rather than western of windows-1252? 0xBA 0xAA
 * 0xFE 0xDE are s and t with cedilla in the one, ordinals and thorn in the other; 0xE3 is a-breve
 * in the one and the Portuguese a-tilde in the other, where "o" or "e" follows it. */
static bool looks_romanian(struct span s)
{
	size_t sure = 0, maybe = 0, western = 0;

	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.ptr[i];
		unsigned char before = i ? (unsigned char)s.ptr[i - 1] : ' ';
		unsigned char after = i + 1 < s.len ? (unsigned char)s.ptr[i + 1] : ' ';

		if (c == 0xFE || c == 0xDE)
			sure += is_letter(before) || is_letter(after);
		else if (c == 0xBA || c == 0xAA)
			sure += is_letter(after) || (is_letter(before) && before >= 'a');
		else if (c == 0xE3)
			maybe += is_letter(before) && after != 'o' && after != 'e';
		else if (c == 0xF5 || c == 0xE7 || c == 0xF8 || c == 0xE5)
			western++;
	}
	return (sure > 0 && sure >= western) || (maybe > 0 && western == 0);
}

static struct span guess(struct arena *a, struct span bytes)
{
	struct span out;
	size_t bad;

	if (utf8_valid(bytes))
		return memchr(bytes.ptr, '\0', bytes.len) ? utf8_clean(a, bytes) : bytes;
	if (convert(a, looks_romanian(bytes) ? "WINDOWS-1250" : "WINDOWS-1252", bytes, &out, &bad))
		return out;
	return utf8_clean(a, bytes);
}

struct span charset_utf8(struct arena *a, struct span label, struct span bytes)
{
	const char *name;
	struct span out;
	size_t bad;

	if (bytes.len == 0)
		return S("");
	name = label_name(span_trim(label));
	if (name && (strncmp(name, "WINDOWS", 7) == 0 || strncmp(name, "ISO-8859", 8) == 0) &&
	    all_ascii(bytes))
		return bytes;
	if (!name || strcmp(name, "WINDOWS-1252") == 0)
		return guess(a, bytes);
	if (!convert(a, name, bytes, &out, &bad) || bad * 20 > bytes.len)
		return guess(a, bytes);
	/* A few bad bytes in a text that is not the declared one: UTF-8 may fit wholly. */
	if (bad && utf8_valid(bytes))
		return utf8_clean(a, bytes);
	return out;
}

struct span charset_of_codepage(struct arena *a, uint32_t codepage)
{
	static const struct {
		uint32_t page;
		const char *label;
	} pages[] = { { 20127, "us-ascii" },    { 20866, "koi8-r" },     { 21866, "koi8-u" },
		      { 28591, "iso-8859-1" },  { 28592, "iso-8859-2" }, { 28605, "iso-8859-15" },
		      { 50220, "iso-2022-jp" }, { 51932, "euc-jp" },     { 65000, "utf-7" },
		      { 65001, "utf-8" },       { 932, "shift_jis" },    { 936, "gbk" },
		      { 949, "euc-kr" },        { 950, "big5" },         { 10000, "macintosh" } };

	for (size_t i = 0; i < ARRAY_LEN(pages); i++) {
		if (pages[i].page == codepage)
			return span_of(pages[i].label);
	}
	return arena_fmt(a, codepage < 1250 ? "cp%u" : "windows-%u", codepage);
}
