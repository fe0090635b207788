/* Forwards: Gmail, Outlook, Thunderbird, Apple Mail and Yahoo blocks in the locales of
 * mail_mark_words.c, and message/rfc822 attachments. Mail reference section 2. */
#include "buf.h"
#include "mail_forward.h"
#include "mail_header.h"
#include "mail_reply.h"
#include "span.h"
#include "utf8.h"

enum { MAX_FIELD_LINES = 16, MAX_ONE_LINE = 4000, SCRATCH_MAX = 8 << 20 };

/* Lines without one level of ">" and without what containers say: a forward is wholly quoted. */
static struct mail_lines unquoted(struct arena *a, const struct mail_lines *l)
{
	struct mail_lines out = { .at = NULL };

	for (size_t i = 0; i < l->n; i++) {
		struct span s = l->at[i].text, t = span_trim(s);

		if (t.len && t.ptr[0] == '>') {
			s = span_from(t, 1);
			if (s.len && s.ptr[0] == ' ')
				s = span_from(s, 1);
		}
		ARENA_PUSH(a, &out)->text = s;
	}
	return out;
}

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

static bool has_digit(struct span s)
{
	for (size_t i = 0; i < s.len; i++) {
		if (s.ptr[i] >= '0' && s.ptr[i] <= '9')
			return true;
	}
	return false;
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
		if (has_digit(word) || span_ends(word, S(",")) ||
		    mark_is_attribution_word(utf8_fold(a, word)))
			break;
		from = w;
	}
	f->from_name = strip_quotes(span_from(head, from));
	date = has_digit(span_sub(head, 0, from)) ? span_sub(head, 0, from) : span_from(s, end);
	while (date.len && !has_digit(span_sub(date, 0, 1)))
		date = span_from(date, 1);
	while (date.len && !has_digit(span_sub(date, date.len - 1, 1)))
		date.len--;
	f->date = date;
}

/* The original's lines. When the mark itself is quoted, so is the whole original, one level deep. */
static struct mail_lines original_lines(struct arena *a, const struct mail_lines *l,
					const struct mail_lines *u, struct mark m, size_t body)
{
	struct mail_lines out = { .at = NULL };
	bool quoted = mark_is_quoted(l->at[m.at].text), cited = l->at[m.at].origin == LINE_CITED;

	for (size_t i = body; i < l->n; i++) {
		struct mail_line *n = ARENA_PUSH(a, &out);

		n->text = quoted ? u->at[i].text : l->at[i].text;
		n->origin = !cited && l->at[i].origin == LINE_CITED ? LINE_CITED : LINE_FREE;
	}
	return out;
}

/* Fill f from mark m; u: the lines l without one level of quotes. false: no sender can be read. */
static bool read_block(struct arena *a, const struct mail_lines *l, const struct mail_lines *u,
		       struct mark m, struct span subject, struct forward *f)
{
	size_t body = m.end;
	struct mail_lines rest;

	if (m.kind == MARK_ATTRIBUTION) {
		struct span s = mail_tidy(a, mail_lines_join(a, u, m.at, m.end), false);

		read_attribution(a, s, f);
		f->subject = subject;
	} else if (m.kind == MARK_HEADERS) {
		body = read_labels(a, u, m.at, f);
	} else if (!read_one_line(a, u->at[m.at].text, f)) {
		body = read_labels(a, u, m.end, f);
	}
	if (!f->from.len && !f->from_name.len)
		return false;
	rest = original_lines(a, l, u, m, body);
	f->text = span_trim(mail_reply_text(a, &rest));
	f->present = true;
	return true;
}

void mail_forward_inline(struct arena *a, const struct mail_lines *lines, struct span subject,
			 struct forward *ret)
{
	struct mail_lines u = unquoted(a, lines);
	enum subject_kind kind = mark_strip_subject(a, &subject);
	SCOPED_ARENA scratch = arena_new(SCRATCH_MAX);

	for (size_t i = 0; i < u.n; i++) {
		struct mark m = mark_at(scratch, &u, i);
		bool was_quoted = mark_is_quoted(lines->at[i].text);
		struct forward f = { .present = false };

		arena_clear(scratch);
		if (m.kind == MARK_NONE || m.kind == MARK_FOOTER)
			continue;
		if (m.kind == MARK_OURS)
			return;
		if (m.kind == MARK_ATTRIBUTION && kind != SUBJECT_FORWARD)
			return;
		if (m.kind != MARK_FORWARD && kind == SUBJECT_REPLY)
			return;
		if (m.kind == MARK_ORIGINAL && kind != SUBJECT_FORWARD)
			return;
		if (was_quoted && kind == SUBJECT_REPLY)
			return;
		if (read_block(a, lines, &u, m, subject, &f)) {
			*ret = f;
			return;
		}
		/* "Begin forwarded message:" without fields: go on, they may stand below. */
		if (m.kind != MARK_FORWARD)
			return;
	}
}

/* The first letter attached as message/rfc822, also base64-encoded against the rules. */
static struct mail_part *attached_letter(struct arena *a, struct mail_part *root)
{
	for (struct mail_part *p = root; p; p = mail_next(p)) {
		struct mail_part *inner = NULL;

		/* A digest is a list's, and no letter in it is the one forwarded. */
		if (span_eq(p->type, S("multipart/digest")))
			return NULL;
		if (!span_eq(p->type, S("message/rfc822")))
			continue;
		if (p->child)
			return p->child;
		if (mail_parse(a, mail_body(a, p), &inner, NULL) == RC_OK && inner->fields.n)
			return inner;
	}
	return NULL;
}

void mail_forward_read(struct arena *a, struct mail_part *root, const struct mail_lines *lines,
		       struct span subject, struct forward *ret)
{
	struct mail_part *letter;
	struct mail_addrs from = { .at = NULL };
	struct mail_lines l;

	*ret = (struct forward){ .present = false };
	mail_forward_inline(a, lines, subject, ret);
	if (ret->present)
		return;
	letter = attached_letter(a, root);
	if (!letter)
		return;
	mail_addrs_parse(a, mail_field_raw(letter, "From"), &from);
	if (!from.n)
		return;
	l = mail_text_lines(a, letter);
	*ret = (struct forward){
		.present = true,
		.from = from.at[0].addr,
		.from_name = from.at[0].name,
		.subject = mail_decode_text(a, mail_field_raw(letter, "Subject")),
		.date = mail_decode_text(a, mail_field_raw(letter, "Date")),
		.text = span_trim(mail_reply_text(a, &l)),
	};
}
