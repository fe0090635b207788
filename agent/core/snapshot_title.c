/* What a document is about, in a few words: its title, else what stands on its lines. The words
 * between are the reader's language, so that nothing of them is frozen. */
#include "say.h"
#include "snapshot.h"
#include "span.h"

struct value *snapshot_title(struct arena *a, const struct snapshot *s)
{
	const struct lines *l = &s->lines;
	struct value *args;

	if (s->title.len > 0)
		return value_text(a, s->title);
	if (l->n == 0)
		return value_str(a, "");
	if (l->n == 1 || (l->n == 2 && span_eq(l->at[0].name, l->at[1].name)))
		return value_text(a, l->at[0].name);
	if (l->n == 2)
		return value_text(a, arena_fmt(a, "%.*s, %.*s", SPAN_ARG(l->at[0].name),
					       SPAN_ARG(l->at[1].name)));
	args = say_text(a, NULL, "first", l->at[0].name);
	return value_tx(a, TX("flow.title.more"), say_count(a, args, "n", (int64_t)l->n - 1));
}
