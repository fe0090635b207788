/* Gives back what starting took: the text of libraries that only start-up needed. Where memory is
 * counted, it is counted in the child too. Before the seal, since it reads /proc/self/smaps. */
#include <inttypes.h>
#include <sys/mman.h>

#include "reader_trim.h"

#include "span.h"

/* One mapping of a file that was never written: its pages can be dropped and come back by themselves.
 * One with private changes (relocations) must stay. */
struct mapping {
	uintptr_t from, to;
	bool file, clean;
};

static void drop(const struct mapping *m)
{
	/* The address of a mapping is a number in /proc. NOLINTNEXTLINE(performance-no-int-to-ptr) */
	if (m->file && m->clean && m->to > m->from &&
	    madvise((void *)m->from, m->to - m->from, MADV_DONTNEED))
		return; /* it then stays: nothing depends on it */
}

void reader_trim(void)
{
	FILE *f = fopen("/proc/self/smaps", "re");
	struct mapping m = { 0 };
	char line[512];

	if (!f)
		return;
	while (fgets(line, sizeof(line), f)) {
		uintptr_t from, to;
		char perm[8] = "";
		long kb = 0;
		int path = 0;

		if (sscanf(line, "%" SCNxPTR "-%" SCNxPTR " %7s %*s %*s %*s %n", &from, &to, perm,
			   &path) >= 3) {
			drop(&m);
			m = (struct mapping){ from, to, line[path] == '/' && perm[1] != 'w', true };
		} else if (sscanf(line, "Private_Dirty: %ld kB", &kb) == 1 ||
			   sscanf(line, "Anonymous: %ld kB", &kb) == 1) {
			m.clean = m.clean && kb == 0;
		}
	}
	drop(&m);
	(void)fclose(f);
}
