/* Names, telephones, tax ids, companies and addresses in free text. Heuristics, each with a limit on
 * how far it reaches; what they find is shown to people before it stands on a document. */
#include "request_find.h"

#include "ident.h"
#include "request.h"
#include "span.h"
#include "span_list.h"
#include "utf8.h"

#define NAME_WORDS_MAX    4
#define NAME_BYTES_MAX    60
#define COMPANY_WORDS_MAX 6
#define ADDRESS_BYTES_MAX 200

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}
static bool is_alnum(char c)
{
	return char_is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       (unsigned char)c >= 0x80;
}

struct span request_skip_words(struct arena *a, struct span line, size_t n)
{
	size_t i = 0, from;
	struct words w;

	/* A run of letters and digits may fold to several words (a ligature, a sign): count them. */
	while (n && i < line.len) {
		while (i < line.len && !is_alnum(line.ptr[i]))
			i++;
		from = i;
		while (i < line.len && is_alnum(line.ptr[i]))
			i++;
		w = words_read(a, span_sub(line, from, i - from));
		n -= w.n < n ? w.n : n;
	}
	return span_from(line, i);
}

/* Capital letters: ASCII, and the Romanian and Latin-1 ones (also s- and t-comma, a-breve). */
static bool starts_upper(struct span s)
{
	uint32_t r = 0;

	if (!utf8_next(&s, &r))
		return false;
	return (r >= 'A' && r <= 'Z') || (r >= 0xc0 && r <= 0xde && r != 0xd7) || r == 0x102 ||
	       r == 0x218 || r == 0x21a || r == 0x150 || r == 0x170 || r == 0x160 || r == 0x17d;
}

static bool is_name_word(struct span w)
{
	if (!starts_upper(w) || w.len < 2 || w.len > 30)
		return w.len == 2 && w.ptr[1] == '.' && starts_upper(w);
	for (size_t i = 0; i < w.len; i++)
		if (char_is_digit(w.ptr[i]) || strchr("@/:_=+*&%#!?<>()|", w.ptr[i]))
			return false;
	return true;
}

struct span request_name_run(struct span s)
{
	struct span rest = span_trim(s), word;
	size_t end = 0, words = 0;
	const char *from = NULL;

	while (words < NAME_WORDS_MAX && span_next_word(&rest, &word)) {
		bool last = false;

		while (word.len > 2 && strchr(",.;:!", word.ptr[word.len - 1])) {
			word.len--;
			last = true;
		}
		if (!is_name_word(word))
			break;
		if (!from)
			from = word.ptr;
		end = (size_t)(word.ptr + word.len - from);
		words++;
		if (last)
			break;
	}
	return from && end <= NAME_BYTES_MAX ? (struct span){ from, end } : (struct span){ 0 };
}

struct span request_name_line(struct span line)
{
	struct span run, rest;

	line = span_trim(line);
	while (line.len && strchr(",-.!", line.ptr[0]))
		line = span_trim(span_from(line, 1));
	run = request_name_run(line);
	if (!run.len)
		return run;
	rest = span_trim(span_from(line, (size_t)(run.ptr + run.len - line.ptr)));
	while (rest.len && strchr(".,!", rest.ptr[0]))
		rest = span_trim(span_from(rest, 1));
	return rest.len ? (struct span){ 0 } : run;
}

struct span request_phone(struct arena *a, struct span s)
{
	char digit[16];
	size_t n = 0;
	bool plus;

	s = span_trim(s);
	while (s.len && s.ptr[0] == '(')
		s = span_from(s, 1);
	plus = s.len && s.ptr[0] == '+';
	for (size_t i = plus; i < s.len; i++) {
		if (char_is_digit(s.ptr[i])) {
			if (n == 15)
				return (struct span){ 0 };
			digit[n++] = s.ptr[i];
		} else if (!strchr(" .-/()\t", s.ptr[i]) || !s.ptr[i]) {
			return (struct span){ 0 };
		}
	}
	digit[n] = '\0';
	if (!plus && n > 4 && !strncmp(digit, "00", 2)) {
		plus = true;
		n -= 2;
		memmove(digit, digit + 2, n);
	}
	if (plus && n >= 11 && !strncmp(digit, "40", 2)) {
		/* +40 722..., and +40 0722... as some write it */
		size_t skip = digit[2] == '0' ? 3 : 2;

		return n - skip == 9 && strchr("237", digit[skip]) ?
			       arena_fmt(a, "0%.*s", (int)(n - skip), digit + skip) :
			       (struct span){ 0 };
	}
	if (plus)
		return n >= 8 ? arena_fmt(a, "+%.*s", (int)n, digit) : (struct span){ 0 };
	if (n == 10 && digit[0] == '0' && strchr("237", digit[1]))
		return arena_span(a, (struct span){ digit, n });
	return (struct span){ 0 };
}

/* Bytes of a run of digits with single separators at i. */
static size_t digit_run(struct span t, size_t i)
{
	size_t from = i, end = i;

	if (i < t.len && t.ptr[i] == '+')
		i++;
	while (i < t.len && i - from < 24) {
		if (char_is_digit(t.ptr[i])) {
			end = ++i;
			continue;
		}
		if (!strchr(" .-/()", t.ptr[i]) || !t.ptr[i])
			break;
		i++;
		if (i < t.len && strchr(" ()", t.ptr[i]) && t.ptr[i])
			i++;
	}
	return end - from;
}

struct span request_find_phone(struct arena *a, struct span text)
{
	struct span line, got;

	while (span_next_line(&text, &line)) {
		for (size_t i = 0; i < line.len; i++) {
			size_t n;

			if ((line.ptr[i] != '+' && line.ptr[i] != '0') ||
			    (i && is_alnum(line.ptr[i - 1])))
				continue;
			n = digit_run(line, i);
			/* "0722 123 456 12.11.2026": a shorter run may be the telephone. */
			for (size_t k = n; k >= 9; k--) {
				if (!char_is_digit(line.ptr[i + k - 1]) ||
				    (i + k < line.len && is_alnum(line.ptr[i + k])))
					continue;
				got = request_phone(a, span_sub(line, i, k));
				if (got.len)
					return got;
			}
		}
	}
	return (struct span){ 0 };
}

static size_t tax_label(struct span s)
{
	static const char *const label[] = {
		"cui",   "cif",    "c.u.i.",     "c.i.f.",
		"c.u.i", "c.i.f",  "cod fiscal", "cod unic de inregistrare",
		"vat",   "vat id", "tax id",     NULL
	};
	size_t best = 0;

	for (const char *const *l = label; *l; l++)
		if (span_istarts(s, span_of(*l)) && strlen(*l) > best &&
		    !(s.len > strlen(*l) && is_alnum(s.ptr[strlen(*l)]) &&
		      !char_is_digit(s.ptr[strlen(*l)])))
			best = strlen(*l);
	return best;
}

struct span request_find_tax_id(struct arena *a, struct span text)
{
	struct span line;

	while (span_next_line(&text, &line)) {
		for (size_t i = 0; i < line.len; i++) {
			size_t at = i, label, from;
			struct span digits;
			bool ro, has_ro;

			/* Labels and "RO" begin so. */
			if (!memchr("cCrRtTvV", line.ptr[i], 8) || (i && is_alnum(line.ptr[i - 1])))
				continue;
			label = tax_label(span_from(line, i));
			at += label;
			while (label && at < line.len && strchr(" :.-\t", line.ptr[at]) &&
			       line.ptr[at])
				at++;
			ro = span_istarts(span_from(line, at), S("RO"));
			if (!label && !ro)
				continue;
			at += ro ? 2 : 0;
			while (at < line.len && line.ptr[at] == ' ')
				at++;
			from = at;
			while (at < line.len && char_is_digit(line.ptr[at]))
				at++;
			if (at - from < 2 || at - from > 10 ||
			    (at < line.len && is_alnum(line.ptr[at])))
				continue;
			digits = ident_cui_digits(a, span_sub(line, from, at - from), &has_ro);
			if (digits.len)
				return ro ? arena_fmt(a, "RO%.*s", SPAN_ARG(digits)) : digits;
		}
	}
	return (struct span){ 0 };
}

/* A legal form; short ones count in capitals only ("sa" is a conjunction). */
static bool is_legal_form(struct span word, bool *leads)
{
	static const char *const any[] = { "srl",  "srl-d", "pfa", "llc", "ltd",
					   "gmbh", "snc",   "scs", "aps", NULL };
	static const char *const capital[] = { "SA", "S.A.", "S.A", "II",  "I.I.",
					       "IF", "I.F.", "AS",  "A/S", NULL };
	char plain[12];
	size_t n = 0;

	while (word.len && strchr(",;:!\")", word.ptr[word.len - 1]))
		word.len--;
	if (span_is_any(word, capital)) {
		*leads = word.ptr[0] == 'I';
		return true;
	}
	for (size_t i = 0; i < word.len; i++)
		if (word.ptr[i] != '.') {
			if (n == sizeof(plain) - 1)
				return false;
			plain[n++] = lower(word.ptr[i]);
		}
	*leads = n && plain[0] == 'p';
	return span_is_any((struct span){ plain, n }, any);
}

static bool is_company_word(struct span w)
{
	return starts_upper(w) || (w.len && char_is_digit(w.ptr[0])) || span_eq_str(w, "&") ||
	       (w.len && strchr("\"", w.ptr[0])) || span_starts(w, S("\xe2\x80\x9e"));
}

static bool breaks(struct span w)
{
	return w.len && strchr(",;:!?", w.ptr[w.len - 1]);
}

struct span request_find_company(struct span text)
{
	struct span line, word, words[64];
	const char *end = text.ptr + text.len;

	while (span_next_line(&text, &line)) {
		struct span rest = line;
		size_t n = 0;

		/* A long line is looked at in pieces that overlap by a name's length. */
		while (n < ARRAY_LEN(words) && span_next_word(&rest, &word))
			words[n++] = word;
		if (rest.len && n == ARRAY_LEN(words)) {
			struct span back = words[n - COMPANY_WORDS_MAX - 1];

			text = (struct span){ back.ptr, (size_t)(end - back.ptr) };
		}
		for (size_t i = 0; i < n; i++) {
			size_t from = i, to = i;
			bool leads = false;
			struct span got;

			if (!is_legal_form(words[i], &leads))
				continue;
			while (from && i - from < COMPANY_WORDS_MAX &&
			       is_company_word(words[from - 1]) && !breaks(words[from - 1]))
				from--;
			/* "PFA Ion Popescu" */
			while (leads && from == i && to + 1 < n && to - i < NAME_WORDS_MAX &&
			       !breaks(words[to]) && is_name_word(words[to + 1]))
				to++;
			if (from == to)
				continue;
			got = (struct span){ words[from].ptr,
					     (size_t)(words[to].ptr + words[to].len -
						      words[from].ptr) };
			while (got.len && strchr(",;:!)", got.ptr[got.len - 1]))
				got.len--;
			/* a full stop ends the sentence, unless it belongs to "S.R.L." */
			if (got.len > 1 && got.ptr[got.len - 1] == '.' &&
			    (got.len < 3 || got.ptr[got.len - 3] != '.'))
				got.len--;
			return got;
		}
	}
	return (struct span){ 0 };
}

struct span request_find_address(struct arena *a, struct span text)
{
	static const char *const street[] = { "str",        "strada",  "bd",      "bdul", "b-dul",
					      "bulevardul", "calea",   "soseaua", "sos",  "aleea",
					      "piata",      "splaiul", NULL };
	struct span line;

	while (span_next_line(&text, &line)) {
		struct span rest = line, word;
		bool digit = false;

		while (span_next_word(&rest, &word)) {
			struct span fold, got;

			/* They begin with letters that fold to no others. */
			if ((unsigned char)word.ptr[0] < 0x80 &&
			    !memchr("abcps", lower(word.ptr[0]), 5))
				continue;
			fold = utf8_fold(a, word);
			while (fold.len && strchr(".,:", fold.ptr[fold.len - 1]))
				fold.len--;
			if (!span_is_any(fold, street))
				continue;
			got = span_trim(span_from(line, (size_t)(word.ptr - line.ptr)));
			for (size_t i = 0; i < got.len; i++)
				digit |= char_is_digit(got.ptr[i]);
			if (digit && got.len <= ADDRESS_BYTES_MAX)
				return got;
		}
	}
	return (struct span){ 0 };
}
