/* Attribution lines: "On ... X wrote:" in any of the languages of mail_mark_words.c, in one line or
 * wrapped over a few. General rule: a date or an address, a verb of writing, a colon. */
#include "buf.h"
#include "mail_mark.h"
#include "span.h"
#include "utf8.h"

enum { WINDOW = 5, MAX_JOINED = 600 };

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
	/* "In my mail of 21 July I wrote:" is said by the sender; mail programs quote others. */
	static const char *const by_himself[] = { "i wrote",   "we wrote", "ich schrieb",
						  "jeg skrev", "vi skrev", "jag skrev",
						  NULL };

	for (const char *const *v = by_himself; *v; v++) {
		if (has_words(f, *v))
			return false;
	}
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

/* More than a year alone ("in 2024 my colleague wrote:"). */
static bool has_day(struct span f)
{
	size_t numbers = 0;

	for (size_t i = 0; i < f.len; i++) {
		bool digit = f.ptr[i] >= '0' && f.ptr[i] <= '9';

		numbers += digit && (i == 0 || f.ptr[i - 1] < '0' || f.ptr[i - 1] > '9');
	}
	return numbers >= 2 && mark_has_date(f);
}

/* "<date>, <time>, Name <verb>:" with a verb of a language that the tables lack: after the last number
 * a comma, then two to six words, the first with a capital; few words before the date. */
static bool is_dated_name(struct span raw)
{
	size_t first = 0, last = 0, comma;
	struct span after;

	for (size_t i = raw.len; i > 0; i--) {
		if (raw.ptr[i - 1] >= '0' && raw.ptr[i - 1] <= '9') {
			last = last ? last : i;
			first = i - 1;
		}
	}
	comma = last ? span_find_char(raw, ',', last) : SIZE_MAX;
	if (comma == SIZE_MAX || comma - last > 8 || span_word_count(span_sub(raw, 0, first)) > 3)
		return false;
	after = span_trim(span_from(raw, comma + 1));
	return span_word_count(after) >= 2 && span_word_count(after) <= 6 &&
	       (after.ptr[0] == '"' || (unsigned char)after.ptr[0] >= 0x80 ||
		(after.ptr[0] >= 'A' && after.ptr[0] <= 'Z'));
}

/* Zoho: "---- On ... wrote ----". */
static bool is_between_dashes(struct span s)
{
	return span_starts(s, S("--")) && span_ends(s, S("--")) && has_verb(s);
}

/* A language that the tables lack, by the colon at its end: an address in angles and a time; a bare
 * address in a short line that begins as a date does ("21 Jul 2025, 14:05 by a@b:"). */
static bool is_addressed(struct span s, bool starts_well)
{
	if (span_find_char(s, '@', 0) == SIZE_MAX)
		return false;
	return span_find_char(s, '<', 0) != SIZE_MAX || (starts_well && span_word_count(s) <= 9);
}

/* Old Gmail: "2016-10-24 15:36 GMT+02:00 X <a@b>:", "2013/7/20 X <a@b>". */
static bool is_old_gmail(struct span s, bool colon, bool angle)
{
	bool address = span_find_char(s, '@', 0) != SIZE_MAX;

	if (!span_digit_at(s, 0))
		return false;
	if (span_has(span_sub(s, 0, 30), S(" gmt")) && span_word_count(s) <= 10)
		return true;
	return (angle || (colon && address)) && address &&
	       span_find_char(span_sub(s, 0, 12), '/', 0) != SIZE_MAX;
}

/* Does the line look as if an attribution began with it? */
static bool is_starter(struct span folded)
{
	char last;
	bool found = false;

	if (folded.len > 100 || folded.len == 0)
		return false;
	for (const char *const *w = mark_starters; *w && !found; w++)
		found = span_starts(folded, span_of(*w)) && !is_word_byte(folded, strlen(*w));
	last = folded.ptr[folded.len - 1];
	return found && last != '!' && last != '?' && !(last == '.' && span_word_count(folded) > 8);
}

/* Arabic-Indic digits, both kinds (U+0660, U+06F0), as ours. */
static struct span latin_digits(struct arena *a, struct span s)
{
	struct buf b;

	if (span_find_char(s, '\xD9', 0) == SIZE_MAX && span_find_char(s, '\xDB', 0) == SIZE_MAX)
		return s;
	buf_init(&b, a, s.len + 1);
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.ptr[i];
		unsigned char next = i + 1 < s.len ? (unsigned char)s.ptr[i + 1] : 0;
		int digit = c == 0xD9 ? next - 0xA0 : c == 0xDB ? next - 0xB0 : -1;

		if (digit < 0 || digit > 9) {
			buf_add_char(&b, s.ptr[i]);
			continue;
		}
		buf_add_char(&b, (char)('0' + digit));
		i++;
	}
	return buf_span(&b);
}

/* raw: lines joined. Is it an attribution? What costs little is asked first. */
static bool is_attribution(struct arena *a, struct span raw, bool *dated)
{
	struct span s = span_trim(latin_digits(a, utf8_fold(a, raw)));
	bool colon = false, angle = span_ends(s, S(">")), address;
	size_t glued = span_find(s, S(":>"), 0);

	*dated = has_day(s);
	if (*dated && is_between_dashes(s))
		return true;
	if (glued != SIZE_MAX && ends_with_verb(span_sub(s, 0, glued)))
		s = span_sub(s, 0, glued + 1);
	while (s.len && strchr(" >*_\"'|", s.ptr[s.len - 1]) && s.ptr[s.len - 1])
		s.len--;
	if (s.len && s.ptr[s.len - 1] == ':') {
		colon = true;
		s.len--;
	}
	if (!colon)
		return *dated && is_old_gmail(s, false, angle);
	address = span_find_char(s, '@', 0) != SIZE_MAX;
	if ((*dated || address) && has_verb(s))
		return true;
	if (span_word_count(s) <= 8 && (*dated || !span_has_digit(s)) && ends_with_verb(s))
		return true;
	if (!*dated)
		return false;
	return is_addressed(s, span_digit_at(s, 0) || is_starter(utf8_cut(s, 90))) ||
	       is_dated_name(raw) || is_old_gmail(s, true, angle);
}

bool mark_may_end(struct span line)
{
	struct span s = span_trim(line);

	if (s.len == 0)
		return false;
	if (span_digit_at(s, 0))
		return true;
	if (span_find_char(s, ':', 0) == SIZE_MAX && !strchr(" >*_\"'|-\x9A", s.ptr[s.len - 1]))
		return false;
	while (s.len && strchr(" >*_\"'|", s.ptr[s.len - 1]) && s.ptr[s.len - 1])
		s.len--;
	if (span_ends(s, S("--")) || span_ends(s, S("\xEF\xBC\x9A")))
		return true;
	return span_find_char(s, ':', 0) != SIZE_MAX &&
	       (span_ends(s, S(":")) || span_has(s, S(":>")));
}

/* Does one of the lines that the window holds end so? Spares ordinary lines the joining. */
static bool may_end_soon(const struct mail_lines *l, size_t i)
{
	for (size_t e = i; e < l->n && e < i + WINDOW + 1; e++) {
		if (mark_may_end(l->at[e].text))
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

static bool ends_sentence(struct span s)
{
	return span_ends(s, S(".")) || span_ends(s, S("!")) || span_ends(s, S("?"));
}

/* Can the line be the first of a wrapped attribution? A sentence with a date above one is none. */
static bool begins_dated(struct span folded)
{
	return mark_has_date(folded) && !(span_ends(folded, S(".")) && span_word_count(folded) > 3);
}

/* Lines [i, e] are an attribution: does a whole one begin only below i? What stands above it is the
 * sender's, unless it begins as attributions do, or names the writer and breaks off. */
static bool begins_later(struct arena *a, const struct mail_lines *l, size_t i, size_t e,
			 bool dated)
{
	struct span first = latin_digits(a, utf8_fold(a, l->at[i].text));
	bool starter = is_starter(first), begun = begins_dated(first);
	bool named = span_has(first, S("@")), whole = begun && (starter || named);

	for (size_t k = e; k > i; k--) {
		struct span line = span_trim(l->at[k].text), tail = utf8_fold(a, line);
		bool tail_dated, starts = is_starter(tail);

		if (!is_attribution(a, mail_lines_join(a, l, k, e + 1), &tail_dated) ||
		    span_starts(line, S("<")) || span_starts(line, S("(")))
			continue;
		if (!tail_dated && !starter && !(dated && begun))
			return true;
		if (tail_dated && !whole && (!starter || starts) &&
		    (starts || !named || ends_sentence(first)))
			return true;
	}
	return false;
}

/* The director wrote: "Yes." A person quotes so; mail programs do not. */
static bool opens_quotation(const struct mail_lines *l, size_t i)
{
	struct span s = i < l->n ? span_trim(l->at[i].text) : S("");

	return span_starts(s, S("\"")) || span_starts(s, S("\xE2\x80\x9E")) ||
	       span_starts(s, S("\xE2\x80\x9C")) || span_starts(s, S("\xC2\xAB"));
}

/* An attribution in lines [i, end). */
size_t mark_attribution_end(struct arena *a, const struct mail_lines *l, size_t i)
{
	struct buf joined;
	size_t lines = 0;
	bool gap = false;

	if (mark_is_rule(l->at[i].text) || !may_end_soon(l, i))
		return 0;
	buf_init(&joined, a, MAX_JOINED);
	for (size_t e = i; e < l->n && lines < WINDOW; e++) {
		struct span s = span_trim(l->at[e].text);
		bool dated;

		if (s.len == 0) {
			/* "Some One", blank, "<mailto:...>": an address torn off by a converter. */
			if (e == i || gap)
				return 0;
			gap = !l->at[e].gap;
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
		if (!mark_may_end(s) ||
		    (span_ends(s, S("--")) && !span_starts(buf_span(&joined), S("--"))))
			continue;
		if (!is_attribution(a, buf_span(&joined), &dated)) {
			if (span_ends(s, S(":")))
				return 0; /* a colon inside an attribution is no line's end */
			continue;
		}
		if (begins_later(a, l, i, e, dated) || (!dated && opens_quotation(l, e + 1)))
			return 0;
		return e + 1;
	}
	return 0;
}

bool mark_is_dated_colon(struct arena *a, struct span line)
{
	struct span f;
	bool dated;

	if (line.len > 300 || !mark_may_end(line))
		return false;
	f = span_trim(utf8_fold(a, line));
	(void)is_attribution(a, line, &dated);
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
