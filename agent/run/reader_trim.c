/* Gives back what starting took: the text of libraries that only start-up needed. Where memory is
 * counted, it is counted in the child too. Before the seal, since it reads /proc/self/smaps. */
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

/* "7f0a1000-7f0a2000 r-xp 00000000 08:01 123  /usr/lib/x.so" */
static bool mapping_begins(const char *line, struct mapping *m)
{
	char *end = NULL;
	uintptr_t from = strtoul(line, &end, 16), to;

	if (end == line || *end != '-')
		return false;
	to = strtoul(end + 1, &end, 16);
	if (*end != ' ' || strlen(end) < 5)
		return false;
	*m = (struct mapping){ from, to, strchr(line, '/') && end[2] != 'w', true };
	return true;
}

void reader_trim(void)
{
	static const char *const written[] = { "Private_Dirty:", "Anonymous:" };
	FILE *f = fopen("/proc/self/smaps", "re");
	struct mapping m = { 0 }, next;
	char line[512];

	if (!f)
		return;
	while (fgets(line, sizeof(line), f)) {
		if (mapping_begins(line, &next)) {
			drop(&m);
			m = next;
		}
		for (size_t i = 0; i < ARRAY_LEN(written); i++)
			if (span_starts(span_of(line), span_of(written[i])) &&
			    strtol(line + strlen(written[i]), NULL, 10) != 0)
				m.clean = false;
	}
	drop(&m);
	(void)fclose(f);
}
