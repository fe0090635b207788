/* A text against lists: others, and words in tables of constant strings that end with NULL. Nothing here
 * allocates. */
#ifndef PLIC_SPAN_LIST_H
#define PLIC_SPAN_LIST_H

#include "base.h"

struct spans {
	struct span *at;
	size_t n, cap;
};
bool spans_has(const struct spans *v, struct span s);
/* ASCII case ignored. */
bool spans_ihas(const struct spans *v, struct span s);

/* Is s one of the words? Does it begin with one, hold one? */
bool span_is_any(struct span s, const char *const *list);
bool span_starts_any(struct span s, const char *const *list);
bool span_has_any(struct span s, const char *const *list);

/* A text in which many words are looked for. Which pairs of bytes it has is noted once; a word with a
 * pair that is not there, as most have, is then not searched for. text must outlive it. */
struct hay {
	struct span text;
	bool pairs[1024];
};
void hay_of(struct hay *h, struct span text);
bool hay_has(const struct hay *h, const char *word);
/* false: the word is not there, in no case of its ASCII letters. */
bool hay_may_have(const struct hay *h, const char *word);
bool hay_has_any(const struct hay *h, const char *const *list);

#endif
