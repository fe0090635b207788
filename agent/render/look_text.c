/* The catalogue's part of a look, apart from the rest: what only speaks is linked without PDFs and pictures. */
#include "look_in.h"

enum rc look_new_texts(const struct look_file *files, size_t n, struct look **ret,
		       struct why *reterr)
{
	struct arena *arena = arena_new((size_t)16 << 20);
	struct look *l = ARENA_NEW(arena, struct look);
	enum rc rc;

	l->arena = arena;
	rc = langs_read(files, n, &l->langs, reterr);
	if (!rc)
		rc = texts_new(arena, files, n, &l->langs, &l->texts, reterr);
	if (rc) {
		arena_free(arena);
		return rc;
	}
	*ret = l;
	return RC_OK;
}

void look_free(struct look *l)
{
	if (l)
		arena_free(l->arena);
}

struct span look_lang(const struct look *l, struct span name)
{
	return l->langs.at[langs_find(&l->langs, name)];
}

enum rc look_text(const struct look *l, struct arena *a, struct span lang, struct span key,
		  const struct value *args, struct span *ret, struct why *reterr)
{
	struct value *local = NULL;
	enum rc rc;

	if (args) {
		rc = look_localise(l, a, lang, args, &local, reterr);
		if (rc)
			return rc;
	}
	return texts_render(l->texts, a, lang, key, local, ret, reterr);
}
