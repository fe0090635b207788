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
	struct arena *a = arena_new((size_t)1 << 30);
	long size = f && !fseek(f, 0, SEEK_END) ? ftell(f) : -1;
	bool ok = size >= 0 && size <= FILE_MAX && !fseek(f, 0, SEEK_SET);
	/* Of its very size, so that a sanitizer sees what reads past the end. */
	char *data = malloc(ok && size ? (size_t)size : 1);

	ok = ok && data && fread(data, 1, (size_t)size, f) == (size_t)size;
	if (ok) {
		(void)printf("# %s\n", path);
		(void)fflush(stdout);
		t->run(a, (struct span){ data, (size_t)size });
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
