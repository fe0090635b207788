/* The bare floor of `issue`: draw the same page with libharu (floor_page.h) and commit it in one row (WAL, synchronous
 * FULL).
 *
 * usage: floor_issue REGULAR.TTF BOLD.TTF LIST N DATABASE    prints the seconds and the bytes of one PDF */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "floor_page.h"

int main(int argc, char **argv)
{
	struct timespec a, b;
	size_t size = 0;
	sqlite3_stmt *add;
	sqlite3 *db;
	int n;

	if (argc != 6)
		floor_fail("usage: floor_issue REGULAR BOLD LIST N DATABASE");
	floor_read_list(argv[3]);
	n = atoi(argv[4]);
	if (sqlite3_open(argv[5], &db) ||
	    sqlite3_exec(db, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; "
			     "CREATE TABLE pdf(id INTEGER PRIMARY KEY, bytes BLOB)", NULL, NULL, NULL) ||
	    sqlite3_prepare_v2(db, "INSERT INTO pdf(bytes) VALUES(?)", -1, &add, NULL))
		floor_fail("database");
	clock_gettime(CLOCK_MONOTONIC, &a);
	for (int i = 0; i < n; i++) {
		const void *bytes = floor_draw(argv[1], argv[2], NULL, &size);

		sqlite3_bind_blob(add, 1, bytes, (int)size, SQLITE_STATIC);
		if (sqlite3_step(add) != SQLITE_DONE)
			floor_fail("commit");
		sqlite3_reset(add);
	}
	clock_gettime(CLOCK_MONOTONIC, &b);
	sqlite3_finalize(add);
	sqlite3_close(db);
	printf("%.3f %zu\n", (double)(b.tv_sec - a.tv_sec) + (double)(b.tv_nsec - a.tv_nsec) / 1e9, size);
	return 0;
}
