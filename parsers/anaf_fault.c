/* ANAF's messages, taken apart: which rule, where, in which words; and which of them speak of rights, quotas, outages. */
#include "anaf_in.h"

#include "span.h"
#include "utf8.h"

#define FAULT_MAX ((size_t)8192)
#define RULE_MAX  40

/* "BR-RO-L020", "UBL-CR-244", "ERRIdentif", "R6.1". */
static bool is_rule(struct span s)
{
	if (!s.len || s.len > RULE_MAX || char_is_digit(s.ptr[0]))
		return false;
	for (size_t i = 0; i < s.len; i++) {
		char c = s.ptr[i];

		if (!char_is_digit(c) && !(c >= 'A' && c <= 'Z') && !(c >= 'a' && c <= 'z') &&
		    c != '-' && c != '_' && c != '.')
			return false;
	}
	return span_has_digit(s) || span_starts(s, S("ERR"));
}

/* What stands between `begin` and `end` (or the text's end). */
static struct span between(struct span s, const char *begin, const char *end)
{
	size_t at = span_find(s, span_of(begin), 0), to;

	if (at == SIZE_MAX)
		return S("");
	s = span_from(s, at + strlen(begin));
	to = span_find(s, span_of(end), 0);
	return span_trim(to == SIZE_MAX ? s : span_sub(s, 0, to));
}

/* "[BR-CO-15]-The words": the rule apart. */
static struct span take_bracket(struct span s, struct span *rule)
{
	struct span inside = span_starts(s, S("[")) ? between(s, "[", "]") : S("");

	if (!is_rule(inside))
		return s;
	if (!rule->len)
		*rule = inside;
	s = span_trim(span_from(s, span_find_char(s, ']', 0) + 1));
	while (span_take_char(&s, '-') || span_take_char(&s, ' '))
		;
	return s;
}

/* The identity layer behind the Schematron names itself, or nothing. */
static bool is_identity(struct span fold)
{
	static const char *const words[] = { "erridentif", "cui vanzator incorect",
					     "cui cumparator incorect", "cnp sau nif",
					     "nu a fost identificat cui" };

	for (size_t i = 0; i < ARRAY_LEN(words); i++)
		if (span_has(fold, span_of(words[i])))
			return true;
	return false;
}

/* "... a mai fost transmisa anterior cu index=N si data incarcare=D". */
static struct span twin_of(struct span fold)
{
	size_t at = span_find(fold, S("transmisa anterior cu index"), 0), n = 0;
	struct span s = at == SIZE_MAX ? S("") : span_from(fold, at + 27);

	while (s.len && !char_is_digit(s.ptr[0]) && n++ < 3)
		s = span_from(s, 1);
	for (n = 0; span_digit_at(s, n) && n < 30;)
		n++;
	return span_sub(s, 0, n);
}

static struct span rule_of_colon(struct span s)
{
	size_t colon = span_find_char(s, ':', 0);
	struct span head = colon == SIZE_MAX ? S("") : span_trim(span_sub(s, 0, colon));

	return span_starts(head, S("R")) && is_rule(head) ? head : S("");
}

struct anaf_fault anaf_fault_read(struct arena *a, struct span text)
{
	struct anaf_fault f = { 0 };
	struct span whole = span_trim(utf8_cut(utf8_clean(a, span_sub(text, 0, FAULT_MAX)), 4000));
	struct span fold = utf8_fold(a, whole), words = whole;

	f.rule = between(whole, "codEroare=", ";");
	f.place = between(whole, "localizareEroare=", ";");
	if (span_has(whole, S("textEroare=")))
		words = between(whole, "textEroare=", "; expresieValidata=");
	else if (span_has(whole, S("SCHEMATRON")) && span_has(whole, S("eroare:")))
		words = between(whole, "eroare:", "; localizareEroare=");
	if (!is_rule(f.rule))
		f.rule = S("");
	words = take_bracket(words, &f.rule);
	if (!f.rule.len)
		f.rule = rule_of_colon(words);
	if (!f.rule.len && span_has(whole, S("SAXParseException"))) {
		f.rule = S("XSD");
		f.place = between(whole, "lineNumber:", ";");
		if (f.place.len)
			f.place = arena_fmt(a, "line %.*s", SPAN_ARG(f.place));
	}
	if (!f.rule.len && is_identity(fold))
		f.rule = S("ERRIdentif");
	f.twin = twin_of(fold);
	f.text = words.len ? words : whole;
	return f;
}

void anaf_fault_add(struct arena *a, struct anaf_faults *to, struct span text)
{
	struct anaf_fault f = anaf_fault_read(a, text);

	if (f.text.len)
		*ARENA_PUSH(a, to) = f;
}

/* In this order: "Nu aveti drept" may stand beside a number of days. */
enum anaf_class anaf_words(struct span text)
{
	static const struct {
		const char *words;
		enum anaf_class is;
	} rows[] = {
		{ "nu exista mesaje", ANAF_NONE },
		{ "nu aveti drept", ANAF_NO_RIGHT },
		{ "sa aveti drept in spv", ANAF_NO_RIGHT },
		{ "eroare tehnica", ANAF_DOWN },
		{ "s-au facut deja", ANAF_QUOTA },
		{ "in cursul zilei", ANAF_QUOTA },
		{ "limita de apeluri", ANAF_QUOTA },
		{ "numarul maxim", ANAF_QUOTA },
		{ "numar maxim", ANAF_QUOTA },
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		if (span_has(text, span_of(rows[i].words)))
			return rows[i].is;
	return ANAF_REFUSED;
}
