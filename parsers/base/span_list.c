/* Words of tables in a text: see span_list.h. The first letters decide for most words, so the length of
 * none is asked for before they agree. */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <string.h>

#include "span.h"
#include "span_list.h"

bool spans_has(const struct spans *v, struct span s)
{
	for (size_t i = 0; i < v->n; i++)
		if (span_eq(v->at[i], s))
			return true;
	return false;
}

bool spans_ihas(const struct spans *v, struct span s)
{
	for (size_t i = 0; i < v->n; i++)
		if (span_ieq(v->at[i], s))
			return true;
	return false;
}

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

/* Noting the pairs of a text costs as much as looking for a few words. */
static bool is_short(const char *const *list)
{
	size_t n = 0;

	while (n < 4 && list[n])
		n++;
	return n < 4;
}

bool span_has_any(struct span s, const char *const *list)
{
	struct hay h;

	if (s.len == 0)
		return false;
	if (is_short(list)) {
		while (*list && !memmem(s.ptr, s.len, *list, strlen(*list)))
			list++;
		return *list != NULL;
	}
	hay_of(&h, s);
	return hay_has_any(&h, list);
}

/* Five bits of each byte: letters without case are told apart, and the table stays small. */
static inline unsigned pair_of(unsigned char a, unsigned char b)
{
	return (a & 31u) << 5 | (b & 31u);
}

void hay_of(struct hay *h, struct span text)
{
	const unsigned char *p = (const unsigned char *)text.ptr, *end = p + text.len;

	*h = (struct hay){ .text = text };
	for (unsigned char last = text.len ? *p++ : 0; p < end; last = *p++)
		h->pairs[pair_of(last, *p)] = true;
}

bool hay_may_have(const struct hay *h, const char *word)
{
	for (size_t i = 1; word[i - 1] && word[i]; i++)
		if (!h->pairs[pair_of((unsigned char)word[i - 1], (unsigned char)word[i])])
			return false;
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
