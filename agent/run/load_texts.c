/* One file of the catalogue in every language, for a program that makes neither mails nor documents. */
#include "load_texts.h"

#include <dirent.h>
#include <errno.h>
#include <unistd.h>

#include "read_file.h"
#include "span.h"

enum { TEXTS_MAX = 4 << 20, LANGS_READ = 64 };

const char *load_templates_dir(void)
{
	static const char *const place[] = { PLIC_SOURCE_DIR "/templates",
					     PLIC_DATADIR "/templates" };

	return place[access(place[0], R_OK | X_OK) != 0];
}

static enum rc read_all(struct arena *a, DIR *d, const char *dir, const char *name,
			struct look_file *files, size_t *n, struct why *reterr)
{
	const struct dirent *e;

	while ((e = readdir(d)) != NULL) {
		struct span path = arena_fmt(a, "%s/texts/%s.txt", e->d_name, name);
		const char *full = arena_str(a, arena_fmt(a, "%s/%.*s", dir, SPAN_ARG(path)));

		if (strlen(e->d_name) != 2 || e->d_name[0] == '.' || access(full, F_OK) != 0)
			continue;
		if (*n == LANGS_READ)
			return why_fail(reterr, RC_BAD_CONFIG, "%s: over %d languages", dir,
					LANGS_READ);
		files[*n].path = path;
		if (read_file(a, full, TEXTS_MAX, &files[*n].bytes, reterr))
			return RC_BAD_CONFIG;
		++*n;
	}
	return RC_OK;
}

enum rc load_texts(struct arena *a, const char *name, struct look **ret, struct why *reterr)
{
	struct look_file *files = ARENA_ARRAY(a, LANGS_READ, struct look_file);
	const char *dir = load_templates_dir();
	DIR *d = opendir(dir);
	size_t n = 0;
	enum rc rc;

	if (!d)
		return why_fail(reterr, RC_BAD_CONFIG, "%s: %s", dir, strerror(errno));
	rc = read_all(a, d, dir, name, files, &n, reterr);
	closedir(d);
	return rc ? rc : look_new_texts(files, n, ret, reterr);
}
