/* Cities as people read them. */
#include "place.h"
#include "unit.h"

TEST(place_sectors_of_bucharest)
{
	static const struct {
		const char *city, *county, *want;
	} rows[] = {
		{ "SECTOR2", "B", "București, sector 2" },
		{ "Sector 6", "B", "București, sector 6" },
		{ "sectorul 1", "b", "București, sector 1" },
		{ "SECTOR7", "B", "SECTOR7" },
		{ "SECTOR 12", "B", "SECTOR 12" },
		{ "București", "B", "București" },
		{ "SECTOR2", "IF", "SECTOR2" },
		{ "Sectorul 2", "", "Sectorul 2" },
		{ "", "B", "" },
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		UNIT_CASE("%s", rows[i].city);
		CHECK_SPAN(place_city(unit_arena(), span_of(rows[i].city), span_of(rows[i].county)),
			   rows[i].want);
	}
}
