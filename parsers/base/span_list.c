/* Words of tables in a text: see span_list.h. The first letters decide for most words, so the length of
 * none is asked for before they agree. */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <string.h>

#include "span_list.h"

/* How many bytes of s the word takes at its head; SIZE_MAX: s does not begin with it. */
static inline size_t head(struct span s, const char *word)
{
	size_t n = 0;

	while (n < s.len && word[n] && word[n] == s.ptr[n])
		n++;
	return word[n] ? SIZE_MAX : n;
}

bool span_is_any(struct span s, const char *const *list)
{
	for (; *list; list++)
		if (head(s, *list) == s.len)
			return true;
	return false;
}

bool span_starts_any(struct span s, const char *const *list)
{
	for (; *list; list++)
		if (head(s, *list) != SIZE_MAX)
			return true;
	return false;
}

bool span_has_any(struct span s, const char *const *list)
{
	struct hay h;

	if (s.len == 0)
		return false;
	hay_of(&h, s);
	return hay_has_any(&h, list);
}

/* Five bits of each byte: letters without case are told apart, and the table stays small. */
static inline unsigned pair_of(char a, char b)
{
	return ((unsigned)a & 31u) << 5 | ((unsigned)b & 31u);
}

void hay_of(struct hay *h, struct span text)
{
	*h = (struct hay){ .text = text };
	for (size_t i = 1; i < text.len; i++) {
		unsigned pair = pair_of(text.ptr[i - 1], text.ptr[i]);

		h->pairs[pair / 64] |= UINT64_C(1) << pair % 64;
	}
}

bool hay_may_have(const struct hay *h, const char *word)
{
	for (size_t i = 1; word[i - 1] && word[i]; i++) {
		unsigned pair = pair_of(word[i - 1], word[i]);

		if (!(h->pairs[pair / 64] >> pair % 64 & 1))
			return false;
	}
	return h->text.len > 0;
}

bool hay_has(const struct hay *h, const char *word)
{
	return hay_may_have(h, word) && memmem(h->text.ptr, h->text.len, word, strlen(word));
}

bool hay_has_any(const struct hay *h, const char *const *list)
{
	for (; *list; list++)
		if (hay_has(h, *list))
			return true;
	return false;
}
