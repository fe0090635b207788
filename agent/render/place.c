/* The sectors of Bucharest. CIUS-RO wants a code list's SECTOR1 to SECTOR6 where the county is B; that
 * stays in the data, and people read what they write themselves. */
#include "place.h"

#include "span.h"
#include "utf8.h"

struct span place_city(struct arena *a, struct span city, struct span county)
{
	struct span fold = utf8_fold(a, span_trim(city));
	struct span rest;

	if (!span_ieq_str(county, "B") && !span_ieq_str(county, "RO-B"))
		return city;
	if (span_starts(fold, S("sectorul")))
		rest = span_from(fold, strlen("sectorul"));
	else if (span_starts(fold, S("sector")))
		rest = span_from(fold, strlen("sector"));
	else
		return city;
	rest = span_trim(rest);
	if (rest.len != 1 || rest.ptr[0] < '1' || rest.ptr[0] > '6')
		return city;
	return arena_fmt(a, "București, sector %c", rest.ptr[0]);
}
