/* The only clock. Everyone else is given `today` or `now`. `--now T` makes it start at T and run on;
 * TLS keeps the machine's clock. */
#ifndef PLIC_CLOCK_H
#define PLIC_CLOCK_H

#include "base.h"
#include "day.h"

/* From now on the clock reads `utc` and runs on from there. */
void clock_start_at(int64_t utc);
bool clock_is_set(void);
/* UTC seconds since 1970. */
int64_t clock_now(void);
/* The machine's own, which TLS goes by. */
int64_t clock_machine(void);
/* The machine's instant `utc`, such as a server's INTERNALDATE, as this clock read it. */
int64_t clock_of(int64_t utc);
/* The civil day in Europe/Bucharest. */
struct day clock_today(void);
/* Monotonic milliseconds, for deadlines and pauses; never faked. */
int64_t clock_mono_ms(void);
/* Wait so long; a signal may end it early. */
void clock_wait_ms(int ms);

#endif
