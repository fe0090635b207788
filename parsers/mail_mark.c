/* Recognising mark lines (mail_mark.h). General rules with word tables instead of one expression per
 * client and locale: a rule holds for the next client too. Everything here looks at a bounded window
 * of lines, so a text is read in linear time. */
#include "buf.h"
#include "mail_mark.h"
#include "span.h"
#include "utf8.h"

enum { MAX_LABEL = 40 };

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
			bool capital =
				w.len && !span_eq(utf8_fold(a, utf8_cut(w, 1)), utf8_cut(w, 1));

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

static size_t word_count(struct span s)
{
	struct span w;
	size_t n = 0;

	while (span_next_word(&s, &w))
		n++;
	return n;
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
		if (seen[label])
			break;
		seen[label] = true;
		kinds++;
		end = e + 1;
	}
	if (kinds >= 3 && (seen[LABEL_FROM] || (seen[LABEL_DATE] && seen[LABEL_TO])) &&
	    (seen[LABEL_DATE] || seen[LABEL_SUBJECT]))
		return end;
	/* Two will do when they are "From: ...@..." and, next to it, a dated "Date:". */
	if (kinds == 2 && seen[LABEL_FROM] && seen[LABEL_DATE] && end == i + 2) {
		struct span both = utf8_fold(a, mail_lines_join(a, l, i, end));

		if (span_find_char(both, '@', 0) != SIZE_MAX && mark_has_date(both))
			return end;
	}
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

/* A label of any language: a short word or two before a colon. */
static bool is_any_label(struct span line)
{
	struct span s = bare(line);
	size_t colon = span_find_char(span_sub(s, 0, MAX_LABEL), ':', 0);

	return colon != SIZE_MAX && colon > 0 && word_count(span_sub(s, 0, colon)) <= 3;
}

/* "____" or "---- words ----", then three labelled lines, the first with "Name <a@b>": a header block
 * in a language that the tables lack. Web forms write no address in angles. */
static bool is_foreign_block(struct arena *a, const struct mail_lines *l, size_t i)
{
	struct span line = bare(l->at[i].text), first = S(""), value;
	size_t n = 0;

	if (!(mark_is_rule(line) && line.len >= 5) &&
	    !(span_starts(line, S("---")) && span_ends(line, S("---"))))
		return false;
	for (size_t e = i + 1; e < l->n && e < i + 6; e++) {
		if (mark_is_blank(l->at[e].text) && n == 0)
			continue;
		if (!is_any_label(l->at[e].text))
			break;
		if (n++ == 0)
			first = l->at[e].text;
	}
	return n >= 3 && !mark_label(a, first, &value) &&
	       span_find_char(first, '@', 0) != SIZE_MAX &&
	       (span_has(first, S("<")) || span_has(first, S("[mailto:")));
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
	if (last == '?' || last == '!' || last == ':')
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
	if (word_count(mid) > 6)
		mid = S("");
	if (has_any(mid, mark_forwards) ||
	    (starts_with_any(f, mark_forward_phrases) && span_ends(f, S(":"))))
		m.kind = MARK_FORWARD;
	else if (has_any(mid, mark_originals) || is_foreign_block(a, l, i))
		m.kind = MARK_ORIGINAL;
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
	end = mark_attribution_end(a, l, i);
	if (end) {
		m.kind = MARK_ATTRIBUTION;
		m.end = end;
		return m;
	}
	if (is_footer(a, line))
		m.kind = MARK_FOOTER;
	return m;
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
