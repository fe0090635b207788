/* Runs the targets of one program over files that once made trouble: tests/fuzz/NAME for the target NAME. */
#include "fuzz.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FILE_MAX = 1 << 24 };

/* false: cannot be read. The target itself ends the process when it finds a fault. */
static bool replay(const struct fuzz_target *t, const char *path)
{
	FILE *f = fopen(path, "rb");
	char *data = malloc(FILE_MAX);
	struct arena *a = arena_new((size_t)1 << 30);
	bool ok = f && data;

	if (ok) {
		size_t n = fread(data, 1, FILE_MAX, f);
		/* Of its very size, so that a sanitizer sees what reads past the end. */
		char *exact = realloc(data, n ? n : 1);

		data = exact ? exact : data;
		(void)printf("# %s\n", path);
		(void)fflush(stdout);
		t->run(a, (struct span){ data, n });
	} else {
		(void)printf("not ok %s: %s\n", path, strerror(errno));
	}
	if (f)
		(void)fclose(f);
	free(data);
	arena_free(a);
	return ok;
}

static bool replay_all(const struct fuzz_target *t)
{
	char dir[200], path[600];
	unsigned n = 0, bad = 0;
	struct dirent *e;
	DIR *d;

	(void)snprintf(dir, sizeof(dir), "tests/fuzz/%s", t->name);
	d = opendir(dir);
	while (d && (e = readdir(d))) {
		if (e->d_name[0] == '.')
			continue;
		(void)snprintf(path, sizeof(path), "%s/%s", dir, e->d_name);
		n++;
		bad += replay(t, path) ? 0 : 1;
	}
	if (d)
		(void)closedir(d);
	if (!n)
		(void)printf("not ok fuzz/%s: no corpus in %s\n", t->name, dir);
	else if (!bad)
		(void)printf("ok fuzz/%s (%u files)\n", t->name, n);
	return n && !bad;
}

int main(void)
{
	bool ok = true;

	for (size_t i = 0; i < fuzz_n; i++)
		ok &= replay_all(&fuzz_targets[i]);
	return ok ? 0 : 1;
}
