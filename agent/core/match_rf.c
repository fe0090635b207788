/* The structured reference that may be printed on documents (payments.reference = rf): "RF", two check
 * digits, series and number (ISO 11649). Banks print it in groups of four, payers copy it so. */
#include "ident.h"
#include "match.h"
#include "span.h"
#include "utf8.h"

enum { RF_MAX = 25 };

static bool is_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/* "fct0012": a series of ours and its number. */
static bool names_document(struct arena *a, const struct firm *f, struct span text,
			   struct match_ref *ret)
{
	for (size_t i = 0; i < f->series.n; i++) {
		struct span prefix = utf8_fold(a, f->series.at[i].prefix);

		if (!prefix.len || !span_starts(text, prefix) ||
		    !span_to_i64(span_from(text, prefix.len), &ret->number) || ret->number <= 0)
			continue;
		ret->prefix = prefix;
		return true;
	}
	return false;
}

bool match_rf(struct arena *a, const struct firm *f, struct span s, size_t at,
	      struct match_ref *ret, size_t *end)
{
	char code[RF_MAX];
	size_t n = 0, i = at;
	bool found = false;

	if (!span_starts(span_from(s, at), S("rf")) || (at > 0 && is_word(s.ptr[at - 1])))
		return false;
	for (; i < s.len && n < RF_MAX; i++) {
		struct span so_far = { code, n };
		struct match_ref one = { .how = MATCH_STRUCTURED };

		if (s.ptr[i] == ' ' && i > at && s.ptr[i - 1] != ' ')
			continue;
		if (!is_word(s.ptr[i]))
			break;
		code[n++] = s.ptr[i];
		so_far.len = n;
		/* whole at the end of a word; the longest whose digits are right */
		if (n <= 4 || (i + 1 < s.len && is_word(s.ptr[i + 1])) ||
		    !names_document(a, f, span_from(so_far, 4), &one))
			continue;
		if (!ident_rf_valid(so_far))
			one.number = 0;
		if (found && !one.number)
			continue;
		*ret = one;
		*end = i + 1;
		found = true;
	}
	return found;
}
