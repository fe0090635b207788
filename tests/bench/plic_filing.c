/* `filing`: what waits for e-Factura is filed, followed and archived, as the daemon does it (run/filing_run.h) with
 * nothing else to do, on the clock of shared_clock.c.
 *
 * usage: plic_filing PLIC.CONF    prints the seconds of that clock, and those of the processor */
#include "clock.h"
#include "config.h"
#include "engine.h"
#include "filing_run.h"
#include "reader.h"

#include <limits.h>

enum { TURN_MS = 2000 }; /* as run/loop.c */

static void check(const char *what, enum rc rc, const struct why *why)
{
	if (!rc)
		return;
	(void)fprintf(stderr, "plic_filing: %s: %s\n", what, why->text);
	exit(1);
}

static void file_all(struct engine *e)
{
	struct why why = { "" };
	int ms = 0;

	check("recover", filing_recover(e, &why), &why);
	while (ms != INT_MAX) {
		check("turn", filing_turn(e, TURN_MS, &why), &why);
		arena_clear(e->work);
		check("wait", filing_wait_ms(e, INT_MAX, &ms, &why), &why);
		if (ms != INT_MAX)
			clock_wait_ms(ms);
	}
}

int main(int argc, char **argv)
{
	struct arena *a = arena_new(1 << 20);
	struct config *cfg;
	struct engine e;
	struct why why = { "" };
	struct db *db;
	int64_t start, cpu;

	if (argc == 2 && strcmp(argv[1], "--reader") == 0)
		return reader_child_main();
	if (argc != 2)
		return 64;
	check("config", config_load(argv[1], &cfg, NULL, &why), &why);
	check("open",
	      db_open(arena_str(a, arena_fmt(a, "%s/plic.db", config_path(cfg, cfg->paths.dir))),
		      DB_RW, &db, &why),
	      &why);
	check("engine", engine_open(cfg, db, &e, &why), &why);
	e.performs = true;
	start = clock_mono_ms();
	cpu = clock();
	file_all(&e);
	printf("%.3f %.3f\n", (double)(clock_mono_ms() - start) / 1000,
	       (double)(clock() - cpu) / CLOCKS_PER_SEC);
	engine_close(&e);
	db_close(db);
	config_free(cfg);
	arena_free(a);
	return 0;
}
