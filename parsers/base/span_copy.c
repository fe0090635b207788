/* Small letters, no blanks: see span_copy.h. */
#include "span_copy.h"

struct span span_lower(struct arena *a, struct span s)
{
	char *to = arena_alloc(a, s.len + 1);

	for (size_t i = 0; i < s.len; i++)
		to[i] = s.ptr[i] >= 'A' && s.ptr[i] <= 'Z' ? (char)(s.ptr[i] | 0x20) : s.ptr[i];
	return (struct span){ to, s.len };
}

struct span span_squeeze(struct arena *a, struct span s)
{
	size_t n = 0, i = 0;
	char *to;

	while (i < s.len && (unsigned char)s.ptr[i] > ' ')
		i++;
	if (i == s.len)
		return s;
	to = arena_alloc(a, s.len + 1);
	for (i = 0; i < s.len; i++)
		if ((unsigned char)s.ptr[i] > ' ')
			to[n++] = s.ptr[i];
	return (struct span){ to, n };
}
