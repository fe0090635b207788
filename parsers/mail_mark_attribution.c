/* Attribution lines: "On ... X wrote:" in any of the languages of mail_mark_words.c, in one line or
 * wrapped over a few. General rule: a date or an address, a verb of writing, a colon. */
#include "buf.h"
#include "mail_mark.h"
#include "span.h"
#include "utf8.h"

enum { WINDOW = 5, MAX_JOINED = 600 };

static bool starts_with_any(struct span s, const char *const *list)
{
	for (; *list; list++) {
		if (span_starts(s, span_of(*list)))
			return true;
	}
	return false;
}

static bool is_word_byte(struct span s, size_t i)
{
	unsigned char c;

	if (i >= s.len)
		return false;
	c = (unsigned char)s.ptr[i];
	return c >= 0x80 || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
	       (c >= 'A' && c <= 'Z');
}

/* Does the word (or words) stand in s between word borders? */
static bool has_words(struct span s, const char *words)
{
	struct span w = span_of(words);

	for (size_t at = span_find(s, w, 0); at != SIZE_MAX; at = span_find(s, w, at + 1)) {
		bool cjk = (unsigned char)w.ptr[0] >= 0xE3;

		if (cjk || ((at == 0 || !is_word_byte(s, at - 1)) && !is_word_byte(s, at + w.len)))
			return true;
	}
	return false;
}

/* A day or time of day: a year, hh:mm, a dated number, a month name with a number. */
bool mark_has_date(struct span f)
{
	size_t digits = 0;
	bool number = false;

	for (size_t i = 0; i <= f.len; i++) {
		char c = i < f.len ? f.ptr[i] : ' ';

		if (c >= '0' && c <= '9') {
			digits++;
			number = true;
			continue;
		}
		if (digits == 4 && (f.ptr[i - 4] == '2' || f.ptr[i - 4] == '1') &&
		    (f.ptr[i - 3] == '0' || f.ptr[i - 3] == '9'))
			return true;
		if (digits > 0 && digits <= 2 && (c == ':' || c == '/') && i + 1 < f.len &&
		    f.ptr[i + 1] >= '0' && f.ptr[i + 1] <= '9')
			return true;
		digits = 0;
	}
	if (!number)
		return false;
	for (const char *const *m = mark_months; *m; m++) {
		size_t at = span_find(f, span_of(*m), 0);

		if (at != SIZE_MAX && (at == 0 || !is_word_byte(f, at - 1)))
			return true;
	}
	return false;
}

static bool has_verb(struct span f)
{
	for (const char *const *v = mark_verbs; *v; v++) {
		if (has_words(f, *v))
			return true;
	}
	return false;
}

/* Does s end with one of the verbs (a colon cut off before)? */
static bool ends_with_verb(struct span s)
{
	s = span_trim(s);
	for (const char *const *v = mark_verbs; *v; v++) {
		if (span_ends(s, span_of(*v)))
			return true;
	}
	return false;
}

static size_t word_count(struct span s)
{
	struct span w;
	size_t n = 0;

	while (span_next_word(&s, &w))
		n++;
	return n;
}

/* f: folded lines joined. Is it an attribution? */
static bool is_attribution(struct span f, bool *dated)
{
	struct span s = span_trim(f);
	bool colon = false, verb = has_verb(s), address = span_find_char(s, '@', 0) != SIZE_MAX;
	bool angle = span_ends(s, S(">"));
	size_t glued = span_find(s, S(":>"), 0);

	*dated = mark_has_date(s);
	/* Zoho: "---- On ... wrote ----". */
	if (span_starts(s, S("--")) && span_ends(s, S("--")) && verb && *dated)
		return true;
	if (glued != SIZE_MAX && ends_with_verb(span_sub(s, 0, glued)))
		s = span_sub(s, 0, glued + 1);
	while (s.len && strchr(" >*_\"'|", s.ptr[s.len - 1]) && s.ptr[s.len - 1])
		s.len--;
	if (s.len && s.ptr[s.len - 1] == ':') {
		colon = true;
		s.len--;
	}
	if (colon && verb && (*dated || address))
		return true;
	if (colon && ends_with_verb(s) && word_count(s) <= 8)
		return true;
	/* A language that the tables lack: an address in angles, a time, a colon. */
	if (colon && *dated && address && span_find_char(s, '<', 0) != SIZE_MAX)
		return true;
	/* Old Gmail: "2016-10-24 15:36 GMT+02:00 X <a@b>:", "2013/7/20 X <a@b>". */
	if (*dated && s.len && s.ptr[0] >= '0' && s.ptr[0] <= '9') {
		if (span_has(span_sub(s, 0, 30), S(" gmt")) && word_count(s) <= 10)
			return true;
		if (angle || (colon && address))
			return address && span_find_char(span_sub(s, 0, 12), '/', 0) != SIZE_MAX;
		if (colon && address && span_has(s, S("<")))
			return true;
	}
	return false;
}

/* Can an attribution end with this line? A cheap test on the raw line. */
static bool may_end(struct span line)
{
	struct span s = span_trim(line);

	if (s.len == 0)
		return false;
	if (s.ptr[0] >= '0' && s.ptr[0] <= '9')
		return true;
	while (s.len && strchr(" >*_\"'|", s.ptr[s.len - 1]) && s.ptr[s.len - 1])
		s.len--;
	return span_ends(s, S(":")) || span_ends(s, S("\xEF\xBC\x9A")) || span_ends(s, S("----")) ||
	       span_has(s, S(":>"));
}

/* Does one of the lines that the window holds end so? Spares ordinary lines the joining. */
static bool may_end_soon(const struct mail_lines *l, size_t i)
{
	for (size_t e = i; e < l->n && e < i + WINDOW + 1; e++) {
		if (may_end(l->at[e].text))
			return true;
	}
	return false;
}

static bool open_angle(struct span s)
{
	size_t open = 0, close = 0;

	for (size_t i = 0; i < s.len; i++) {
		open += s.ptr[i] == '<';
		close += s.ptr[i] == '>';
	}
	return open > close;
}

/* Does the line look as if an attribution began with it? */
static bool is_starter(struct span folded)
{
	char last;

	if (!starts_with_any(folded, mark_starters) || folded.len > 100 || folded.len == 0)
		return false;
	last = folded.ptr[folded.len - 1];
	return last != '!' && last != '?' && !(last == '.' && word_count(folded) > 8);
}

/* An attribution in lines [i, end). */
size_t mark_attribution_end(struct arena *a, const struct mail_lines *l, size_t i)
{
	struct buf joined;
	size_t lines = 0;
	bool gap = false;

	if (!may_end_soon(l, i))
		return 0;
	buf_init(&joined, a, MAX_JOINED);
	for (size_t e = i; e < l->n && lines < WINDOW; e++) {
		struct span s = span_trim(l->at[e].text), f, tail;
		bool dated, tail_dated;

		if (s.len == 0) {
			/* "Some One", blank, "<mailto:...>": an address torn off by a converter. */
			if (e == i || gap)
				return 0;
			gap = true;
			continue;
		}
		if (gap && s.ptr[0] != '<')
			return 0;
		gap = false;
		if (e > i && s.ptr[0] == '>' && !open_angle(buf_span(&joined)))
			return 0;
		lines++;
		buf_add(&joined, s);
		buf_add_char(&joined, ' ');
		if (!buf_ok(&joined))
			return 0;
		if (!may_end(s))
			continue;
		f = utf8_fold(a, buf_span(&joined));
		if (!is_attribution(f, &dated)) {
			if (span_ends(s, S(":")))
				return 0; /* a colon inside an attribution is no line's end */
			continue;
		}
		if (e == i)
			return e + 1;
		/* What stands above a whole attribution is not part of it, unless it begins one. */
		tail = mail_lines_join(a, l, i + 1, e + 1);
		if (is_attribution(utf8_fold(a, tail), &tail_dated)) {
			struct span first = utf8_fold(a, l->at[i].text);
			struct span second = utf8_fold(a, l->at[i + 1].text);

			if (tail_dated && (!is_starter(first) || is_starter(second)))
				return 0;
			if (!tail_dated && !dated && !is_starter(first))
				return 0;
			if (!tail_dated && !is_starter(first) && !mark_has_date(first))
				return 0;
		}
		return e + 1;
	}
	return 0;
}

bool mark_is_dated_colon(struct arena *a, struct span line)
{
	struct span f;
	bool dated;

	if (line.len > 300 || !may_end(line))
		return false;
	f = span_trim(utf8_fold(a, line));
	(void)is_attribution(f, &dated);
	return dated && span_ends(f, S(":"));
}

bool mark_is_attribution_word(struct span folded)
{
	for (const char *const *w = mark_before_name; *w; w++) {
		if (span_eq_str(folded, *w))
			return true;
	}
	return has_verb(folded);
}
