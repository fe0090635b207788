/* Recognising mark lines (mail_mark.h). General rules with word tables instead of one expression per
 * client and locale: a rule holds for the next client too. Everything here looks at a bounded window
 * of lines, so a text is read in linear time. */
#include "buf.h"
#include "mail_mark.h"
#include "span.h"
#include "span_list.h"
#include "utf8.h"

bool mark_is_blank(struct span line)
{
	return span_trim(line).len == 0;
}

bool mark_is_quoted(struct span line)
{
	struct span s = span_trim(line);
	size_t i = 0;

	if (s.len && s.ptr[0] == '>') /* ">= 5 people" is arithmetic */
		return !span_starts(s, S(">="));
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
struct span mark_bare(struct span s)
{
	s = span_trim(s);
	while (s.len && strchr("> \t*|", s.ptr[0]) && s.ptr[0])
		s = span_from(s, 1);
	while (s.len && strchr(" \t*", s.ptr[s.len - 1]) && s.ptr[s.len - 1])
		s.len--;
	return s;
}

bool mark_begins_in_capitals(struct span line)
{
	struct span word;
	size_t capitals = 0;

	if (!span_next_word(&line, &word))
		return false;
	for (size_t i = 0; i < word.len; i++) {
		if (word.ptr[i] >= 'a' && word.ptr[i] <= 'z')
			return false;
		capitals += word.ptr[i] >= 'A' && word.ptr[i] <= 'Z';
	}
	return capitals >= 2;
}

/* "----- words -----": the folded words, or "". */
struct span mark_between_dashes(struct arena *a, struct span line)
{
	struct span s = mark_bare(line), mid;
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
	if (end == SIZE_MAX)
		end = span_find(mid, S("=="), 0);
	return end == SIZE_MAX ? S("") : utf8_fold(a, span_sub(mid, 0, end));
}

/* Our own mark may be wrapped: it is looked for in two lines when it begins in the first. f: line i. */
static size_t ours_end(struct arena *a, const struct mail_lines *l, size_t i, struct span f)
{
	static const char *const first_words[] = { "raspundeti", "reply above", "svar over", NULL };

	if (!span_has_any(f, first_words))
		return 0;
	if (span_has_any(f, mark_ours))
		return i + 1;
	if (i + 1 < l->n && f.len < 80 &&
	    span_has_any(utf8_fold(a, arena_fmt(a, "%.*s %.*s", SPAN_ARG(f),
						SPAN_ARG(mark_bare(l->at[i + 1].text)))),
			 mark_ours))
		return i + 2;
	return 0;
}

/* Does a header block or an attribution begin within two lines below i, or a sender's address stand in
 * angles (tables: "| From | X <a@b> |")? */
static bool mark_follows(struct arena *a, const struct mail_lines *l, size_t i)
{
	size_t next = i + 1;

	while (next < l->n && next < i + 3 && mark_is_blank(l->at[next].text))
		next++;
	return next < l->n && (mark_headers_end(a, l, next) || mark_attribution_end(a, l, next));
}

/* "----- words -----", known words or any before a header block; "Original Message" without dashes
 * before one. f: line i. */
static enum mark_kind announced(struct arena *a, const struct mail_lines *l, size_t i,
				struct span f)
{
	struct span mid = mark_between_dashes(a, l->at[i].text);
	size_t words = span_word_count(mid);

	if (words > 12)
		mid = S("");
	if (span_has_any(mid, mark_forwards) ||
	    (span_ends(f, S(":")) && span_starts_any(f, mark_forward_phrases)))
		return MARK_FORWARD;
	if (span_has_any(mid, mark_originals) || mark_is_foreign_block(a, l, i))
		return MARK_ORIGINAL;
	if (words > 6)
		mid = S("");
	if ((mid.len || (span_word_count(f) <= 4 && span_has_any(f, mark_originals))) &&
	    mark_follows(a, l, i))
		return MARK_ORIGINAL;
	return MARK_NONE;
}

static struct mark find_mark(struct arena *a, const struct mail_lines *l, size_t i)
{
	struct span line = l->at[i].text, f;
	struct mark m = { .kind = MARK_NONE, .at = i, .end = i + 1 };
	size_t end;

	if (mark_is_blank(line))
		return m;
	f = line.len < 400 ? utf8_fold(a, mark_bare(line)) : S("");
	end = ours_end(a, l, i, f);
	if (end) {
		m.kind = MARK_OURS;
		m.end = end;
		return m;
	}
	m.kind = announced(a, l, i, f);
	if (m.kind)
		return m;
	end = mark_headers_end(a, l, i);
	if (end) {
		m.kind = MARK_HEADERS;
		m.end = end;
		return m;
	}
	end = mark_attribution_end(a, l, i);
	if (end) {
		m.kind = MARK_ATTRIBUTION;
		m.end = end;
		return m;
	}
	if (mark_is_footer(a, l, i, f))
		m.kind = MARK_FOOTER;
	return m;
}

struct mark_found {
	uint32_t lines; /* how many the mark takes; 0: not asked yet */
	enum mark_kind kind;
};

void mark_remember(struct arena *a, struct mail_lines *l)
{
	l->marks = ARENA_ARRAY(a, l->n, struct mark_found);
}

struct mark mark_at(struct arena *a, const struct mail_lines *l, size_t i)
{
	struct mark_found *found = l->marks ? &l->marks[i] : NULL;
	struct mark m;

	if (found && found->lines)
		return (struct mark){ .kind = found->kind, .at = i, .end = i + found->lines };
	m = find_mark(a, l, i);
	if (found)
		*found = (struct mark_found){ (uint32_t)(m.end - i), m.kind };
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
		if (span_is_any(word, mark_forward_prefixes))
			k = SUBJECT_FORWARD;
		else if (span_is_any(word, mark_reply_prefixes))
			k = SUBJECT_REPLY;
		if (!k)
			break;
		if (!kind)
			kind = k;
		*subject = span_trim(span_from(*subject, colon + 1));
	}
	return kind;
}
