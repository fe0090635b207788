/* The fields of a forwarded letter: see mail_forward_fields.h. */
#include "mail_forward_fields.h"

#include "buf.h"
#include "mail_header.h"
#include "span.h"
#include "utf8.h"

enum { MAX_FIELD_LINES = 16, MAX_ONE_LINE = 4000 };

static bool is_addr_byte(char c)
{
	return (unsigned char)c > ' ' && c != 127 && !strchr("<>()[]\",;:'|", c);
}

/* Quote marks and brackets around a name, of several languages. */
static struct span strip_quotes(struct span s)
{
	static const char *const marks[] = { "\"", "'", "«", "»",    "„",      "”",       "“",
					     "‘",  "’", "*", "(",    ")",      "<",       ">",
					     ",",  "[", "]", "&lt;", "&quot;", "\xC2\xA0" };
	bool again = true;

	s = span_trim(s);
	while (again) {
		again = false;
		for (size_t i = 0; i < ARRAY_LEN(marks); i++) {
			struct span m = span_of(marks[i]);

			if (s.len && span_starts(s, m)) {
				s = span_trim(span_from(s, m.len));
				again = true;
			}
			if (s.len && span_ends(s, m)) {
				s.len -= m.len;
				s = span_trim(s);
				again = true;
			}
		}
	}
	return s;
}

/* The first address in s: its bounds. false when there is none. */
static bool find_address(struct span s, size_t *begin, size_t *end)
{
	size_t at = span_find_char(s, '@', 0);

	if (at == SIZE_MAX)
		return false;
	*begin = at;
	*end = at + 1;
	while (*begin > 0 && is_addr_byte(s.ptr[*begin - 1]))
		--*begin;
	while (*end < s.len && is_addr_byte(s.ptr[*end]))
		++*end;
	while (*end > at + 1 && s.ptr[*end - 1] == '.')
		--*end;
	/* "&lt;a@b&gt;": entities of a text that was escaped once too often. */
	if (span_ends(span_sub(s, 0, *end), S("&gt")))
		*end -= 3;
	return *begin<at && * end> at + 1;
}

static struct span lower_domain(struct arena *a, struct span addr)
{
	struct mail_addrs v = { .at = NULL };

	mail_addrs_parse(a, addr, &v);
	return v.n ? v.at[0].addr : S("");
}

/* "John Doe <a@b>", "John Doe [mailto:a@b]", "a@b", "John Doe<mailto:a@b> <a@b>", "Valéry". */
static void read_from(struct arena *a, struct span value, struct forward *f)
{
	size_t begin, end, cut;
	struct span name = value;

	if (find_address(value, &begin, &end)) {
		f->from = lower_domain(a, span_sub(value, begin, end - begin));
		name = span_sub(value, 0, begin);
		cut = span_find_char(name, '<', 0);
		if (cut == SIZE_MAX)
			cut = span_find(name, S("[mailto:"), 0);
		if (cut == SIZE_MAX)
			cut = span_find(name, S("mailto:"), 0);
		if (cut != SIZE_MAX)
			name = span_sub(name, 0, cut);
	}
	f->from_name = strip_quotes(name);
}

/* Fields of a block with one label a line. Gives the line after the block. */
static size_t read_labels(struct arena *a, const struct mail_lines *l, size_t i, struct forward *f)
{
	bool seen[LABEL_REPLY_TO + 1] = { false };
	enum header_label last = LABEL_NONE;
	size_t n = 0, end = i;

	while (i < l->n && n < 3 && mark_is_blank(l->at[i].text)) {
		i++;
		n++;
	}
	for (n = 0; i < l->n && n < MAX_FIELD_LINES; i++, n++) {
		struct span value, again;
		enum header_label label = mark_label(a, l->at[i].text, &value);

		if (mark_is_blank(l->at[i].text))
			break;
		if (!label) {
			/* A wrapped value, when a label follows soon. */
			bool more = (i + 1 < l->n && mark_label(a, l->at[i + 1].text, &again)) ||
				    (i + 2 < l->n && mark_label(a, l->at[i + 2].text, &again));

			if (!last || !more)
				break;
			if (last == LABEL_FROM && !f->from.len)
				read_from(a,
					  arena_fmt(a, "%.*s %.*s", SPAN_ARG(f->from_name),
						    SPAN_ARG(l->at[i].text)),
					  f);
			else if (last == LABEL_SUBJECT)
				f->subject = arena_fmt(a, "%.*s %.*s", SPAN_ARG(f->subject),
						       SPAN_ARG(span_trim(l->at[i].text)));
			continue;
		}
		if (seen[label])
			break;
		seen[label] = true;
		last = label;
		end = i + 1;
		if (label == LABEL_FROM)
			read_from(a, value, f);
		else if (label == LABEL_SUBJECT)
			f->subject = value;
		else if (label == LABEL_DATE)
			f->date = value;
	}
	return end;
}

/* "From "Firma" <a@b>", eM Client's labels without a colon: the longest that the line begins with. */
static enum header_label bare_label(struct arena *a, struct span line, struct span *value)
{
	enum header_label best = LABEL_NONE;
	size_t longest = 0;

	line = span_trim(line);
	for (size_t i = 0; i < mark_n_labels; i++) {
		size_t n = utf8_count(span_of(mark_labels[i].word));
		struct span word = utf8_cut(line, n);

		if (n <= longest || word.len >= line.len || line.ptr[word.len] != ' ' ||
		    !span_eq_str(utf8_fold(a, word), mark_labels[i].word))
			continue;
		longest = n;
		best = mark_labels[i].label;
		*value = span_trim(span_from(line, word.len));
	}
	return best;
}

/* A block whose labels have no colon. Gives the line after it, i when there is none. */
static size_t read_bare_labels(struct arena *a, const struct mail_lines *l, size_t i,
			       struct forward *f)
{
	size_t from = i;

	while (from < l->n && from < i + 3 && mark_is_blank(l->at[from].text))
		from++;
	for (size_t k = from; k < l->n && k < from + MAX_FIELD_LINES; k++) {
		struct span value = S("");
		enum header_label label = bare_label(a, l->at[k].text, &value);

		if (!label)
			return k > from ? k : i;
		if (label == LABEL_FROM && !f->from.len)
			read_from(a, value, f);
		else if (label == LABEL_SUBJECT && !f->subject.len)
			f->subject = value;
		else if (label == LABEL_DATE && !f->date.len)
			f->date = value;
	}
	return i;
}

/* A block in a language that the tables lack: the first address in angles is the sender's, the dated line
 * the date, and what is neither, last, the subject. */
static size_t read_foreign_labels(struct arena *a, const struct mail_lines *l, size_t i,
				  struct forward *f)
{
	size_t end = mark_headers_end(a, l, i);

	for (size_t k = i; k < end; k++) {
		struct span line = l->at[k].text, value;
		size_t colon = span_find_char(line, ':', 0);

		if (colon == SIZE_MAX)
			continue;
		value = span_trim(span_from(line, colon + 1));
		if (!f->from.len && mark_has_address_in_angles(line))
			read_from(a, value, f);
		else if (!f->date.len && mark_has_date(utf8_fold(a, value)))
			f->date = value;
		else if (span_find_char(line, '@', 0) == SIZE_MAX)
			f->subject = value;
	}
	return end ? end : i;
}

/* Yahoo in Portuguese forgets the colon: "... 09:26:50 CETAssunto Integer". */
static void split_glued_subject(struct forward *f)
{
	for (size_t i = 0; i < mark_n_labels; i++) {
		struct span word = span_of(mark_labels[i].word);
		size_t at;

		if (mark_labels[i].label != LABEL_SUBJECT || word.len < 5)
			continue;
		at = span_ifind(f->date, word, 0);
		if (at == SIZE_MAX || at == 0 || f->date.ptr[at] < 'A' || f->date.ptr[at] > 'Z')
			continue;
		f->subject = span_trim(span_from(f->date, at + word.len));
		f->date = span_trim(span_sub(f->date, 0, at));
		return;
	}
}

/* Yahoo: all labels on the line of the mark. */
static bool read_one_line(struct arena *a, struct span line, struct forward *f)
{
	size_t at = span_find(line, S("--"), 0), begin = 0, value_at;
	enum header_label label, last = LABEL_NONE;
	bool any = false;

	line = utf8_cut(line, MAX_ONE_LINE);
	if (at == SIZE_MAX)
		return false;
	while (at < line.len && line.ptr[at] == '-')
		at++;
	/* Past the second run of dashes. */
	if (at < line.len && span_find(line, S("--"), at) != SIZE_MAX) {
		at = span_find(line, S("--"), at);
		while (at < line.len && line.ptr[at] == '-')
			at++;
	}
	value_at = at;
	do {
		label = mark_label_inside(a, line, &at, &begin);
		if (last) {
			size_t stop = label ? begin : line.len;
			struct span value = span_trim(span_sub(line, value_at, stop - value_at));

			if (last == LABEL_FROM && !f->from.len)
				read_from(a, value, f);
			else if (last == LABEL_SUBJECT && !f->subject.len)
				f->subject = value;
			else if (last == LABEL_DATE && !f->date.len)
				f->date = value;
			any = true;
		}
		last = label;
		value_at = at;
	} while (label);
	if (!f->subject.len)
		split_glued_subject(f);
	return any && f->from.len;
}

/* Windows Mail forwards with an attribution line: 'Den 28/10/2021 12:46 skrev "X" <a@b>:'. The name
 * is the words before the address, back to a date, a comma or a verb. */
static void read_attribution(struct arena *a, struct span s, struct forward *f)
{
	size_t begin, end, from;
	struct span head, date;

	if (!find_address(s, &begin, &end))
		return;
	f->from = lower_domain(a, span_sub(s, begin, end - begin));
	head = span_sub(s, 0, begin);
	while (head.len && strchr("<( [", head.ptr[head.len - 1]) && head.ptr[head.len - 1])
		head.len--;
	from = head.len;
	while (from > 0) {
		size_t w = from;
		struct span word;

		while (w > 0 && head.ptr[w - 1] == ' ')
			w--;
		while (w > 0 && head.ptr[w - 1] != ' ')
			w--;
		word = span_trim(span_sub(head, w, from - w));
		if (span_has_digit(word) || span_ends(word, S(",")) ||
		    mark_is_attribution_word(utf8_fold(a, word)))
			break;
		from = w;
	}
	f->from_name = strip_quotes(span_from(head, from));
	date = span_has_digit(span_sub(head, 0, from)) ? span_sub(head, 0, from) :
							 span_from(s, end);
	while (date.len && !span_has_digit(span_sub(date, 0, 1)))
		date = span_from(date, 1);
	while (date.len && !span_has_digit(span_sub(date, date.len - 1, 1)))
		date.len--;
	f->date = date;
}

size_t forward_fields(struct arena *a, const struct mail_lines *u, struct mark m,
		      struct span subject, struct forward *f)
{
	size_t body = m.end;

	if (m.kind == MARK_ATTRIBUTION) {
		struct span s = mail_tidy(a, mail_lines_join(a, u, m.at, m.end), false);

		read_attribution(a, s, f);
		f->subject = subject;
	} else if (m.kind == MARK_HEADERS) {
		body = read_labels(a, u, m.at, f);
		if (!f->from.len && !f->from_name.len)
			body = read_foreign_labels(a, u, m.at, f);
	} else if (!read_one_line(a, u->at[m.at].text, f)) {
		body = read_labels(a, u, m.end, f);
		if (!f->from.len && !f->from_name.len)
			body = read_bare_labels(a, u, m.end, f);
	}
	return body;
}
