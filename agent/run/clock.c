/* The clock: real time plus the offset that --now asked for. */
#include "clock.h"

#include <poll.h>

static int64_t offset_s;
static bool offset_set;

static int64_t read_clock(clockid_t id, int64_t per_second)
{
	struct timespec ts;

	if (clock_gettime(id, &ts) != 0)
		abort(); /* cannot fail for these clocks: a bug, not an input */
	return (int64_t)ts.tv_sec * per_second + (int64_t)ts.tv_nsec * per_second / 1000000000;
}

void clock_start_at(int64_t utc)
{
	offset_s = utc - read_clock(CLOCK_REALTIME, 1);
	offset_set = true;
}

bool clock_is_set(void)
{
	return offset_set;
}

int64_t clock_machine(void)
{
	return read_clock(CLOCK_REALTIME, 1);
}

int64_t clock_now(void)
{
	return read_clock(CLOCK_REALTIME, 1) + offset_s;
}

int64_t clock_of(int64_t utc)
{
	return utc + offset_s;
}

struct day clock_today(void)
{
	return day_of_instant(clock_now());
}

int64_t clock_mono_ms(void)
{
	return read_clock(CLOCK_MONOTONIC, 1000);
}

void clock_wait_ms(int ms)
{
	(void)poll(NULL, 0, ms);
}
