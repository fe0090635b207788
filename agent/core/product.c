/* Which product a text means. Words are compared folded; Romanian puts its article at the end of a
 * word ("cursul", "cursului") and small words between ("cursul de Excel"), so a text word may be a
 * name's word with an ending, and small words are stepped over. */
#include "flow.h"

#include <string.h>

#include "span.h"
#include "utf8.h"

#define MAX_WORDS 4000 /* of the text: what a person asks for stands near its beginning */
#define MAX_NAME  24

struct words {
	struct span at[MAX_NAME];
	size_t n;
};

static bool word_byte(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (unsigned char)c >= 0x80 ||
	       c == '+' || c == '#';
}

/* Take the next word of folded text. */
static bool take_word(struct span *rest, struct span *word)
{
	size_t i = 0, n;

	while (i < rest->len && !word_byte(rest->ptr[i]))
		i++;
	for (n = i; n < rest->len && word_byte(rest->ptr[n]);)
		n++;
	*word = span_sub(*rest, i, n - i);
	*rest = span_from(*rest, n);
	return word->len > 0;
}

static bool small_word(struct span w)
{
	static const char *const small[] = { "de", "la",  "al", "a",   "ale", "cu",  "in",
					     "pe", "din", "si", "the", "of",  "for", "pentru" };

	for (size_t i = 0; i < ARRAY_LEN(small); i++)
		if (span_eq_str(w, small[i]))
			return true;
	return false;
}

/* "cursului" is "curs" with an ending; "cursa" of four letters or fewer must be the word itself. */
static bool same_word(struct span text, struct span name)
{
	struct span end;
	static const char *const endings[] = { "l",  "ul", "ului",  "le",     "lui",
					       "i",  "ii", "uri",   "lor",    "a",
					       "ei", "e",  "urile", "urilor", "s" };

	if (span_eq(text, name))
		return true;
	if (name.len < 4 || text.len <= name.len || !span_starts(text, name))
		return false;
	end = span_from(text, name.len);
	for (size_t i = 0; i < ARRAY_LEN(endings); i++)
		if (span_eq_str(end, endings[i]))
			return true;
	return false;
}

/* A small word at the end tells products apart: "Categoria A". */
static void name_words(struct span folded, struct words *ret)
{
	struct span w;

	ret->n = 0;
	while (ret->n < MAX_NAME && take_word(&folded, &w))
		if (!small_word(w) || span_trim(folded).len == 0)
			ret->at[ret->n++] = w;
}

/* Where the name's words stand one after the other in the text; *end is past the last. */
static bool words_found(const struct span *text, size_t n, const struct words *name, size_t *begin,
			size_t *end)
{
	for (size_t i = 0; name->n > 0 && i < n; i++) {
		size_t at = i, k = 0;

		while (at < n && k < name->n) {
			if (same_word(text[at], name->at[k]))
				k++;
			else if (k == 0 || !small_word(text[at]))
				break;
			at++;
		}
		if (k == name->n) {
			*begin = i;
			*end = at;
			return true;
		}
	}
	return false;
}

struct found {
	struct product *product;
	struct words name;
	size_t begin, end, weight;
};

static size_t weight_of(const struct words *name)
{
	size_t weight = 0;

	for (size_t i = 0; i < name->n; i++)
		weight += name->at[i].len + 1;
	return weight;
}

/* The product's longest name or synonym in the text. */
static bool product_found(const struct state *s, struct product *p, const struct span *text,
			  size_t n, struct found *ret)
{
	struct span names = p->synonyms, name = p->name;
	bool found = false;

	do {
		struct found f = { .product = p };

		name_words(utf8_fold(s->a, name), &f.name);
		f.weight = weight_of(&f.name);
		if (words_found(text, n, &f.name, &f.begin, &f.end) &&
		    (!found || f.weight > ret->weight)) {
			*ret = f;
			found = true;
		}
	} while (span_next_part(&names, ';', &name));
	return found;
}

/* Are all words of the shorter name in the longer one? Then naming the longer names the shorter. */
static bool within(const struct words *small, const struct words *large)
{
	for (size_t i = 0; i < small->n; i++) {
		bool in = false;

		for (size_t k = 0; k < large->n; k++)
			in |= span_eq(small->at[i], large->at[k]);
		if (!in)
			return false;
	}
	return true;
}

static bool rivals(const struct found *best, const struct found *other)
{
	bool apart = other->end <= best->begin || other->begin >= best->end;

	if (other->weight == best->weight)
		return true;
	return apart && !within(&other->name, &best->name);
}

struct product *product_match(const struct state *s, struct span text, bool *tie)
{
	struct span rest = utf8_fold(s->a, text), word;
	struct span *words = ARENA_ARRAY(s->a, MAX_WORDS, struct span);
	struct found *all = ARENA_ARRAY(s->a, s->products.n + 1, struct found), *best = NULL;
	size_t n = 0, n_all = 0;

	*tie = false;
	while (n < MAX_WORDS && take_word(&rest, &word))
		words[n++] = word;
	for (size_t i = 0; i < s->products.n; i++)
		if (s->products.at[i]->active &&
		    product_found(s, s->products.at[i], words, n, &all[n_all]))
			n_all++;
	for (size_t i = 0; i < n_all; i++)
		if (!best || all[i].weight > best->weight)
			best = &all[i];
	for (size_t i = 0; i < n_all; i++)
		*tie |= &all[i] != best && rivals(best, &all[i]);
	return best && !*tie ? best->product : NULL;
}

struct line product_line(const struct state *s, const struct product *p)
{
	struct line l = { 0 };

	l.name = p->name;
	l.description = p->description;
	l.qty = DECIMAL_INT(1);
	l.unit = p->unit;
	l.price = p->price;
	vat_line_named(s->firm, &l, p->vat, s->today);
	l.period_from = l.period_to = DAY_NONE;
	memcpy(l.net.cur, p->currency[0] ? p->currency : s->firm->currency, sizeof(l.net.cur));
	return l;
}
