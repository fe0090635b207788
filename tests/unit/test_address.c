/* Addresses on one line, as forms and letters have them. */
#include "address.h"
#include "unit.h"

TEST(address_is_taken_apart)
{
	static const struct {
		const char *text, *street, *city, *county, *postcode;
	} rows[] = {
		{ "Str. Lungă nr. 1, Cluj-Napoca, jud. Cluj", "Str. Lungă nr. 1", "Cluj-Napoca",
		  "CJ", "" },
		{ "Str. Lungă nr. 1, bl. 3, ap. 4, Cluj-Napoca, județul Cluj, 400110",
		  "Str. Lungă nr. 1, bl. 3, ap. 4", "Cluj-Napoca", "CJ", "400110" },
		{ "Bd. Eroilor 3, Iași, Iași", "Bd. Eroilor 3", "Iași", "IS", "" },
		{ "Calea Victoriei 12, București, sector 1", "Calea Victoriei 12", "SECTOR1", "B",
		  "" },
		{ "Calea Victoriei 12, sector 1, București", "Calea Victoriei 12", "SECTOR1", "B",
		  "" },
		{ "Calea Victoriei 12, București", "Calea Victoriei 12", "București", "B", "" },
		{ "Str. Morii 4, sat Florești, comuna Florești, jud. Cluj, România",
		  "Str. Morii 4, comuna Florești", "sat Florești", "CJ", "" },
		{ "Str. Lungă 1\nmun. Brașov\njud. Brașov\ncod poștal 500035", "Str. Lungă 1",
		  "Brașov", "BV", "500035" },
		{ "Str. Lungă 1", "Str. Lungă 1", "", "", "" },
		{ "12 High Street, Leeds", "12 High Street", "Leeds", "", "" },
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct party p = { 0 };

		UNIT_CASE("%s", rows[i].text);
		address_fill(unit_arena(), span_of(rows[i].text), &p);
		CHECK_SPAN(p.street, rows[i].street);
		CHECK_SPAN(p.city, rows[i].city);
		CHECK_SPAN(p.county, rows[i].county);
		CHECK_SPAN(p.postcode, rows[i].postcode);
	}
}

TEST(address_that_is_known_stays)
{
	struct party p = { .city = S("Turda") };

	address_fill(unit_arena(), S("Str. Lungă nr. 1, Cluj-Napoca, jud. Cluj"), &p);
	CHECK_SPAN(p.street, "Str. Lungă nr. 1");
	CHECK_SPAN(p.city, "Turda");
}
