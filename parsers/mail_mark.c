/* Recognising mark lines (mail_mark.h). General rules with word tables instead of one expression per
 * client and locale: a rule holds for the next client too. Everything here looks at a bounded window
 * of lines, so a text is read in linear time. */
#include "buf.h"
#include "mail_mark.h"
#include "span.h"
#include "utf8.h"

enum { WINDOW = 5, MAX_JOINED = 600, MAX_LABEL = 40 };

static bool in_list(struct span s, const char *const *list)
{
	for (; *list; list++) {
		if (span_eq_str(s, *list))
			return true;
	}
	return false;
}

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
	return c >= 0x80 || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
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

bool mark_is_blank(struct span line)
{
	return span_trim(line).len == 0;
}

bool mark_is_quoted(struct span line)
{
	struct span s = span_trim(line);
	size_t i = 0;

	if (s.len && s.ptr[0] == '>')
		return true;
	while (i < s.len && i < 3 && s.ptr[i] >= 'A' && s.ptr[i] <= 'Z')
		i++;
	return i > 0 && i < s.len && s.ptr[i] == '>';
}

bool mark_is_rule(struct span line)
{
	struct span s = span_trim(line);
	size_t n = 0;

	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.ptr[i];

		/* U+2010..U+2015 and U+2500 are dashes too. */
		if (c == 0xE2 && i + 2 < s.len)
			i += 2;
		else if (!strchr("-_=* \t|>", (int)c) || c == 0)
			return false;
		n += c != ' ';
	}
	return n >= 2;
}

/* The line without quote marks, bold stars and blanks around it. */
static struct span bare(struct span s)
{
	s = span_trim(s);
	while (s.len && strchr("> \t*|", s.ptr[0]) && s.ptr[0])
		s = span_from(s, 1);
	while (s.len && strchr(" \t*", s.ptr[s.len - 1]) && s.ptr[s.len - 1])
		s.len--;
	return s;
}

enum header_label mark_label(struct arena *a, struct span line, struct span *value)
{
	struct span s = bare(line), name;
	size_t colon = span_find_char(span_sub(s, 0, MAX_LABEL), ':', 0);
	size_t wide = span_find(span_sub(s, 0, MAX_LABEL), S("\xEF\xBC\x9A"), 0);
	size_t skip = 1;

	if (wide != SIZE_MAX && (colon == SIZE_MAX || wide < colon)) {
		colon = wide;
		skip = 3;
	}
	if (colon == SIZE_MAX || colon == 0)
		return LABEL_NONE;
	name = bare(span_sub(s, 0, colon));
	name = utf8_fold(a, name);
	for (size_t i = 0; i < mark_n_labels; i++) {
		if (span_eq_str(name, mark_labels[i].word)) {
			*value = bare(span_from(s, colon + skip));
			return mark_labels[i].label;
		}
	}
	return LABEL_NONE;
}

/* The last n code points before position end. */
static struct span runes_before(struct span s, size_t end, size_t n)
{
	size_t i = end;

	while (i > 0 && n > 0) {
		i--;
		if (((unsigned char)s.ptr[i] & 0xC0) != 0x80)
			n--;
	}
	return n ? S("") : span_sub(s, i, end - i);
}

enum header_label mark_label_inside(struct arena *a, struct span line, size_t *at, size_t *begin)
{
	for (size_t colon = span_find_char(line, ':', *at); colon != SIZE_MAX;
	     colon = span_find_char(line, ':', colon + 1)) {
		size_t end = colon, best = 0;
		enum header_label label = LABEL_NONE;

		while (end > *at && line.ptr[end - 1] == ' ')
			end--;
		for (size_t i = 0; i < mark_n_labels; i++) {
			size_t n = utf8_count(span_of(mark_labels[i].word));
			struct span w = runes_before(line, end, n);
			/* A label glued to a word ("CETSubject:") shows by its capital. */
			bool capital = w.len && !span_eq(utf8_fold(a, utf8_cut(w, 1)), utf8_cut(w, 1));

			if (n <= best || !w.len || w.ptr < line.ptr + *at)
				continue;
			if (!capital && (w.ptr > line.ptr && w.ptr[-1] != ' ' && w.ptr[-1] != '>'))
				continue;
			if (span_eq_str(utf8_fold(a, w), mark_labels[i].word)) {
				best = n;
				label = mark_labels[i].label;
				*begin = (size_t)(w.ptr - line.ptr);
			}
		}
		if (label) {
			*at = colon + 1;
			return label;
		}
	}
	return LABEL_NONE;
}

/* A day or time of day: a year, hh:mm, a dated number, a month name with a number. */
static bool has_date(struct span f)
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
	size_t glued = span_find(s, S(":>"), 0);

	*dated = has_date(s);
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
	/* Old Gmail: "2016-10-24 15:36 GMT+02:00 X <a@b>:", "2013/7/20 X <a@b>". */
	if (*dated && s.len && s.ptr[0] >= '0' && s.ptr[0] <= '9') {
		if (span_has(span_sub(s, 0, 30), S(" gmt")) && word_count(s) <= 10)
			return true;
		if (span_ends(s, S(">")) || (colon && address))
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
static size_t attribution_end(struct arena *a, const struct mail_lines *l, size_t i)
{
	struct buf joined;
	size_t lines = 0;
	bool gap = false;

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
		if (!is_attribution(f, &dated))
			continue;
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
			if (!tail_dated && !is_starter(first) && !has_date(first))
				return 0;
		}
		return e + 1;
	}
	return 0;
}

/* A header block: three labels of different kinds within nine lines, a from or a date with a subject
 * among them. Two lines in between may be wrapped values. */
static size_t headers_end(struct arena *a, const struct mail_lines *l, size_t i)
{
	bool seen[LABEL_REPLY_TO + 1] = { false };
	size_t kinds = 0, strange = 0, end = i;

	for (size_t e = i; e < l->n && e < i + 10; e++) {
		struct span value;
		enum header_label label = mark_label(a, l->at[e].text, &value);

		if (mark_is_blank(bare(l->at[e].text)) && kinds >= 3)
			break;
		if (!label) {
			if (e == i || ++strange > 2)
				break;
			continue;
		}
		if (!seen[label])
			kinds++;
		seen[label] = true;
		end = e + 1;
	}
	if (kinds >= 3 && (seen[LABEL_FROM] || (seen[LABEL_DATE] && seen[LABEL_TO])) &&
	    (seen[LABEL_DATE] || seen[LABEL_SUBJECT]))
		return end;
	return 0;
}

/* "----- words -----": the folded words, or "". */
static struct span between_dashes(struct arena *a, struct span line)
{
	struct span s = bare(line), mid;
	size_t i = 0, end;

	if (!span_starts(s, S("--")) && !span_starts(s, S("__")) && !span_starts(s, S("==")))
		return S("");
	s = utf8_cut(s, 200);
	while (i < s.len && strchr("-_= ", s.ptr[i]) && s.ptr[i])
		i++;
	mid = span_from(s, i);
	end = span_find(mid, S("--"), 0);
	if (end == SIZE_MAX)
		end = span_find(mid, S("__"), 0);
	return end == SIZE_MAX ? S("") : utf8_fold(a, span_sub(mid, 0, end));
}

static bool has_any(struct span s, const char *const *list)
{
	for (; s.len && *list; list++) {
		if (span_has(s, span_of(*list)))
			return true;
	}
	return false;
}

/* Without "<https://...>" and "[...]". */
static struct span without_links(struct arena *a, struct span s)
{
	struct buf b;
	bool skip = false;

	buf_init(&b, a, s.len + 1);
	for (size_t i = 0; i < s.len; i++) {
		if (s.ptr[i] == '<')
			skip = true;
		if (!skip)
			buf_add_char(&b, s.ptr[i]);
		if (s.ptr[i] == '>')
			skip = false;
	}
	return span_trim(buf_span(&b));
}

/* A device's or app's own last line; a sentence that begins alike is not one. */
static bool is_footer(struct arena *a, struct span line)
{
	struct span s = bare(line), f;
	char last;

	if (s.len < 8 || s.len > 200)
		return false;
	f = utf8_fold(a, without_links(a, s));
	if (f.len == 0 || word_count(f) > 9 || span_find_char(f, ',', 0) != SIZE_MAX)
		return false;
	last = f.ptr[f.len - 1];
	if (last == '?' || last == '!' || last == ':' || (last == '.' && word_count(f) > 6))
		return false;
	for (const char *const *p = mark_footers; *p; p++) {
		struct span prefix = span_of(*p), rest, word;
		bool app = prefix.ptr[prefix.len - 1] == '+';

		if (app)
			prefix.len--;
		if (!span_starts(f, prefix))
			continue;
		rest = span_from(f, prefix.len);
		if (!app || (span_next_word(&rest, &word) && in_list(word, mark_apps)))
			return true;
	}
	return false;
}

struct mark mark_at(struct arena *a, const struct mail_lines *l, size_t i)
{
	struct span line = l->at[i].text, mid, f;
	struct mark m = { .kind = MARK_NONE, .at = i, .end = i + 1 };
	struct span value;
	size_t end;

	if (mark_is_blank(line))
		return m;
	f = line.len < 400 ? utf8_fold(a, bare(line)) : S("");
	if (has_any(f, mark_ours)) {
		m.kind = MARK_OURS;
		return m;
	}
	mid = between_dashes(a, line);
	if (mid.len && has_any(mid, mark_originals) && word_count(mid) <= 6)
		m.kind = MARK_ORIGINAL;
	else if (mid.len && has_any(mid, mark_forwards) && word_count(mid) <= 6)
		m.kind = MARK_FORWARD;
	else if (starts_with_any(f, mark_forward_phrases) && span_ends(f, S(":")))
		m.kind = MARK_FORWARD;
	if (m.kind)
		return m;
	if (mark_label(a, line, &value) != LABEL_NONE) {
		end = headers_end(a, l, i);
		if (end) {
			m.kind = MARK_HEADERS;
			m.end = end;
			return m;
		}
	}
	end = attribution_end(a, l, i);
	if (end) {
		m.kind = MARK_ATTRIBUTION;
		m.end = end;
		return m;
	}
	if (is_footer(a, line))
		m.kind = MARK_FOOTER;
	return m;
}

bool mark_is_attribution_word(struct span folded)
{
	return in_list(folded, mark_before_name) || has_verb(folded);
}

enum subject_kind mark_strip_subject(struct arena *a, struct span *subject)
{
	enum subject_kind kind = SUBJECT_PLAIN;

	for (unsigned n = 0; n < 20; n++) {
		size_t colon = span_find_char(span_sub(*subject, 0, 24), ':', 0);
		struct span word;
		enum subject_kind k = SUBJECT_PLAIN;

		if (colon == SIZE_MAX)
			break;
		word = utf8_fold(a, span_sub(*subject, 0, colon));
		/* "Re[2]:", "RE (3):" */
		for (size_t i = 0; i < word.len; i++) {
			if (word.ptr[i] == '[' || word.ptr[i] == '(')
				word.len = i;
		}
		word = span_trim(word);
		if (in_list(word, mark_forward_prefixes))
			k = SUBJECT_FORWARD;
		else if (in_list(word, mark_reply_prefixes))
			k = SUBJECT_REPLY;
		if (!k)
			break;
		if (!kind)
			kind = k;
		*subject = span_trim(span_from(*subject, colon + 1));
	}
	return kind;
}
