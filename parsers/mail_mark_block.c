/* Header blocks: "From: Sent: To: Subject:" in the languages of mail_mark_labels.c, and the shape of
 * one in any other language: labels, an address in angles, a date. */
#include "mail_mark.h"
#include "span.h"
#include "utf8.h"

enum { MAX_LABEL = 40, MAX_BLOCK = 10, MAX_STRANGE = 2 };

static enum header_label find_label(struct span name)
{
	size_t from = 0, to = mark_n_labels;

	while (from < to) {
		size_t mid = from + (to - from) / 2;
		int c = span_cmp(name, span_of(mark_labels[mid].word));

		if (c == 0)
			return mark_labels[mid].label;
		if (c < 0)
			to = mid;
		else
			from = mid + 1;
	}
	return LABEL_NONE;
}

enum header_label mark_label(struct arena *a, struct span line, struct span *value)
{
	struct span s = mark_bare(line), name;
	size_t colon = span_find_char(span_sub(s, 0, MAX_LABEL), ':', 0);
	size_t wide = span_find(span_sub(s, 0, MAX_LABEL), S("\xEF\xBC\x9A"), 0);
	enum header_label label;
	size_t skip = 1;

	if (wide != SIZE_MAX && (colon == SIZE_MAX || wide < colon)) {
		colon = wide;
		skip = 3;
	}
	if (colon == SIZE_MAX || colon == 0)
		return LABEL_NONE;
	name = utf8_fold(a, mark_bare(span_sub(s, 0, colon)));
	label = find_label(name);
	if (label)
		*value = mark_bare(span_from(s, colon + skip));
	return label;
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

/* Does a block that begins here stand below a mark line that says what it is? */
static bool is_below_mark(struct arena *a, const struct mail_lines *l, size_t i)
{
	size_t k = i;

	while (k > 0 && i - k < 3 && mark_is_blank(l->at[k - 1].text))
		k--;
	return k > 0 &&
	       (mark_is_rule(l->at[k - 1].text) || mark_between_dashes(a, l->at[k - 1].text).len);
}

/* "Sent: ..." only mail programs write; "Date: ..." and "From: ... To: ..." stand in journeys too. */
static bool is_sent_label(struct arena *a, struct span line)
{
	static const char *const dates[] = { "da",      "fecha", "дат",    "tarih",
					     "日期",    "ημερ",  "paivam", "kuup",
					     "tanggal", "תאריך", "التاريخ" };
	struct span f = utf8_fold(a, utf8_cut(mark_bare(line), MAX_LABEL));

	for (size_t i = 0; i < ARRAY_LEN(dates); i++) {
		if (span_starts(f, span_of(dates[i])))
			return false;
	}
	return true;
}

struct block {
	bool seen[LABEL_REPLY_TO + 1];
	bool sent, address;
	size_t kinds, end;
};

static struct block read_block(struct arena *a, const struct mail_lines *l, size_t i)
{
	struct block b = { .end = i };
	size_t strange = 0;

	for (size_t e = i; e < l->n && e < i + MAX_BLOCK; e++) {
		struct span line = l->at[e].text, value;
		enum header_label label = mark_label(a, line, &value);

		if (mark_is_blank(mark_bare(line)) && b.kinds >= 3)
			break;
		if (!label) {
			if (e == i || ++strange > MAX_STRANGE)
				break;
			b.address |= b.kinds < 3 && span_find_char(line, '@', 0) != SIZE_MAX;
			continue;
		}
		if (b.seen[label])
			break;
		b.seen[label] = true;
		b.sent |= label == LABEL_DATE && is_sent_label(a, line);
		b.address |= span_find_char(line, '@', 0) != SIZE_MAX;
		b.kinds++;
		b.end = e + 1;
	}
	return b;
}

/* Three labels of different kinds within ten lines, a from or a date with a subject among them. Two
 * lines in between may be wrapped values. */
static size_t known_end(struct arena *a, const struct mail_lines *l, size_t i)
{
	struct block b = read_block(a, l, i);
	const bool *seen = b.seen;

	if (b.kinds >= 3 && (seen[LABEL_FROM] || (seen[LABEL_DATE] && seen[LABEL_TO])) &&
	    (seen[LABEL_DATE] || seen[LABEL_SUBJECT]) &&
	    (seen[LABEL_SUBJECT] || b.sent || b.address || is_below_mark(a, l, i)))
		return b.end;
	/* Two will do when they are "From: ...@..." and, next to it, a dated "Date:". */
	if (b.kinds == 2 && seen[LABEL_FROM] && seen[LABEL_DATE] && b.end == i + 2) {
		struct span both = utf8_fold(a, mail_lines_join(a, l, i, b.end));

		if (span_find_char(both, '@', 0) != SIZE_MAX && mark_has_date(both))
			return b.end;
	}
	return 0;
}

/* A label of any language: a word or three before a colon that begins no link and no time. */
static bool is_any_label(struct span line, struct span *name)
{
	struct span s = mark_bare(line);
	size_t colon = span_find_char(span_sub(s, 0, MAX_LABEL), ':', 0);

	if (colon == SIZE_MAX || colon == 0 || span_starts(span_from(s, colon), S("://")))
		return false;
	*name = span_sub(s, 0, colon);
	return span_word_count(*name) <= 3 && !(name->ptr[0] >= '0' && name->ptr[0] <= '9');
}

bool mark_has_address_in_angles(struct span line)
{
	return span_find_char(line, '@', 0) != SIZE_MAX &&
	       (span_has(line, S("<")) || span_has(line, S("[mailto:")));
}

/* Three labelled lines of any language, one of the first two with "Name <a@b>": a header block. Forms
 * write no address in angles, or call it one. ruled: a line that mail programs draw stands above; else
 * there must be a date too. */
static size_t foreign_end(struct arena *a, const struct mail_lines *l, size_t i, bool ruled)
{
	bool address = false;
	size_t n = 0, e;

	for (e = i; e < l->n && e < i + MAX_BLOCK; e++) {
		struct span line = l->at[e].text, name;

		if (!is_any_label(line, &name))
			break;
		if (n++ < 2 && mark_has_address_in_angles(line)) {
			name = utf8_fold(a, name);
			address |= !span_has(name, S("mail"));
		}
		if (n == 2 && !address)
			return 0;
	}
	for (size_t k = i; k < e && k < i + 4 && n >= 3 && address && !ruled; k++)
		ruled = mark_has_date(utf8_fold(a, utf8_cut(l->at[k].text, 200)));
	return n >= 3 && address && ruled ? e : 0;
}

size_t mark_headers_end(struct arena *a, const struct mail_lines *l, size_t i)
{
	struct span line = l->at[i].text, value;
	size_t end = 0;

	if (line.len > 400 ||
	    (span_find_char(line, ':', 0) == SIZE_MAX && !span_has(line, S("\xEF\xBC\x9A"))))
		return 0;
	if (mark_label(a, line, &value))
		end = known_end(a, l, i);
	return end ? end : foreign_end(a, l, i, false);
}

bool mark_is_foreign_block(struct arena *a, const struct mail_lines *l, size_t i)
{
	struct span line = mark_bare(l->at[i].text), value;

	if (!(mark_is_rule(line) && line.len >= 5) &&
	    !(span_starts(line, S("---")) && span_ends(line, S("---"))))
		return false;
	for (i++; i < l->n && mark_is_blank(l->at[i].text);)
		i++;
	return i < l->n && !mark_label(a, l->at[i].text, &value) && foreign_end(a, l, i, true);
}
