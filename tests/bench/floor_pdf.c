/* The bare floor of `pdf`: the same document drawn again and again with libharu (floor_page.h).
 *
 * usage: floor_pdf REGULAR.TTF BOLD.TTF LIST N [ATTACH]    prints the seconds, the bytes of one PDF, the peak memory in kB */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "floor_page.h"
#include "peak.h"

int main(int argc, char **argv)
{
	struct timespec a, b;
	size_t size = 0;

	if (argc < 5)
		floor_fail("usage: floor_pdf REGULAR BOLD LIST N [ATTACH]");
	floor_read_list(argv[3]);
	clock_gettime(CLOCK_MONOTONIC, &a);
	for (int i = 0, n = atoi(argv[4]); i < n; i++)
		floor_draw(argv[1], argv[2], argc > 5 ? argv[5] : NULL, &size);
	clock_gettime(CLOCK_MONOTONIC, &b);
	printf("%.3f %zu %ld\n", (double)(b.tv_sec - a.tv_sec) + (double)(b.tv_nsec - a.tv_nsec) / 1e9, size, peak_kb());
	return 0;
}
