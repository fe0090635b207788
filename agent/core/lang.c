/* A client's documents follow the client's language (product.md): a new client's is taken from the
 * request. Small words are counted, not names or products; a few words decide nothing. */
#include "lang.h"

#include "span.h"
#include "utf8.h"

#define LEAST 3

static bool among(struct span word, const char *const *words, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (span_eq_str(word, words[i]))
			return true;
	return false;
}

struct span lang_of_text(struct arena *a, struct span text)
{
	static const char *const en[] = { "the",  "and",  "would",  "like",  "please", "hello",
					  "you",  "your", "we",     "with",  "thanks", "thank",
					  "is",   "are",  "for",    "my",    "have",   "interested",
					  "need", "want", "could",  "dear",  "hi",     "regards",
					  "i",    "to",   "course", "offer", "price" };
	static const char *const ro[] = { "si",   "sa",    "buna",   "ziua", "rog",       "pentru",
					  "cu",   "vreau", "este",   "sunt", "multumesc", "dori",
					  "de",   "din",   "va",     "un",   "imi",       "ma",
					  "la",   "curs",  "cursul", "as",   "doresc",    "oferta",
					  "pret", "salut", "stima",  "ce",   "cat" };
	struct span rest = utf8_fold(a, utf8_cut(text, 2000)), word;
	unsigned n_en = 0, n_ro = 0;

	while (span_next_word(&rest, &word)) {
		while (word.len && (word.ptr[word.len - 1] < 'a' || word.ptr[word.len - 1] > 'z'))
			word.len--;
		n_en += among(word, en, ARRAY_LEN(en));
		n_ro += among(word, ro, ARRAY_LEN(ro));
	}
	if (n_en >= LEAST && n_en > 2 * n_ro)
		return S("en");
	return n_ro >= LEAST && n_ro > 2 * n_en ? S("ro") : S("");
}
