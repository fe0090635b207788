/* Runs a fuzz target over files that once made trouble: tests/fuzz/NAME for the program fuzz_NAME. */
#include <dirent.h>
#include <errno.h>

#include "base.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* false: cannot be read. The target itself ends the process when it finds a fault. */
static bool replay(const char *path)
{
	FILE *f = fopen(path, "rb");
	uint8_t *data = malloc(1u << 24);
	size_t n;

	if (!f || !data) {
		(void)printf("not ok %s: %s\n", path, strerror(errno));
		if (f)
			(void)fclose(f);
		free(data);
		return false;
	}
	n = fread(data, 1, 1u << 24, f);
	(void)fclose(f);
	(void)printf("# %s\n", path);
	(void)fflush(stdout);
	(void)LLVMFuzzerTestOneInput(data, n);
	free(data);
	return true;
}

int main(int argc, char **argv)
{
	const char *slash = strrchr(argv[0], '/'), *name = slash ? slash + 1 : argv[0];
	char dir[200], path[600];
	struct dirent *e;
	DIR *d;
	unsigned bad = 0, n = 0;

	(void)argc;
	name = strncmp(name, "fuzz_", 5) == 0 ? name + 5 : name;
	(void)snprintf(dir, sizeof(dir), "tests/fuzz/%s", name);
	d = opendir(dir);
	if (!d) {
		(void)printf("not ok fuzz/%s: no corpus in %s\n", name, dir);
		return 1;
	}
	while ((e = readdir(d))) {
		if (e->d_name[0] == '.')
			continue;
		(void)snprintf(path, sizeof(path), "%s/%s", dir, e->d_name);
		n++;
		bad += replay(path) ? 0 : 1;
	}
	(void)closedir(d);
	if (!bad && n)
		(void)printf("ok fuzz/%s (%u files)\n", name, n);
	return bad || !n;
}
