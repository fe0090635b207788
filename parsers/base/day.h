/* Calendar days in Europe/Bucharest, working days, and instants as evidence. Pure: nobody here asks
 * the clock. */
#ifndef PLIC_DAY_H
#define PLIC_DAY_H

#include "arena.h"
#include "base.h"

/* Civil days since 1970-01-01 (proleptic Gregorian). DAY_NONE = not set. */
struct day {
	int32_t n;
};
#define DAY_NONE ((struct day){ INT32_MIN })

struct civil {
	int year, month, day; /* month 1..12, day 1..31 */
};

bool day_is_set(struct day d);
bool day_eq(struct day a, struct day b);
int day_cmp(struct day a, struct day b);
/* RC_BAD_INPUT for an impossible date; years 1900..2200. */
enum rc day_from_civil(struct civil c, struct day *ret) MUST_CHECK;
struct civil day_civil(struct day d);
struct day day_add(struct day d, int days);
/* anchor + n months keeping the anchor's day of month where the month has it: 31 Jan, 28 Feb, 31 Mar. */
struct day day_add_months(struct day anchor, int n);
/* 1 = Monday .. 7 = Sunday. */
int day_weekday(struct day d);
struct day day_last_of_month(struct day d);

/* "12.11.2026", "12/11/2026", "12-11-2026", "2026-11-12", "12 nov 2026", "12 noiembrie 2026",
 * "12 November 2026"; two-digit years are 20yy. Never month first. */
enum rc day_parse(struct span text, struct day *ret) MUST_CHECK;
/* "2026-11-12". */
struct span day_iso(struct arena *a, struct day d);

/* Romanian legal holidays (Codul muncii art. 139), Orthodox Easter computed; Saturdays and Sundays. */
bool day_is_working(struct day d);
/* The n-th working day after d (Regulation 1182/71: d itself is not counted). */
struct day day_add_working(struct day d, int n);
struct day day_orthodox_easter(int year);

/* Instants: UTC seconds since 1970. The EU summer time rule gives Bucharest's offset. */
struct day day_of_instant(int64_t utc);
int bucharest_offset_s(int64_t utc);
/* The instant of hour:minute on that day in Bucharest. */
int64_t day_instant(struct day d, int hour, int minute);
/* "2026-11-12T08:15:00Z" and back (also "2026-11-12 08:15", "2026-11-12": Bucharest). */
struct span instant_iso(struct arena *a, int64_t utc);
enum rc instant_parse(struct span text, int64_t *ret) MUST_CHECK;

#endif
