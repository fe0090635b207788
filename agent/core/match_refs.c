/* References that payers write: "PRF 31", "prf-0031", "c/v fact FCT0012/12.11.2026 si 13",
 * "proforma nr. 31". A number that is part of a date or of a sum is none. */
#include "match.h"

#include "day.h"
#include "series.h"
#include "span.h"
#include "utf8.h"

#define MAX_REFS   20
#define MAX_DIGITS 12

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (unsigned char)c >= 0x80;
}

/* Words by which people name a kind instead of its series. */
static const struct kind_word {
	const char *word;
	enum doc_kind kind;
} kind_words[] = {
	{ "proforma", DOC_PROFORMA }, { "proformei", DOC_PROFORMA }, { "prof", DOC_PROFORMA },
	{ "factura", DOC_INVOICE },   { "facturii", DOC_INVOICE },   { "fact", DOC_INVOICE },
	{ "fact.", DOC_INVOICE },     { "facturi", DOC_INVOICE },    { "facturile", DOC_INVOICE },
	{ "invoice", DOC_INVOICE },   { "fc", DOC_INVOICE },         { "inv", DOC_INVOICE },
};

static size_t skip_of(struct span s, size_t at, const char *set)
{
	while (at < s.len && strchr(set, s.ptr[at]) && s.ptr[at])
		at++;
	return at;
}

/* Past blanks, dots, dashes and a "nr" / "no" / "seria". */
static size_t skip_to_number(struct span s, size_t at)
{
	static const char *const words[] = { "numarul", "numar", "seria", "serie", "nr", "no" };

	at = skip_of(s, at, " .-_/#:");
	for (size_t i = 0; i < ARRAY_LEN(words); i++) {
		struct span w = span_of(words[i]);

		if (span_starts(span_from(s, at), w) && at + w.len < s.len &&
		    !is_letter(s.ptr[at + w.len]))
			return skip_of(s, at + w.len, " .-_/#:");
	}
	return at;
}

static size_t digits_end(struct span s, size_t at)
{
	while (at < s.len && is_digit(s.ptr[at]))
		at++;
	return at;
}

/* Length of a date that stands here ("12.11.2026"), 0 = none. */
static size_t date_length(struct span s, size_t at)
{
	size_t end = at;
	struct day d;

	while (end < s.len && (is_digit(s.ptr[end]) || strchr("./-", s.ptr[end])) && end - at < 10)
		end++;
	for (; end > at + 5; end--)
		if (day_parse(span_sub(s, at, end - at), &d) == RC_OK)
			return end - at;
	return 0;
}

/* A number that may be a document's: not in a date, not with decimals, not "450 lei". */
static bool take_number(struct span s, size_t *at, int64_t *ret)
{
	size_t end = digits_end(s, *at), next;
	struct span digits = span_sub(s, *at, end - *at);

	if (digits.len == 0 || digits.len > MAX_DIGITS || date_length(s, *at))
		return false;
	if (end + 1 < s.len && (s.ptr[end] == ',' || s.ptr[end] == '.') && is_digit(s.ptr[end + 1]))
		return false;
	if (end < s.len && is_letter(s.ptr[end]))
		return false;
	if (!span_to_i64(digits, ret))
		return false;
	/* "PRF 00 31": a line break of the bank's inside the number. */
	next = skip_of(s, end, " ");
	if (*ret == 0 && next > end && next < s.len && is_digit(s.ptr[next])) {
		*at = next;
		return take_number(s, at, ret);
	}
	next = skip_of(s, end, " ");
	if (span_starts(span_from(s, next), S("lei")) || span_starts(span_from(s, next), S("ron")))
		return false;
	*at = end;
	return *ret > 0;
}

static void add_ref(struct arena *a, struct match_refs *refs, struct span prefix, int64_t number,
		    bool listed)
{
	struct match_ref *r;

	for (size_t i = 0; i < refs->n; i++) {
		if (refs->at[i].number == number && span_eq(refs->at[i].prefix, prefix)) {
			refs->at[i].listed &= listed;
			return;
		}
	}
	if (refs->n == MAX_REFS)
		return;
	r = ARENA_PUSH(a, refs);
	*r = (struct match_ref){ .prefix = prefix, .number = number, .listed = listed };
}

/* "... 12/12.11.2026, 13 si 14": the date belongs to 12; 13 and 14 are of the same series. */
static size_t take_listed(struct arena *a, struct span s, size_t at, struct span prefix,
			  struct match_refs *refs)
{
	static const char *const ands[] = { "si ", "and ", "&", "+", ",", ";", "/" };
	bool more = true;

	while (more) {
		size_t next = skip_of(s, at, " /"), date = 0;
		int64_t number;

		if (next < s.len && is_digit(s.ptr[next]))
			date = date_length(s, next);
		if (date)
			at = next + date;
		more = false;
		next = skip_of(s, at, " ");
		for (size_t i = 0; i < ARRAY_LEN(ands) && !more; i++) {
			size_t from = next;

			if (!span_starts(span_from(s, next), span_of(ands[i])))
				continue;
			from = skip_of(s, next + span_of(ands[i]).len, " ");
			if (take_number(s, &from, &number)) {
				add_ref(a, refs, prefix, number, true);
				at = from;
				more = true;
			}
		}
	}
	return at;
}

/* Does a series of this prefix begin here, as a word of its own? */
static bool prefix_here(struct span s, size_t at, struct span word)
{
	if (word.len == 0 || !span_starts(span_from(s, at), word))
		return false;
	if (at > 0 && (is_letter(s.ptr[at - 1]) || is_digit(s.ptr[at - 1])))
		return false;
	return true;
}

static bool ref_here(struct arena *a, struct span s, size_t *at, struct span word,
		     struct span prefix, struct match_refs *refs)
{
	size_t from;
	int64_t number;

	if (!prefix_here(s, *at, word))
		return false;
	from = skip_to_number(s, *at + word.len);
	if (!take_number(s, &from, &number))
		return false;
	add_ref(a, refs, prefix, number, false);
	*at = take_listed(a, s, from, prefix, refs);
	return true;
}

void match_refs(struct arena *a, const struct firm *f, struct span details, struct match_refs *ret)
{
	struct span s = utf8_fold(a, details);
	struct span *prefix = ARENA_ARRAY(a, f->series.n + 1, struct span);

	for (size_t i = 0; i < f->series.n; i++)
		prefix[i] = utf8_fold(a, f->series.at[i].prefix);
	for (size_t at = 0; at < s.len;) {
		bool found = false;

		for (size_t i = 0; i < f->series.n && !found; i++)
			found = ref_here(a, s, &at, prefix[i], prefix[i], ret);
		for (size_t i = 0; i < ARRAY_LEN(kind_words) && !found; i++)
			found = ref_here(a, s, &at, span_of(kind_words[i].word),
					 utf8_fold(a, series_prefix(f, kind_words[i].kind)), ret);
		if (!found)
			at++;
	}
}
