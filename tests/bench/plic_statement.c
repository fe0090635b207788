/* `statement`: entries of a statement, read in chunks as the reader child reads them.
 *
 * usage: plic_statement CONFIG FILE    prints seconds, entries and the peak of memory in kB */
#include "fact_statement.h"
#include "load_reader.h"
#include "peak.h"

#include <stdlib.h>
#include <time.h>

#define CHUNK ((size_t)256 << 10)

static size_t entries;

static void take_entry(void *ctx, const struct entry *e)
{
	(void)ctx, (void)e;
	entries++;
}

static void take_warning(void *ctx, struct span text)
{
	(void)ctx;
	(void)fprintf(stderr, "%.*s\n", SPAN_ARG(text));
}

int main(int argc, char **argv)
{
	struct statement_sink sink = { NULL, take_entry, take_warning };
	struct arena *a = arena_new((size_t)64 << 20);
	struct reader_config *rules = NULL;
	struct statement_kit *kit = NULL;
	struct statement *s = NULL;
	struct timespec t0, t1;
	char *room = malloc(CHUNK);
	FILE *f = argc == 3 ? fopen(argv[2], "re") : NULL;
	struct why why = { "" };
	size_t n;

	if (!f || !room || load_reader_config(argv[1], a, &rules, &why) ||
	    statement_kit_open(&rules->csv, &kit, &why))
		return 2;
	(void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t0);
	while ((n = fread(room, 1, CHUNK, f)) > 0) {
		struct span chunk = { room, n };

		if (!s)
			s = statement_open(kit, fact_statement_kind(kit, a, chunk), chunk, &sink);
		if (!statement_feed(s, chunk))
			return 1;
	}
	if (!s || statement_end(s) != BALANCES_OK)
		return 1;
	(void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t1);
	(void)printf("%.6f %zu %ld\n",
		     (double)(t1.tv_sec - t0.tv_sec) + (double)(t1.tv_nsec - t0.tv_nsec) / 1e9,
		     entries, peak_kb());
	statement_close(s);
	statement_kit_close(kit);
	arena_free(a);
	free(room);
	return fclose(f) ? 1 : 0;
}
