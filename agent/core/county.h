/* Romanian counties, by code or by name: ISO 3166-2:RO without "RO-". */
#ifndef PLIC_COUNTY_H
#define PLIC_COUNTY_H

#include "arena.h"

/* "cluj", "CJ", "judetul Cluj", "Bucuresti": "CJ", "B"; "" when it is none. */
struct span county_code(struct arena *a, struct span text);

#endif
