/* plic's clock (agent/run/clock.h) for a day that is measured: it stands in a file, shared with the simulator of ANAF.
 * Work takes as long as it takes; a wait takes nothing but moves the clock for both.
 *
 * The file ($PLIC_CLOCK) holds one number of 8 bytes: milliseconds that CLOCK_MONOTONIC is behind the Unix time of
 * that day. */
#include "clock.h"

#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

static _Atomic int64_t *ahead_ms(void)
{
	static _Atomic int64_t *at;
	const char *path = getenv("PLIC_CLOCK");
	int fd;

	if (at)
		return at;
	fd = open(path ? path : "", O_RDWR | O_CLOEXEC);
	at = fd < 0 ? MAP_FAILED :
		      mmap(NULL, sizeof(*at), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	if (at == MAP_FAILED) {
		perror("PLIC_CLOCK");
		exit(1);
	}
	close(fd);
	return at;
}

int64_t clock_mono_ms(void)
{
	struct timespec ts;

	if (clock_gettime(CLOCK_MONOTONIC, &ts) != 0)
		abort();
	return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000 + atomic_load(ahead_ms());
}

int64_t clock_now(void)
{
	return clock_mono_ms() / 1000;
}

int64_t clock_machine(void)
{
	return time(NULL);
}

struct day clock_today(void)
{
	return day_of_instant(clock_now());
}

void clock_wait_ms(int ms)
{
	atomic_fetch_add(ahead_ms(), ms);
}

void clock_start_at(int64_t utc)
{
	atomic_fetch_add(ahead_ms(), utc * 1000 - clock_mono_ms());
}

bool clock_is_set(void)
{
	return true;
}

int64_t clock_of(int64_t utc)
{
	return utc - time(NULL) + clock_now();
}
