/* Working days of Romania: Codul muncii (Legea 53/2003) art. 139, as amended. A holiday counts from
 * the first year its amending law covered. Easter is the Orthodox one: Meeus' Julian computus. */
#include "day.h"

static const struct {
	int month, day, since;
} fixed[] = {
	{ 1, 1, 1900 },   { 1, 2, 1900 },   { 1, 6, 2024 },   { 1, 7, 2024 }, /* Legea 52/2023 */
	{ 1, 24, 2017 },                                                      /* Legea 176/2016 */
	{ 5, 1, 1900 },   { 6, 1, 2017 },                                     /* Legea 220/2016 */
	{ 8, 15, 2009 },                                                      /* Legea 202/2008 */
	{ 11, 30, 2012 },                                                     /* Legea 147/2012 */
	{ 12, 1, 1990 },  { 12, 25, 1900 }, { 12, 26, 1900 },
};

/* Days from Easter Sunday. */
static const struct {
	int after, since;
} moving[] = {
	{ -2, 2018 },                                          /* Good Friday, Legea 64/2018 */
	{ 0, 1900 },  { 1, 1900 }, { 49, 2009 }, { 50, 2009 }, /* Pentecost, Legea 202/2008 */
};

struct day day_orthodox_easter(int year)
{
	int a = year % 4, b = year % 7, c = year % 19;
	int d = (19 * c + 15) % 30, e = (2 * a + 4 * b - d + 34) % 7;
	int month = (d + e + 114) / 31, day = (d + e + 114) % 31 + 1;
	int behind = year / 100 - year / 400 - 2; /* the Julian calendar's lag in spring, in days */
	struct day julian = DAY_NONE;

	if (day_from_civil((struct civil){ year, month, day }, &julian) != RC_OK)
		return DAY_NONE;
	return day_add(julian, behind);
}

static bool is_holiday(struct day d)
{
	struct civil c = day_civil(d);
	struct day easter;

	for (size_t i = 0; i < ARRAY_LEN(fixed); i++)
		if (c.month == fixed[i].month && c.day == fixed[i].day)
			return c.year >= fixed[i].since;
	if (c.month < 3 || c.month > 7)
		return false;
	easter = day_orthodox_easter(c.year);
	for (size_t i = 0; i < ARRAY_LEN(moving); i++)
		if (d.n == easter.n + moving[i].after)
			return c.year >= moving[i].since;
	return false;
}

bool day_is_working(struct day d)
{
	return day_weekday(d) <= 5 && !is_holiday(d);
}

struct day day_add_working(struct day d, int n)
{
	int step = n < 0 ? -1 : 1;

	if (!day_is_set(d))
		return d;
	while (n != 0) {
		d = day_add(d, step);
		if (day_is_working(d))
			n -= step;
	}
	return d;
}
