/* Numbers in a payer's text that may be a document's: not part of a date, a sum or a longer code. */
#include "match_number.h"

#include "day.h"
#include "span.h"
#include "utf8.h"

enum { MAX_DIGITS = 12 };

size_t match_skip(struct span s, size_t at, const char *set)
{
	while (at < s.len && strchr(set, s.ptr[at]) && s.ptr[at])
		at++;
	return at;
}

size_t match_digits_end(struct span s, size_t at)
{
	while (at < s.len && char_is_digit(s.ptr[at]))
		at++;
	return at;
}

size_t match_date_length(struct span s, size_t at)
{
	size_t end = at;
	struct day d;

	while (end < s.len && (char_is_digit(s.ptr[end]) || strchr("./-", s.ptr[end])) &&
	       end - at < 10)
		end++;
	for (; end > at + 5; end--)
		if (day_parse(span_sub(s, at, end - at), &d) == RC_OK)
			return end - at;
	return 0;
}

/* Two digits after the last mark ("450,00", "1.234,56"; not "583,645,880"), or "lei" behind: a sum. */
static bool is_sum(struct span s, size_t end)
{
	size_t next = match_skip(s, end, " "), last = end, digits = end;

	while (digits + 1 < s.len && strchr(".,", s.ptr[digits]) &&
	       char_is_digit(s.ptr[digits + 1])) {
		last = digits + 1;
		digits = match_digits_end(s, last);
	}
	if (last > end && digits - last < 3)
		return true;
	return span_starts(span_from(s, next), S("lei")) ||
	       span_starts(span_from(s, next), S("ron"));
}

/* "FCT 00 12", "FCT 12 34" of a series of four digits: the blank was the end of the bank's line. */
static void join_next(struct span s, size_t *at, size_t end, size_t pad, struct match_number *ret)
{
	size_t next = match_skip(s, end, " "), last = match_digits_end(s, next);
	size_t digits = (end - *at) + (last - next);
	int64_t tail;

	if (next == end || last == next || digits > MAX_DIGITS || match_date_length(s, next) ||
	    is_sum(s, last) || (last < s.len && match_is_letter(s.ptr[last])) ||
	    !span_to_i64(span_sub(s, next, last - next), &tail))
		return;
	if (ret->n == 0) {
		ret->n = tail;
		ret->digits = digits;
		*at = last;
		return;
	}
	if (digits != pad)
		return;
	for (size_t i = next; i < last; i++)
		ret->n *= 10;
	ret->joined = ret->n + tail;
	for (size_t i = next; i < last; i++)
		ret->n /= 10;
}

bool match_take_number(struct span s, size_t *at, size_t pad, struct match_number *ret)
{
	size_t end = match_digits_end(s, *at), begin = *at;

	*ret = (struct match_number){ .digits = end - *at };
	if (ret->digits == 0 || ret->digits > MAX_DIGITS || match_date_length(s, *at) ||
	    is_sum(s, end) || !span_to_i64(span_sub(s, *at, ret->digits), &ret->n))
		return false;
	ret->glued = end < s.len && match_is_letter(s.ptr[end]);
	if (ret->glued && ret->digits != pad)
		return false;
	if (!ret->glued)
		join_next(s, &begin, end, pad, ret);
	*at = begin > end ? begin : end;
	return ret->n > 0;
}

/* Is the word before a number that of another paper than ours? */
static bool of_other_paper(struct span s, size_t at)
{
	static const char *const papers[] = { "contract", "contractul", "ctr",    "comanda",
					      "cda",      "aviz",       "oferta", "decizia",
					      "decizie",  "polita",     "dosar",  "cont",
					      "order",    "bon",        "luna" };
	size_t end = at, begin;

	while (end > 0 && !match_is_letter(s.ptr[end - 1]) && !char_is_digit(s.ptr[end - 1]))
		end--;
	for (begin = end; begin > 0 && match_is_letter(s.ptr[begin - 1]);)
		begin--;
	if (span_eq_str(span_sub(s, begin, end - begin), "nr"))
		return of_other_paper(s, begin);
	for (size_t i = 0; i < ARRAY_LEN(papers); i++)
		if (span_eq_str(span_sub(s, begin, end - begin), papers[i]))
			return true;
	return false;
}

bool match_has_number(struct arena *a, struct span details, int64_t number)
{
	struct span s = utf8_fold(a, details);

	for (size_t at = 0; at < s.len;) {
		size_t end = match_digits_end(s, at), from = at, word;
		struct match_number n;

		if (end == at) {
			at++;
			continue;
		}
		word = from >= 3 ? from - 3 : 0;
		if (!(at > 1 && strchr(".,-", s.ptr[at - 1]) && char_is_digit(s.ptr[at - 2])) &&
		    match_take_number(s, &from, 0, &n) && n.n == number && !n.glued &&
		    !of_other_paper(s, at) &&
		    (number >= 100 || n.digits >= 3 ||
		     span_has(span_sub(s, word, from - word), S("nr")) ||
		     (at > 0 && s.ptr[at - 1] == '#')))
			return true;
		at = end;
	}
	return false;
}
