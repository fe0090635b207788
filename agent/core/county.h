/* Romanian counties, by code or by name: ISO 3166-2:RO without "RO-". */
#ifndef PLIC_COUNTY_H
#define PLIC_COUNTY_H

#include "arena.h"

/* "cluj", "CJ", "judetul Cluj", "Bucuresti": "CJ", "B"; "" when it is none. */
struct span county_code(struct arena *a, struct span text);
/* A city as CIUS-RO writes it: "București, sector 2", "sectorul 2" with county B, "Bucharest, district 2":
 * "SECTOR2"; every other stays. *county becomes "B" where the city says so. */
struct span city_code(struct arena *a, struct span text, struct span *county);

#endif
