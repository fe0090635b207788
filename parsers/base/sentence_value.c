/* Where the values of wordings end: sums, dates, accounts, words. See sentence.h. */
#include <string.h>

#include "day.h"
#include "ident.h"
#include "sentence.h"
#include "span.h"

static bool is_alnum(char c)
{
	return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') ||
	       ((unsigned char)c & 0x80);
}

static bool is_at(struct span s, size_t i, const char *set)
{
	return i < s.len && s.ptr[i] && strchr(set, s.ptr[i]) != NULL;
}

/* Words of values have a digit, or are masked. */
static bool has_mark(struct span s)
{
	return span_has_digit(s) || span_find_char(s, '*', 0) != SIZE_MAX;
}

bool sentence_is_edge(struct span s, size_t at)
{
	return at == 0 || at >= s.len || !is_alnum(s.ptr[at - 1]) || !is_alnum(s.ptr[at]);
}

/* A word, to its end: "21.11.2026", "FT-2311/7". */
static size_t word_end(struct span s, size_t from)
{
	size_t i = from;

	if (from && from < s.len && is_alnum(s.ptr[from]) && is_alnum(s.ptr[from - 1]))
		return from;
	while (i < s.len) {
		if (!is_alnum(s.ptr[i]) && !is_at(s, i, "*/_+@#&") &&
		    !(is_at(s, i, ".,:-") && i > from && i + 1 < s.len &&
		      (is_alnum(s.ptr[i + 1]) || s.ptr[i + 1] == '*')))
			break;
		i++;
	}
	return i;
}

/* The end of the number at a place, with blanks between groups of three: "1 234,50". */
static size_t number_end(struct span s, size_t at)
{
	size_t i = at;

	while (i < s.len) {
		if (char_is_digit(s.ptr[i]) || (is_at(s, i, ".,'") && span_digit_at(s, i + 1)))
			i++;
		else if (is_at(s, i, " ") && span_digit_at(s, i + 1) && span_digit_at(s, i + 2) &&
			 span_digit_at(s, i + 3) && !span_digit_at(s, i + 4))
			i += 4;
		else
			break;
	}
	return i;
}

/* The currency that stands at a place, its end; `at` when none does. */
static size_t currency_end(struct span s, size_t at)
{
	size_t i = at;
	char cur[4];

	while (i < s.len && !char_is_digit(s.ptr[i]) && (is_alnum(s.ptr[i]) || s.ptr[i] == '$'))
		i++;
	return i > at && !span_digit_at(s, i) && money_word_currency(span_sub(s, at, i - at), cur) ?
		       i :
		       at;
}

static bool is_cell(struct span s, size_t from, size_t to)
{
	return (from == 0 || s.ptr[from - 1] == '\n' || (from > 1 && s.ptr[from - 2] == '|')) &&
	       (to == s.len || s.ptr[to] == '\n' || span_starts(span_from(s, to), S(" |")));
}

static bool has_cents(struct span s, size_t end)
{
	return end > 3 && is_at(s, end - 3, ".,") && span_digit_at(s, end - 2) &&
	       span_digit_at(s, end - 1);
}

bool sentence_sum(struct span s, size_t from, enum decimal_mark mark, const char cur[4], size_t *to,
		  struct money *ret)
{
	size_t front = from, number, end;
	bool named = false;

	if (from >= s.len || !sentence_is_edge(s, from))
		return false;
	end = currency_end(s, from);
	if (end > from) {
		named = true;
		front = end + (is_at(s, end, " ") ? 1u : 0u);
	} else if (from && (is_at(s, from - 1, ".,/:*_-+") || span_digit_at(s, from - 1))) {
		return false;
	}
	number = front + (is_at(s, front, "+-") ? 1u : 0u);
	if (!span_digit_at(s, number))
		return false;
	end = number_end(s, number);
	if (!named) {
		size_t blank = end + (is_at(s, end, " ") ? 1u : 0u);
		size_t de = span_starts(span_from(s, end), S(" de ")) ? end + 4 : blank;
		size_t behind = currency_end(s, de);

		named = behind > de;
		end = named ? behind : end;
	}
	if (!sentence_is_edge(s, end) || is_at(s, end, "/*_@") ||
	    (!named && !is_cell(s, from, end)) || (!named && !has_cents(s, end)))
		return false;
	*to = end;
	return !money_parse(span_sub(s, from, end - from), mark, cur, ret) && ret->minor != 0;
}

/* The end of the date at a place, the longest that reads as one. */
static size_t date_end(struct span s, size_t at)
{
	size_t end = at;
	struct day d;

	for (size_t i = at + 6; span_digit_at(s, at) && i <= s.len && i - at <= 30; i++)
		if (sentence_is_edge(s, i) && !span_digit_at(s, i) &&
		    !strchr(" \n", s.ptr[i - 1]) && !day_parse(span_sub(s, at, i - at), &d))
			end = i;
	return end;
}

/* An account: one word, or groups of four up to a whole IBAN. */
static size_t account_end(struct span s, size_t at)
{
	size_t first = word_end(s, at), end = first;

	if (first - at != 4)
		return first;
	while (is_at(s, end, " ") && end - at < 42) {
		size_t next = word_end(s, end + 1);

		if (next == end + 1 || next - end > 5)
			break;
		end = next;
		if (ident_iban_valid(span_sub(s, at, end - at)))
			return end;
	}
	return first;
}

static size_t cell_end(struct span s, size_t at)
{
	while (at < s.len && s.ptr[at] != '\n' && !span_starts(span_from(s, at), S(" |")))
		at++;
	return at;
}

size_t sentence_value_end(const char *field, struct span s, size_t from)
{
	size_t end = from;

	if (strcmp(field, "date") == 0)
		return sentence_is_edge(s, from) ? date_end(s, from) : from;
	if (strcmp(field, "#") == 0)
		return word_end(s, from);
	if (strcmp(field, "*") == 0)
		return cell_end(s, from);
	if (strcmp(field, "iban") == 0 || strcmp(field, "account") == 0)
		end = account_end(s, from);
	else
		end = word_end(s, from);
	return has_mark(span_sub(s, from, end - from)) ? end : from;
}
