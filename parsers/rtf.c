/* RTF (see rtf.h): a scanner over groups and control words, without recursion; LZFu unpacking. */
#include "rtf.h"

#include "buf.h"
#include "charset.h"
#include "mail_header.h"
#include "span.h"
#include "span_list.h"

enum { DEPTH_MAX = 512, WINDOW = 4096, WORD_MAX = 32 };

/* What the window holds at the start (MS-OXRTFCP 2.1.2.1). */
static const char preset[] =
	"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript "
	"\\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par "
	"\\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx";

static struct span inflate(struct arena *a, struct span s, size_t max)
{
	char window[WINDOW] = { 0 };
	size_t at = sizeof(preset) - 1, i = 0;
	struct buf out;

	memcpy(window, preset, at);
	buf_init(&out, a, max);
	while (i < s.len && buf_ok(&out)) {
		unsigned flags = (unsigned char)s.ptr[i++];

		for (unsigned bit = 0; bit < 8 && i < s.len; bit++) {
			size_t from, n;

			if (!(flags >> bit & 1)) {
				window[at] = s.ptr[i];
				at = (at + 1) % WINDOW;
				buf_add_char(&out, s.ptr[i++]);
				continue;
			}
			if (i + 1 >= s.len)
				return buf_span(&out);
			from = (size_t)(unsigned char)s.ptr[i] << 4 |
			       (unsigned char)s.ptr[i + 1] >> 4;
			n = ((unsigned char)s.ptr[i + 1] & 15U) + 2;
			i += 2;
			if (from == at)
				return buf_span(&out);
			for (; n > 0; n--, from = (from + 1) % WINDOW) {
				char c = window[from];

				window[at] = c;
				at = (at + 1) % WINDOW;
				buf_add_char(&out, c);
			}
		}
	}
	return buf_span(&out);
}

struct span rtf_unpack(struct arena *a, struct span packed, size_t max)
{
	struct span body = span_from(packed, 16), magic = span_sub(packed, 8, 4);

	if (span_eq(magic, S("MELA")))
		return span_sub(body, 0, max);
	return span_eq(magic, S("LZFu")) ? inflate(a, body, max) : S("");
}

struct group {
	bool skip;   /* no words: fonts, pictures, what is not known */
	bool tag;    /* HTML markup that was kept */
	bool shadow; /* \htmlrtf: RTF's own version of what HTML says */
	bool hidden;
	unsigned uc; /* characters that stand for one \u */
};
struct rtf {
	struct arena *a;
	struct span s, charset;
	size_t at;
	struct group stack[DEPTH_MAX];
	size_t depth, over; /* over: groups deeper than the stack, skipped */
	struct buf out, octets;
	bool html, star; /* star: the next word begins a group that may be passed over */
	unsigned skip;   /* characters still covered by \u */
	uint32_t high;   /* first half of a pair, 0 = none */
};

static void flush(struct rtf *r)
{
	buf_add(&r->out, charset_utf8(r->a, r->charset, buf_span(&r->octets)));
	buf_trunc(&r->octets, 0);
}

static bool is_silent(const struct rtf *r)
{
	const struct group *g = &r->stack[r->depth];

	return r->over || g->skip || g->hidden || (r->html && g->shadow && !g->tag);
}

static void put_byte(struct rtf *r, char c)
{
	if (r->skip) {
		r->skip--;
		return;
	}
	if (is_silent(r))
		return;
	if (r->html && !r->stack[r->depth].tag && (c == '<' || c == '&')) {
		flush(r);
		buf_add_str(&r->out, c == '<' ? "&lt;" : "&amp;");
		return;
	}
	buf_add_char(&r->octets, c);
}

static void put_rune(struct rtf *r, uint32_t rune)
{
	if (is_silent(r))
		return;
	flush(r);
	buf_add_rune(&r->out, rune);
}

/* A UTF-16 unit: of a pair the first half waits for the second. */
static void put_unit(struct rtf *r, uint32_t unit)
{
	if (unit >= 0xDC00 && unit <= 0xDFFF && r->high)
		put_rune(r, 0x10000 + ((r->high - 0xD800) << 10) + (unit - 0xDC00));
	else if (unit < 0xD800 || unit > 0xDBFF)
		put_rune(r, unit);
	r->high = unit >= 0xD800 && unit <= 0xDBFF ? unit : 0;
}

static void obey(struct rtf *r, struct span word, bool given, int n)
{
	static const char *const breaks[] = { "par", "line", "sect", "page", "row", NULL };
	static const char *const silent[] = { "fonttbl", "colortbl",  "stylesheet", "info",
					      "pict",    "object",    "header",     "footer",
					      "headerl", "headerr",   "footerl",    "footerr",
					      "filetbl", "revtbl",    "fldinst",    "nonshppict",
					      "xmlopen", "listtable", "mhtmltag",   NULL };
	static const struct {
		const char *word;
		uint32_t rune;
	} signs[] = { { "tab", '\t' },      { "emdash", 0x2014 },    { "endash", 0x2013 },
		      { "lquote", 0x2018 }, { "rquote", 0x2019 },    { "ldblquote", 0x201C },
		      { "bullet", 0x2022 }, { "rdblquote", 0x201D }, { "cell", '\t' } };
	struct group *g = &r->stack[r->depth];

	if (span_eq(word, S("htmltag"))) {
		g->tag = true;
	} else if (span_is_any(word, silent) || r->star) {
		g->skip = true;
	} else if (span_is_any(word, breaks)) {
		put_rune(r, '\n');
	} else if (span_eq(word, S("u")) && given) {
		put_unit(r, (uint32_t)(n < 0 ? n + 65536 : n) & 0xFFFF);
		r->skip = g->uc;
	} else if (span_eq(word, S("uc")) && given) {
		g->uc = n < 0 || n > 16 ? 1 : (unsigned)n;
	} else if (span_eq(word, S("ansicpg")) && n > 0) {
		r->charset = charset_of_codepage(r->a, (uint32_t)n);
	} else if (span_eq(word, S("fromhtml"))) {
		r->html = true;
	} else if (span_eq(word, S("htmlrtf"))) {
		g->shadow = !given || n != 0;
	} else if (span_eq(word, S("v"))) {
		g->hidden = !given || n != 0;
	} else if (span_eq(word, S("plain"))) {
		g->hidden = false;
	} else if (span_eq(word, S("bin")) && n > 0) {
		r->at += (size_t)n < r->s.len - r->at ? (size_t)n : r->s.len - r->at;
	}
	for (size_t i = 0; i < ARRAY_LEN(signs); i++) {
		if (!r->star && span_eq_str(word, signs[i].word))
			put_rune(r, signs[i].rune);
	}
	r->star = false;
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* A control at s[at], past its backslash. */
static void control(struct rtf *r)
{
	size_t begin = r->at;
	struct span word;
	bool minus = false, given = false;
	int n = 0;
	char c = r->at < r->s.len ? r->s.ptr[r->at] : '\0';

	if (!is_letter(c)) {
		r->at++;
		if (c == '\'' && r->at + 1 < r->s.len && mail_hex_digit(r->s.ptr[r->at]) >= 0 &&
		    mail_hex_digit(r->s.ptr[r->at + 1]) >= 0) {
			put_byte(r, (char)(mail_hex_digit(r->s.ptr[r->at]) << 4 |
					   mail_hex_digit(r->s.ptr[r->at + 1])));
			r->at += 2;
		} else if (c == '\\' || c == '{' || c == '}') {
			put_byte(r, c);
		} else if (c == '~' || c == '_') {
			put_byte(r, c == '~' ? ' ' : '-');
		} else if (c == '\n' || c == '\r') {
			put_rune(r, '\n');
		} else if (c == '*') {
			r->star = true;
		}
		return;
	}
	while (r->at < r->s.len && is_letter(r->s.ptr[r->at]) && r->at - begin < WORD_MAX)
		r->at++;
	word = span_sub(r->s, begin, r->at - begin);
	if (r->at + 1 < r->s.len && r->s.ptr[r->at] == '-') {
		minus = true;
		r->at++;
	}
	for (; r->at < r->s.len && r->s.ptr[r->at] >= '0' && r->s.ptr[r->at] <= '9'; r->at++) {
		given = true;
		n = n < 10000000 ? n * 10 + (r->s.ptr[r->at] - '0') : n;
	}
	if (r->at < r->s.len && r->s.ptr[r->at] == ' ')
		r->at++;
	obey(r, word, given, minus ? -n : n);
}

static void open_group(struct rtf *r)
{
	r->star = false;
	if (r->over || r->depth + 1 == DEPTH_MAX) {
		r->over++;
		return;
	}
	r->stack[r->depth + 1] = r->stack[r->depth];
	r->depth++;
}

struct span rtf_text(struct arena *a, struct span rtf, bool *html)
{
	struct rtf *r = ARENA_NEW(a, struct rtf);

	r->a = a;
	r->s = rtf;
	r->charset = S("windows-1252");
	r->stack[0].uc = 1;
	buf_init(&r->out, a, rtf.len * 5 + 64);
	buf_init(&r->octets, a, rtf.len + 64);
	while (r->at < r->s.len) {
		char c = r->s.ptr[r->at++];

		if (c == '{') {
			open_group(r);
		} else if (c == '}') {
			if (r->over)
				r->over--;
			else if (r->depth)
				r->depth--;
			r->skip = 0;
		} else if (c == '\\') {
			control(r);
		} else if (c != '\r' && c != '\n' && c != '\0') {
			put_byte(r, c);
		}
	}
	flush(r);
	*html = r->html;
	return buf_span(&r->out);
}
